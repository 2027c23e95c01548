/** What one version of the code read in a snapshot, stored as a whole: text, figures, claims, and which series to rebuild. */
import { isSameStory, shinglesOf } from '../../domain/index.ts'
import { PipelineError } from '../../errors/index.ts'
import { inTransaction, type Sql, together } from '../connection/client.ts'
import { storable } from '../connection/text.ts'
import { inStatement } from '../figures/figure-source.ts'
import { ensureCountersSubjectsClaims } from '../figures/fold.ts'
import { figureRow } from '../figures/folded-figure.ts'
import { insertFigures, rowsOf } from '../figures/insert-figures.ts'
import { carryReviews, reviewedFigures } from './carry-reviews.ts'
import { insertReading, markRead, type NewReading, type ReadingOutcome } from './write-reading.ts'

export interface StoredReading {
  readingId: number
  /** In the order of the figures; likewise the claims, null for a figure that makes none. */
  figureIds: number[]
  claimIds: (number | null)[]
  /** Subjects marked for a rebuild, those of superseded figures among them. */
  subjectIds: number[]
  /** The same bytes had been read by the same code, or newer ones already: nothing was written. */
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
 * does not displace a seed's statement: it may be a stub, a consent page or a paywall; nor does such a page displace figures
 * that were read from a text which it has nothing in common with. Bytes that were fetched before those of
 * the current reading displace nothing: they were slow on their way, and the page says something newer. Locks: the report's row, then
 * counters, subjects, claims in fixed order; store one report a transaction, or many by `storeReadings`.
 */
export async function storeReading(sql: Sql, reading: NewReading): Promise<StoredReading> {
  return inTransaction(sql, async (tx) => {
    // The second sees what the lock of the first one waited for.
    const [isThere, current] = await together(lockReport(tx, reading.reportId), currentReading(tx, reading.reportId))
    if (!isThere)
      throw new PipelineError(
        'withdrawn',
        `Report ${reading.reportId} is unknown or withdrawn: its reading was not stored.`,
      )
    const same = current?.snapshotId === reading.snapshotId && current.codeVersion === reading.codeVersion
    const seeded = current !== null && isSeed(current.codeVersion)
    const keepsSeed = seeded && reading.figures.length === 0
    // A seed's statement was never fetched: the page goes before it, whenever it was.
    const late =
      current !== null && !same && !seeded && (await isFetchedBefore(tx, reading.snapshotId, current.snapshotId))
    const another = current !== null && !seeded && isAnotherPage(current, reading)
    if (current && (same || late || another || keepsSeed)) {
      await markRead(tx, reading, same || late || another ? null : reading.document)
      return { ...(await storedOf(tx, current.id)), subjectIds: [], unchanged: true }
    }
    const rows = reading.figures.map((figure, position) => figureRow(figure, position, reading.eventId ?? null))
    await ensureCountersSubjectsClaims(tx, inStatement(rows))
    // Most reports are read for the first time, and most say nothing that is counted: then nothing of this is asked.
    const reviewed = current ? await reviewedFigures(tx, reading.reportId) : []
    const oldSubjects = current ? await supersede(tx, current) : []
    const [{ id: readingId }] = await Promise.all([insertReading(tx, reading), markRead(tx, reading, reading.document)])
    await insertFigures(tx, inStatement(rowsOf({ id: readingId, reportId: reading.reportId }, rows)))
    await carryReviews(
      tx,
      { readingId, superseded: current?.id ?? null, text: storable(reading.document.text) },
      reviewed,
    )
    const stored =
      rows.length > 0 || current ? await storedOf(tx, readingId) : { readingId, figureIds: [], claimIds: [] }
    const marks = rows.length > 0 || oldSubjects.length > 0
    const subjectIds = marks ? await markSubjectsOf(tx, readingId, oldSubjects) : []
    return { ...stored, subjectIds, unchanged: false }
  })
}

/** False where it is unknown or withdrawn. */
async function lockReport(tx: Sql, reportId: number): Promise<boolean> {
  const [report] = await tx`select id from report where id = ${reportId} and withdrawn_at is null for no key update`
  return report !== undefined
}

/** Of prose: a row that its service takes back is gone. */
function isAnotherPage(current: ReadingRow, { figures, fromRows, snapshotId, document }: NewReading): boolean {
  if (current.outcome !== 'figures' || figures.length > 0 || fromRows || current.snapshotId === snapshotId) return false
  return !isSameStory(shinglesOf(current.text), shinglesOf(document.text))
}

export async function currentReading(sql: Sql, reportId: number): Promise<ReadingRow | null> {
  const [row] = await sql<ReadingRow[]>`
    select id, report_id as "reportId", snapshot_id as "snapshotId", code_version as "codeVersion", language, title, text,
           outcome, recorded_at as "recordedAt"
    from reading where report_id = ${reportId} and superseded_at is null`
  return row ?? null
}

async function isFetchedBefore(tx: Sql, snapshotId: number, otherId: number): Promise<boolean> {
  const [row] = await tx<{ before: boolean }[]>`
    select a.fetched_at < b.fetched_at as before from snapshot a, snapshot b where a.id = ${snapshotId} and b.id = ${otherId}`
  return row?.before ?? false
}

/** A reading, superseded or not; null where there is none. */
export async function getReading(sql: Sql, id: number): Promise<ReadingRow | null> {
  const [row] = await sql<ReadingRow[]>`
    select id, report_id as "reportId", snapshot_id as "snapshotId", code_version as "codeVersion", language, title, text,
           outcome, recorded_at as "recordedAt"
    from reading where id = ${id}`
  return row ?? null
}

/**
 * Takes back the reading and every living figure of the report, those of older readings that a person kept among them.
 * Instants are taken after the report is locked: a later writer never records an earlier moment.
 */
async function supersede(tx: Sql, { id, reportId }: ReadingRow): Promise<number[]> {
  await tx`update reading set superseded_at = clock_timestamp() where id = ${id}`
  const rows = await tx<{ id: number }[]>`
    with gone as (
      update figure set superseded_at = r.superseded_at from reading r
      where r.id = ${id} and figure.report_id = ${reportId} and figure.superseded_at is null
      returning figure.claim_id)
    select distinct c.subject_id as id from gone join claim c on c.id = gone.claim_id`
  return rows.map((row) => row.id)
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
      select c.subject_id as id from figure f join claim c on c.id = f.claim_id where f.reading_id = ${readingId} and f.superseded_at is null
      union all select unnest(${[...oldSubjects]}::bigint[])) as touched
    order by id returning subject_id as id`
  return rows.map(({ id }) => id)
}
