/**
 * Pages of figures whatever they are filtered by, none of them slow however many figures are stored. What matches often is met
 * among the newest few; what matches rarely is gathered through whichever index fits; what is neither is looked for a stretch
 * at a time, on short pages that lead on.
 */
import type { Category, Cause, IsoDate, PlaceId, PlaceRole, Review, Scope, Term, Unit } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { type Page, pageOf } from '../connection/paging.ts'
import { withinTime } from '../connection/within-time.ts'
import { besideFigures, type FigureRow, type FlatFigure, figureColumns, figureOf } from './figures.ts'
import { rivalStands } from './verdicts.ts'

export interface FigureFilter {
  placeIds?: readonly PlaceId[]
  countryIso3?: string
  category?: Category
  scope?: Scope
  term?: Term
  unit?: Unit
  placeRole?: PlaceRole
  /** An office or a family of offices. */
  counter?: string
  reportId?: number
  claimId?: number
  claimIds?: readonly number[]
  review?: Review
  /** Only figures that wait for a person's decision between old and new evidence: the old ones and those read in their place. */
  undecided?: boolean
  /** Undefined: any; null: the text does not say. */
  cause?: Cause | null
  sourceId?: string
  asOfFrom?: IsoDate
  asOfTo?: IsoDate
  publishedFrom?: IsoDate
  publishedTo?: IsoDate
  /** Default false: living figures alone. */
  includeSuperseded?: boolean
}

export interface FigureLooks {
  /** Figures looked at first: a filter that one in forty passes fills its page among them, in some 10 ms. */
  nearest: number
  /** For gathering all that matches; of 10 million figures, some 100,000 matches. 0: it is not tried. */
  gatherMs: number
  /** Figures looked at for one page at most; some 100 ms. */
  stretch: number
}

const usual: FigureLooks = { nearest: 2_000, gatherMs: 400, stretch: 20_000 }

/**
 * Living figures, newest first; hand `nextCursor` back for more: a page may be short, even empty, and lead on. Withdrawn and
 * embargoed reports show none.
 */
export async function listFigures(
  sql: Sql,
  filter: FigureFilter = {},
  cursor: number | null = null,
  limit = 50,
  { nearest, gatherMs, stretch }: FigureLooks = usual,
): Promise<Page<FigureRow>> {
  const wanted: Wanted = { filter, counters: await countersOf(sql, filter), cursor, limit }
  if (wanted.counters?.length === 0) return { items: [], nextCursor: null }
  if (isFew(filter)) return pageOf(await gathered(sql, wanted), limit)
  const near = await spanOf(sql, wanted, Math.max(nearest, 2 * limit))
  if (near === null) return { items: [], nextCursor: null }
  const first = await within(sql, wanted, near)
  if (first.length > limit || near.isAll) return pageOf(first, limit)
  const all = gatherMs === 0 ? null : await withinTime(sql, gatherMs, (tx) => gathered(tx, wanted))
  if (all !== null) return pageOf(all, limit)
  const far = await spanOf(sql, wanted, stretch)
  if (far === null) return { items: [], nextCursor: null }
  const found = await within(sql, wanted, far)
  return found.length > limit || far.isAll ? pageOf(found, limit) : { items: found, nextCursor: far.oldest }
}

interface Wanted {
  filter: FigureFilter
  /** Of the office or family asked for; null: of any. */
  counters: number[] | null
  cursor: number | null
  limit: number
}

/** What one report or some claims have is read as a whole. */
const isFew = ({ reportId, claimId, claimIds }: FigureFilter): boolean =>
  reportId !== undefined || claimId !== undefined || claimIds !== undefined

async function countersOf(sql: Sql, { counter }: FigureFilter): Promise<number[] | null> {
  if (counter === undefined) return null
  const rows = await sql<{ id: number }[]>`select id from counter where ${counter} in (name, family)`
  return rows.map(({ id }) => id)
}

/** The ids between which the newest so many figures lie. */
interface Span {
  newest: number
  oldest: number
  looks: number
  /** There are none before them. */
  isAll: boolean
}

async function spanOf(sql: Sql, wanted: Wanted, looks: number): Promise<Span | null> {
  const [row] = await sql<{ newest: number | null; oldest: number | null; rows: number }[]>`
    select max(id) as newest, min(id) as oldest, count(*)::int as rows from (
      select f.id from figure f where ${living(sql, wanted)} ${inOrder(sql, wanted)} ${before(sql, wanted)}
      order by f.id desc limit ${looks}) as looked`
  if (!row || row.newest === null || row.oldest === null) return null
  return { newest: row.newest, oldest: row.oldest, looks, isAll: row.rows < looks }
}

