/** Queues in BullMQ's own tables of PostgreSQL: what runs where nobody set up a Redis. */
import { createPostgresBackend, type Queue, type Worker, withBackend } from 'bullmq'
import type { Backend, Traces } from './backend.ts'
import { quietenClients } from './quiet-client.ts'
import { workerOptions } from './worker-options.ts'

export function postgresBackend(connectionString: string, traces: Traces): Backend {
  quietenClients()
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
    close: async () => {},
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
