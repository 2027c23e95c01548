/** Figures of many readings at once: what they refer to is found or made first, by number, then they go in by COPY. */
import type { FoldedFigure } from '../domain/index.ts'
import { type ClaimWanted, ensureClaims } from './bulk-claims.ts'
import type { Sql } from './client.ts'
import { copyLine, copyRows } from './copy-rows.ts'
import { type FigureRow, inStatement } from './figure-source.ts'
import { ensureCountersSubjects, sameSubject } from './fold.ts'
import { figureRow } from './folded-figure.ts'
import { joinParts } from './insert-figures.ts'
import { storableOrNull } from './text.ts'

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
 * `contested`: as `ensureClaims` has it. A figure's row is made when it is sent: thousands of them held at once cost more
 * than making the few twice that tell of a new counter, subject or claim.
 */
export async function insertAllFigures(
  tx: Sql,
  readings: readonly BulkReading[],
  contested: boolean,
): Promise<number[]> {
  const examples = inStatement(firstOfEach(readings))
  await ensureCountersSubjects(tx, examples)
  const counters = await counterIds(tx, examples.rows)
  const subjects = await subjectIds(tx, examples)
  const counterOf = ({ counterName }: FoldedFigure) =>
    counterName === null ? null : (counters.get(storableOrNull(counterName) ?? '') ?? null)

  const wanted = new Map<string, ClaimWanted>()
  const positions = new Map<string, number>()
  /** Of every figure in turn: the position of its claim among those wanted. */
  const claimOf: (number | null)[] = []
  for (const { figures, eventId } of readings)
    for (const [position, figure] of figures.entries()) {
      const claimKey = claimKeyOf(figure)
      if (claimKey === null) {
        claimOf.push(null)
        continue
      }
      const subjectId = subjects.get(subjectKey(figure)) ?? 0
      const key = `${subjectId} ${claimKey}`
      const known = positions.get(key)
      claimOf.push(known ?? wanted.size)
      if (known !== undefined) continue
      positions.set(key, wanted.size)
      const row = () => figureRow(figure, position, eventId)
      wanted.set(key, { subjectId, claimKey, counterId: counterOf(figure), row })
    }
  const ids = await ensureClaims(tx, [...wanted.values()], contested)

  const own = await ownDocuments(tx, readings)
  await copyRows(tx, 'figure', columns, linesOf())
  await joinParts(tx, partsOf(readings))
  return [...new Set([...wanted.values()].map(({ subjectId }) => subjectId))]

  function* linesOf(): Generator<string> {
    let n = 0
    for (const { readingId, reportId, recordedAt, sensitivity, eventId, figures } of readings)
      for (const [position, figure] of figures.entries()) {
        const row = figureRow(figure, position, eventId)
        const cells = taken.map((column) => row[column])
        const claim = claimOf[n++] ?? null
        const isOwn = row.own_document ?? own.has(ownKey(reportId, figure))
        cells.push(readingId, reportId, claim === null ? null : (ids[claim] ?? null), isOwn, counterOf(figure))
        cells.push(row.sensitivity ?? sensitivity, recordedAt)
        yield copyLine(cells)
      }
  }
}

const claimKeyOf = ({ subject, claimKey }: FoldedFigure): string | null =>
  subject === null ? null : storableOrNull(claimKey)
const subjectKey = ({ subject }: FoldedFigure): string =>
  subject === null
    ? ''
    : `${subject.placeId} ${subject.placeRole} ${subject.category} ${subject.scope} ${subject.cause ?? ''}`

/** Of every counter and of every subject the row of one figure. */
function firstOfEach(readings: readonly BulkReading[]): FigureRow[] {
  const counters = new Set<string | null>([null])
  const subjects = new Set<string>([''])
  const rows: FigureRow[] = []
  for (const { figures, eventId } of readings)
    for (const [position, figure] of figures.entries()) {
      const subject = claimKeyOf(figure) === null ? '' : subjectKey(figure)
      if (counters.has(figure.counterName) && subjects.has(subject)) continue
      counters.add(figure.counterName)
      subjects.add(subject)
      rows.push(figureRow(figure, position, eventId))
    }
  return rows
}

async function counterIds(tx: Sql, rows: readonly FigureRow[]): Promise<Map<string, number>> {
  const names = [...new Set(rows.flatMap(({ counter }) => (counter === null ? [] : [String(counter)])))]
  const found = await tx<{ id: number; name: string }[]>`select id, name from counter where name = any(${names})`
  return new Map(found.map(({ id, name }) => [name, id]))
}

async function subjectIds(tx: Sql, examples: ReturnType<typeof inStatement>): Promise<Map<string, number>> {
  const found = await tx<{ id: number; key: string }[]>`
    select s.id, concat_ws(' ', f.subject_place_id, f.subject_place_role, f.subject_category, f.subject_scope,
      coalesce(f.subject_cause, '')) as key
    from ${examples.from(tx)} join subject s on ${sameSubject(tx)} where f.claim_key is not null`
  return new Map(found.map(({ id, key }) => [key, id]))
}

const ownKey = (reportId: number, { counterName, counter }: FoldedFigure): string =>
  `${reportId} ${counterName} / ${counter}`

/** Reports whose publisher is the counter itself, under the one name or the other; where the figure does not say so. */
async function ownDocuments(tx: Sql, readings: readonly BulkReading[]): Promise<ReadonlySet<string>> {
  const asked = new Map<string, { key: string; report: number; counter: string | null; told: string | null }>()
  for (const { reportId, figures } of readings)
    for (const figure of figures) {
      if (figure.ownDocument !== undefined) continue
      const key = ownKey(reportId, figure)
      if (asked.has(key)) continue
      const [counter, told] = [storableOrNull(figure.counterName), storableOrNull(figure.counter)]
      asked.set(key, { key: String(asked.size), report: reportId, counter, told })
    }
  if (asked.size === 0) return new Set()
  const found = await tx<{ key: string }[]>`
    select o.key from jsonb_to_recordset(${tx.json([...asked.values()])}::jsonb)
      as o(key text, report bigint, counter text, told text)
    join report r on r.id = o.report where lower(r.publisher) in (lower(o.counter), lower(o.told))`
  const own = new Set(found.map(({ key }) => key))
  return new Set([...asked].filter(([, { key }]) => own.has(key)).map(([key]) => key))
}

const partsOf = (readings: readonly BulkReading[]) =>
  readings.flatMap(({ readingId, figures }) =>
    figures.flatMap(({ subsetOf: whole }, position) =>
      whole === null ? [] : [{ reading_id: readingId, position, whole }],
    ),
  )
