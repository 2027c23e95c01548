/** What travels through the queue: ids, never bodies. The tables hold the truth; a job only says where to look. */
import { z } from 'zod'

export const queueNames = ['poll', 'ingest', 'reconcile', 'notify', 'backfill'] as const
export type QueueName = (typeof queueNames)[number]

const rowId = z.number().int().positive()

/** One payload a queue; strict, so that a job of another version is seen and not half understood. */
export const jobSchemas = {
  poll: z.strictObject({ sourceId: z.string().min(1) }),
  ingest: z.strictObject({ reportId: rowId }),
  /** Works off the marks in the tables. */
  reconcile: z.strictObject({}),
  notify: z.strictObject({ deliveryId: z.uuid() }),
  /** A run to be cut into chunks, or a chunk to be worked on. */
  backfill: z.union([z.strictObject({ runId: rowId }), z.strictObject({ chunkId: rowId })]),
} as const satisfies Record<QueueName, z.ZodType>

export type JobOf<Name extends QueueName> = z.infer<(typeof jobSchemas)[Name]>

/** Ids come from what a job is for, so that adding it twice is harmless. BullMQ refuses `:` and plain integers. */
export const jobIds = {
  poll: (sourceId: string) => `source-${sourceId}`,
  ingest: (reportId: number) => `report-${reportId}`,
  /** One a second: a mark set while a round runs is seen by the next one, and a burst of reports makes few rounds. */
  reconcile: (now: Date) => `marks-${Math.floor(now.getTime() / 1000)}`,
  notify: (deliveryId: string) => `delivery-${deliveryId}`,
  backfillRun: (runId: number) => `run-${runId}`,
  backfillChunk: (chunkId: number) => `chunk-${chunkId}`,
} as const
