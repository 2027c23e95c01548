/** A source's archive, cut into the pieces of the days that are asked for. */
import { getSource, type SourceRow } from '@displacement-monitor/shared/db'
import { type BackfillRun, utcDay } from '@displacement-monitor/shared/domain'
import { PipelineError } from '@displacement-monitor/shared/errors'
import type { Days, Past } from '../sources/past/past.ts'
import type { SourceAdapter } from '../sources/source-adapter.ts'
import type { ReaderContext } from '../worker-context.ts'
import { planPieces } from './plan-pieces.ts'

/** Beyond it a range is a slip of the pen. */
const mostPieces = 20_000

export interface Archive {
  source: SourceRow
  adapter: SourceAdapter
  past: Past
  pieces: readonly Days[]
}

/** Errors: what is asked cannot be had, in words for whoever asked. */
export async function archiveOf(
  { sql, adapters }: Pick<ReaderContext, 'sql' | 'adapters'>,
  { sourceId, from, to }: Pick<BackfillRun, 'sourceId' | 'from' | 'to'>,
  now: Date,
): Promise<Archive> {
  const source = await getSource(sql, sourceId ?? '')
  const adapter = adapters.get(source?.adapter ?? '')
  if (!source || !adapter) throw new PipelineError('bad_feed', `There is no source "${sourceId}" that can be asked.`)
  const past = adapter.past?.(source)
  if (!past)
    throw new PipelineError(
      'bad_feed',
      adapter.past
        ? `The settings of "${source.id}" name no archive (docs/sources.md): set one with npx monitor sources set ${source.id} 'setting.archive=…'.`
        : `The source "${source.id}" tells the present alone: its publisher offers no archive.`,
    )
  const first = from ?? past.beginsOn
  if (first === undefined)
    throw new PipelineError('bad_feed', `The archive of "${source.id}" does not tell its first day: name one (--from).`)
  const pieces = planPieces({ from: first, to: to ?? utcDay(now) }, past)
  if (pieces.length === 0)
    throw new PipelineError(
      'bad_feed',
      `The archive of "${source.id}" begins on ${past.beginsOn ?? first}: nothing lies in these days.`,
    )
  if (pieces.length > mostPieces)
    throw new PipelineError('bad_feed', `${pieces.length} parts are too many for one run: name fewer days.`)
  return { source, adapter, past, pieces }
}
