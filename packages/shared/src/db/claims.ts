/** Claims as their living witnesses tell them. */
import type {
  AsOfBasis, Category, Cause, Claim, ClaimReview, DateAccuracy, FigureRole, IsoDate, PlaceId, PlaceRole, Quantifier, Scope, Unit,
} from '../domain/index.ts' // biome-ignore format: a list of words
import type { Sql } from './client.ts'

/** What was known when: by the day of print, by the day this database had it, or (both null) now. */
export interface KnownOn {
  /** Only what had been printed by the end of this day; an undated print counts from the day it was recorded. */
  printedBy?: IsoDate | null
}

export interface Witness {
  figureId: number
  reportId: number
  url: string
  title: string | null
  publisher: string | null
  publishedOn: IsoDate | null
  excerpt: string
  value: number
  valueHigh: number | null
  quantifier: Quantifier
  unit: Unit
  asOf: IsoDate | null
  asOfBasis: AsOfBasis
  counter: string | null
  confidence: number
  review: 'unreviewed' | 'approved' | 'rejected' | 'corrected'
  recordedAt: Date
}

interface ClaimRow {
  id: number
  placeId: PlaceId
  placeRole: PlaceRole
  category: Category
  scope: Scope
  cause: Cause | null
  value: number
  valueHigh: number | null
  quantifier: Quantifier
  unit: Unit
  householdSize: number | null
  since: IsoDate | null
  sinceAccuracy: DateAccuracy | null
  asOf: IsoDate | null
  asOfAccuracy: DateAccuracy | null
  asOfBasis: AsOfBasis
  counter: string | null
  counterFamily: string | null
  reliability: number | null
  role: FigureRole
  operation: string | null
  round: number | null
  coverage: PlaceId[] | null
  eventId: number | null
  firstPrintedOn: IsoDate | null
  firstRecordedAt: Date
  publishers: number
  witnesses: number
  primary: boolean
  review: ClaimReview
  confidence: number
}

/** Of an office that nobody names: as little as anything counts. */
const reliabilityOfNobody = 0

/** Claims of a subject with at least one living witness, by id. */
export async function claimsOfSubject(sql: Sql, subjectId: number, known: KnownOn = {}): Promise<Claim[]> {
  return (await claimRows(sql, sql`c.subject_id = ${subjectId}`, known)).map(claimOf)
}

/** The claim with every report that prints it, the first print first; null where it has no living witness. */
export async function claimWithWitnesses(
  sql: Sql,
  claimId: number,
  known: KnownOn = {},
): Promise<{ claim: Claim; witnesses: Witness[] } | null> {
  const [row] = await claimRows(sql, sql`c.id = ${claimId}`, known)
  if (!row) return null
  const witnesses = await sql<Witness[]>`
    select f.id as "figureId", f.report_id as "reportId", r.url, r.title, coalesce(r.publisher, s.name) as publisher,
      r.published_on as "publishedOn", f.excerpt_text as excerpt, f.value, f.value_high as "valueHigh", f.quantifier, f.unit,
      f.as_of as "asOf", f.as_of_basis as "asOfBasis", f.counter_name as counter, f.confidence, f.review,
      f.recorded_at as "recordedAt"
    from figure f join report r on r.id = f.report_id join source s on s.id = r.source_id
    where f.claim_id = ${claimId} and ${living(sql, known)}
    order by r.published_on nulls last, f.id`
  return { claim: claimOf(row), witnesses }
}

/** Subjects of these places (and category, where given) that have a claim. */
export async function subjectsTouching(
  sql: Sql,
  placeIds: readonly PlaceId[],
  category: Category | null = null,
): Promise<{ subjectId: number; subject: Pick<Claim, 'placeId' | 'placeRole' | 'category' | 'scope' | 'cause'> }[]> {
  const rows = await sql<(ClaimRow & { id: number })[]>`
    select id, place_id as "placeId", place_role as "placeRole", category, scope, cause from subject s
    where place_id = any(${[...placeIds]}) and (${category}::text is null or category = ${category})
      and exists (select from claim c where c.subject_id = s.id)
    order by id`
  return rows.map(({ id, ...subject }) => ({ subjectId: id, subject }))
}

