/**
 * reconcile: series of the subjects that reports marked, then the thresholds of the series that changed; coalesced, since it
 * works off whatever marks there are.
 */
import { closeRuns } from '../backfill/close-runs.ts'
import { evaluateMarked } from '../evaluate.ts'
import { reconcileMarked } from '../reconcile.ts'
import type { WorkerContext } from '../worker-context.ts'
import { enqueueMessages } from './enqueue.ts'
import { runStage } from './run-stage.ts'

export async function reconcileSeries(context: WorkerContext): Promise<void> {
  await runStage(context, {
    name: 'reconcile',
    fields: {},
    work: async () => {
      const changed = await reconcileMarked(context.sql, context.gazetteer, {
        now: context.now,
        stopping: () => context.stopping.aborted,
        onPoison: (subjectId, err) => context.log.error({ subjectId, err }, 'its series cannot be built'),
      })
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
