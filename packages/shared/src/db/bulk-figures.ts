/** Figures of many readings at once: what they refer to is found or made first, by number, then they go in by COPY. */
import { type ClaimWanted, ensureClaims } from './bulk-claims.ts'
import type { Sql } from './client.ts'
import { copyLine, copyRows } from './copy-rows.ts'
import { type FigureRow, inStatement } from './figure-source.ts'
import { ensureCountersSubjects, sameSubject } from './fold.ts'
import { joinParts } from './insert-figures.ts'

/** A reading that was stored in this transaction. */
export interface BulkReading {
  readingId: number
  reportId: number
  recordedAt: string
  /** Of its source. */
  sensitivity: string
  rows: readonly FigureRow[]
}

/** Taken over from the row as they are. */
const taken = [
  'position', 'excerpt_start', 'excerpt_end', 'excerpt_text', 'value', 'value_high', 'quantifier', 'unit', 'household_size',
  'persons', 'category', 'border', 'term', 'scope', 'cause', 'hazard', 'occurred', 'status', 'repeated', 'place_name',
  'place_id', 'country_iso3', 'place_role', 'place_accuracy', 'since', 'since_accuracy', 'as_of', 'as_of_accuracy',
  'as_of_basis', 'window_kind', 'counter_name', 'event_id', 'confidence', 'role', 'operation', 'round', 'assessment_type',
  'coverage',
] // biome-ignore format: a list
const columns = [
  ...taken, 'reading_id', 'report_id', 'claim_id', 'own_document', 'counter_id', 'sensitivity', 'recorded_at',
] // biome-ignore format: a list

/**
 * Returns the subjects of their claims. Counters, subjects and claims are taken in the order in which `storeReading` does;
 * `contested`: as `ensureClaims` has it.
 */
export async function insertAllFigures(
  tx: Sql,
  readings: readonly BulkReading[],
  contested: boolean,
): Promise<number[]> {
  const all = readings.flatMap(({ rows }) => rows)
  const examples = inStatement(firstOfEach(all))
  await ensureCountersSubjects(tx, examples)
  const counters = await counterIds(tx, all)
  const subjects = await subjectIds(tx, examples)
  const counterOf = (row: FigureRow) => counters.get(String(row.counter)) ?? null
  const subjectOf = (row: FigureRow) => subjects.get(subjectKey(row)) ?? 0

  const wanted = new Map<string, ClaimWanted>()
  for (const row of all) {
    if (row.claim_key === null) continue
    const key = claimKey(subjectOf(row), row)
    if (!wanted.has(key)) wanted.set(key, { subjectId: subjectOf(row), counterId: counterOf(row), row })
  }
  const ids = await ensureClaims(tx, [...wanted.values()], contested)
  const claims = new Map([...wanted.keys()].map((key, n) => [key, ids[n] ?? null]))

  const own = await ownDocuments(tx, readings)
  await copyRows(tx, 'figure', columns, linesOf())
  await joinParts(tx, partsOf(readings))
  return [...new Set([...wanted.values()].map(({ subjectId }) => subjectId))]

  function* linesOf(): Generator<string> {
    for (const { readingId, reportId, recordedAt, sensitivity, rows } of readings)
      for (const row of rows) {
        const cells = taken.map((column) => row[column])
        const claim = row.claim_key === null ? null : claims.get(claimKey(subjectOf(row), row))
        const isOwn = row.own_document ?? own.has(ownKey(reportId, row))
        cells.push(readingId, reportId, claim, isOwn, counterOf(row), row.sensitivity ?? sensitivity, recordedAt)
        yield copyLine(cells)
      }
  }
}

const subjectKey = (row: FigureRow): string =>
  [
    row.subject_place_id, row.subject_place_role, row.subject_category, row.subject_scope, row.subject_cause ?? '',
  ].join(' ') // biome-ignore format: the subject's five
const claimKey = (subjectId: number, row: FigureRow): string => `${subjectId} ${row.claim_key}`

/** Of every counter and of every subject one row. */
function firstOfEach(rows: readonly FigureRow[]): FigureRow[] {
  const counters = new Set<unknown>([null])
  const subjects = new Set<string>()
  return rows.filter((row) => {
    const subject = subjectKey(row)
    const isFirst = !counters.has(row.counter) || (row.claim_key !== null && !subjects.has(subject))
    counters.add(row.counter)
    if (row.claim_key !== null) subjects.add(subject)
    return isFirst
  })
}

async function counterIds(tx: Sql, rows: readonly FigureRow[]): Promise<Map<string, number>> {
  const names = [...new Set(rows.flatMap(({ counter }) => (counter === null ? [] : [String(counter)])))]
  const found = await tx<{ id: number; name: string }[]>`select id, name from counter where name = any(${names})`
  return new Map(found.map(({ id, name }) => [name, id]))
}

async function subjectIds(tx: Sql, examples: ReturnType<typeof inStatement>): Promise<Map<string, number>> {
  const found = await tx<(FigureRow & { id: number })[]>`
    select s.id, f.subject_place_id, f.subject_place_role, f.subject_category, f.subject_scope, f.subject_cause
    from ${examples.from(tx)} join subject s on ${sameSubject(tx)} where f.claim_key is not null`
  return new Map(found.map((row) => [subjectKey(row), row.id]))
}

const ownKey = (reportId: number, { counter, counter_name: told }: FigureRow): string =>
  JSON.stringify([reportId, counter, told])

/** Reports whose publisher is the counter itself, under the one name or the other; where the row does not say so. */
async function ownDocuments(tx: Sql, readings: readonly BulkReading[]): Promise<ReadonlySet<string>> {
  const asked = new Map<string, { key: string; report: number; counter: unknown; told: unknown }>()
  for (const { reportId, rows } of readings)
    for (const row of rows) {
      const key = ownKey(reportId, row)
      if (row.own_document === null && !asked.has(key))
        asked.set(key, { key, report: reportId, counter: row.counter, told: row.counter_name })
    }
  if (asked.size === 0) return new Set()
  const found = await tx<{ key: string }[]>`
    select o.key from jsonb_to_recordset(${tx.json([...asked.values()] as FigureRow[])}::jsonb)
      as o(key text, report bigint, counter text, told text)
    join report r on r.id = o.report where lower(r.publisher) in (lower(o.counter), lower(o.told))`
  return new Set(found.map(({ key }) => key))
}

const partsOf = (readings: readonly BulkReading[]) =>
  readings.flatMap(({ readingId, rows }) =>
    rows.flatMap(({ position, subset_position: whole }) =>
      whole === null || whole === undefined
        ? []
        : [{ reading_id: readingId, position: Number(position), whole: Number(whole) }],
    ),
  )
