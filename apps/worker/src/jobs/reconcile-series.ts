/**
 * reconcile: series of the subjects that reports marked, then the thresholds of the series that changed; coalesced, since it
 * works off whatever marks there are.
 */
import { newestMark } from '@displacement-monitor/shared/db'
import { closeRuns } from '../backfill/close-runs.ts'
import { evaluateMarked } from '../evaluate.ts'
import { type ReconcileHooks, reconcileMarked } from '../reconcile.ts'
import type { WorkerContext } from '../worker-context.ts'
import { enqueueMessages, enqueueReconcile } from './enqueue.ts'
import { runStage } from './run-stage.ts'

export async function reconcileSeries(context: WorkerContext): Promise<void> {
  await runStage(context, {
    name: 'reconcile',
    fields: {},
    work: async () => {
      const changed = (await rebuild(context, { liveOnly: true })) + (await rebuildPast(context))
      if (changed > 0) context.log.info({ series: changed }, 'reconciled')
      const found = await context.watch.step('evaluate', {}, () =>
        evaluateMarked(context.sql, context.gazetteer, {
          now: context.now,
          stopping: () => context.stopping.aborted,
          onPoison: (which, err) => context.log.error({ ...which, err }, 'its threshold cannot be judged'),
        }),
      )
      if (found.alerts > 0) context.log.info({ series: found.series, alerts: found.alerts }, 'evaluated')
      await enqueueMessages(context, found.open)
      await closeRuns(context)
    },
    // The marks are still there: the sweep tries again.
    recordFailure: async () => {},
  })
}

const rebuild = (context: WorkerContext, which: Pick<ReconcileHooks, 'liveOnly' | 'upTo'>): Promise<number> =>
  reconcileMarked(context.sql, context.gazetteer, {
    ...which,
    now: context.now,
    stopping: () => context.stopping.aborted,
    onPoison: (subjectId, err) => context.log.error({ subjectId, err }, 'its series cannot be built'),
  })

/** What only runs over the past have marked, in a share of the time; what waits then is brought back by its own timer, or the sweep. */
async function rebuildPast(context: WorkerContext): Promise<number> {
  const { pastPace } = context
  if (pastPace.waitMs() === 0)
    return pastPace.during(async () => rebuild(context, { upTo: await newestMark(context.sql) }))
  pastPace.whenDue(() => {
    if (!context.stopping.aborted) void enqueueReconcile(context)
  })
  return 0
}
