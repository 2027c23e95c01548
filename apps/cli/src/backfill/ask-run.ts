/** What the options of `backfill` ask for; what cannot be is told with an example. */
import type { BackfillAsked, Sql } from '@displacement-monitor/shared/db'
import { usageFailure } from '../command/failure.ts'
import { dayOption } from '../input/read-option.ts'
import { findSource } from '../sources/find-source.ts'

export interface BackfillOptions {
  readonly source: string | null
  readonly from: string | null
  readonly to: string | null
  readonly reextract: boolean
  readonly 'dry-run': boolean
  readonly again: boolean
}

export async function askedFor(sql: Sql, options: BackfillOptions): Promise<BackfillAsked> {
  const { reextract, again } = options
  const from = dayOption('from', options.from)
  const to = dayOption('to', options.to)
  if (from !== null && to !== null && from > to) throw usageFailure(`--from ${from} lies after --to ${to}.`)
  if (!reextract && options.source === null)
    throw usageFailure('Name the source whose archive is to be read (--source ID), or --reextract what is kept here.')
  return {
    kind: reextract ? 'reextract' : 'refetch',
    sourceId: options.source === null ? null : (await findSource(sql, options.source)).id,
    from,
    to,
    dryRun: options['dry-run'],
    again,
  }
}
