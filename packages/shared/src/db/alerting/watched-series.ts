/** Series as thresholds see them: their points with the confidence and reliability of what stands behind each. */
import type { IsoDate, Rival, Series, WatchedSeries } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { isHidden } from '../reports/hidden-reports.ts'
import { listSeries, pointsOf } from '../series/series.ts'

interface Behind {
  id: number
  value: number
  asOf: IsoDate | null
  firstPrintedOn: IsoDate | null
  counter: string | null
  family: string | null
  reliability: number
  confidence: number
}

/** Of a number that nobody is named for; packages/series takes the same. */
const reliabilityOfNobody = 0.3

/** By id; a removed series has no points. */
export async function watchedSeries(sql: Sql, ids: readonly number[]): Promise<WatchedSeries[]> {
  const rows = await listSeries(sql, { seriesIds: ids, includeRemoved: true })
  const points = await pointsOf(sql, ids)
  const claimIds = new Set<number>()
  for (const { id, leftOut } of rows) {
    for (const point of points.get(id) ?? []) for (const claim of point.claimIds) claimIds.add(claim)
    for (const { claimId } of leftOut) claimIds.add(claimId)
  }
  const behind = await claimsBehind(sql, [...claimIds])
  const known = await knownSince(sql, ids)
  return rows
    .map(({ subjectId: _, updatedAt: __, removedAt: ___, sourceIds: ____, severeClaims: _____, leftOut, ...row }) => ({
      ...row,
      points: (points.get(row.id) ?? []).map((point) => ({ ...point, ...bestOf(point.claimIds, behind) })),
      rivals: rivalsOf(row.counter, leftOut, behind),
      placeKnownSince: known.get(row.id) ?? null,
    }))
    .sort((a, b) => a.id - b.id)
}

/** Series that were built for this question alone, as thresholds see them; their ids and versions are the caller's. */
export async function asWatched(
  sql: Sql,
  series: readonly (Series & { id: number; version: number; placeKnownSince: IsoDate | null })[],
): Promise<WatchedSeries[]> {
  const claims = series.flatMap(({ points, leftOut }) => [
    ...points.flatMap(({ claimIds }) => claimIds),
    ...leftOut.map(({ claimId }) => claimId),
  ])
  const behind = await claimsBehind(sql, [...new Set(claims)])
  return series.map(({ method: _, leftOut, ...one }) => ({
    ...one,
    points: one.points.map((point) => ({ ...point, ...bestOf(point.claimIds, behind) })),
    rivals: rivalsOf(one.counter, leftOut, behind),
  }))
}

function bestOf(claimIds: readonly number[], behind: ReadonlyMap<number, Behind>) {
  const found = claimIds.flatMap((id) => behind.get(id) ?? [])
  return {
    confidence: Math.max(0, ...found.map(({ confidence }) => confidence)),
    reliability: Math.max(0, ...found.map(({ reliability }) => reliability)),
  }
}

/** What offices of another family said; a number that nobody is named for contradicts nobody. */
function rivalsOf(
  counter: string | null,
  leftOut: readonly { claimId: number }[],
  behind: ReadonlyMap<number, Behind>,
): Rival[] {
  return leftOut
    .flatMap(({ claimId }) => behind.get(claimId) ?? [])
    .flatMap(({ id, value, asOf, firstPrintedOn, counter: name, family }) => {
      const day = asOf ?? firstPrintedOn
      return name === null || family === counter || day === null
        ? []
        : [{ claimId: id, value, asOf: day, stated: asOf !== null, counter: name }]
    })
    .sort((a, b) => (a.asOf === b.asOf ? a.claimId - b.claimId : a.asOf < b.asOf ? -1 : 1))
}

async function claimsBehind(sql: Sql, ids: readonly number[]): Promise<Map<number, Behind>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<Behind[]>`
    select c.id, c.value, c.as_of as "asOf", min(r.published_on) as "firstPrintedOn", k.name as counter, k.family,
      coalesce(k.reliability, ${reliabilityOfNobody}) as reliability, max(f.confidence) as confidence
    from claim c join figure f on f.claim_id = c.id and f.superseded_at is null and f.review <> 'rejected'
      join report r on r.id = f.report_id and not ${isHidden(sql)}
      left join counter k on k.id = c.counter_id
    where c.id = any(${[...ids]}::bigint[]) group by c.id, k.id`
  return new Map(rows.map((row) => [row.id, row]))
}

/** The earliest as-of told of the place and category of each series. */
async function knownSince(sql: Sql, ids: readonly number[]): Promise<Map<number, IsoDate>> {
  const rows = await sql<{ id: number; day: IsoDate }[]>`
    select e.id, min(p.as_of) as day
    from series e join subject s on s.id = e.subject_id
      join subject o on o.place_id = s.place_id and o.category = s.category
      join series oe on oe.subject_id = o.id and oe.removed_at is null
      join series_point p on p.series_id = oe.id and p.superseded_at is null and p.value is not null
    where e.id = any(${[...ids]}::bigint[]) group by e.id`
  return new Map(rows.map(({ id, day }) => [id, day]))
}
