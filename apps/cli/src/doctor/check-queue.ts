/** The queue: does it answer, how much is in flight, and would Redis throw work away when it is full. */
import { openQueues } from '@displacement-monitor/shared/queue'
import { counted } from '../output/amounts.ts'
import { broken, type Check, ok, warning } from './check.ts'

export async function checkQueue(
  databaseUrl: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Check> {
  const redisUrl = env.REDIS_URL || null
  const kind = redisUrl === null ? 'in PostgreSQL' : 'Redis'
  const prefix = env.QUEUE_PREFIX ? { prefix: env.QUEUE_PREFIX } : {}
  const queues = openQueues({ databaseUrl, redisUrl, ...prefix })
  // BullMQ prints a warning of its own for each queue object; it is told once, below, with what to do.
  const { warn } = console
  console.warn = () => {}
  try {
    const counts = Object.values(await queues.counts())
    const sum = (field: 'waiting' | 'active') => counts.reduce((total, count) => total + count[field], 0)
    const detail = `${kind}, ${counted(sum('waiting'), 'job')} waiting, ${sum('active')} running`
    const policy = await queues.evictionPolicy()
    if (policy === null || policy === 'noeviction')
      return ok('queue', policy === null ? detail : `${detail}, ${policy}`)
    return warning(
      'queue',
      `${detail}, but Redis evicts keys when it is full (maxmemory-policy ${policy})`,
      'Set maxmemory-policy noeviction, or jobs vanish and wait for the sweep.',
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const todo =
      redisUrl === null
        ? 'Look at the database first.'
        : 'Start Redis, correct REDIS_URL, or unset it to queue in PostgreSQL.'
    return broken('queue', `${kind}: ${reason}`, todo)
  } finally {
    await queues.close()
    console.warn = warn
  }
}
