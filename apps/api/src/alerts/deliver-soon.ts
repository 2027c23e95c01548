/** A message that may leave now: the worker is told; where it is not, its sweep finds it. */
import { jobIds } from '@displacement-monitor/shared/contracts'
import type { ApiContext, App } from '../context.ts'

export async function deliverSoon(
  { queues }: Pick<ApiContext, 'queues'>,
  deliveryId: string,
  log: App['log'],
): Promise<void> {
  try {
    await queues?.add('notify', { deliveryId }, { id: jobIds.notify(deliveryId) })
  } catch (error) {
    log.warn({ err: error }, 'a released message is left to the sweep')
  }
}
