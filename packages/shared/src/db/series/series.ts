/** Series as they are served: their identity, their points now, and their points as this database showed them on a past day. */
import type {
  Category, Cause, ClaimId, ClaimReview, DateAccuracy, IsoDate, LeftOut, PlaceId, PlaceRole, PointFlag, Quantifier, Scope, Series,
  SeriesKind, SeriesPoint, SeriesState, Unit,
} from '../../domain/index.ts' // biome-ignore format: a list of words
import type { Sql } from '../connection/client.ts'
import { allHeldClaims } from '../reports/hidden-reports.ts'

/** A stored series; its method is always `reconciled`. */
export interface SeriesRow extends Omit<Series, 'points' | 'method'> {
  id: number
  subjectId: number
  /** Grows with every change; a cached answer names it. */
  version: number
  updatedAt: Date
  /** When its last claim went; null while it lives. */
  removedAt: Date | null
  /** Sources whose reports print the claims of its points. */
  sourceIds: string[]
  /** Its claims, left out or not, that nothing but reports of severe sensitivity prints. */
  severeClaims: ClaimId[]
}

export interface SeriesFilter {
  seriesIds?: readonly number[]
  subjectIds?: readonly number[]
  placeIds?: readonly PlaceId[]
  category?: Category | null
  scope?: Scope | null
  /** Undefined: any cause; null: the series whose cause is unknown. */
  cause?: Cause | null
  kind?: SeriesKind | null
  /** The family of counters that leads. */
  counter?: string | null
  /** Default false. */
  includeRemoved?: boolean
}

export interface KnownPoints {
  /** As this database showed it at the end of this day (UTC); null or left out: now. */
  recordedOn?: IsoDate | null
}

type Flat = Omit<SeriesRow, 'since'> & { since: IsoDate | null; sinceAccuracy: DateAccuracy | null }

/** By place, category, kind, start. */
export async function listSeries(sql: Sql, filter: SeriesFilter = {}): Promise<SeriesRow[]> {
  const listed = <T>(list: readonly T[] | undefined) => (list ? [...list] : null)
  const [places, ids, subjects] = [listed(filter.placeIds), listed(filter.seriesIds), listed(filter.subjectIds)]
  const rows = await sql<Flat[]>`
    select e.id, e.subject_id as "subjectId", s.place_id as "placeId", s.place_role as "placeRole", s.category, s.scope,
      s.cause, e.kind, e.unit, e.since, e.since_accuracy as "sinceAccuracy", e.counter_family as counter, e.state, e.rule,
      e.version, e.left_out as "leftOut", e.updated_at as "updatedAt", e.removed_at as "removedAt", e.source_ids as "sourceIds",
      e.severe_claims as "severeClaims"
    from series e join subject s on s.id = e.subject_id
    where ${filter.includeRemoved ? sql`true` : sql`e.removed_at is null`}
      ${ids ? sql`and e.id = any(${ids}::bigint[])` : sql``}
      ${subjects ? sql`and e.subject_id = any(${subjects}::bigint[])` : sql``}
      ${places ? sql`and s.place_id = any(${places}::text[])` : sql``}
      ${filter.category ? sql`and s.category = ${filter.category}` : sql``}
      ${filter.scope ? sql`and s.scope = ${filter.scope}` : sql``}
      ${filter.cause === undefined ? sql`` : sql`and s.cause is not distinct from ${filter.cause}`}
      ${filter.kind ? sql`and e.kind = ${filter.kind}` : sql``}
      ${filter.counter ? sql`and e.counter_family = ${filter.counter}` : sql``}
    order by s.place_id, s.category, s.scope, s.cause, e.kind, e.since, e.id`
  return rows.map(({ since, sinceAccuracy, ...row }) => ({
    ...row,
    since: since && sinceAccuracy ? { day: since, accuracy: sinceAccuracy } : null,
  }))
}

/** The series of one place with their points. On a past day: those that had a point then, even if they are gone now. */
export async function seriesOfPlace(
  sql: Sql,
  placeId: PlaceId,
  filter: Omit<SeriesFilter, 'placeIds'> & KnownPoints = {},
): Promise<(SeriesRow & { points: SeriesPoint[] })[]> {
  const past = filter.recordedOn ?? null
  const found = await listSeries(sql, {
    ...filter,
    placeIds: [placeId],
    includeRemoved: past !== null || (filter.includeRemoved ?? false),
  })
  const points = await pointsOf(
    sql,
    found.map(({ id }) => id),
    { recordedOn: past },
  )
  return found
    .map((row) => ({ ...row, points: points.get(row.id) ?? [] }))
    .filter((row) => past === null || row.points.length > 0)
}

/** Points by series id, by as-of; a series without points has no entry. */
export async function pointsOf(
  sql: Sql,
  seriesIds: readonly number[],
  { recordedOn = null }: KnownPoints = {},
): Promise<Map<number, SeriesPoint[]>> {
  const bySeries = new Map<number, SeriesPoint[]>()
  if (seriesIds.length === 0) return bySeries
  const rows = await (recordedOn === null ? pointsNow(sql, seriesIds) : pointsThen(sql, seriesIds, recordedOn))
  for (const { seriesId, ...point } of rows) {
    const points = bySeries.get(seriesId)
    if (points) points.push(point)
    else bySeries.set(seriesId, [point])
  }
  return bySeries
}

type TrendPoint = Omit<StoredPoint, 'id'>

const pointColumns = (sql: Sql) => sql`
  series_id as "seriesId", from_on as "from", as_of as "asOf", value, low, high, quantifier, review, witnesses,
  claim_ids as "claimIds", flags, reason`

/** From the index alone, but for points too large for it (migration 0013 has the same bounds). */
const pointsNow = (sql: Sql, seriesIds: readonly number[]) => sql<TrendPoint[]>`
  select ${pointColumns(sql)} from series_point
  where series_id = any(${[...seriesIds]}::bigint[]) and superseded_at is null
    and cardinality(claim_ids) <= 100 and octet_length(reason) <= 800
  union all
  select ${pointColumns(sql)} from series_point
  where series_id = any(${[...seriesIds]}::bigint[]) and superseded_at is null
    and (cardinality(claim_ids) > 100 or octet_length(reason) > 800)
  order by "seriesId", "asOf", "from" nulls first`

/** The end of day D is the first instant of D + 1, UTC, which is no part of it. */
const pointsThen = (sql: Sql, seriesIds: readonly number[], day: IsoDate) => sql<TrendPoint[]>`
  select ${pointColumns(sql)} from series_point
  where series_id = any(${[...seriesIds]}::bigint[])
    and recorded_at < (${day}::date + 1)::timestamp at time zone 'UTC'
    and (superseded_at is null or superseded_at >= (${day}::date + 1)::timestamp at time zone 'UTC')
    and not claim_ids && ${allHeldClaims(sql)}
  order by series_id, as_of, from_on nulls first`

export interface StoredPoint {
  id: number
  seriesId: number
  from: IsoDate | null
  asOf: IsoDate
  value: number | null
  low: number | null
  high: number | null
  quantifier: Quantifier
  review: ClaimReview
  witnesses: number
  claimIds: number[]
  flags: PointFlag[]
  reason: string
}

export type { LeftOut, PlaceRole, SeriesState, Unit }
