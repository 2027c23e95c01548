/** The queues of one process: adding work and counting it. Queues hold work in flight; losing them loses nothing. */
import type { Queue } from 'bullmq'
import { type JobOf, jobSchemas, type QueueName, queueNames } from '../contracts/jobs.ts'
import { PipelineError } from '../errors/index.ts'
import { type Backend, chooseBackend } from './backend.ts'

export interface AddOptions {
  /** From what the job is for (`jobIds`): a second add of the same id while the first waits or runs does nothing. */
  id: string
  /** 1 is first, 2,097,152 last; without it the job goes before all that have one. */
  priority?: number
  delayMs?: number
}

export interface QueueCounts {
  waiting: number
  active: number
  delayed: number
  /** When the job that is next in turn was added; null where none waits. */
  waitsSince: Date | null
}

export interface Queues {
  backend: Backend
  /** Throws `queue_unavailable` when the queue cannot be reached; the sweep adds what the tables say is due. */
  add<Name extends QueueName>(name: Name, job: JobOf<Name>, options: AddOptions): Promise<void>
  counts(): Promise<Record<QueueName, QueueCounts>>
  /** What a Redis does when it is full (`noeviction`, or it throws jobs away); null where the queue lives in PostgreSQL. */
  evictionPolicy(): Promise<string | null>
  /** Empties every queue, whatever runs; for tests and `doctor`. */
  obliterate(): Promise<void>
  close(): Promise<void>
}

/** An add that is not answered within this time counts as failed. */
const addDeadlineMs = 10_000

export function openQueues(options: {
  databaseUrl: string
  redisUrl: string | null
  prefix?: string
  traced?: boolean
}): Queues {
  const backend = chooseBackend({ ...options, prefix: options.prefix ?? '{displacement}' })
  const open = new Map<QueueName, Queue>()

  // Opened on first use: the API never polls, and each queue holds connections.
  const queueOf = (name: QueueName): Queue => {
    const known = open.get(name)
    if (known) return known
    const queue = backend.openQueue(name)
    queue.on('error', () => {}) // every call reports its own failure; without a listener Node would end the process
    open.set(name, queue)
    return queue
  }
  const use = async <T>(name: QueueName, act: (queue: Queue) => Promise<T>): Promise<T> => {
    const queue = queueOf(name)
    try {
      return await within(
        addDeadlineMs,
        queue.waitUntilReady().then(() => act(queue)),
      )
    } catch (error) {
      // A queue that failed while opening stays failed for good: the next call opens another.
      if (open.get(name) === queue) open.delete(name)
      queue.close().catch(() => {})
      throw new PipelineError('queue_unavailable', `The queue ${name} cannot be reached.`, { cause: error })
    }
  }

  return {
    backend,
    async add(name, job, { id, priority, delayMs }) {
      const data = jobSchemas[name].parse(job)
      await use(name, (queue) =>
        queue.add(name, data, {
          jobId: id,
          // A finished job that stays would swallow every later add of its id.
          removeOnComplete: true,
          removeOnFail: true,
          ...(priority === undefined ? {} : { priority }),
          ...(delayMs === undefined ? {} : { delay: delayMs }),
        }),
      )
    },
    async counts() {
      const entries = await Promise.all(
        queueNames.map(async (name) => {
          const counted = await use(name, (queue) => queue.getJobCounts('wait', 'prioritized', 'active', 'delayed'))
          const waiting = (counted.wait ?? 0) + (counted.prioritized ?? 0)
          const waitsSince = waiting === 0 ? null : await use(name, oldestWaiting)
          return [name, { waiting, active: counted.active ?? 0, delayed: counted.delayed ?? 0, waitsSince }] as const
        }),
      )
      return Object.fromEntries(entries) as Record<QueueName, QueueCounts>
    },
    async evictionPolicy() {
      if (backend.kind !== 'redis') return null
      // From INFO, which managed servers answer where they refuse CONFIG.
      const info = await use('poll', async (queue) => (await queue.backend.connection.client).info())
      return /^maxmemory_policy:(\S+)/mu.exec(info)?.[1] ?? null
    },
    async obliterate() {
      for (const name of queueNames) await use(name, (queue) => queue.obliterate({ force: true }))
    },
    async close() {
      const closing = [...open.values()].map((queue) => queue.close().catch(() => {}))
      open.clear()
      await within(5_000, Promise.all(closing)).catch(() => {})
      await backend.close()
    },
  }
}

/** Of those first in turn: with a priority and without. A job that is taken meanwhile is no longer there. */
async function oldestWaiting(queue: Queue): Promise<Date | null> {
  const next = await queue.getJobs(['wait', 'prioritized'], 0, 0, true)
  const added = next.flatMap((job) => (job ? [job.timestamp] : []))
  return added.length === 0 ? null : new Date(Math.min(...added))
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
