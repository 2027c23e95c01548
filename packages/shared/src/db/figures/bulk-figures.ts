/** Figures of many readings at once: what they refer to is found or made first, by number, then they go in by COPY. */
import type { FoldedFigure } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { copyLine, copyRows } from '../connection/copy-rows.ts'
import { type ClaimWanted, ensureClaims } from './bulk-claims.ts'
import { bulkCounters, bulkSubjects, namedBy, ownerKey, ownReports } from './bulk-references.ts'
import { figureCells, figureColumns } from './folded-figure.ts'
import { joinParts } from './insert-figures.ts'

/** A reading that was stored in this transaction. */
export interface BulkReading {
  readingId: number
  reportId: number
  recordedAt: string
  /** Of its source. */
  sensitivity: string
  eventId: number | null
  figures: readonly FoldedFigure[]
}

const columns = [
  ...figureColumns, 'reading_id', 'report_id', 'claim_id', 'own_document', 'counter_id', 'sensitivity', 'recorded_at',
] // biome-ignore format: a list

/**
 * Returns the subjects of their claims. Counters, subjects and claims are taken in the order in which `storeReading` does;
 * `contested`: as `ensureClaims` has it; `madeBefore`: subjects that were made a moment ago for these figures. A figure's line is made when it is sent, while the server takes those before it.
 */
export async function insertAllFigures(
  tx: Sql,
  readings: readonly BulkReading[],
  { contested, madeBefore }: { contested: boolean; madeBefore: ReadonlySet<number> },
): Promise<number[]> {
  const named = namedBy(readings)
  const counters = await bulkCounters(tx, named.counters)
  const { subjects, made } = await bulkSubjects(tx, named.subjects)
  const counterOf = ({ counterName }: FoldedFigure) =>
    counterName === null ? null : (counters.get(counterName) ?? null)

  const wanted: ClaimWanted[] = []
  /** By subject, then by key: where among those wanted. */
  const known = subjects.map(() => new Map<string, number>())
  /** Of every figure in turn. */
  const claimOf: (number | null)[] = []
  for (const { figures, eventId } of readings)
    for (const figure of figures) {
      const claimKey = named.claimKeys[claimOf.length] ?? null
      const number = named.subjectOf[claimOf.length] ?? -1
      const [subjectId, places] = [subjects[number], known[number]]
      if (claimKey === null || subjectId === undefined || !places) {
        claimOf.push(null)
        continue
      }
      const place = places.get(claimKey) ?? wanted.length
      claimOf.push(place)
      if (place < wanted.length) continue
      places.set(claimKey, place)
      const isNew = made.has(subjectId) || madeBefore.has(subjectId)
      wanted.push({ subjectId, isNew, claimKey, counterId: counterOf(figure), figure, eventId })
    }
  const own = await ownReports(tx, named.owners)
  const ids = await ensureClaims(tx, wanted, contested)
  await copyRows(tx, 'figure', columns, linesOf())
  await joinParts(tx, named.parts)
  return subjects

  function* linesOf(): Generator<string> {
    let n = 0
    for (const { readingId, reportId, recordedAt, sensitivity, eventId, figures } of readings)
      for (const [position, figure] of figures.entries()) {
        const claim = claimOf[n++] ?? null
        const isOwn = figure.ownDocument ?? (own.size > 0 && own.has(ownerKey(reportId, figure)))
        const cells = figureCells(figure, position, eventId)
        cells.push(readingId, reportId, claim === null ? null : (ids[claim] ?? null), isOwn, counterOf(figure))
        cells.push(figure.sensitivity ?? sensitivity, recordedAt)
        yield copyLine(cells)
      }
  }
}
