/** Figures with what leads back to their words: report, reading, snapshot, claim, reviews. */
import type {
  Category,
  Cause,
  DateAccuracy,
  EvidenceChange,
  Figure,
  FigureRole,
  IsoDate,
  PlaceId,
  PlaceRole,
  Review,
  Scope,
  Sensitivity,
  Term,
  Unit,
} from '../domain/index.ts'
import type { Sql } from './client.ts'
import { type Page, pageOf } from './paging.ts'
import { type ReportRow, reportColumns } from './reports.ts'
import { type ReviewRow, reviewsOfFigure, rivalStands } from './reviews.ts'

/** A stored figure. `subsetOf` is the id of the figure that it is a part of. */
export interface FigureRow extends Omit<Figure, 'subsetOf'> {
  id: number
  reportId: number
  readingId: number
  claimId: number | null
  position: number
  subsetOf: number | null
  /** The office by its settled name. */
  counterName: string | null
  counterFamily: string | null
  ownDocument: boolean
  eventId: number | null
  role: FigureRole
  review: Review
  /** The machine's figure that a person corrected into this one. */
  corrects: number | null
  /** A newer reading of the report no longer says what a person approved or corrected here, and nobody has decided yet. */
  evidenceChanged: EvidenceChange | null
  /** The reviewed figure in whose place this one was read: one of the two counts, the older until a person decides. */
  rivalOf: number | null
  sensitivity: Sensitivity
  operation: string | null
  round: number | null
  assessmentType: string | null
  coverage: PlaceId[] | null
  recordedAt: Date
  supersededAt: Date | null
  /** Of the report. */
  sourceId: string
  reportTitle: string | null
  publisher: string | null
  publishedOn: IsoDate | null
  url: string
}

export interface FigureDetail {
  figure: FigureRow
  report: ReportRow
  reading: { id: number; codeVersion: string; recordedAt: Date; supersededAt: Date | null }
  snapshot: {
    id: number
    sha256: string
    url: string
    status: number
    mediaType: string | null
    sizeBytes: number
    fetchedAt: Date
  }
  reviews: ReviewRow[]
}

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

interface Flat {
  id: number
  excerptStart: number
  excerptEnd: number
  excerptText: string
  since: IsoDate | null
  sinceAccuracy: DateAccuracy | null
  asOf: IsoDate | null
  asOfAccuracy: DateAccuracy | null
  placeName: string | null
  placeId: PlaceId | null
  countryIso3: string | null
  placeRole: 'origin' | 'destination' | 'both' | null
  placeAccuracy: NonNullable<Figure['place']>['accuracy'] | null
}

type FlatFigure = Flat & Omit<FigureRow, 'excerpt' | 'since' | 'asOf' | 'place'>

const columns = (sql: Sql) => sql`
  f.id, f.report_id as "reportId", f.reading_id as "readingId", f.claim_id as "claimId", f.position,
  f.excerpt_start as "excerptStart", f.excerpt_end as "excerptEnd", f.excerpt_text as "excerptText", f.value,
  f.value_high as "valueHigh", f.quantifier, f.unit, f.household_size as "householdSize", f.persons, f.category, f.border,
  f.term, f.scope, f.cause, f.hazard, f.occurred, f.status, f.repeated, f.place_name as "placeName", f.place_id as "placeId",
  f.country_iso3 as "countryIso3", f.place_role as "placeRole", f.place_accuracy as "placeAccuracy", f.since,
  f.since_accuracy as "sinceAccuracy", f.as_of as "asOf", f.as_of_accuracy as "asOfAccuracy", f.as_of_basis as "asOfBasis", f.window_kind as "window",
  f.counter_name as counter, k.name as "counterName", k.family as "counterFamily", f.own_document as "ownDocument",
  f.event_id as "eventId", f.subset_of as "subsetOf", f.confidence, f.role, f.review, f.corrects,
  f.evidence_changed as "evidenceChanged", f.rival_of as "rivalOf", f.sensitivity, f.operation, f.round,
  f.assessment_type as "assessmentType", f.coverage, f.recorded_at as "recordedAt", f.superseded_at as "supersededAt",
  r.source_id as "sourceId", r.title as "reportTitle", coalesce(r.publisher, s.name) as publisher,
  r.published_on as "publishedOn", r.url`

const tables = (sql: Sql) => sql`
  figure f join report r on r.id = f.report_id join source s on s.id = r.source_id left join counter k on k.id = f.counter_id`

