/** backfill: a run is cut into its chunks, or one of them is worked on; the next ones follow from the tables. */
import { setTimeout as pause } from 'node:timers/promises'
import type { JobOf } from '@displacement-monitor/shared/contracts'
import { dueChunks, getRun, isChunkHeld, leaseSeconds, runsToPlan } from '@displacement-monitor/shared/db'
import { planRun } from '../backfill/plan-run.ts'
import { workChunk } from '../backfill/work-chunk.ts'
import type { StepFields } from '../watch/watch.ts'
import type { WorkerContext } from '../worker-context.ts'
import { enqueueChunks, enqueueReconcile } from './enqueue.ts'
import { runStage } from './run-stage.ts'

/** Chunks that wait in the queue at a time: more would only go stale there. */
const chunksAhead = 50

export async function workBackfill(context: WorkerContext, job: JobOf<'backfill'>): Promise<void> {
  const fields: StepFields = 'runId' in job ? { runId: job.runId } : { chunkId: job.chunkId }
  await runStage(context, {
    name: 'backfill',
    fields,
    work: () => ('runId' in job ? plan(context, job.runId) : work(context, job.chunkId)),
    // Recorded with the run or the chunk; what is not comes back with the sweep.
    recordFailure: async () => {},
  })
}

async function plan(context: WorkerContext, runId: number): Promise<void> {
  const run = await getRun(context.sql, runId)
  if (run?.state === 'planned') await planRun(context, run, context.now())
  await enqueueDueChunks(context)
}

async function work(context: WorkerContext, chunkId: number): Promise<void> {
  const { stopping, liveWork } = context
  const hooks = { stopping, giveWay: () => liveWork.idle(stopping) }
  let worked = await workChunk(context, chunkId, hooks)
  // A job that comes back after its process was killed meets the lease of the dead one, which is about to end.
  for (let waited = 0; worked === null && waited <= leaseSeconds && !stopping.aborted; waited++) {
    if (!(await isChunkHeld(context.sql, chunkId))) break
    await pause(1_000, undefined, { signal: stopping }).catch(() => {})
    worked = await workChunk(context, chunkId, hooks)
  }
  if (worked === null) return
  const { chunk, end } = worked
  const line = { chunkId, runId: chunk.runId, sourceId: chunk.sourceId, from: chunk.from, to: chunk.to }
  if (end.outcome === 'failed') context.log.warn({ ...line, kind: end.failure.kind }, end.failure.message)
  else context.log.info({ ...line, outcome: end.outcome }, 'part of a backfill')
  await enqueueReconcile(context)
  if (!stopping.aborted) await enqueueDueChunks(context)
}

/** At once after an order, and once a minute. */
export async function enqueueBackfills(context: WorkerContext): Promise<void> {
  for (const run of await runsToPlan(context.sql)) await planRun(context, run, context.now())
  await enqueueDueChunks(context)
}

async function enqueueDueChunks(context: WorkerContext): Promise<void> {
  await enqueueChunks(context, await dueChunks(context.sql, chunksAhead))
}
