/**
 * A delivery as its message: all alerts that it gathers, with what stands behind them today. What needs a key is left out
 * (docs/data-responsibility.md), so a message shows no more than the open API does.
 */
import {
  type AlertEntryJson,
  type AlertMessageJson,
  attributionsJson,
  flowLegend,
  notice,
  placeRefOf,
  trendHref,
} from '@displacement-monitor/shared/contracts'
import {
  type AlertRow,
  alertsOfDelivery,
  attributionsOfSources,
  type DeliveryRow,
} from '@displacement-monitor/shared/db'
import { isFlow } from '@displacement-monitor/shared/domain'
import { evidenceOf } from './evidence-reports.ts'
import { bareHeadlineOf, headlineOf } from './headline.ts'
import { linkTo } from './link-to.ts'
import type { MessageStore } from './message-store.ts'
import { toldInFull } from './messages/told-message.ts'
import { bareCorrections, openCrossings } from './open-crossings.ts'
import { pointJson } from './point-json.ts'
import { ruleInWords } from './rule-in-words.ts'

/** Null where nothing of it is for everybody. */
export async function composeMessage(
  store: MessageStore,
  delivery: DeliveryRow,
  now: Date,
): Promise<AlertMessageJson | null> {
  const found = await alertsOfDelivery(store.sql, delivery.id)
  const open = new Set(await openCrossings(store, found, false))
  const bare = await bareCorrections(store, found, delivery.channelId)
  const told = found.filter((alert) => open.has(alert) || bare.has(alert.id))
  if (told.length === 0 && delivery.kind !== 'test') return null
  const sources = new Set<string>()
  const alerts: AlertEntryJson[] = []
  for (const [index, alert] of told.entries()) {
    const isFull = index < toldInFull && open.has(alert)
    const { reports, more, sourceIds } = isFull
      ? await evidenceOf(store, alert.crossing.at.claimIds)
      : { reports: [], more: 0, sourceIds: [] }
    for (const id of sourceIds) sources.add(id)
    const entry = open.has(alert) ? entryOf(store, alert) : bareEntryOf(store, alert)
    alerts.push({ ...entry, reports, more_reports: more })
  }
  return {
    type: delivery.kind,
    id: delivery.id,
    timestamp: now.toISOString(),
    title: titleOf(delivery, alerts),
    note: delivery.note,
    alerts,
    notice,
    attributions: attributionsJson(await attributionsOfSources(store.sql, [...sources].sort())),
  }
}

/** Of one alert by itself, as CAP and feeds tell it; null where it needs a key. */
export async function composeEntry(store: MessageStore, alert: AlertRow): Promise<AlertEntryJson | null> {
  const [open] = await openCrossings(store, [alert], false)
  if (open) {
    const { reports, more } = await evidenceOf(store, open.crossing.at.claimIds)
    return { ...entryOf(store, open), reports, more_reports: more }
  }
  const bare = await bareCorrections(store, [alert], null)
  return bare.has(alert.id) ? { ...bareEntryOf(store, alert), reports: [], more_reports: 0 } : null
}

type Entry = Omit<AlertEntryJson, 'reports' | 'more_reports'>

/** A correction without the number that it takes back. */
const bareEntryOf = (store: MessageStore, alert: AlertRow): Entry => ({
  ...entryOf(store, alert),
  headline: bareHeadlineOf(alert, placeRefOf(alert.placeId, store.gazetteer).name),
  reason: 'The report behind it was withdrawn, or may not be told yet.',
  before: null,
  at: null,
  latest: null,
})

function entryOf(store: MessageStore, alert: AlertRow): Entry {
  const place = placeRefOf(alert.placeId, store.gazetteer)
  const { before, at, latest } = alert.crossing
  const { id, name, rule, severity } = alert.threshold
  const incident = linkTo(store, `/v1/incidents/${alert.incidentId}`)
  return {
    id: alert.id,
    kind: alert.kind,
    refers_to: alert.refersTo,
    created_at: alert.createdAt.toISOString(),
    incident: alert.incidentId,
    severity,
    threshold: { id, name, kind: rule.kind, rule: ruleInWords(alert.threshold) },
    series: alert.seriesId,
    place,
    category: alert.category,
    cause: alert.cause,
    scope: alert.scope,
    unit: alert.unit,
    since: alert.since?.day ?? null,
    counter: alert.counter,
    rule: alert.rule,
    headline: headlineOf(alert, place.name),
    reason: alert.reason,
    legend: isFlow(alert.category) ? flowLegend : null,
    before: before && pointJson(before),
    at: pointJson(at),
    latest: pointJson(latest),
    links: {
      incident,
      trend: linkTo(store, trendHref(alert.placeId, { category: alert.category })),
      acknowledge: `${incident}/acknowledge`,
      silence: `${incident}/silence`,
    },
  }
}

function titleOf({ kind, channelName }: DeliveryRow, alerts: readonly AlertEntryJson[]): string {
  const [first] = alerts
  if (kind === 'test' || !first) return `Test of the channel "${channelName}"`
  const places = new Set(alerts.map(({ place }) => place.id)).size
  if (alerts.length === 1) return first.headline
  const where = places === 1 ? first.place.name : `${places} places`
  return `${alerts.length} alerts, ${where}${kind === 'digest' ? ' (digest)' : ''}`
}
