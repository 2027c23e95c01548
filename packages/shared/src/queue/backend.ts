/** The one place that chooses where queues live: Redis or Valkey through ioredis, else BullMQ's tables in Postgres. */
import type { Queue, Worker, WorkerOptions } from 'bullmq'
import { BullMQOtel } from 'bullmq-otel'
import type { QueueName } from '../contracts/jobs.ts'
import { postgresBackend } from './postgres-backend.ts'
import { redisBackend } from './redis-backend.ts'

export interface QueueAddress {
  databaseUrl: string
  /** Several, parted by commas, are nodes of one cluster. */
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
  /** Connections that its queues and workers shared; they are closed first. */
  close(): Promise<void>
}

export function chooseBackend(address: QueueAddress): Backend {
  const traces = address.traced ? { telemetry: new BullMQOtel({ tracerName: 'displacement-queue' }) } : {}
  return address.redisUrl === null
    ? postgresBackend(address.databaseUrl, traces)
    : redisBackend(address.redisUrl, address.prefix, traces)
}

export type Traces = Pick<WorkerOptions, 'telemetry'>
