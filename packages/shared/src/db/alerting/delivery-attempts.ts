/** Sending a message at least once, under one id: attempts are counted before the work, outcomes recorded after it. */
import { inTransaction, type Sql } from '../connection/client.ts'
import { storable } from '../connection/text.ts'
import { type DeliveryRow, deliveryColumns } from './deliveries.ts'

/**
 * Since when a message is due that a person let go is told by the server's clock, in microseconds; callers count milliseconds, and
 * would take it for due too late by a part of one.
 */
const isDue = (sql: Sql, now: Date) =>
  sql`d.state = 'due' and d.next_attempt_at < ${now}::timestamptz + interval '1 millisecond'`

/** Ids of messages to be sent or tried again, the longest due first; those of a channel that is switched off wait. */
export async function dueDeliveries(sql: Sql, now: Date, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select d.id from delivery d join channel c on c.id = d.channel_id
    where ${isDue(sql, now)} and (c.enabled or d.kind = 'test')
    order by d.next_attempt_at, d.id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** While an attempt runs, nobody else tries; a killed one is tried again after this. */
const leaseSeconds = 60

export interface Attempt {
  delivery: DeliveryRow
  /** From 1. */
  attempt: number
  /** Attempts that ended with an answer or an error before this one. */
  failures: number
}

/** Counts the attempt; null where there is nothing to do: sent, dropped, not due yet, its channel switched off. */
export async function beginDelivery(sql: Sql, id: string, now: Date): Promise<Attempt | null> {
  const [row] = await sql<(DeliveryRow & { failures: number })[]>`
    with begun as (
      update delivery d set attempts = d.attempts + 1,
        next_attempt_at = ${now}::timestamptz + make_interval(secs => ${leaseSeconds})
      from channel c
      where d.id = ${id} and ${isDue(sql, now)} and c.id = d.channel_id
        and (c.enabled or d.kind = 'test') and c.removed_at is null
      returning d.*)
    select ${deliveryColumns(sql)}, d.failures from begun d join channel c on c.id = d.channel_id`
  if (!row) return null
  const { failures, ...delivery } = row
  return { delivery, attempt: delivery.attempts, failures }
}

export interface AttemptOutcome {
  /** published: on a channel that the API serves · nothing_open: all of it needs a key · dry_run: ALERTS_DRY_RUN. */
  outcome: 'delivered' | 'published' | 'nothing_open' | 'dry_run' | 'failed'
  status: number | null
  message: string | null
}

/** Sent: told so even where another attempt said so before. */
export async function recordDelivered(
  sql: Sql,
  id: string,
  { outcome, status, message }: AttemptOutcome,
  now: Date,
): Promise<void> {
  await inTransaction(sql, async (tx) => {
    await tx`
      update delivery set state = 'delivered', delivered_at = coalesce(delivered_at, ${now}), next_attempt_at = null,
        failure_message = null
      where id = ${id} and state in ('due', 'dead')`
    await logAttempt(tx, id, { outcome, status, message }, now)
  })
}

/** `retryAt` null: given up; an operator sees it in `doctor` and can send it again. */
export async function recordDeliveryFailure(
  sql: Sql,
  id: string,
  { status, message, retryAt }: { status: number | null; message: string; retryAt: Date | null },
  now: Date,
): Promise<void> {
  await inTransaction(sql, async (tx) => {
    await tx`
      update delivery set failures = failures + 1, state = ${retryAt === null ? 'dead' : 'due'}, next_attempt_at = ${retryAt},
        failure_message = ${storable(message)}
      where id = ${id} and state = 'due'`
    await logAttempt(tx, id, { outcome: 'failed', status, message: storable(message) }, now)
  })
}

async function logAttempt(tx: Sql, id: string, { outcome, status, message }: AttemptOutcome, now: Date): Promise<void> {
  await tx`
    insert into delivery_log (at, delivery_id, outcome, status, message) values (${now}, ${id}, ${outcome}, ${status}, ${message})`
}
