/** Claims as their living witnesses tell them. */
import type {
  AsOfBasis, Category, Cause, Claim, ClaimReview, DateAccuracy, FigureRole, IsoDate, PlaceId, PlaceRole, Quantifier, Scope, Unit, Window,
} from '../../domain/index.ts' // biome-ignore format: a list of words
import type { Sql } from '../connection/client.ts'
import { rivalStands } from './verdicts.ts'

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
  ownQuantifiers: Quantifier[] | null
  quantifiers: Quantifier[]
  unit: Unit
  householdSize: number | null
  since: IsoDate | null
  sinceAccuracy: DateAccuracy | null
  asOf: IsoDate | null
  asOfAccuracy: DateAccuracy | null
  asOfBasis: AsOfBasis
  window: Window | null
  counter: string | null
  counterFamily: string | null
  reliability: number | null
  role: FigureRole
  operation: string | null
  round: number | null
  assessmentType: string | null
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

/** Of a number that nobody is named for; packages/series takes the same. */
const reliabilityOfNobody = 0.3

/** Claims of a subject with at least one living witness, by id. */
export async function claimsOfSubject(sql: Sql, subjectId: number, known: KnownOn = {}): Promise<Claim[]> {
  return claimsWhere(sql, sql`select id from claim where subject_id = ${subjectId}`, known)
}

/** The same of several subjects at once, by id. */
export async function claimsOfSubjects(sql: Sql, subjectIds: readonly number[], known: KnownOn = {}): Promise<Claim[]> {
  return claimsWhere(sql, sql`select id from claim where subject_id = any(${[...subjectIds]}::bigint[])`, known)
}

/** The same of these claims, by id; `ids`: a query that selects their ids. */
export async function claimsWhere(sql: Sql, ids: ReturnType<Sql>, known: KnownOn = {}): Promise<Claim[]> {
  return (await claimRows(sql, ids, known)).map(claimOf)
}

/** The claim with every report that prints it, the first print first; null where it has no living witness. */
export async function claimWithWitnesses(
  sql: Sql,
  claimId: number,
  known: KnownOn = {},
): Promise<{ claim: Claim; witnesses: Witness[] } | null> {
  const [row] = await claimRows(sql, sql`select ${claimId}::bigint`, known)
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

/** Of `figure f`, `report r`: a witness that counts. Of a reviewed figure and what was read in its place one counts at most. */
const living = (sql: Sql, { printedBy = null }: KnownOn) => sql`
  f.superseded_at is null and f.review <> 'rejected' and f.subset_of is null and r.withdrawn_at is null
  and (f.rival_of is null or f.review in ('approved', 'corrected') or not ${rivalStands(sql)})
  and (r.embargo_until is null or r.embargo_until <= now())
  and (${printedBy}::date is null or coalesce(r.published_on, (f.recorded_at at time zone 'UTC')::date) <= ${printedBy})`

/**
 * What all witnesses agree on (value, unit, dates, counter: the claim's key holds them) stands on the claim; what they tell
 * differently is gathered from the living ones, as `gatherClaims` of packages/series does from a list. The ids are found first,
 * then all their figures in one pass: a look-up for each claim costs seven times as much where there are thousands.
 */
const claimRows = (sql: Sql, ids: ReturnType<Sql>, known: KnownOn) => sql<ClaimRow[]>`
  select c.id, s.place_id as "placeId", s.place_role as "placeRole", s.category, s.scope, s.cause, c.value,
    c.value_high as "valueHigh", g."ownQuantifiers", g.quantifiers, c.unit, g."householdSize", c.since,
    c.since_accuracy as "sinceAccuracy", c.as_of as "asOf", c.as_of_accuracy as "asOfAccuracy",
    case when c.as_of is null then 'published' else 'stated' end as "asOfBasis", g.window, k.name as counter,
    k.family as "counterFamily", k.reliability, g.role, c.operation, c.round, c.assessment_type as "assessmentType",
    c.coverage, c.event_id as "eventId", g."firstPrintedOn", c.recorded_at as "firstRecordedAt", g.publishers,
    g.witnesses, g."primary", g.confidence,
    case when g.cleared then 'cleared' when exists (
        select from figure x where x.claim_id = c.id and x.superseded_at is null
          and (x.review = 'rejected' or x.evidence_changed is not null)) then 'partly'
      else 'machine_read' end as review
  from (
    select f.claim_id, array_agg(f.quantifier) filter (where f.own_document) as "ownQuantifiers",
      array_agg(f.quantifier) as quantifiers,
      min(f.household_size) as "householdSize", mode() within group (order by f.window_kind) as window,
      case when bool_or(f.role = 'recommended') then 'recommended' when bool_or(f.role = 'triangulation') then 'triangulation'
        else 'candidate' end as role,
      min(r.published_on) as "firstPrintedOn",
      -- One text on many sites is one voice, as is one site with many texts.
      least(count(distinct coalesce(r.publisher, 'report ' || r.id)),
        count(distinct coalesce('text ' || r.text_group, r.publisher, 'report ' || r.id)))::int as publishers,
      count(distinct f.report_id)::int as witnesses, bool_or(f.own_document) as "primary",
      bool_or(f.review in ('approved', 'corrected') and f.evidence_changed is null) as cleared, max(f.confidence) as confidence
    from figure f join report r on r.id = f.report_id
    where f.claim_id = any(array(${ids})) and ${living(sql, known)}
    group by f.claim_id) as g
  join claim c on c.id = g.claim_id
  join subject s on s.id = c.subject_id
  left join counter k on k.id = c.counter_id
  order by c.id`

function claimOf(row: ClaimRow): Claim {
  const { since, sinceAccuracy, asOf, asOfAccuracy, reliability, ownQuantifiers, quantifiers, ...rest } = row
  return {
    ...rest,
    quantifier: quantifierOf(ownQuantifiers ?? quantifiers),
    since: since && sinceAccuracy ? { day: since, accuracy: sinceAccuracy } : null,
    asOf: asOf && asOfAccuracy ? { day: asOf, accuracy: asOfAccuracy } : null,
    reliability: reliability ?? reliabilityOfNobody,
  }
}

/** A bare number says less than one with a quantifier, as relays drop them; two told as often leave an approximate number. */
function quantifierOf(told: readonly Quantifier[]): Quantifier {
  const counts = new Map<Quantifier, number>()
  for (const quantifier of told) if (quantifier !== 'exact') counts.set(quantifier, (counts.get(quantifier) ?? 0) + 1)
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a)
  if (!first) return 'exact'
  return first[1] > (second?.[1] ?? 0) ? first[0] : 'approximately'
}
