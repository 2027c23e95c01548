/** Queues in Redis or Valkey: one server, or the nodes of a cluster. */
import { Queue, Worker } from 'bullmq'
import { Cluster, type RedisOptions } from 'ioredis'
import type { Backend, Traces } from './backend.ts'
import { workerOptions } from './worker-options.ts'

const connectTimeout = 5_000
/** A producer fails at once in an outage: the tables know the work and the sweep adds it later. */
const producing = { maxRetriesPerRequest: 1, enableOfflineQueue: false, connectTimeout }
/** A worker waits for its Redis to come back. */
const working = { maxRetriesPerRequest: null, connectTimeout }

/** `url`: an address, or several parted by commas: nodes of one cluster, which tell of the others. */
export function redisBackend(url: string, prefix: string, traces: Traces): Backend {
  const nodes = url.split(',')
  const links = nodes.length === 1 ? toServer(url) : toCluster(nodes)
  return {
    kind: 'redis',
    openQueue: (name) => new Queue(name, { prefix, ...traces, connection: links.producing() }),
    openWorker: (name, processor, { concurrency }) =>
      new Worker(name, (job) => processor(job.data, { jobId: job.id ?? '' }), {
        ...workerOptions,
        ...traces,
        concurrency,
        prefix,
        connection: links.working(),
      }),
    close: links.close,
  }
}

/** Settings: BullMQ opens and closes the connections itself. */
const toServer = (url: string) => ({
  producing: () => ({ url, ...producing }),
  working: () => ({ url, ...working }),
  close: async () => {},
})

/** BullMQ takes a cluster as an open client, which stays ours to close; all queues share one, all workers another. */
function toCluster(nodes: readonly string[]) {
  const open = new Map<string, Cluster>()
  const shared = (kind: string, { enableOfflineQueue = true, ...redisOptions }: RedisOptions) => {
    const known = open.get(kind)
    if (known) return known
    const cluster = new Cluster([...nodes], {
      redisOptions,
      enableOfflineQueue,
      slotsRefreshTimeout: connectTimeout,
      clusterRetryStrategy: (times) => Math.min(100 * times, 2_000),
    })
    cluster.on('error', () => {}) // every call reports its own failure; without a listener Node would end the process
    open.set(kind, cluster)
    return cluster
  }
  return {
    producing: () => shared('producing', producing),
    working: () => shared('working', working),
    close: async () => {
      for (const cluster of open.values()) cluster.disconnect()
      open.clear()
    },
  }
}
