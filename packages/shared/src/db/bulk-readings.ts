/** Many reports at once, as a backfill or a structured source brings them: what `storeReading` does, in a few statements for all. */
import { analyzeGrown } from './analyze-grown.ts'
import { isClaimTaken } from './bulk-claims.ts'
import { type BulkReading, insertAllFigures } from './bulk-figures.ts'
import { inTransaction, type Sql } from './client.ts'
import { markSubjects } from './marks.ts'
import { storeReading } from './readings.ts'
import { insertReading, markRead, type NewReading } from './write-reading.ts'

/**
 * Stores readings of different reports. Those of reports that were never read go together, in one transaction, which takes
 * reports, counters, subjects and claims in the same order as `storeReading`, and is tried again where another writer makes
 * one of its claims meanwhile; a report that has a reading already is stored alone, after them. Killed between, it is safe to
 * run again: what is stored is found unchanged. Give it the pool.
 * Errors: a report is unknown or withdrawn; then none of the new ones is stored.
 */
export async function storeReadings(sql: Sql, readings: readonly NewReading[]): Promise<void> {
  const isPool = 'begin' in sql
  const store = (contested: boolean) => inTransaction(sql, (tx) => storeNew(tx, readings, contested))
  const known = await store(!isPool).catch((error: unknown) => {
    if (isPool && isClaimTaken(error)) return store(true)
    throw error
  })
  await analyzeGrown(sql)
  for (const reading of readings) if (known.has(reading.reportId)) await storeReading(sql, reading)
}

/** Returns the reports that had a reading before. */
async function storeNew(tx: Sql, readings: readonly NewReading[], contested: boolean): Promise<ReadonlySet<number>> {
  const ids = [...new Set(readings.map(({ reportId }) => reportId))]
  const reports = await tx<{ id: number; sensitivity: string }[]>`
    select r.id, s.sensitivity from report r join source s on s.id = r.source_id
    where r.id = any(${ids}::bigint[]) and r.withdrawn_at is null order by r.id for no key update of r`
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
  const sensitivities = new Map(reports.map(({ id, sensitivity }) => [id, sensitivity]))
  const stored: BulkReading[] = []
  for (const [reportId, reading] of fresh) {
    const { id: readingId, recordedAt } = await insertReading(tx, reading)
    await markRead(tx, reading, reading.document)
    const sensitivity = sensitivities.get(reportId) ?? 'moderate'
    const { figures, eventId = null } = reading
    stored.push({ readingId, reportId, recordedAt, sensitivity, eventId, figures })
  }
  await markSubjects(tx, await insertAllFigures(tx, stored, contested))
  return known
}
