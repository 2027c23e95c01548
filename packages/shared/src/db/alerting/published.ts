/** Alerts that the API serves itself: those of delivered messages of its feed, and of its CAP channel. */
import type { ChannelKind } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { type AlertRow, alertsByIds } from './alerts.ts'

export interface PublishedRow {
  alert: AlertRow
  publishedAt: Date
  /** Of the person who released it. */
  note: string | null
}

/** The channel of this kind that everybody is served: the first one that is switched on. */
export async function servedChannel(sql: Sql, kind: ChannelKind): Promise<number | null> {
  const [row] = await sql<{ id: number }[]>`
    select id from channel where kind = ${kind} and enabled and removed_at is null order by id limit 1`
  return row?.id ?? null
}

interface Found {
  alertId: string
  publishedAt: Date
  note: string | null
}

/** Newest first. */
export async function publishedAlerts(sql: Sql, channelId: number, limit: number): Promise<PublishedRow[]> {
  const found = await sql<Found[]>`
    select da.alert_id as "alertId", d.delivered_at as "publishedAt", d.note
    from delivery d join delivery_alert da on da.delivery_id = d.id
    where d.channel_id = ${channelId} and d.state = 'delivered'
      and exists (select from delivery_log l where l.delivery_id = d.id and l.outcome = 'published')
    order by d.delivered_at desc, da.alert_id limit ${limit}`
  return withAlerts(sql, found)
}

/** Of an incident, by the order in which its alerts were made. */
export async function publishedOfIncident(sql: Sql, channelId: number, incidentId: number): Promise<PublishedRow[]> {
  const found = await sql<Found[]>`
    select a.id as "alertId", d.delivered_at as "publishedAt", d.note
    from alert a join delivery_alert da on da.alert_id = a.id join delivery d on d.id = da.delivery_id
    where a.incident_id = ${incidentId} and d.channel_id = ${channelId} and d.state = 'delivered'
      and exists (select from delivery_log l where l.delivery_id = d.id and l.outcome = 'published')
    order by a.position`
  return withAlerts(sql, found)
}

async function withAlerts(sql: Sql, found: readonly Found[]): Promise<PublishedRow[]> {
  const alerts = await alertsByIds(
    sql,
    found.map(({ alertId }) => alertId),
  )
  return found.flatMap(({ alertId, publishedAt, note }) => {
    const alert = alerts.get(alertId)
    return alert ? [{ alert, publishedAt, note }] : []
  })
}
