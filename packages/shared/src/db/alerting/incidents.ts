/** Incidents with their history. What rules find is written by `writeChanges`; people acknowledge and silence. */
import { randomUUID } from 'node:crypto'
import type {
  AlertKind,
  Category,
  Cause,
  Crossing,
  DateAccuracy,
  Incident,
  IncidentChange,
  IncidentState,
  IsoDate,
  PlaceId,
  PlaceRole,
  Scope,
  SeriesKind,
  Severity,
  Threshold,
  ThresholdRule,
  Unit,
} from '../../domain/index.ts'
import { incidentStates } from '../../domain/index.ts' // biome-ignore format: a list of words
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type JsonValue, type Sql } from '../connection/client.ts'
import { type Page, pageOf } from '../connection/paging.ts'

/** An alert that was just written. */
export interface NewAlert {
  id: string
  severity: Severity
}

const ruleColumns = (sql: Sql) => sql`
  id, crossing, state, opened_at as "openedAt", fired_at as "firedAt", told_value as "toldValue",
  acknowledged_at as "acknowledgedAt", silenced_until as "silencedUntil",
  (select a.kind from alert a where a.incident_id = incident.id order by a.position desc limit 1) as "lastTold"`

/** Incidents of these series by threshold and series, each as they began. */
export async function incidentsOfSeries(
  sql: Sql,
  seriesIds: readonly number[],
): Promise<Map<number, Map<number, Incident[]>>> {
  const rows = await sql<(Incident & { thresholdId: number; seriesId: number })[]>`
    select ${ruleColumns(sql)}, threshold_id as "thresholdId", series_id as "seriesId" from incident
    where series_id = any(${[...seriesIds]}::bigint[]) order by started_on, id`
  const found = new Map<number, Map<number, Incident[]>>()
  for (const { thresholdId, seriesId, ...incident } of rows) {
    const ofThreshold = found.get(thresholdId) ?? new Map<number, Incident[]>()
    found.set(thresholdId, ofThreshold.set(seriesId, [...(ofThreshold.get(seriesId) ?? []), incident]))
  }
  return found
}

/** The line of an incident is told as another series now. Its key there is its own if that is free. */
export async function moveIncident(tx: Sql, incidentId: number, seriesId: number): Promise<void> {
  await tx`
    update incident i set series_id = ${seriesId},
      crossing_key = case when exists (
          select from incident o where o.threshold_id = i.threshold_id and o.series_id = ${seriesId} and o.crossing_key = i.crossing_key)
        then i.crossing_key || '#' || i.id else i.crossing_key end
    where i.id = ${incidentId}`
  await tx`
    insert into incident_transition (incident_id, state, reason, evidence)
    select id, state, 'its line is told under another cause, side or start now', crossing from incident where id = ${incidentId}`
}

/**
 * Writes what an evaluation found. Hold the series' lock. A crossing that another worker has written meanwhile is left
 * alone. Returns the alerts it made, which are not on any channel yet.
 */
export async function writeChanges(
  tx: Sql,
  threshold: Threshold,
  seriesId: number,
  changes: readonly IncidentChange[],
  now: Date,
): Promise<NewAlert[]> {
  const alerts: NewAlert[] = []
  for (const change of changes) {
    const incidentId = await writeIncident(tx, threshold.id, seriesId, change, now)
    if (incidentId === null) continue
    await tx`
      insert into incident_transition (incident_id, state, reason, evidence, at)
      values (${incidentId}, ${change.state}, ${change.reason}, ${tx.json(asJson(change.crossing))}, ${now})`
    if (change.alert !== null) alerts.push(await writeAlert(tx, threshold, incidentId, change, change.alert, now))
  }
  return alerts
}

const asJson = (value: object): JsonValue => ({ ...value }) as JsonValue

