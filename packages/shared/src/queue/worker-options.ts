/** What every worker of ours asks of BullMQ, whatever the backend. */
import type { WorkerOptions } from 'bullmq'

/**
 * Measured with `kill -9` in the middle of a job: BullMQ's defaults start it again after 59 to 89 s and give it up at
 * the second kill; these after about 10 s, and twenty kills are no reason to give up (our tables count attempts).
 */
export const workerOptions = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 20,
  runRetryDelay: 1_000,
  drainDelay: 5,
} as const satisfies Partial<WorkerOptions>
