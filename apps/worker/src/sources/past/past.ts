/** How a source is asked for days gone by: what an adapter states of its publisher's archive. Pure, as all of an adapter. */
import type { IsoDate } from '@displacement-monitor/shared/domain'

/** First and last day, both included. */
export interface Days {
  from: IsoDate
  to: IsoDate
}

/**
 * The least that the publisher's archive can be asked for. A backfill is cut into such pieces (a calendar month stays
 * whole), and each is asked, stored, counted and tried again by itself. `whole`: one dump answers for all days, so a range is
 * one piece.
 */
export const pastGrains = ['day', 'month', 'year', 'whole'] as const
export type PastGrain = (typeof pastGrains)[number]

export interface PastRequest {
  /** Without keys: the source's `settings.query` and `settings.headers` are added when it is asked, and stand in no log. */
  url: string
  /** A JSON text: the request is a POST with it. Without it, a GET. */
  body?: string
}

export interface Past {
  grain: PastGrain
  /** The first day of which the archive knows anything; a range that begins earlier is cut there. Absent: not told. */
  beginsOn?: IsoDate
  /**
   * True: answers tell the newest first and go on along `nextUrl` into the past, so that the run may stop at the first whose
   * dated entries all lie before the days asked for.
   */
  newestFirst?: true
  /**
   * What to ask for the days of one piece; a whole piece of the grain, or less of one at the ends of a range. Answers are read
   * by the adapter's `parseList` or `parseReleases`, and followed along their `nextUrl` (a POST's with the same body)
   and, of an index, to all of its `listings`. They may
   * hold more than the days asked for: what is dated outside of them is left out by the run, so a service that knows months
   * alone is asked for the month. At least one request, the same ones for the same days.
   */
  requests(days: Days): PastRequest[]
}

/** What an adapter is told of a source, as its operator set it up. */
export interface PastSource {
  url: string
  settings: Readonly<Record<string, unknown>>
}
