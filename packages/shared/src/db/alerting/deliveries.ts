/**
 * Messages on their way: alerts join the open message of each channel, its window ends, perhaps a person releases it, it is
 * sent at least once under one id. Attempts are counted before the work.
 */
import { randomUUID } from 'node:crypto'
import { type DeliveryState, type MessageKind, type Severity, severities } from '../../domain/index.ts'
import { recordAudit } from '../audit.ts'
import { inTransaction, type Sql } from '../client.ts'
import { storable } from '../text.ts'
import type { Channel } from './channels.ts'
import type { NewAlert } from './incidents.ts'

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

const columns = (sql: Sql) => sql`
  d.id, d.channel_id as "channelId", c.name as "channelName", c.kind as "channelKind", d.kind, d.state,
  (select count(*) from delivery_alert da where da.delivery_id = d.id) as alerts, d.created_at as "createdAt",
  d.closes_at as "closesAt", d.note, d.decided_by as "decidedBy", d.decided_at as "decidedAt", d.attempts,
  d.next_attempt_at as "nextAttemptAt", d.delivered_at as "deliveredAt", d.failure_message as "failureMessage"`

/** When the message that an alert joins on this channel goes; the caller knows calendars. */
export type WindowEnd = (channel: Channel, now: Date) => Date

/**
 * Puts alerts into the open message of every channel that wants them, in the transaction that wrote them; call it once a
 * transaction, for it locks channels in the order of their ids. Each alert goes to a channel once.
 */
export async function joinDeliveries(
  tx: Sql,
  alerts: readonly NewAlert[],
  windowEnd: WindowEnd,
  now: Date,
): Promise<void> {
  if (alerts.length === 0) return
  const channels = await tx<Channel[]>`
    select id, name, kind, approval, minimum_severity as "minimumSeverity", enabled, gather_minutes as "gatherMinutes", digest,
      digest_hour as "digestHour", digest_weekday as "digestWeekday", time_zone as "timeZone"
    from channel where enabled and removed_at is null order by id`
  for (const channel of channels) {
    const least = severities.indexOf(channel.minimumSeverity)
    const wanted = alerts.filter(({ severity }) => severities.indexOf(severity satisfies Severity) >= least)
    if (wanted.length === 0) continue
    const deliveryId = await openDelivery(tx, channel, windowEnd(channel, now), now)
    await tx`
      insert into delivery_alert (delivery_id, alert_id, channel_id)
      select ${deliveryId}, id, ${channel.id} from unnest(${wanted.map(({ id }) => id)}::uuid[]) as a(id)
      on conflict do nothing`
  }
}

/** The one that gathers or waits, locked until the transaction ends, so that it cannot leave without the newcomers. */
async function openDelivery(tx: Sql, channel: Channel, closesAt: Date, now: Date): Promise<string> {
  const kind: MessageKind = channel.digest === 'none' ? 'alerts' : 'digest'
  const waits = kind === 'alerts' && channel.approval === 'required'
  const [row] = await tx<{ id: string }[]>`
    insert into delivery (id, channel_id, kind, state, created_at, closes_at)
    values (${randomUUID()}, ${channel.id}, ${kind}, ${waits ? 'waiting' : 'gathering'}, ${now}, ${closesAt})
    on conflict (channel_id, kind) where state in ('gathering', 'waiting') do update set closes_at = delivery.closes_at
    returning id`
  if (!row) throw new Error(`no message of channel ${channel.id} could be opened`)
  return row.id
}

/** Messages whose window is over leave, or wait for a person where the channel says so. Returns how many. */
export async function closeWindows(sql: Sql, now: Date): Promise<number> {
  const { count } = await sql`
    update delivery d set state = case when c.approval = 'required' and d.kind <> 'test' then 'waiting' else 'due' end,
      next_attempt_at = case when c.approval = 'required' and d.kind <> 'test' then null else ${now}::timestamptz end
    from channel c where c.id = d.channel_id and d.state = 'gathering' and d.closes_at <= ${now}`
  return count
}

/** Ids of messages to be sent or tried again, the longest due first. */
export async function dueDeliveries(sql: Sql, now: Date, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from delivery where state = 'due' and next_attempt_at <= ${now} order by next_attempt_at, id limit ${limit}`
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
      where d.id = ${id} and d.state = 'due' and d.next_attempt_at <= ${now} and c.id = d.channel_id
        and (c.enabled or d.kind = 'test') and c.removed_at is null
      returning d.*)
    select ${columns(sql)}, d.failures from begun d join channel c on c.id = d.channel_id`
  if (!row) return null
  const { failures, ...delivery } = row
  return { delivery, attempt: delivery.attempts, failures }
}