async function writeIncident(
  tx: Sql,
  thresholdId: number,
  seriesId: number,
  { incidentId, crossing, state, alert }: IncidentChange,
  now: Date,
): Promise<number | null> {
  const tells = alert === 'fired' || alert === 'escalated'
  const ended = state === 'cleared' || state === 'corrected'
  if (incidentId === null) {
    const [row] = await tx<{ id: number }[]>`
      insert into incident (threshold_id, series_id, crossing_key, state, crossing, started_on, ended_on, opened_at, fired_at,
                            told_value, cleared_at, changed_at)
      values (${thresholdId}, ${seriesId}, ${crossing.key}, ${state}, ${tx.json(asJson(crossing))}, ${crossing.startedOn},
              ${crossing.endedOn}, ${now}, ${tells ? now : null}, ${tells ? crossing.latest.value : null},
              ${ended ? now : null}, ${now})
      on conflict (threshold_id, series_id, crossing_key) do nothing returning id`
    return row?.id ?? null
  }
  await tx`
    update incident set state = ${state}, crossing = ${tx.json(asJson(crossing))}, started_on = ${crossing.startedOn},
      ended_on = ${crossing.endedOn}, changed_at = ${now},
      fired_at = case when ${tells} then coalesce(fired_at, ${now}) else fired_at end,
      told_value = case when ${tells} then ${crossing.latest.value} else told_value end,
      cleared_at = case when ${ended} then coalesce(cleared_at, ${now}) end
    where id = ${incidentId}`
  return incidentId
}

async function writeAlert(
  tx: Sql,
  threshold: Threshold,
  incidentId: number,
  { crossing, reason }: IncidentChange,
  kind: AlertKind,
  now: Date,
): Promise<NewAlert> {
  const id = randomUUID()
  const { name, rule, forDays, severity } = threshold
  await tx`
    insert into alert (id, incident_id, kind, position, refers_to, evidence, created_at)
    select ${id}, ${incidentId}, ${kind}, coalesce(max(position) + 1, 0),
      (select a.id from alert a where a.incident_id = ${incidentId} order by a.position limit 1),
      ${tx.json({ crossing: asJson(crossing), reason, threshold: { id: threshold.id, name, rule: asJson(rule), forDays, severity } })}, ${now}
    from alert where incident_id = ${incidentId}`
  return { id, severity }
}

export interface IncidentRow {
  id: number
  thresholdId: number
  thresholdName: string
  rule: ThresholdRule
  forDays: number
  severity: Severity
  seriesId: number
  kind: SeriesKind
  placeId: PlaceId
  placeRole: PlaceRole
  category: Category
  cause: Cause | null
  scope: Scope
  unit: Unit
  since: IsoDate | null
  sinceAccuracy: DateAccuracy | null
  counter: string | null
  state: IncidentState
  crossing: Crossing
  startedOn: IsoDate
  endedOn: IsoDate | null
  openedAt: Date
  firedAt: Date | null
  clearedAt: Date | null
  toldValue: number | null
  acknowledgedBy: string | null
  acknowledgedAt: Date | null
  silencedBy: string | null
  silencedUntil: Date | null
  changedAt: Date
}

export interface IncidentFilter {
  states?: readonly IncidentState[]
  placeIds?: readonly PlaceId[]
  thresholdId?: number
  seriesId?: number
}

const rowColumns = (sql: Sql) => sql`
  i.id, i.threshold_id as "thresholdId", t.name as "thresholdName", t.rule, t.for_days as "forDays", t.severity,
  i.series_id as "seriesId", e.kind, s.place_id as "placeId", s.place_role as "placeRole", s.category, s.cause, s.scope, e.unit, e.since, e.since_accuracy as "sinceAccuracy",
  e.counter_family as counter, i.state, i.crossing, i.started_on as "startedOn", i.ended_on as "endedOn",
  i.opened_at as "openedAt", i.fired_at as "firedAt", i.cleared_at as "clearedAt", i.told_value as "toldValue",
  i.acknowledged_by as "acknowledgedBy", i.acknowledged_at as "acknowledgedAt", i.silenced_by as "silencedBy",
  i.silenced_until as "silencedUntil", i.changed_at as "changedAt"`
const rowTables = (sql: Sql) => sql`
  incident i join threshold t on t.id = i.threshold_id join series e on e.id = i.series_id join subject s on s.id = e.subject_id`

