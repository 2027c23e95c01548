/** Figures with what leads back to their words: report, reading, snapshot, claim, reviews. */
import type {
  DateAccuracy,
  EvidenceChange,
  Figure,
  FigureRole,
  IsoDate,
  PlaceId,
  Review,
  Sensitivity,
} from '../../domain/index.ts'
import { isDelayed } from '../access/country-delays.ts'
import type { Sql } from '../connection/client.ts'
import { type ReportRow, reportColumns } from '../reports/reports.ts'
import { type ReviewRow, reviewsOfFigure } from './verdicts.ts'

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
  /** Too new for its country to be told without a key. */
  isDelayed: boolean
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

export type FlatFigure = Flat & Omit<FigureRow, 'excerpt' | 'since' | 'asOf' | 'place'>

export const figureColumns = (sql: Sql) => sql`
  f.id, f.report_id as "reportId", f.reading_id as "readingId", f.claim_id as "claimId", f.position,
  f.excerpt_start as "excerptStart", f.excerpt_end as "excerptEnd", f.excerpt_text as "excerptText", f.value,
  f.value_high as "valueHigh", f.quantifier, f.unit, f.household_size as "householdSize", f.persons, f.category, f.border,
  f.term, f.scope, f.cause, f.hazard, f.occurred, f.status, f.repeated, f.place_name as "placeName", f.place_id as "placeId",
  f.country_iso3 as "countryIso3", f.place_role as "placeRole", f.place_accuracy as "placeAccuracy", f.since,
  f.since_accuracy as "sinceAccuracy", f.as_of as "asOf", f.as_of_accuracy as "asOfAccuracy", f.as_of_basis as "asOfBasis", f.window_kind as "window",
  f.counter_name as counter, k.name as "counterName", k.family as "counterFamily", f.own_document as "ownDocument",
  f.event_id as "eventId", f.subset_of as "subsetOf", f.confidence, f.role, f.review, f.corrects,
  f.evidence_changed as "evidenceChanged", f.rival_of as "rivalOf", f.sensitivity, ${isDelayed(sql)} as "isDelayed", f.operation, f.round,
  f.assessment_type as "assessmentType", f.coverage, f.recorded_at as "recordedAt", f.superseded_at as "supersededAt",
  r.source_id as "sourceId", r.title as "reportTitle", coalesce(r.publisher, s.name) as publisher,
  r.published_on as "publishedOn", r.url`

/** Of figures `f`, from the table itself or some of it. */
export const besideFigures = (sql: Sql) => sql`
  join report r on r.id = f.report_id join source s on s.id = r.source_id left join counter k on k.id = f.counter_id`

/** Living figures of a report in the order of its text; a reviewed one before what was read in its place. */
export async function figuresOfReport(sql: Sql, reportId: number): Promise<FigureRow[]> {
  const rows = await sql<FlatFigure[]>`
    select ${figureColumns(sql)} from figure f ${besideFigures(sql)}
    where f.report_id = ${reportId} and f.superseded_at is null and r.withdrawn_at is null order by f.position, f.id`
  return rows.map(figureOf)
}

/** A figure, superseded or not, with everything behind it; null where there is none. */
export async function getFigure(sql: Sql, id: number): Promise<FigureDetail | null> {
  const [row] = await sql<
    FlatFigure[]
  >`select ${figureColumns(sql)} from figure f ${besideFigures(sql)} where f.id = ${id}`
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

export function figureOf(row: FlatFigure): FigureRow {
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