export interface AttemptOutcome {
  outcome: 'delivered' | 'published' | 'dry_run' | 'failed'
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

export interface DeliveryFilter {
  states?: readonly DeliveryState[]
  channelId?: number
}

/** Newest first. */
export async function listDeliveries(sql: Sql, filter: DeliveryFilter = {}, limit = 100): Promise<DeliveryRow[]> {
  return sql<DeliveryRow[]>`
    select ${columns(sql)} from delivery d join channel c on c.id = d.channel_id
    where true
      ${filter.states ? sql`and d.state = any(${[...filter.states]})` : sql``}
      ${filter.channelId === undefined ? sql`` : sql`and d.channel_id = ${filter.channelId}`}
    order by d.created_at desc, d.id limit ${limit}`
}

export interface DeliveryDetail extends DeliveryRow {
  log: { at: Date; outcome: AttemptOutcome['outcome']; status: number | null; message: string | null }[]
}

export async function getDelivery(sql: Sql, id: string): Promise<DeliveryDetail | null> {
  const [row] = await sql<DeliveryRow[]>`
    select ${columns(sql)} from delivery d join channel c on c.id = d.channel_id where d.id = ${id}`
  if (!row) return null
  const log = await sql<DeliveryDetail['log']>`
    select at, outcome, status, message from delivery_log where delivery_id = ${id} order by at`
  return { ...row, log }
}

export type Decided = 'done' | 'unknown' | 'not_waiting' | 'more_joined'

export interface Decision {
  by: string
  /** Shown in the message. */
  note?: string | null
  /** How many alerts the person saw in it; more have joined where the number differs. */
  alerts?: number | null
}

/** A waiting message goes out. */
export async function releaseDelivery(sql: Sql, id: string, decision: Decision): Promise<Decided> {
  return decide(sql, id, decision, 'release')
}

/** A waiting message goes to nobody. */
export async function dropDelivery(sql: Sql, id: string, decision: Decision): Promise<Decided> {
  return decide(sql, id, decision, 'drop')
}

async function decide(sql: Sql, id: string, { by, note, alerts }: Decision, act: 'release' | 'drop'): Promise<Decided> {
  return inTransaction(sql, async (tx) => {
    const [row] = await tx<{ state: DeliveryState }[]>`select state from delivery where id = ${id} for update`
    if (!row) return 'unknown'
    if (row.state !== 'waiting') return 'not_waiting'
    if (alerts !== undefined && alerts !== null) {
      const [{ joined } = { joined: 0 }] = await tx<{ joined: number }[]>`
        select count(*) as joined from delivery_alert where delivery_id = ${id}`
      if (joined !== alerts) return 'more_joined'
    }
    await tx`
      update delivery set state = ${act === 'release' ? 'due' : 'dropped'}, note = coalesce(${note ?? null}, note),
        next_attempt_at = ${act === 'release' ? tx`now()` : null}, decided_by = ${by}, decided_at = now()
      where id = ${id}`
    await recordAudit(tx, { actor: by, action: `delivery.${act}`, subject: `delivery:${id}` })
    return 'done'
  })
}

/** A message that was given up or delivered is sent again, under the same id. */
export async function resendDelivery(sql: Sql, id: string, by: string): Promise<Decided> {
  return inTransaction(sql, async (tx) => {
    const { count } = await tx`
      update delivery set state = 'due', failures = 0, next_attempt_at = now(), failure_message = null
      where id = ${id} and state in ('dead', 'delivered')`
    if (count === 0) return (await tx`select from delivery where id = ${id}`).count === 0 ? 'unknown' : 'not_waiting'
    await recordAudit(tx, { actor: by, action: 'delivery.resend', subject: `delivery:${id}` })
    return 'done'
  })
}

/** A message without alerts that only shows whether the channel works. */
export async function addTestDelivery(sql: Sql, channelId: number, by: string): Promise<string> {
  const id = randomUUID()
  await inTransaction(sql, async (tx) => {
    await tx`
      insert into delivery (id, channel_id, kind, state, closes_at, next_attempt_at, decided_by, decided_at)
      values (${id}, ${channelId}, 'test', 'due', now(), now(), ${by}, now())`
    await recordAudit(tx, { actor: by, action: 'channel.test', subject: `channel:${channelId}` })
  })
  return id
}

/** For `doctor` and metrics. */
export async function countDeliveries(sql: Sql): Promise<Record<DeliveryState, number>> {
  const rows = await sql<
    { state: DeliveryState; count: number }[]
  >`select state, count(*) as count from delivery group by state`
  const none = { gathering: 0, waiting: 0, due: 0, delivered: 0, dropped: 0, dead: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) }
}
