/** Adding work that the tables already know. An add that fails is left to the sweep, and told once, not once a job. */
import { jobIds } from '@displacement-monitor/shared/contracts'
import { asFailure } from '@displacement-monitor/shared/errors'
import type { WorkerContext } from '../worker-context.ts'

/** Adds at once; more would only wait in the client. */
const addsAtOnce = 20

/** Returns how many were added; stops at the first that fails. */
export async function enqueueReports(context: WorkerContext, reportIds: readonly number[]): Promise<number> {
  let added = 0
  for (let at = 0; at < reportIds.length; at += addsAtOnce) {
    const part = reportIds.slice(at, at + addsAtOnce)
    const done = await leaveToSweep(context, () =>
      Promise.all(part.map((reportId) => context.queues.add('ingest', { reportId }, { id: jobIds.ingest(reportId) }))),
    )
    if (!done) break
    added += part.length
  }
  return added
}

export async function enqueueReconcile(context: WorkerContext): Promise<void> {
  await leaveToSweep(context, () => context.queues.add('reconcile', {}, { id: jobIds.reconcile(context.now()) }))
}

export async function enqueuePoll(context: WorkerContext, sourceId: string): Promise<void> {
  await leaveToSweep(context, () => context.queues.add('poll', { sourceId }, { id: jobIds.poll(sourceId) }))
}

/** After all that is live: those without a priority go first. */
const afterLiveWork = 10

export async function enqueueChunks(context: WorkerContext, chunkIds: readonly number[]): Promise<void> {
  for (const chunkId of chunkIds) {
    const added = await leaveToSweep(context, () =>
      context.queues.add('backfill', { chunkId }, { id: jobIds.backfillChunk(chunkId), priority: afterLiveWork }),
    )
    if (!added) break
  }
}

/** Each when its window ends. */
export async function enqueueMessages(
  context: WorkerContext,
  messages: readonly { id: string; closesAt: Date }[],
): Promise<void> {
  for (const { id: deliveryId, closesAt } of messages) {
    const delayMs = Math.max(0, closesAt.getTime() - context.now().getTime())
    const added = await leaveToSweep(context, () =>
      context.queues.add('notify', { deliveryId }, { id: jobIds.notify(deliveryId), delayMs }),
    )
    if (!added) break
  }
}

async function leaveToSweep(context: WorkerContext, add: () => Promise<unknown>): Promise<boolean> {
  try {
    await add()
    return true
  } catch (error) {
    const { code, message } = asFailure(error)
    context.log.warn({ code }, message)
    return false
  }
}
