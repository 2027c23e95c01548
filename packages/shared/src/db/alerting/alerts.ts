/** Alerts with what they were made of: what a message is written from. */
import type {
  AlertKind,
  Category,
  Cause,
  Crossing,
  DateAccuracy,
  DatedDay,
  IsoDate,
  PlaceId,
  PlaceRole,
  Scope,
  Severity,
  Threshold,
  Unit,
} from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

export interface AlertRow {
  id: string
  kind: AlertKind
  refersTo: string | null
  createdAt: Date
  incidentId: number
  crossing: Crossing
  reason: string
  threshold: Pick<Threshold, 'id' | 'name' | 'rule' | 'forDays' | 'severity'>
  seriesId: number
  placeId: PlaceId
  placeRole: PlaceRole
  category: Category
  cause: Cause | null
  scope: Scope
  unit: Unit
  since: DatedDay | null
  counter: string | null
  rule: string
}

type Flat = Omit<AlertRow, 'since' | 'crossing' | 'reason' | 'threshold'> & {
  evidence: Pick<AlertRow, 'crossing' | 'reason' | 'threshold'>
  since: IsoDate | null
  sinceAccuracy: DateAccuracy | null
}

const columns = (sql: Sql) => sql`
  a.id, a.kind, a.refers_to as "refersTo", a.created_at as "createdAt", a.incident_id as "incidentId", a.evidence,
  i.series_id as "seriesId", s.place_id as "placeId", s.place_role as "placeRole", s.category, s.cause, s.scope, e.unit,
  e.since, e.since_accuracy as "sinceAccuracy", e.counter_family as counter, e.rule`
const tables = (sql: Sql) => sql`
  alert a join incident i on i.id = a.incident_id join series e on e.id = i.series_id join subject s on s.id = e.subject_id`

const alertOf = ({ evidence, since, sinceAccuracy, ...row }: Flat): AlertRow => ({
  ...row,
  ...evidence,
  since: since && sinceAccuracy ? { day: since, accuracy: sinceAccuracy } : null,
})

const rank: Record<Severity, number> = { minor: 0, moderate: 1, severe: 2, extreme: 3 }

/** All alerts of a message: the most severe first, then as they came. */
export async function alertsOfDelivery(sql: Sql, deliveryId: string): Promise<AlertRow[]> {
  const rows = await sql<Flat[]>`
    select ${columns(sql)} from ${tables(sql)} join delivery_alert da on da.alert_id = a.id
    where da.delivery_id = ${deliveryId} order by a.created_at, a.id`
  return rows.map(alertOf).sort((a, b) => rank[b.threshold.severity] - rank[a.threshold.severity])
}

export async function alertsByIds(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, AlertRow>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<Flat[]>`select ${columns(sql)} from ${tables(sql)} where a.id = any(${[...ids]}::uuid[])`
  return new Map(rows.map((row) => [row.id, alertOf(row)]))
}

export async function getAlert(sql: Sql, id: string): Promise<AlertRow | null> {
  const [row] = await sql<Flat[]>`select ${columns(sql)} from ${tables(sql)} where a.id = ${id}`
  return row ? alertOf(row) : null
}
