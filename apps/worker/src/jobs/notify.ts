/** notify: one message to its channel, at least once under one id. */
import { recordDeliveryFailure } from '@displacement-monitor/shared/db'
import { deliver } from '../alert/deliver.ts'
import type { WorkerContext } from '../worker-context.ts'
import { runStage } from './run-stage.ts'

export async function notify(context: WorkerContext, { deliveryId }: { deliveryId: string }): Promise<void> {
  await runStage(context, {
    name: 'notify',
    fields: { deliveryId },
    work: async () => {
      const told = await deliver(context, deliveryId)
      if (!told) return
      const { failure, ...line } = told
      if (failure) context.log.warn({ deliveryId, ...line, code: failure.code }, failure.message)
      else context.log.info({ deliveryId, ...line }, line.outcome)
    },
    // Only what nobody foresaw comes here: composing it would fail again.
    recordFailure: ({ message }) =>
      recordDeliveryFailure(context.sql, deliveryId, { status: null, message, retryAt: null }, context.now()),
  })
}
