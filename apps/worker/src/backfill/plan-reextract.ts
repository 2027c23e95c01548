/** A re-extraction in parts of a few hundred reports: by their ids, so that what arrives meanwhile belongs to no part. */
import { notReextractable, type PlannedChunk, type RunPlan, reextractable } from '@displacement-monitor/shared/db'
import type { BackfillRun } from '@displacement-monitor/shared/domain'
import { PipelineError } from '@displacement-monitor/shared/errors'
import type { ReaderContext } from '../worker-context.ts'

/** Some minutes of work: a killed part goes on where it was, and several workers share a run. */
const reportsAPart = 250

export async function planReextract({ sql }: Pick<ReaderContext, 'sql'>, run: BackfillRun): Promise<RunPlan> {
  const chunks: PlannedChunk[] = []
  for (let afterId = 0; ; ) {
    const ids = await reextractable(sql, run, { afterId, limit: reportsAPart })
    const toId = ids.at(-1)
    if (toId === undefined) break
    chunks.push({ afterId, toId })
    afterId = toId
  }
  if (chunks.length > 0) return { chunks, estimate: null }
  const { rows, withoutBytes } = await notReextractable(sql, run)
  throw new PipelineError(
    'empty_body',
    [
      "Nothing is to be read again: all pages whose bytes are kept were read with today's code.",
      ...(rows > 0 ? [`${rows} releases of rows are read anew by a refetch of their source.`] : []),
      ...(withoutBytes > 0 ? [`The bytes of ${withoutBytes} reports are no longer kept.`] : []),
    ].join(' '),
  )
}
