/** Alerts that wait for the end of a country's delay: on no channel until then. */
import type { Sql } from '../connection/client.ts'
import { type AlertRow, alertsByIds } from './alerts.ts'
import type { NewAlert } from './incidents.ts'

/** Off the messages that have not left; where one did, it is told already. */
export async function holdAlerts(tx: Sql, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await tx`
    delete from delivery_alert da using delivery d
    where d.id = da.delivery_id and da.alert_id = any(${[...ids]}::uuid[]) and d.state in ('gathering', 'waiting', 'due')`
  await tx`
    insert into held_alert (alert_id, held_at) select id, ${now} from unnest(${[...ids]}::uuid[]) as a(id)
    on conflict do nothing`
}

/** In the order in which they were made, the oldest `limit` incidents of them; locked until the transaction ends. */
export async function takeHeldAlerts(tx: Sql, limit: number): Promise<AlertRow[]> {
  const rows = await tx<{ id: string }[]>`
    select h.alert_id as id from held_alert h join alert a on a.id = h.alert_id
    where a.incident_id in (
      select a.incident_id from held_alert h join alert a on a.id = h.alert_id
      group by a.incident_id order by min(h.held_at), a.incident_id limit ${limit})
    order by a.incident_id, a.position for update of h skip locked`
  const alerts = await alertsByIds(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ id }) => alerts.get(id) ?? [])
}

/** Of these incidents the ones of which an alert is held: what comes after it waits with it. */
export async function incidentsHeld(tx: Sql, incidentIds: readonly number[]): Promise<Set<number>> {
  const rows = await tx<{ id: number }[]>`
    select distinct a.incident_id as id from held_alert h join alert a on a.id = h.alert_id
    where a.incident_id = any(${[...incidentIds]}::bigint[])`
  return new Set(rows.map(({ id }) => id))
}

/** No longer held: hand them to `joinDeliveries` in the same transaction. */
export async function letGoAlerts(tx: Sql, alerts: readonly AlertRow[]): Promise<NewAlert[]> {
  if (alerts.length > 0) await tx`delete from held_alert where alert_id = any(${alerts.map(({ id }) => id)}::uuid[])`
  return alerts.map(({ id, threshold }) => ({ id, severity: threshold.severity }))
}
