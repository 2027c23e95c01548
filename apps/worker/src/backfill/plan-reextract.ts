/** A re-extraction in parts of a few hundred reports: by their ids, so that what arrives meanwhile belongs to no part. */
import { notReextractable, type PlannedChunk, type RunPlan, reextractable } from '@displacement-monitor/shared/db'
import type { BackfillEstimate, BackfillRun } from '@displacement-monitor/shared/domain'
import { codeVersion } from '../read-figures.ts'
import type { ReaderContext } from '../worker-context.ts'

/** Some minutes of work: a killed part goes on where it was, and several workers share a run. */
const reportsAPart = 250

export async function planReextract(
  { sql, gazetteer }: Pick<ReaderContext, 'sql' | 'gazetteer'>,
  { sourceId, from, to }: BackfillRun,
): Promise<RunPlan> {
  const filter = { sourceId, from, to, codeVersion: codeVersion(gazetteer) }
  const chunks: PlannedChunk[] = []
  for (let afterId = 0; ; ) {
    const ids = await reextractable(sql, filter, { afterId, limit: reportsAPart })
    const toId = ids.at(-1)
    if (toId === undefined) break
    chunks.push({ afterId, toId })
    afterId = toId
  }
  if (chunks.length > 0) return { chunks, estimate: null, codeVersion: filter.codeVersion }
  const { rows, withoutBytes } = await notReextractable(sql, filter)
  const notes = [
    "Nothing is to be read again: all pages whose bytes are kept were read with today's code.",
    ...(rows > 0 ? [`${rows} releases of rows are read anew by a refetch of their source.`] : []),
    ...(withoutBytes > 0 ? [`The bytes of ${withoutBytes} reports are no longer kept.`] : []),
  ]
  return { chunks, estimate: { ...nothingToDo, notes } }
}

const nothingToDo: BackfillEstimate = {
  chunks: 0,
  listRequests: 0,
  sampled: 0,
  sampledReports: 0,
  sampledFresh: 0,
  reports: 0,
  requests: 0,
  seconds: 0,
  notes: [],
}