/** Newest first; hand `nextCursor` back for more. */
export async function listIncidents(
  sql: Sql,
  filter: IncidentFilter = {},
  cursor: number | null = null,
  limit = 50,
): Promise<Page<IncidentRow>> {
  const rows = await sql<IncidentRow[]>`
    select ${rowColumns(sql)} from ${rowTables(sql)}
    where true
      ${filter.states ? sql`and i.state = any(${[...filter.states]})` : sql``}
      ${filter.placeIds ? sql`and s.place_id = any(${[...filter.placeIds]})` : sql``}
      ${filter.thresholdId === undefined ? sql`` : sql`and i.threshold_id = ${filter.thresholdId}`}
      ${filter.seriesId === undefined ? sql`` : sql`and i.series_id = ${filter.seriesId}`}
      ${cursor === null ? sql`` : sql`and i.id < ${cursor}`}
    order by i.id desc limit ${limit + 1}`
  return pageOf(rows, limit)
}

/** Places that any incident is told of: of a place and all in it, these are asked for. */
export async function placesWithIncidents(sql: Sql): Promise<PlaceId[]> {
  const rows = await sql<{ placeId: PlaceId }[]>`
    select distinct s.place_id as "placeId" from incident i join series e on e.id = i.series_id join subject s on s.id = e.subject_id`
  return rows.map(({ placeId }) => placeId)
}

export interface TransitionRow {
  state: IncidentState | 'acknowledged' | 'silenced'
  reason: string
  actor: string | null
  at: Date
}

export interface IncidentDetail extends IncidentRow {
  transitions: TransitionRow[]
  alerts: { id: string; kind: AlertKind; createdAt: Date }[]
}

export async function getIncident(sql: Sql, id: number): Promise<IncidentDetail | null> {
  const [row] = await sql<IncidentRow[]>`select ${rowColumns(sql)} from ${rowTables(sql)} where i.id = ${id}`
  if (!row) return null
  const transitions = await sql<TransitionRow[]>`
    select state, reason, actor, at from incident_transition where incident_id = ${id} order by id`
  const alerts = await sql<IncidentDetail['alerts']>`
    select id, kind, created_at as "createdAt" from alert where incident_id = ${id} order by position`
  return { ...row, transitions, alerts }
}

/** Seen by somebody: what is new is still told. False where there is none. */
export async function acknowledgeIncident(sql: Sql, id: number, by: string, note: string | null): Promise<boolean> {
  return decide(
    sql,
    id,
    by,
    'acknowledged',
    note ?? `seen by ${by}`,
    (tx) => tx`acknowledged_by = ${by}, acknowledged_at = now()`,
  )
}

/** No message until then, whatever comes; its states go on. Null ends a silence. */
export async function silenceIncident(
  sql: Sql,
  id: number,
  by: string,
  until: Date | null,
  note: string | null,
): Promise<boolean> {
  const says = until === null ? `silence ended by ${by}` : `silent until ${until.toISOString().slice(0, 16)}Z, by ${by}`
  return decide(
    sql,
    id,
    by,
    'silenced',
    note ?? says,
    (tx) => tx`silenced_by = ${until === null ? null : by}, silenced_until = ${until}`,
  )
}

async function decide(
  sql: Sql,
  id: number,
  by: string,
  state: 'acknowledged' | 'silenced',
  reason: string,
  set: (tx: Sql) => ReturnType<Sql>,
): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const [row] = await tx<{ seriesId: number; crossing: JsonValue }[]>`
      update incident set ${set(tx)}, changed_at = now() where id = ${id} returning series_id as "seriesId", crossing`
    if (!row) return false
    await tx`
      insert into incident_transition (incident_id, state, reason, evidence, actor)
      values (${id}, ${state}, ${reason}, ${tx.json(row.crossing)}, ${by})`
    // A silence that ends may have hidden something: the rules look again.
    if (state === 'silenced') await tx`insert into evaluation_mark (series_id) values (${row.seriesId})`
    await recordAudit(tx, {
      actor: by,
      action: `incident.${state === 'silenced' ? 'silence' : 'acknowledge'}`,
      subject: `incident:${id}`,
    })
    return true
  })
}

/** For metrics. */
export async function countIncidents(sql: Sql): Promise<Record<IncidentState, number>> {
  const rows = await sql<{ state: IncidentState; count: number }[]>`
    select state, count(*) as count from incident group by state`
  const none = Object.fromEntries(incidentStates.map((state) => [state, 0])) as Record<IncidentState, number>
  return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) }
}
