/** Messages on their way, as they stand: what a person or `doctor` looks at. */
import type { DeliveryState, MessageKind } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import type { Channel } from './channels.ts'
import type { AttemptOutcome } from './delivery-attempts.ts'

export interface DeliveryRow {
  id: string
  channelId: number
  channelName: string
  channelKind: Channel['kind']
  kind: MessageKind
  state: DeliveryState
  alerts: number
  createdAt: Date
  closesAt: Date
  note: string | null
  decidedBy: string | null
  decidedAt: Date | null
  attempts: number
  nextAttemptAt: Date | null
  deliveredAt: Date | null
  failureMessage: string | null
}

export const deliveryColumns = (sql: Sql) => sql`
  d.id, d.channel_id as "channelId", c.name as "channelName", c.kind as "channelKind", d.kind, d.state,
  (select count(*) from delivery_alert da where da.delivery_id = d.id) as alerts, d.created_at as "createdAt",
  d.closes_at as "closesAt", d.note, d.decided_by as "decidedBy", d.decided_at as "decidedAt", d.attempts,
  d.next_attempt_at as "nextAttemptAt", d.delivered_at as "deliveredAt", d.failure_message as "failureMessage"`

export interface DeliveryFilter {
  states?: readonly DeliveryState[]
  channelId?: number
}

/** Newest first; `after` is the last one of the page before. */
export async function listDeliveries(
  sql: Sql,
  filter: DeliveryFilter = {},
  limit = 100,
  after: string | null = null,
): Promise<DeliveryRow[]> {
  return sql<DeliveryRow[]>`
    select ${deliveryColumns(sql)} from delivery d join channel c on c.id = d.channel_id
    where true
      ${filter.states ? sql`and d.state = any(${[...filter.states]})` : sql``}
      ${filter.channelId === undefined ? sql`` : sql`and d.channel_id = ${filter.channelId}`}
      ${after === null ? sql`` : sql`and (d.created_at, d.id) < (select created_at, id from delivery where id = ${after})`}
    order by d.created_at desc, d.id desc limit ${limit}`
}

/** Those whose id begins so, newest first; hexadecimal digits and dashes alone. */
export async function deliveriesLike(sql: Sql, beginning: string, limit: number): Promise<DeliveryRow[]> {
  return sql<DeliveryRow[]>`
    select ${deliveryColumns(sql)} from delivery d join channel c on c.id = d.channel_id
    where d.id::text like ${`${beginning}%`} order by d.created_at desc limit ${limit}`
}

export interface DeliveryDetail extends DeliveryRow {
  log: { at: Date; outcome: AttemptOutcome['outcome']; status: number | null; message: string | null }[]
}

export async function getDelivery(sql: Sql, id: string): Promise<DeliveryDetail | null> {
  const [row] = await sql<DeliveryRow[]>`
    select ${deliveryColumns(sql)} from delivery d join channel c on c.id = d.channel_id where d.id = ${id}`
  if (!row) return null
  const log = await sql<DeliveryDetail['log']>`
    select at, outcome, status, message from delivery_log where delivery_id = ${id} order by at`
  return { ...row, log }
}

/** Messages of the same channel that told what this one goes on with, ends or corrects; oldest first. */
export async function earlierDeliveries(sql: Sql, id: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select d.id from delivery d where d.state = 'delivered' and d.id <> ${id} and exists (
      select from delivery_alert mine join alert a on a.id = mine.alert_id
        join delivery_alert theirs on theirs.alert_id = a.refers_to and theirs.channel_id = mine.channel_id
      where mine.delivery_id = ${id} and theirs.delivery_id = d.id)
    order by d.delivered_at, d.id`
  return rows.map((row) => row.id)
}

/** Of these incidents, the ones of which a message has left. `channelId`: on this channel; null: on any. */
export async function toldIncidents(
  sql: Sql,
  incidentIds: readonly number[],
  channelId: number | null,
): Promise<Set<number>> {
  const rows = await sql<{ id: number }[]>`
    select distinct a.incident_id as id
    from alert a join delivery_alert da on da.alert_id = a.id join delivery d on d.id = da.delivery_id
    where a.incident_id = any(${[...incidentIds]}::bigint[]) and a.kind <> 'corrected' and d.state = 'delivered'
      and (${channelId}::bigint is null or d.channel_id = ${channelId})
      and exists (select from delivery_log l where l.delivery_id = d.id and l.outcome in ('delivered', 'published'))`
  return new Set(rows.map(({ id }) => id))
}

/** For `doctor` and metrics. */
export async function countDeliveries(sql: Sql): Promise<Record<DeliveryState, number>> {
  const rows = await sql<
    { state: DeliveryState; count: number }[]
  >`select state, count(*) as count from delivery group by state`
  const none = { gathering: 0, waiting: 0, due: 0, delivered: 0, dropped: 0, dead: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) }
}

/** Seconds since the message that has been due for longest should have left; 0 where none is late. */
export async function oldestDueS(sql: Sql): Promise<number> {
  const [row] = await sql<{ seconds: number }[]>`
    select coalesce(greatest(extract(epoch from now() - min(d.next_attempt_at)), 0), 0)::float8 as seconds
    from delivery d join channel c on c.id = d.channel_id where d.state = 'due' and c.enabled`
  return row?.seconds ?? 0
}