/** Living figures, newest first; hand `nextCursor` back for more. Withdrawn and embargoed reports show none. */
export async function listFigures(
  sql: Sql,
  filter: FigureFilter = {},
  cursor: number | null = null,
  limit = 50,
): Promise<Page<FigureRow>> {
  const places = filter.placeIds ? [...filter.placeIds] : null
  const rows = await sql<FlatFigure[]>`
    select ${columns(sql)} from ${tables(sql)}
    where r.withdrawn_at is null and (r.embargo_until is null or r.embargo_until <= now())
      ${filter.includeSuperseded ? sql`` : sql`and f.superseded_at is null`}
      ${ofPlaces(sql, places)}
      ${filter.countryIso3 ? sql`and f.country_iso3 = ${filter.countryIso3}` : sql``}
      ${filter.category ? sql`and f.category = ${filter.category}` : sql``}
      ${filter.scope ? sql`and f.scope = ${filter.scope}` : sql``}
      ${filter.term ? sql`and f.term = ${filter.term}` : sql``}
      ${filter.unit ? sql`and f.unit = ${filter.unit}` : sql``}
      ${filter.placeRole ? sql`and f.place_role = ${filter.placeRole}` : sql``}
      ${filter.counter ? sql`and f.counter_id in (select id from counter where ${filter.counter} in (name, family))` : sql``}
      ${filter.reportId === undefined ? sql`` : sql`and f.report_id = ${filter.reportId}`}
      ${filter.claimId === undefined ? sql`` : sql`and f.claim_id = ${filter.claimId}`}
      ${filter.claimIds ? sql`and f.claim_id = any(${[...filter.claimIds]}::bigint[])` : sql``}
      ${filter.review ? sql`and f.review = ${filter.review}` : sql``}
      ${filter.undecided ? sql`and (f.evidence_changed is not null or (f.review = 'unreviewed' and ${rivalStands(sql)}))` : sql``}
      ${filter.publishedFrom ? sql`and r.published_on >= ${filter.publishedFrom}` : sql``}
      ${filter.publishedTo ? sql`and r.published_on <= ${filter.publishedTo}` : sql``}
      ${filter.cause === undefined ? sql`` : sql`and f.cause is not distinct from ${filter.cause}`}
      ${filter.sourceId ? sql`and r.source_id = ${filter.sourceId}` : sql``}
      ${filter.asOfFrom ? sql`and f.as_of >= ${filter.asOfFrom}` : sql``}
      ${filter.asOfTo ? sql`and f.as_of <= ${filter.asOfTo}` : sql``}
      ${cursor === null ? sql`` : sql`and f.id < ${cursor}`}
    order by f.id desc limit ${limit + 1}`
  return pageOf(rows.map(figureOf), limit)
}

/** One place is read in the order of its index; several are sorted. */
function ofPlaces(sql: Sql, places: readonly PlaceId[] | null) {
  const [only, ...others] = places ?? []
  if (only !== undefined && others.length === 0) return sql`and f.place_id = ${only}`
  return places ? sql`and f.place_id = any(${[...places]})` : sql``
}

/** Living figures of a report in the order of its text. */
export async function figuresOfReport(sql: Sql, reportId: number): Promise<FigureRow[]> {
  const rows = await sql<FlatFigure[]>`
    select ${columns(sql)} from ${tables(sql)}
    where f.report_id = ${reportId} and f.superseded_at is null and r.withdrawn_at is null order by f.position`
  return rows.map(figureOf)
}

/** A figure, superseded or not, with everything behind it; null where there is none. */
export async function getFigure(sql: Sql, id: number): Promise<FigureDetail | null> {
  const [row] = await sql<FlatFigure[]>`select ${columns(sql)} from ${tables(sql)} where f.id = ${id}`
  if (!row) return null
  const [report] = await sql<ReportRow[]>`select ${reportColumns(sql)} from report r where r.id = ${row.reportId}`
  const [reading] = await sql<(FigureDetail['reading'] & { snapshotId: number })[]>`
    select id, code_version as "codeVersion", recorded_at as "recordedAt", superseded_at as "supersededAt",
      snapshot_id as "snapshotId" from reading where id = ${row.readingId}`
  if (!report || !reading) return null
  const { snapshotId, ...readingRow } = reading
  const [snapshot] = await sql<FigureDetail['snapshot'][]>`
    select id, sha256, url, status, media_type as "mediaType", size_bytes as "sizeBytes", fetched_at as "fetchedAt"
    from snapshot where id = ${snapshotId}`
  if (!snapshot) return null
  return { figure: figureOf(row), report, reading: readingRow, snapshot, reviews: await reviewsOfFigure(sql, id) }
}

function figureOf(row: FlatFigure): FigureRow {
  const {
    excerptStart, excerptEnd, excerptText, since, sinceAccuracy, asOf, asOfAccuracy, placeName, placeId, countryIso3, placeRole,
    placeAccuracy, ...rest
  } = row // biome-ignore format: a list of columns
  return {
    ...rest,
    excerpt: { start: excerptStart, end: excerptEnd, text: excerptText },
    since: since && sinceAccuracy ? { day: since, accuracy: sinceAccuracy } : null,
    asOf: asOf && asOfAccuracy ? { day: asOf, accuracy: asOfAccuracy } : null,
    place:
      placeName !== null && placeRole && placeAccuracy
        ? { name: placeName, placeId, countryIso3, role: placeRole, accuracy: placeAccuracy }
        : null,
  }
}