/** The stretch is bounded before anything else is asked of it, so that no plan leaves it. A commit may add to it meanwhile. */
async function within(sql: Sql, wanted: Wanted, { newest, oldest, looks }: Span): Promise<FigureRow[]> {
  const rows = await sql<FlatFigure[]>`
    select ${figureColumns(sql)} from (
      select f.* from figure f
      where ${living(sql, wanted)} ${inOrder(sql, wanted)} and f.id between ${oldest} and ${newest}
      order by f.id desc limit ${2 * looks}) as f ${besideFigures(sql)}
    where ${matching(sql, wanted)} order by f.id desc limit ${wanted.limit + 1}`
  return rows.map(figureOf)
}

/** All that matches, then the newest of it: sorted by no index, or the planner would walk one past all that does not match. */
async function gathered(sql: Sql, wanted: Wanted): Promise<FigureRow[]> {
  const rows = await sql<FlatFigure[]>`
    select ${figureColumns(sql)} from figure f ${besideFigures(sql)}
    where ${living(sql, wanted)} and ${matching(sql, wanted)} ${before(sql, wanted)}
    order by f.id + 0 desc limit ${wanted.limit + 1}`
  return rows.map(figureOf)
}

const living = (sql: Sql, { filter }: Wanted) => (filter.includeSuperseded ? sql`true` : sql`f.superseded_at is null`)

const before = (sql: Sql, { cursor }: Wanted) => (cursor === null ? sql`` : sql`and f.id < ${cursor}`)

/** The narrowest of the filters that an index holds in the order of ids. */
function inOrder(sql: Sql, { filter: { placeIds, countryIso3, review }, counters }: Wanted) {
  const [place, ...places] = placeIds ?? []
  if (place !== undefined && places.length === 0) return sql`and f.place_id = ${place}`
  if (review !== undefined && review !== 'unreviewed') return sql`and f.review = ${review} and f.review <> 'unreviewed'`
  const [counter, ...others] = counters ?? []
  if (counter !== undefined && others.length === 0) return sql`and f.counter_id = ${counter}`
  return countryIso3 === undefined ? sql`` : sql`and f.country_iso3 = ${countryIso3}`
}

const matching = (sql: Sql, { filter, counters }: Wanted) => sql`
  r.withdrawn_at is null and (r.embargo_until is null or r.embargo_until <= now())
  ${filter.placeIds ? sql`and f.place_id = any(${[...filter.placeIds]})` : sql``}
  ${filter.countryIso3 ? sql`and f.country_iso3 = ${filter.countryIso3}` : sql``}
  ${filter.category ? sql`and f.category = ${filter.category}` : sql``}
  ${filter.scope ? sql`and f.scope = ${filter.scope}` : sql``}
  ${filter.term ? sql`and f.term = ${filter.term}` : sql``}
  ${filter.unit ? sql`and f.unit = ${filter.unit}` : sql``}
  ${filter.placeRole ? sql`and f.place_role = ${filter.placeRole}` : sql``}
  ${filter.cause === undefined ? sql`` : filter.cause === null ? sql`and f.cause is null` : sql`and f.cause = ${filter.cause}`}
  ${counters ? sql`and f.counter_id = any(${counters}::bigint[])` : sql``}
  ${filter.reportId === undefined ? sql`` : sql`and f.report_id = ${filter.reportId}`}
  ${filter.claimId === undefined ? sql`` : sql`and f.claim_id = ${filter.claimId}`}
  ${filter.claimIds ? sql`and f.claim_id = any(${[...filter.claimIds]}::bigint[])` : sql``}
  ${filter.review ? sql`and f.review = ${filter.review}` : sql``}
  ${filter.review && filter.review !== 'unreviewed' ? sql`and f.review <> 'unreviewed'` : sql``}
  ${filter.undecided ? undecided(sql) : sql``}
  ${filter.sourceId ? sql`and r.source_id = ${filter.sourceId}` : sql``}
  ${filter.asOfFrom ? sql`and f.as_of >= ${filter.asOfFrom}` : sql``}
  ${filter.asOfTo ? sql`and f.as_of <= ${filter.asOfTo}` : sql``}
  ${filter.publishedFrom ? sql`and r.published_on >= ${filter.publishedFrom}` : sql``}
  ${filter.publishedTo ? sql`and r.published_on <= ${filter.publishedTo}` : sql``}`

/** Said so that the few with any such mark are found first. */
const undecided = (sql: Sql) => sql`
  and (f.evidence_changed is not null or f.rival_of is not null)
  and (f.evidence_changed is not null or (f.review = 'unreviewed' and ${rivalStands(sql)}))`
