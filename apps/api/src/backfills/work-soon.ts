/** A run that somebody asked for or ordered about: a worker is told; where none can be, its sweep finds it. */
import { jobIds } from '@displacement-monitor/shared/contracts'
import type { ApiContext, App } from '../context.ts'

export async function workSoon({ queues }: Pick<ApiContext, 'queues'>, runId: number, log: App['log']): Promise<void> {
  try {
    await queues?.add('backfill', { runId }, { id: jobIds.backfillRun(runId) })
  } catch (error) {
    log.warn({ err: error }, 'a run is left to the sweep')
  }
}