/** Of `figure f`, `report r`: a witness that counts. */
const living = (sql: Sql, { printedBy = null }: KnownOn) => sql`
  f.superseded_at is null and f.review <> 'rejected' and f.subset_of is null and r.withdrawn_at is null
  and (r.embargo_until is null or r.embargo_until <= now())
  and (${printedBy}::date is null or coalesce(r.published_on, (f.recorded_at at time zone 'UTC')::date) <= ${printedBy})`

/**
 * One witness speaks for the claim in value, words and dates, so that the three always belong together: a reviewed one
 * before others, the counter's own document before relays, a stated day before an inferred one, then the surest, the
 * earliest print.
 */
const claimRows = (sql: Sql, where: ReturnType<Sql>, known: KnownOn) => sql<ClaimRow[]>`
  select c.id, s.place_id as "placeId", s.place_role as "placeRole", s.category, s.scope, s.cause,
    w.value, w.value_high as "valueHigh", w.quantifier, w.unit, w.household_size as "householdSize",
    w.since, w.since_accuracy as "sinceAccuracy",
    case when w.as_of_basis = 'stated' then w.as_of end as "asOf",
    case when w.as_of_basis = 'stated' then w.as_of_accuracy end as "asOfAccuracy", w.as_of_basis as "asOfBasis",
    k.name as counter, k.family as "counterFamily", k.reliability, w.role, c.operation, c.round, c.coverage,
    coalesce(c.event_id, w.event_id) as "eventId", w.first_printed_on as "firstPrintedOn", c.recorded_at as "firstRecordedAt",
    w.publishers::int as publishers, w.witnesses::int as witnesses, w.own_document as "primary",
    case when w.cleared then 'cleared' when exists (
        select from figure x where x.claim_id = c.id and x.superseded_at is null and x.review = 'rejected') then 'partly'
      else 'machine_read' end as review,
    w.confidence
  from claim c
  join subject s on s.id = c.subject_id
  left join counter k on k.id = c.counter_id
  join lateral (
    select (array_agg(f order by f.review in ('approved', 'corrected') desc, f.own_document desc,
              f.as_of_basis = 'stated' desc, f.confidence desc, r.published_on nulls last, f.id))[1] as speaker,
      min(r.published_on) as first_printed_on,
      count(distinct coalesce(r.publisher, r.source_id)) as publishers, count(distinct f.report_id) as witnesses,
      bool_or(f.own_document) as any_own, bool_or(f.review in ('approved', 'corrected')) as cleared,
      max(f.confidence) as surest
    from figure f join report r on r.id = f.report_id
    where f.claim_id = c.id and ${living(sql, known)}) as g on g.witnesses > 0
  cross join lateral (
    select (g.speaker).value, (g.speaker).value_high, (g.speaker).quantifier, (g.speaker).unit,
      (g.speaker).household_size, (g.speaker).since, (g.speaker).since_accuracy, (g.speaker).as_of,
      (g.speaker).as_of_accuracy, (g.speaker).as_of_basis, (g.speaker).role, (g.speaker).event_id,
      g.first_printed_on, g.publishers, g.witnesses, g.any_own as own_document, g.cleared, g.surest as confidence) as w
  where ${where}
  order by c.id`

function claimOf(row: ClaimRow): Claim {
  const { since, sinceAccuracy, asOf, asOfAccuracy, reliability, ...rest } = row
  return {
    ...rest,
    since: since && sinceAccuracy ? { day: since, accuracy: sinceAccuracy } : null,
    asOf: asOf && asOfAccuracy ? { day: asOf, accuracy: asOfAccuracy } : null,
    reliability: reliability ?? reliabilityOfNobody,
  }
}
