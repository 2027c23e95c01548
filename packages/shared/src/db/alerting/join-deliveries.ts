/** Alerts join the open message of each channel that wants them; its window ends, and it leaves or waits for a person. */
import { randomUUID } from 'node:crypto'
import { type DeliveryState, type MessageKind, type Severity, severities } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import type { Channel } from './channels.ts'
import type { NewAlert } from './incidents.ts'

/** When the message that an alert joins on this channel goes; the caller knows calendars. */
export type WindowEnd = (channel: Channel, now: Date) => Date

/** A message that still gathers: it goes when its window ends. */
export interface OpenMessage {
  id: string
  closesAt: Date
}

/**
 * Puts alerts into the open message of every channel that wants them, in the transaction that wrote them; call it once a
 * transaction, for it locks channels in the order of their ids. Each alert goes to a channel once. Returns the messages that
 * gather.
 */
export async function joinDeliveries(
  tx: Sql,
  alerts: readonly NewAlert[],
  windowEnd: WindowEnd,
  now: Date,
): Promise<OpenMessage[]> {
  if (alerts.length === 0) return []
  const joined: OpenMessage[] = []
  const channels = await tx<Channel[]>`
    select id, name, kind, approval, minimum_severity as "minimumSeverity", enabled, gather_minutes as "gatherMinutes", digest,
      digest_hour as "digestHour", digest_weekday as "digestWeekday", time_zone as "timeZone"
    from channel where enabled and removed_at is null order by id`
  for (const channel of channels) {
    const least = severities.indexOf(channel.minimumSeverity)
    const wanted = alerts.filter(({ severity }) => severities.indexOf(severity satisfies Severity) >= least)
    if (wanted.length === 0) continue
    const { id: deliveryId, state, closesAt } = await openDelivery(tx, channel, windowEnd(channel, now), now)
    if (state === 'gathering') joined.push({ id: deliveryId, closesAt })
    await tx`
      insert into delivery_alert (delivery_id, alert_id, channel_id)
      select ${deliveryId}, id, ${channel.id} from unnest(${wanted.map(({ id }) => id)}::uuid[]) as a(id)
      on conflict do nothing`
  }
  return joined
}

/** The one that gathers or waits, locked until the transaction ends, so that it cannot leave without the newcomers. */
async function openDelivery(
  tx: Sql,
  channel: Channel,
  closesAt: Date,
  now: Date,
): Promise<OpenMessage & { state: DeliveryState }> {
  const kind: MessageKind = channel.digest === 'none' ? 'alerts' : 'digest'
  const waits = kind === 'alerts' && channel.approval === 'required'
  const [row] = await tx<(OpenMessage & { state: DeliveryState })[]>`
    insert into delivery (id, channel_id, kind, state, created_at, closes_at)
    values (${randomUUID()}, ${channel.id}, ${kind}, ${waits ? 'waiting' : 'gathering'}, ${now}, ${closesAt})
    on conflict (channel_id, kind) where state in ('gathering', 'waiting') do update set closes_at = delivery.closes_at
    returning id, state, closes_at as "closesAt"`
  if (!row) throw new Error(`no message of channel ${channel.id} could be opened`)
  return row
}

/** Messages whose window is over leave, or wait for a person where the channel says so. Returns how many. */
export async function closeWindows(sql: Sql, now: Date): Promise<number> {
  const { count } = await sql`
    update delivery d set state = case when c.approval = 'required' and d.kind <> 'test' then 'waiting' else 'due' end,
      next_attempt_at = case when c.approval = 'required' and d.kind <> 'test' then null else ${now}::timestamptz end
    from channel c where c.id = d.channel_id and d.state = 'gathering' and d.closes_at <= ${now}`
  return count
}
