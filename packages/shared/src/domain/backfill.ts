/** Runs over the past: what is asked, how far it is, and what it changed. */
import type { IsoDate } from './dates.ts'
import type { Category, Unit } from './figure.ts'
import type { SeriesKind } from './series.ts'

/** refetch: a source's archive · reextract: what is kept, through today's code. */
export const backfillKinds = ['refetch', 'reextract'] as const
export type BackfillKind = (typeof backfillKinds)[number]

/** planned: asked, not yet cut into chunks · failed: ended, and something of it was given up. */
export const backfillStates = ['planned', 'running', 'paused', 'cancelled', 'done', 'failed'] as const
export type BackfillState = (typeof backfillStates)[number]

export const chunkStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const
export type ChunkState = (typeof chunkStates)[number]

/**
 * read: now · known: it had been read before · unchanged: today's code reads the same · skipped: nothing to read · failed: it is
 * tried again like any other report · dead: given up.
 */
export const itemOutcomes = ['read', 'known', 'unchanged', 'skipped', 'failed', 'dead'] as const
export type ItemOutcome = (typeof itemOutcomes)[number]

export interface FigureCounts {
  /** Read as before. */
  figuresSame: number
  figuresNew: number
  /** The same words say something else. */
  figuresChanged: number
  /** No longer said, or no longer read. */
  figuresSuperseded: number
}

export const noFigures: FigureCounts = { figuresSame: 0, figuresNew: 0, figuresChanged: 0, figuresSuperseded: 0 }

export interface BackfillRun {
  id: number
  kind: BackfillKind
  /** Null: of all sources (re-extraction alone). */
  sourceId: string | null
  /** First and last day of print, both included; null: without a bound. */
  from: IsoDate | null
  to: IsoDate | null
  state: BackfillState
  /** It only tells what it would do. */
  dryRun: boolean
  codeVersion: string | null
  requestedBy: string
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  /** Why it could not be planned; else null. */
  failureMessage: string | null
  estimate: BackfillEstimate | null
  closing: BackfillClosing | null
}

/** How far a run is. */
export interface BackfillProgress extends FigureCounts {
  chunks: Record<ChunkState, number>
  /** Reports of the chunks listed so far, and those of them that are settled. */
  found: number
  settled: number
  outcomes: Record<ItemOutcome, number>
  requests: number
  /** Of the parts done, 0 to 1. */
  share: number
  /** Reports a second of those at work, over all their time; null before the first. */
  reportsPerSecond: number | null
  /** Null while nothing tells it. */
  secondsLeft: number | null
  /** The newest failure of a chunk or a report. */
  lastError: string | null
}

/** What a dry run of `refetch` foresees: requests for lists, and reports by what a few of its parts hold. */
export interface BackfillEstimate {
  chunks: number
  /** At least so many requests, for the lists alone. */
  listRequests: number
  /** Parts that were looked at, and what they list: reports in the days asked for, and those not known yet. */
  sampled: number
  sampledReports: number
  sampledFresh: number
  /** By these parts, for the whole; null where nothing could be looked at. */
  reports: number | null
  requests: number | null
  /** At the pace that the source allows. */
  seconds: number | null
  notes: string[]
}

/** The closing report. */
export interface BackfillClosing extends FigureCounts {
  reports: Record<ItemOutcome, number>
  /** Those whose newest value differs, the widest first; at most 100. */
  series: BackfillSeriesChange[]
  seriesChanged: number
  /** Thresholds that would have fired. */
  wouldHaveFired: { thresholdId: number; name: string; incidents: number }[]
  /** Figures that a person approved or corrected and whose words are gone or read otherwise now; the older counts until somebody decides. */
  reviewsToDecide: number
  /** Of a re-extraction: how figures are read otherwise; at most 50. */
  differences: FigureDifference[]
}

/** A figure of one report, before and after; null: it was not, or is no longer, read. */
export interface FigureDifference {
  reportId: number
  before: FigureFace | null
  after: FigureFace | null
  /** What differs, by the names of the fields; empty where one side is null. */
  fields: string[]
  /** A person had approved or corrected it. */
  reviewed: boolean
}

/** What a figure says, as far as one reading can differ from another. An inferred as-of is no part of it. */
export interface FigureFace {
  words: string
  value: number
  valueHigh: number | null
  quantifier: string
  unit: string
  category: string
  scope: string
  cause: string | null
  placeId: string | null
  placeRole: string | null
  since: IsoDate | null
  asOf: IsoDate | null
  counter: string | null
}

export interface BackfillSeriesChange {
  seriesId: number
  placeId: string
  category: Category
  kind: SeriesKind
  unit: Unit
  since: IsoDate | null
  /** Of the newest point before and after; null: there was none. */
  before: { asOf: IsoDate; value: number | null } | null
  after: { asOf: IsoDate; value: number | null } | null
  pointsCame: number
  pointsGone: number
}
