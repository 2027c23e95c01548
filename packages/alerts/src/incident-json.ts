/** Incidents as the API and the terminal tell them. */
import {
  attributionsJson,
  type IncidentJson,
  type IncidentSummaryJson,
  notice,
  placeRefOf,
  trendHref,
} from '@displacement-monitor/shared/contracts'
import { attributionsOfSources, type IncidentDetail, type IncidentRow } from '@displacement-monitor/shared/db'
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import { evidenceOf } from './evidence-reports.ts'
import type { MessageStore } from './message-store.ts'
import { heldCrossings } from './open-crossings.ts'
import { pointJson } from './point-json.ts'
import { ruleInWords } from './rule-in-words.ts'

/** `names`: who acknowledged and silenced is told; for keys. In their order. */
export async function incidentSummaries(
  { sql, gazetteer }: Pick<MessageStore, 'sql' | 'gazetteer'>,
  rows: readonly IncidentRow[],
  names: boolean,
): Promise<IncidentSummaryJson[]> {
  const held = new Set(await heldCrossings({ sql }, rows))
  return rows.map((row) => incidentSummary(row, gazetteer, { names, isHeld: held.has(row) }))
}

/** What stands where a number and its words may not. */
const heldReason = 'The report behind it was withdrawn, or may not be told yet.'

interface Shown {
  names: boolean
  /** Its numbers may not be told. */
  isHeld: boolean
}

function incidentSummary(row: IncidentRow, gazetteer: Gazetteer, { names, isHeld }: Shown): IncidentSummaryJson {
  const { id } = row
  const crossing = { ...row.crossing, ...(isHeld ? { before: null, at: null, latest: null, reason: heldReason } : {}) }
  return {
    id,
    state: row.state,
    severity: row.severity,
    threshold: { id: row.thresholdId, name: row.thresholdName, kind: row.rule.kind, rule: ruleInWords(row) },
    series: row.seriesId,
    kind: row.kind,
    place: placeRefOf(row.placeId, gazetteer),
    category: row.category,
    cause: row.cause,
    scope: row.scope,
    unit: row.unit,
    since: row.since,
    since_accuracy: row.sinceAccuracy,
    counter: row.counter,
    started_on: row.startedOn,
    ended_on: row.endedOn,
    reason: crossing.reason,
    before: crossing.before && pointJson(crossing.before),
    at: crossing.at && pointJson(crossing.at),
    latest: crossing.latest && pointJson(crossing.latest),
    told_value: isHeld ? null : row.toldValue,
    opened_at: row.openedAt.toISOString(),
    fired_at: row.firedAt?.toISOString() ?? null,
    cleared_at: row.clearedAt?.toISOString() ?? null,
    changed_at: row.changedAt.toISOString(),
    acknowledged_at: row.acknowledgedAt?.toISOString() ?? null,
    acknowledged_by: names ? row.acknowledgedBy : null,
    silenced_until: row.silencedUntil?.toISOString() ?? null,
    silenced_by: names ? row.silencedBy : null,
    links: {
      self: `/v1/incidents/${id}`,
      threshold: `/v1/thresholds/${row.thresholdId}`,
      trend: trendHref(row.placeId, { category: row.category }),
      claims: row.crossing.at.claimIds.map((claim) => `/v1/claims/${claim}`),
    },
  }
}

/** Without a key neither what people did is told, nor that it was only possible for a while. */
export async function incidentJson(store: MessageStore, row: IncidentDetail, all: boolean): Promise<IncidentJson> {
  const { reports, more, sourceIds } = await evidenceOf(store, row.crossing.at.claimIds)
  const [held] = await heldCrossings(store, [row])
  const isHeld = held !== undefined
  const open = row.transitions.filter(({ state, actor }) => all || (actor === null && state !== 'possible'))
  return {
    ...incidentSummary(row, store.gazetteer, { names: all, isHeld }),
    transitions: open.map(({ state, reason, actor, at }) => ({
      state,
      reason: isHeld && actor === null ? heldReason : reason,
      actor,
      at: at.toISOString(),
    })),
    alerts: row.alerts.map(({ id, kind, createdAt }) => ({ id, kind, created_at: createdAt.toISOString() })),
    reports,
    more_reports: more,
    notice,
    attributions: attributionsJson(await attributionsOfSources(store.sql, sourceIds)),
  }
}
