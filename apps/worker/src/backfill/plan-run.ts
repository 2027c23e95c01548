/** A run that was asked for becomes chunks: pieces of a source's archive, or of the reports that are kept. */
import { failRun, planChunks, type RunPlan } from '@displacement-monitor/shared/db'
import type { BackfillRun } from '@displacement-monitor/shared/domain'
import { PipelineError } from '@displacement-monitor/shared/errors'
import type { ReaderContext } from '../worker-context.ts'
import { archiveOf } from './archive.ts'
import { estimateRefetch } from './estimate-refetch.ts'
import { planReextract } from './plan-reextract.ts'

/** Repeatable, by several processes at once. A run that cannot be planned ends with the reason; an outage of our own is thrown. */
export async function planRun(context: ReaderContext, run: BackfillRun, now: Date): Promise<void> {
  try {
    const plan = run.kind === 'refetch' ? await planRefetch(context, run, now) : await planReextract(context, run)
    await planChunks(context.sql, run.id, plan)
  } catch (error) {
    if (!(error instanceof PipelineError) || error.code === 'database_unavailable') throw error
    await failRun(context.sql, run.id, error.message)
  }
}

async function planRefetch(context: ReaderContext, run: BackfillRun, now: Date): Promise<RunPlan> {
  const archive = await archiveOf(context, run, now)
  return run.dryRun
    ? { chunks: [], estimate: await estimateRefetch(context, archive) }
    : { chunks: archive.pieces, estimate: null }
}
