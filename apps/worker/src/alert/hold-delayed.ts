/** Alerts that tell a number of a country with a delay go to nobody before it ends, and to every channel then. */
import { delayedCrossings, windowEnd } from '@displacement-monitor/alerts'
import {
  type AlertRow,
  alertsByIds,
  alertsOfDelivery,
  countryDelays,
  type Database,
  holdAlerts,
  incidentsHeld,
  inTransaction,
  joinDeliveries,
  letGoAlerts,
  type NewAlert,
  type OpenMessage,
  type Sql,
  takeHeldAlerts,
} from '@displacement-monitor/shared/db'
import type { Gazetteer } from '@displacement-monitor/shared/domain'

/** Incidents looked at in one transaction. */
const batchSize = 200

/** In the transaction that wrote them: alerts join the messages of their channels, but for those that must wait. */
export async function joinOpenAlerts(
  tx: Sql,
  gazetteer: Gazetteer,
  alerts: readonly NewAlert[],
  now: Date,
): Promise<OpenMessage[]> {
  if (alerts.length === 0) return []
  const known = await alertsByIds(
    tx,
    alerts.map(({ id }) => id),
  )
  const waiting = await mustWait(tx, gazetteer, [...known.values()])
  await holdAlerts(tx, [...waiting], now)
  return joinDeliveries(
    tx,
    alerts.filter(({ id }) => !waiting.has(id)),
    windowEnd,
    now,
  )
}

/** Before a message leaves: a delay may have been set since its alerts joined it. */
export async function holdBack(sql: Database, gazetteer: Gazetteer, deliveryId: string, now: Date): Promise<void> {
  if ((await countryDelays(sql)).size === 0) return
  await inTransaction(sql, async (tx) => {
    const waiting = await mustWait(tx, gazetteer, await alertsOfDelivery(tx, deliveryId))
    await holdAlerts(tx, [...waiting], now)
  })
}

/** Those whose delay is over join their messages, each incident's with all that came after. Returns what gathers them. */
export async function releaseHeld(sql: Database, gazetteer: Gazetteer, now: Date): Promise<OpenMessage[]> {
  return inTransaction(sql, async (tx) => {
    const held = await takeHeldAlerts(tx, batchSize)
    if (held.length === 0) return []
    const delayed = new Set((await delayedCrossings({ sql: tx, gazetteer }, held)).map(({ incidentId }) => incidentId))
    const ready = held.filter(({ incidentId }) => !delayed.has(incidentId))
    return joinDeliveries(tx, await letGoAlerts(tx, ready), windowEnd, now)
  })
}

/** What a delay keeps back today, and what follows on an alert that waits already: nobody hears the end before the beginning. */
async function mustWait(tx: Sql, gazetteer: Gazetteer, alerts: readonly AlertRow[]): Promise<Set<string>> {
  const delayed = await delayedCrossings({ sql: tx, gazetteer }, alerts)
  const held = await incidentsHeld(tx, [...new Set(alerts.map(({ incidentId }) => incidentId))])
  for (const { incidentId } of delayed) held.add(incidentId)
  return new Set(alerts.filter(({ incidentId }) => held.has(incidentId)).map(({ id }) => id))
}
