/** What one version of the code read in a snapshot, stored as a whole: text, figures, claims, and which series to rebuild. */
import type { FoldedFigure, ParsedDocument } from '../domain/index.ts'
import { inTransaction, type Sql } from './client.ts'
import { ensureCountersSubjectsClaims, type FigureRows, sameSubject } from './fold.ts'
import { figureRecord, figureRow } from './folded-figure.ts'
import { storable, storableOrNull } from './text.ts'

export const readingOutcomes = ['figures', 'no_figures', 'language_not_supported'] as const
export type ReadingOutcome = (typeof readingOutcomes)[number]

export interface NewReading {
  reportId: number
  snapshotId: number
  /** Of extractor, packs and gazetteer together; the same version reads the same bytes alike. */
  codeVersion: string
  document: ParsedDocument
  /** ISO 639-1 as detected or declared. */
  language: string | null
  outcome: ReadingOutcome
  figures: readonly FoldedFigure[]
  eventId?: number | null
}

export interface StoredReading {
  readingId: number
  /** In the order of the figures; likewise the claims, null for a figure that makes none. */
  figureIds: number[]
  claimIds: (number | null)[]
  /** Subjects marked for a rebuild, those of superseded figures among them. */
  subjectIds: number[]
  /** The same bytes had been read by the same code: nothing was written. */
  unchanged: boolean
}

export interface ReadingRow {
  id: number
  reportId: number
  snapshotId: number
  codeVersion: string
  language: string | null
  title: string | null
  text: string
  outcome: ReadingOutcome
  recordedAt: Date
}

/** Readings made from a seed's statement, not from the page itself. */
const isSeed = (codeVersion: string) => codeVersion.startsWith('seed@')

/**
 * Supersedes the report's current reading with its figures, or finds that nothing changed. A page that yields no figure
 * does not displace a seed's statement: it may be a stub, a consent page or a paywall. Locks: the report's row, then
 * counters, subjects, claims in fixed order; store one report a transaction.
 */
export async function storeReading(sql: Sql, reading: NewReading): Promise<StoredReading> {
  return inTransaction(sql, async (tx) => {
    const [report] = await tx`
      select id from report where id = ${reading.reportId} and withdrawn_at is null for no key update`
    if (!report) throw new Error(`report ${reading.reportId} is unknown or withdrawn: its reading was not stored`)
    const current = await currentReading(tx, reading.reportId)
    const same = current?.snapshotId === reading.snapshotId && current.codeVersion === reading.codeVersion
    const keepsSeed = current !== null && isSeed(current.codeVersion) && reading.figures.length === 0
    if (current && (same || keepsSeed)) {
      await markRead(tx, reading, same ? null : reading.document)
      return { ...(await storedOf(tx, current.id)), subjectIds: [], unchanged: true }
    }
    const rows = reading.figures.map((figure, position) => figureRow(figure, position, reading.eventId ?? null))
    await ensureCountersSubjectsClaims(tx, rows)
    const oldSubjects = current ? await supersede(tx, current.id) : []
    const readingId = await insertReading(tx, reading)
    await markRead(tx, reading, reading.document)
    await insertFigures(tx, reading.reportId, readingId, rows)
    if (current) await carryReviews(tx, current.id, readingId)
    const stored = await storedOf(tx, readingId)
    const subjectIds = await markSubjectsOf(tx, readingId, oldSubjects)
    return { ...stored, subjectIds, unchanged: false }
  })
}

export async function currentReading(sql: Sql, reportId: number): Promise<ReadingRow | null> {
  const [row] = await sql<ReadingRow[]>`
    select id, report_id as "reportId", snapshot_id as "snapshotId", code_version as "codeVersion", language, title, text,
           outcome, recorded_at as "recordedAt"
    from reading where report_id = ${reportId} and superseded_at is null`
  return row ?? null
}

/** A reading, superseded or not; null where there is none. */
export async function getReading(sql: Sql, id: number): Promise<ReadingRow | null> {
  const [row] = await sql<ReadingRow[]>`
    select id, report_id as "reportId", snapshot_id as "snapshotId", code_version as "codeVersion", language, title, text,
           outcome, recorded_at as "recordedAt"
    from reading where id = ${id}`
  return row ?? null
}

/** Instants are taken after the report is locked: a later writer never records an earlier moment. */
async function supersede(tx: Sql, readingId: number): Promise<number[]> {
  await tx`update reading set superseded_at = clock_timestamp() where id = ${readingId}`
  await tx`
    update figure set superseded_at = r.superseded_at from reading r
    where r.id = ${readingId} and figure.reading_id = r.id and figure.superseded_at is null`
  const rows = await tx<{ id: number }[]>`
    select distinct c.subject_id as id from figure f join claim c on c.id = f.claim_id where f.reading_id = ${readingId}`
  return rows.map(({ id }) => id)
}

