/** Many reports at once, as a backfill or a structured source brings them: what `storeReading` does, in a few statements for all. */
import { analyzeGrown } from './analyze-grown.ts'
import { inTransaction, type Sql } from './client.ts'
import { copied, type FigureRows } from './figure-source.ts'
import { ensureCountersSubjectsClaims } from './fold.ts'
import { figureRow } from './folded-figure.ts'
import { insertFigures, rowsOf } from './insert-figures.ts'
import { storeReading } from './readings.ts'
import { insertReading, markRead, type NewReading } from './write-reading.ts'

/**
 * Stores readings of different reports. Those of reports that were never read go together, in one transaction, which takes
 * reports, counters, subjects and claims in the same order as `storeReading`; a report that has a reading already is stored
 * alone, after them. Killed between, it is safe to run again: what is stored is found unchanged. Give it the pool.
 * Errors: a report is unknown or withdrawn; then none of the new ones is stored.
 */
export async function storeReadings(sql: Sql, readings: readonly NewReading[]): Promise<void> {
  const known = await inTransaction(sql, (tx) => storeNew(tx, readings))
  await analyzeGrown(sql)
  for (const reading of readings) if (known.has(reading.reportId)) await storeReading(sql, reading)
}

/** Returns the reports that had a reading before. */
async function storeNew(tx: Sql, readings: readonly NewReading[]): Promise<ReadonlySet<number>> {
  const ids = [...new Set(readings.map(({ reportId }) => reportId))]
  const reports = await tx<{ id: number }[]>`
    select id from report where id = any(${ids}::bigint[]) and withdrawn_at is null order by id for no key update`
  if (reports.length < ids.length) {
    const found = new Set(reports.map(({ id }) => id))
    throw new Error(`report ${ids.find((id) => !found.has(id))} is unknown or withdrawn: no reading was stored`)
  }
  const read = await tx<{ id: number }[]>`
    select distinct report_id as id from reading where report_id = any(${ids}::bigint[])`
  const known = new Set(read.map(({ id }) => id))
  const fresh = new Map<number, NewReading>()
  for (const reading of readings)
    if (known.has(reading.reportId) || fresh.has(reading.reportId)) known.add(reading.reportId)
    else fresh.set(reading.reportId, reading)
  const rows: FigureRows[] = []
  const readingIds: number[] = []
  for (const [reportId, reading] of fresh) {
    const id = await insertReading(tx, reading)
    await markRead(tx, reading, reading.document)
    readingIds.push(id)
    const folded = reading.figures.map((figure, position) => figureRow(figure, position, reading.eventId ?? null))
    rows.push(rowsOf({ id, reportId }, folded))
  }
  const figures = await copied(tx, rows.flat())
  await ensureCountersSubjectsClaims(tx, figures)
  await insertFigures(tx, figures)
  await tx`
    insert into series_mark (subject_id)
    select distinct c.subject_id from figure f join claim c on c.id = f.claim_id
    where f.reading_id = any(${readingIds}::bigint[]) order by c.subject_id`
  return known
}
