/** The counters and subjects of thousands of figures: found or made, one row for each of them sent instead of one a figure. */
import type { FoldedFigure } from '../../domain/index.ts'
import type { JsonValue, Sql } from '../connection/client.ts'
import { storableOrNull } from '../connection/text.ts'
import { ensureCounters, ensureSubjects, sameSubject } from './fold.ts'
import { claimKeyOf } from './folded-figure.ts'

/** What figures refer to, gathered in one pass over them: they are many, and lie apart in memory. */
export interface Named {
  /** By the name as told: the first figure that names it. */
  counters: Map<string, FoldedFigure>
  /** By what makes a subject: the first figure of it that makes a claim, in the order of `subjectOf`. */
  subjects: Map<string, FoldedFigure>
  /** Of every figure in turn: the key of its claim, null where it makes none, and which of the subjects. */
  claimKeys: (string | null)[]
  subjectOf: number[]
  /** Whether a report is the counter's own, asked once a report and name. */
  owners: Map<string, Owner>
  parts: Part[]
}

export interface Owner {
  report: number
  counter: string | null
  told: string | null
}
/** A figure that is a part of another of its reading. */
export interface Part {
  reading_id: number
  position: number
  whole: number
}

export const ownerKey = (report: number, { counterName, counter }: FoldedFigure): string =>
  `${report} ${counterName} / ${counter}`

export function namedBy(
  readings: readonly { readingId?: number; reportId: number; figures: readonly FoldedFigure[] }[],
): Named {
  const named: Named = {
    counters: new Map(),
    subjects: new Map(),
    claimKeys: [],
    subjectOf: [],
    owners: new Map(),
    parts: [],
  }
  const { counters, subjects, claimKeys, subjectOf, owners, parts } = named
  const numbers = new Map<string, number>()
  for (const { readingId = 0, reportId, figures } of readings) {
    let before: FoldedFigure | null = null
    for (const [position, figure] of figures.entries()) {
      const { subject, counter, counterName, ownDocument, subsetOf } = figure
      if (counterName !== null && !counters.has(counterName)) counters.set(counterName, figure)
      if (subsetOf !== null) parts.push({ reading_id: readingId, position, whole: subsetOf })
      const isAsBefore = before !== null && before.counterName === counterName && before.counter === counter
      if (ownDocument === undefined && !isAsBefore) {
        const told = { report: reportId, counter: storableOrNull(counterName), told: storableOrNull(counter) }
        owners.set(ownerKey(reportId, figure), told)
        before = figure
      }
      const claimKey = claimKeyOf(figure)
      claimKeys.push(claimKey)
      let number = -1
      if (subject !== null && claimKey !== null) {
        const { placeId, placeRole, category, scope, cause } = subject
        const key = `${placeId} ${placeRole} ${category} ${scope} ${cause ?? ''}`
        number = numbers.get(key) ?? numbers.size
        if (number === numbers.size) {
          numbers.set(key, number)
          subjects.set(key, figure)
        }
      }
      subjectOf.push(number)
    }
  }
  return named
}

/** Ids by the name as the figures have it. Taken in the order in which `ensureCountersSubjectsClaims` takes them. */
export async function bulkCounters(tx: Sql, counters: Named['counters']): Promise<Map<string, number>> {
  if (counters.size === 0) return new Map()
  const rows = [...counters.values()].map((figure, position) => ({
    position,
    counter: storableOrNull(figure.counterName),
    counter_family: storableOrNull(figure.counterFamily),
    counter_reliability: figure.counterReliability,
  }))
  const record = 'position integer, counter text, counter_family text, counter_reliability real'
  await ensureCounters(tx, sent(rows, record))
  const names = rows.flatMap(({ counter }) => counter ?? [])
  const found = await tx<{ id: number; name: string }[]>`select id, name from counter where name = any(${names})`
  const ids = new Map(found.map(({ id, name }) => [name, id]))
  return new Map([...counters.keys()].flatMap((name) => pairOf(name, ids.get(storableOrNull(name) ?? ''))))
}

const pairOf = (name: string, id: number | undefined): [string, number][] => (id === undefined ? [] : [[name, id]])

/** In the order of `Named.subjectOf`, and those of them that were not there before; taken in the same order as above. */
export async function bulkSubjects(
  tx: Sql,
  subjects: Named['subjects'],
): Promise<{ subjects: number[]; made: ReadonlySet<number> }> {
  if (subjects.size === 0) return { subjects: [], made: new Set() }
  const rows = [...subjects.values()].map(({ subject }, number) => ({
    number,
    claim_key: '',
    subject_place_id: subject?.placeId ?? null,
    subject_place_role: subject?.placeRole ?? null,
    subject_category: subject?.category ?? null,
    subject_scope: subject?.scope ?? null,
    subject_cause: subject?.cause ?? null,
  }))
  const record = `number integer, claim_key text, subject_place_id text, subject_place_role text, subject_category text,
    subject_scope text, subject_cause text`
  const from = sent(rows, record)
  const made = new Set(await ensureSubjects(tx, from))
  const found = await tx<{ id: number }[]>`
    select s.id from ${from(tx)} join subject s on ${sameSubject(tx)} order by f.number`
  if (found.length < rows.length) throw new Error('a subject was not stored')
  return { subjects: found.map(({ id }) => id), made }
}

/** Counters and subjects of readings alone; returns the subjects that were not there before. */
export async function makeReferences(tx: Sql, readings: Parameters<typeof namedBy>[0]): Promise<ReadonlySet<number>> {
  const { counters, subjects } = namedBy(readings)
  await bulkCounters(tx, counters)
  return (await bulkSubjects(tx, subjects)).made
}

/** Those keys of `owners` whose report the counter itself printed, under the one name or the other. */
export async function ownReports(tx: Sql, owners: Named['owners']): Promise<ReadonlySet<string>> {
  if (owners.size === 0) return new Set()
  const keys = [...owners.keys()]
  const rows = [...owners.values()].map((owner, number) => ({ number, ...owner }))
  const found = await tx<{ number: number }[]>`
    select f.number from ${sent(rows, 'number integer, report bigint, counter text, told text')(tx)}
    join report r on r.id = f.report where lower(r.publisher) in (lower(f.counter), lower(f.told))`
  return new Set(found.flatMap(({ number }) => keys[number] ?? []))
}

const sent =
  (rows: Record<string, JsonValue>[], record: string) =>
  (tx: Sql): ReturnType<Sql> =>
    tx`jsonb_to_recordset(${tx.json(rows)}::jsonb) as f(${tx.unsafe(record)})`