async function insertReading(tx: Sql, reading: NewReading): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into reading (report_id, snapshot_id, code_version, language, title, text, outcome, recorded_at)
    values (${reading.reportId}, ${reading.snapshotId}, ${reading.codeVersion}, ${reading.language},
            ${storableOrNull(reading.document.title)}, ${storable(reading.document.text)}, ${reading.outcome}, clock_timestamp())
    returning id`
  if (!row) throw new Error(`the reading of report ${reading.reportId} was not stored`)
  return row.id
}

/** What the page says of itself goes before what a feed said of it. */
async function markRead(tx: Sql, reading: NewReading, document: ParsedDocument | null): Promise<void> {
  await tx`
    update report r set state = 'read', next_attempt_at = null, failure_code = null, failure_message = null,
      read_at = coalesce(case when ${document === null} then r.read_at end, clock_timestamp()),
      title = coalesce(${storableOrNull(document?.title)}, r.title),
      publisher = coalesce(${storableOrNull(document?.publisher)}, r.publisher, (select name from source where id = r.source_id and adapter <> 'none')),
      language = coalesce(${document ? reading.language : null}, r.language),
      published_at = coalesce(${document?.publishedAt ?? null}, r.published_at),
      published_on = coalesce(${document?.publishedOn ?? null}, r.published_on, (r.published_at at time zone 'UTC')::date)
    where r.id = ${reading.reportId}
      and (r.state <> 'read' or r.next_attempt_at is not null or ${document !== null})`
}

async function insertFigures(tx: Sql, reportId: number, readingId: number, rows: FigureRows): Promise<void> {
  if (rows.length === 0) return
  await tx`
    insert into figure (reading_id, report_id, position, claim_id, excerpt_start, excerpt_end, excerpt_text, value,
      value_high, quantifier, unit, household_size, persons, category, border, term, scope, cause, hazard, occurred, status,
      repeated, place_name, place_id, country_iso3, place_role, place_accuracy, since, since_accuracy, as_of,
      as_of_accuracy, as_of_basis, window_kind, counter_name, own_document, counter_id, event_id, confidence, role, sensitivity,
      operation, round, assessment_type, coverage, recorded_at)
    select ${readingId}, ${reportId}, f.position, cl.id, f.excerpt_start, f.excerpt_end, f.excerpt_text, f.value,
      f.value_high, f.quantifier, f.unit, f.household_size, f.persons, f.category, f.border, f.term, f.scope, f.cause,
      f.hazard, f.occurred, f.status, f.repeated, f.place_name, f.place_id, f.country_iso3, f.place_role,
      f.place_accuracy, f.since, f.since_accuracy, f.as_of, f.as_of_accuracy, f.as_of_basis, f.window_kind, f.counter_name,
      coalesce(f.own_document, lower(r.publisher) in (lower(f.counter), lower(f.counter_name)), false), c.id, f.event_id,
      f.confidence, f.role, coalesce(f.sensitivity, src.sensitivity), f.operation, f.round, f.assessment_type, f.coverage,
      reading.recorded_at
    from jsonb_to_recordset(${tx.json(rows)}::jsonb) as f(${tx.unsafe(figureRecord)})
    join report r on r.id = ${reportId}
    join source src on src.id = r.source_id
    join reading on reading.id = ${readingId}
    left join counter c on c.name = f.counter
    left join subject s on f.claim_key is not null and ${sameSubject(tx)}
    left join claim cl on cl.subject_id = s.id and cl.claim_key = f.claim_key
    order by f.position`
  const parts = rows.filter(({ subset_position }) => subset_position !== null)
  for (const { position, subset_position } of parts)
    await tx`
      update figure set subset_of = (
        select id from figure whole where whole.reading_id = ${readingId} and whole.position = ${Number(subset_position)})
      where reading_id = ${readingId} and position = ${Number(position)}`
}

/** A person's verdict on a figure holds for the same words read again by other code. */
async function carryReviews(tx: Sql, oldReadingId: number, readingId: number): Promise<void> {
  const carried = await tx<{ oldId: number; id: number }[]>`
    update figure n set review = o.review from figure o
    where o.reading_id = ${oldReadingId} and o.review in ('approved', 'rejected') and n.reading_id = ${readingId}
      and (n.excerpt_text, n.value, n.unit, n.category, n.scope) = (o.excerpt_text, o.value, o.unit, o.category, o.scope)
      and n.place_id is not distinct from o.place_id and n.value_high is not distinct from o.value_high
    returning o.id as "oldId", n.id`
  for (const { oldId, id } of carried)
    await tx`
      insert into figure_review (figure_id, verdict, reviewer, reason, correction, at)
      select ${id}, verdict, reviewer, reason, correction, at from figure_review where figure_id = ${oldId} order by id`
}

async function storedOf(tx: Sql, readingId: number) {
  const figures = await tx<{ id: number; claimId: number | null }[]>`
    select id, claim_id as "claimId" from figure where reading_id = ${readingId} and superseded_at is null order by position`
  return { readingId, figureIds: figures.map(({ id }) => id), claimIds: figures.map(({ claimId }) => claimId) }
}

async function markSubjectsOf(tx: Sql, readingId: number, oldSubjects: readonly number[]): Promise<number[]> {
  const rows = await tx<{ id: number }[]>`
    insert into series_mark (subject_id)
    select distinct id from (
      select c.subject_id as id from figure f join claim c on c.id = f.claim_id where f.reading_id = ${readingId}
      union all select unnest(${[...oldSubjects]}::bigint[])) as touched
    order by id returning subject_id as id`
  return rows.map(({ id }) => id)
}
