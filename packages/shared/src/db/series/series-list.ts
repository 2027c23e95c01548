/** Series as a list tells them: the newest number, what the line said 7 and 30 days before it, a page at a time. */
import type {
  Category,
  Cause,
  ClaimReview,
  IsoDate,
  PlaceId,
  Quantifier,
  SeriesKind,
  SeriesState,
} from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { pageOf } from '../connection/paging.ts'

export interface LatestPoint {
  from: IsoDate | null
  asOf: IsoDate
  value: number
  low: number | null
  high: number | null
  quantifier: Quantifier
  review: ClaimReview
  /**
   * What the line said at the end of that day. Null where it was not known, where the line broke since (other units assessed,
   * a revision: rule 6), and for windows, which cover days of their own and are no change of one another.
   */
  daysBefore7: { asOf: IsoDate; value: number } | null
  daysBefore30: { asOf: IsoDate; value: number } | null
}

export interface SeriesPageFilter {
  placeIds?: readonly PlaceId[]
  category?: Category
  /** Undefined: any; null: unknown. */
  cause?: Cause | null
  kind?: SeriesKind
  state?: SeriesState
}

export interface SeriesPage {
  ids: number[]
  /** Which series stand here and in which version: pages with equal states tell the same. */
  state: string
  /** Hand it back for more; null on the last page. */
  nextCursor: number | null
}

/** Living series by id, read from indexes alone. */
export async function pageOfSeries(
  sql: Sql,
  filter: SeriesPageFilter,
  cursor: number | null,
  limit: number,
): Promise<SeriesPage> {
  const places = filter.placeIds ? [...filter.placeIds] : null
  const ofSubject = places || filter.category || filter.cause !== undefined
  const rows = await sql<{ id: number; version: number }[]>`
    select e.id, e.version from series e ${ofSubject ? sql`join subject s on s.id = e.subject_id` : sql``}
    where e.removed_at is null
      ${places ? sql`and s.place_id = any(${places})` : sql``}
      ${filter.category ? sql`and s.category = ${filter.category}` : sql``}
      ${filter.cause === undefined ? sql`` : sql`and s.cause is not distinct from ${filter.cause}`}
      ${filter.kind ? sql`and e.kind = ${filter.kind}` : sql``}
      ${filter.state ? sql`and e.state = ${filter.state}` : sql``}
      ${cursor === null ? sql`` : sql`and e.id > ${cursor}`}
    order by e.id limit ${limit + 1}`
  const { items, nextCursor } = pageOf(rows, limit)
  return {
    ids: items.map(({ id }) => id),
    state: `${items.map(({ id, version }) => `${id} ${version}`).join()} ${nextCursor}`,
    nextCursor,
  }
}

/** By series id; a series whose newest points are unknown counts from the newest known one. */
export async function latestPoints(sql: Sql, seriesIds: readonly number[]): Promise<Map<number, LatestPoint>> {
  if (seriesIds.length === 0) return new Map()
  // Asked of each of the two indexes that tell the flags of a point.
  const broke = (tooLong: boolean) => sql`exists (
    select 1 from series_point x where x.series_id = wanted.id and x.superseded_at is null
      and ${
        tooLong
          ? sql`(cardinality(x.claim_ids) > 100 or octet_length(x.reason) > 800)`
          : sql`cardinality(x.claim_ids) <= 100 and octet_length(x.reason) <= 800`
      }
      and x.as_of > b.as_of and x.as_of <= l.as_of and x.flags && array['coverage_break', 'revised'])`
  const before = (days: number) => sql`
    left join lateral (
      select b.as_of, b.value from (
        select p.as_of, p.value from series_point p
        where l.from_on is null and p.series_id = wanted.id and p.superseded_at is null and p.as_of <= l.as_of - ${days}::int
        order by p.as_of desc, p.from_on nulls last limit 1) as b
      where not ${broke(false)} and not ${broke(true)})`
  const rows = await sql<
    {
      id: number
      from: IsoDate | null
      asOf: IsoDate
      value: number
      low: number | null
      high: number | null
      quantifier: Quantifier
      review: ClaimReview
      asOf7: IsoDate | null
      value7: number | null
      asOf30: IsoDate | null
      value30: number | null
    }[]
  >`
    select wanted.id, l.from_on as "from", l.as_of as "asOf", l.value, l.low, l.high, l.quantifier, l.review, b7.as_of as "asOf7", b7.value as "value7",
      b30.as_of as "asOf30", b30.value as "value30"
    from unnest(${[...seriesIds]}::bigint[]) as wanted(id)
    join lateral (
      select p.from_on, p.as_of, p.value, p.low, p.high, p.quantifier, p.review from series_point p
      where p.series_id = wanted.id and p.superseded_at is null and p.value is not null
      order by p.as_of desc, p.from_on nulls last limit 1) as l on true
    ${before(7)} as b7 on true
    ${before(30)} as b30 on true`
  const told = (asOf: IsoDate | null, value: number | null) =>
    asOf !== null && value !== null ? { asOf, value } : null
  return new Map(
    rows.map(({ id, asOf7, value7, asOf30, value30, ...latest }) => [
      id,
      { ...latest, daysBefore7: told(asOf7, value7), daysBefore30: told(asOf30, value30) },
    ]),
  )
}
