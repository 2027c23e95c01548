/** Many reports at once, as a backfill or a structured source brings them: what `storeReading` does, in a few statements for all. */
import { PipelineError } from '../../errors/index.ts'
import { analyzeGrown } from '../connection/analyze-grown.ts'
import { inTransaction, type Sql } from '../connection/client.ts'
import { isClaimTaken } from '../figures/bulk-claims.ts'
import { type BulkReading, insertAllFigures } from '../figures/bulk-figures.ts'
import { makeReferences } from '../figures/bulk-references.ts'
import { markSubjects } from '../series/marks.ts'
import { storeReading } from './readings.ts'
import { insertReading, markRead, type NewReading } from './write-reading.ts'

/** Figures of which half are a transaction's work: below, its own statements would cost more than a second one gains. */
const worthHalving = 4_000

/**
 * Stores readings of different reports. Those of reports that were never read go together, in one transaction or, where they are
 * many, in two side by side, while one makes its rows the other's are taken; each takes reports, counters, subjects and claims
 * in the same order as `storeReading`, and is tried again where another writer makes one of its claims meanwhile. A report that
 * has a reading already is stored alone, after them. Killed between, it is safe to run again: what is stored is found unchanged.
 * Give it the pool.
 * Errors: a report is unknown or withdrawn; then none of the new ones of its transaction is stored.
 */
export async function storeReadings(sql: Sql, readings: readonly NewReading[]): Promise<void> {
  const isPool = 'begin' in sql
  const parts = isPool ? inHalves(readings) : [readings]
  // What both halves name is made first, or one would wait for the other's.
  const madeBefore =
    parts.length > 1 ? await inTransaction(sql, (tx) => makeReferences(tx, readings)) : new Set<number>()
  const store = async (part: readonly NewReading[]) => {
    const tried = (contested: boolean) => inTransaction(sql, (tx) => storeNew(tx, part, { contested, madeBefore }))
    return tried(!isPool).catch((error: unknown) => {
      if (isPool && isClaimTaken(error)) return tried(true)
      throw error
    })
  }
  const stored = await Promise.allSettled(parts.map(store))
  const known = new Set<number>()
  for (const part of stored) {
    if (part.status === 'rejected') throw part.reason
    for (const reportId of part.value) known.add(reportId)
  }
  await analyzeGrown(sql)
  for (const reading of readings) if (known.has(reading.reportId)) await storeReading(sql, reading)
}

/** Of as many figures each, as far as readings go; few stay together. */
function inHalves(readings: readonly NewReading[]): (readonly NewReading[])[] {
  const all = readings.reduce((sum, { figures }) => sum + figures.length, 0)
  if (all < worthHalving) return [readings]
  let [end, figures] = [0, 0]
  while (figures < all / 2) figures += readings[end++]?.figures.length ?? 0
  return [readings.slice(0, end), readings.slice(end)].filter(({ length }) => length > 0)
}

/** Returns the reports that had a reading before. */
async function storeNew(
  tx: Sql,
  readings: readonly NewReading[],
  how: Parameters<typeof insertAllFigures>[2],
): Promise<ReadonlySet<number>> {
  const ids = [...new Set(readings.map(({ reportId }) => reportId))]
  const reports = await tx<{ id: number; sensitivity: string }[]>`
    select r.id, s.sensitivity from report r join source s on s.id = r.source_id
    where r.id = any(${ids}::bigint[]) and r.withdrawn_at is null order by r.id for no key update of r`
  if (reports.length < ids.length) {
    const found = new Set(reports.map(({ id }) => id))
    throw new PipelineError(
      'withdrawn',
      `Report ${ids.find((id) => !found.has(id))} is unknown or withdrawn: no reading was stored.`,
    )
  }
  const read = await tx<{ id: number }[]>`
    select distinct report_id as id from reading where report_id = any(${ids}::bigint[])`
  const known = new Set(read.map(({ id }) => id))
  const fresh = new Map<number, NewReading>()
  for (const reading of readings)
    if (known.has(reading.reportId) || fresh.has(reading.reportId)) known.add(reading.reportId)
    else fresh.set(reading.reportId, reading)
  const sensitivities = new Map(reports.map(({ id, sensitivity }) => [id, sensitivity]))
  const stored = await Promise.all(
    [...fresh].map(async ([reportId, reading]): Promise<BulkReading> => {
      // Sent together, answered in turn.
      const [{ id: readingId, recordedAt }] = await Promise.all([
        insertReading(tx, reading),
        markRead(tx, reading, reading.document),
      ])
      const sensitivity = sensitivities.get(reportId) ?? 'moderate'
      const { figures, eventId = null } = reading
      return { readingId, reportId, recordedAt, sensitivity, eventId, figures }
    }),
  )
  await markSubjects(tx, await insertAllFigures(tx, stored, how))
  return known
}
