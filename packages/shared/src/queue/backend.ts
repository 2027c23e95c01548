/** The one place that chooses where queues live: Redis or Valkey through ioredis, else BullMQ's tables in Postgres. */
import { createPostgresBackend, Queue, Worker, type WorkerOptions, withBackend } from 'bullmq'
import { BullMQOtel } from 'bullmq-otel'
import type { QueueName } from '../contracts/jobs.ts'

export interface QueueAddress {
  databaseUrl: string
  redisUrl: string | null
  prefix: string
  /** Whether jobs carry the trace that added them (OpenTelemetry); default: no. */
  traced?: boolean
}

export type Processor = (data: unknown, signal: { jobId: string }) => Promise<void>

export interface Backend {
  kind: 'redis' | 'postgres'
  openQueue(name: QueueName): Queue
  openWorker(name: QueueName, processor: Processor, options: { concurrency: number }): Worker
}

/**
 * Measured with `kill -9` in the middle of a job: BullMQ's defaults start it again after 59 to 89 s and give it up at
 * the second kill; these after about 10 s, and twenty kills are no reason to give up (our tables count attempts).
 */
const workerOptions = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 20,
  runRetryDelay: 1_000,
  drainDelay: 5,
} as const satisfies Partial<WorkerOptions>

export function chooseBackend(address: QueueAddress): Backend {
  const traces = address.traced ? { telemetry: new BullMQOtel({ tracerName: 'displacement-queue' }) } : {}
  return address.redisUrl === null
    ? postgresBackend(address.databaseUrl, traces)
    : redisBackend(address.redisUrl, address.prefix, traces)
}

type Traces = Pick<WorkerOptions, 'telemetry'>

function redisBackend(url: string, prefix: string, traces: Traces): Backend {
  return {
    kind: 'redis',
    // A producer fails at once in an outage: the tables know the work and the sweep adds it later.
    openQueue: (name) =>
      new Queue(name, {
        prefix,
        ...traces,
        connection: { url, maxRetriesPerRequest: 1, enableOfflineQueue: false, connectTimeout: 5_000 },
      }),
    openWorker: (name, processor, { concurrency }) =>
      new Worker(name, (job) => processor(job.data, { jobId: job.id ?? '' }), {
        ...workerOptions,
        ...traces,
        concurrency,
        prefix,
        connection: { url, maxRetriesPerRequest: null, connectTimeout: 5_000 },
      }),
  }
}

function postgresBackend(connectionString: string, traces: Traces): Backend {
  const { Queue: PgQueue, Worker: PgWorker } = withBackend(createPostgresBackend)
  // Two connections an object: ten objects of one worker still leave room in a server of a hundred.
  const connection = {
    connectionString,
    max: 2,
    schema: 'queue',
    migrate: true,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'displacement-queue',
  }
  return {
    kind: 'postgres',
    openQueue: (name) => new PgQueue(name, { ...traces, connection }) as unknown as Queue,
    openWorker: (name, processor, { concurrency }) =>
      new PgWorker(name, (job) => processor(job.data, { jobId: job.id ?? '' }), {
        ...workerOptions,
        ...traces,
        concurrency,
        connection,
      }) as unknown as Worker,
  }
}
