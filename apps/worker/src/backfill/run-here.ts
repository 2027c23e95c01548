/** A run worked on by this very process, beside whatever workers there are; for the terminal, which needs no worker to be running. */
import { setTimeout as pause } from 'node:timers/promises'
import { dueChunks, getRun } from '@displacement-monitor/shared/db'
import { evaluateMarked } from '../evaluate.ts'
import { reconcileMarked } from '../reconcile.ts'
import type { ReaderContext } from '../worker-context.ts'
import { closeRuns } from './close-runs.ts'
import { planRun } from './plan-run.ts'
import { workChunk } from './work-chunk.ts'

export interface HereHooks {
  stopping: AbortSignal
  now?: () => Date
}

/** While another process has the last parts, or a part waits for its next try. */
const lookAgainMs = 1_000

/** Until the run has ended, is paused, or this process is asked to stop, which it does after the report at hand. */
export async function runHere(
  context: ReaderContext,
  runId: number,
  { stopping, now = () => new Date() }: HereHooks,
): Promise<void> {
  const { sql, gazetteer } = context
  const upkeep = { now, stopping: () => stopping.aborted }
  while (!stopping.aborted) {
    const run = await getRun(sql, runId)
    if (!run || run.finishedAt !== null || run.state === 'paused') return
    if (run.state === 'planned') {
      await planRun(context, run, now())
      continue
    }
    const [next] = await dueChunks(sql, 1, runId)
    const worked = next === undefined ? null : await workChunk(context, next, { stopping })
    await reconcileMarked(sql, gazetteer, upkeep)
    await evaluateMarked(sql, gazetteer, upkeep)
    if (worked !== null) continue
    const closed = await closeRuns({ sql })
    if (!closed.includes(runId)) await pause(lookAgainMs, undefined, { signal: stopping }).catch(() => {})
  }
}
