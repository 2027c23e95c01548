/** A BullMQ worker with the queue rules of the product; it outlives outages of its backend. */
import type { Worker } from 'bullmq'
import { type JobOf, jobSchemas, type QueueName } from '../contracts/jobs.ts'
import type { Queues } from './open-queues.ts'

export interface RunningWorker {
  /** Takes no new job, waits for the running ones (at most `waitMs`), then lets go of the rest: they run again elsewhere. */
  stop(waitMs: number): Promise<void>
}

export interface WorkerHooks {
  concurrency: number
  /** What the backend reports: lost connections, lost locks. Log it; the worker goes on by itself. */
  onError(error: Error): void
}

const reopenAfterMs = 1_000

/** `processor` settles failures itself; whatever it throws ends the job, and the tables still say what is due. */
export function startWorker<Name extends QueueName>(
  queues: Queues,
  name: Name,
  processor: (job: JobOf<Name>) => Promise<void>,
  { concurrency, onError }: WorkerHooks,
): RunningWorker {
  let stopped = false
  let current: Worker | null = null
  let timer: NodeJS.Timeout | undefined

  const open = () => {
    const worker = queues.backend.openWorker(name, (data) => processor(jobSchemas[name].parse(data) as JobOf<Name>), {
      concurrency,
    })
    current = worker
    worker.on('error', onError)
    // A backend that was away at the first connection never becomes ready: put another in its place.
    worker.waitUntilReady().catch((error: Error) => {
      if (stopped || current !== worker) return
      onError(error)
      worker.close(true).catch(() => {})
      timer = setTimeout(open, reopenAfterMs)
    })
  }
  open()

  return {
    async stop(waitMs) {
      stopped = true
      clearTimeout(timer)
      const worker = current
      if (!worker) return
      const patience = new Promise<'late'>((resolve) => {
        timer = setTimeout(() => resolve('late'), waitMs)
      })
      const closed = worker.close().then(
        () => 'closed' as const,
        () => 'closed' as const,
      )
      const outcome = await Promise.race([closed, patience])
      clearTimeout(timer)
      if (outcome === 'late')
        await Promise.race([worker.disconnect().catch(() => {}), new Promise((r) => setTimeout(r, 500))])
    },
  }
}
