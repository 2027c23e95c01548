/**
 * What people said of a report's figures, when the report is read again. The same statement keeps its verdict. A reviewed
 * figure that is no longer read stays as it is and is flagged; what was read in its place
 * does not count until a person decides.
 */
import type { EvidenceChange, Review } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { copyReviews } from './review-figure.ts'

/** A living figure with a verdict, as it stood before the new reading. */
export interface ReviewedFigure {
  id: number
  readingId: number
  review: Exclude<Review, 'unreviewed'>
  words: string
  unit: string
  subjectId: number | null
  /** What the figure says, and what the machine had read before a person corrected it; equal where nobody did. */
  statement: string
  machineStatement: string
  /** The number alone, with its kind and place: enough to know again what was rejected. */
  gist: string
  evidenceChanged: EvidenceChange | null
  rivalOf: number | null
}

interface ReadFigure {
  id: number
  words: string
  unit: string
  subjectId: number | null
  statement: string
  gist: string
}

/** All that a reviewer vouches for. An inferred as-of is left out: a re-print says the same. */
const statement = (tx: Sql, alias: string) => {
  const f = tx(alias)
  return tx`row(${f}.value, ${f}.value_high, ${f}.quantifier, ${f}.unit, ${f}.category, ${f}.scope, ${f}.cause, ${f}.place_id,
    ${f}.place_role, ${f}.since, ${f}.since_accuracy, case when ${f}.as_of_basis = 'stated' then ${f}.as_of end, ${f}.counter_id)::text`
}
const gist = (tx: Sql, alias: string) => {
  const f = tx(alias)
  return tx`row(${f}.value, ${f}.value_high, ${f}.unit, ${f}.category, ${f}.scope, ${f}.place_id)::text`
}

export async function reviewedFigures(tx: Sql, reportId: number): Promise<ReviewedFigure[]> {
  return tx<ReviewedFigure[]>`
    select f.id, f.reading_id as "readingId", f.review, f.excerpt_text as words, f.unit, c.subject_id as "subjectId",
      ${statement(tx, 'f')} as statement, ${statement(tx, 'machine')} as "machineStatement", ${gist(tx, 'machine')} as gist,
      f.evidence_changed as "evidenceChanged", f.rival_of as "rivalOf"
    from figure f join figure machine on machine.id = coalesce(f.corrects, f.id) left join claim c on c.id = f.claim_id
    where f.report_id = ${reportId} and f.superseded_at is null and f.review <> 'unreviewed' order by f.id`
}

/** `superseded`: the reading before, whose verdicts may be lost; `text`: of the new one. */
export async function carryReviews(
  tx: Sql,
  { readingId, superseded, text }: { readingId: number; superseded: number | null; text: string },
  reviewed: readonly ReviewedFigure[],
): Promise<void> {
  if (reviewed.length === 0) return
  const read = await tx<ReadFigure[]>`
    select f.id, f.excerpt_text as words, f.unit, c.subject_id as "subjectId", ${statement(tx, 'f')} as statement,
      ${gist(tx, 'f')} as gist
    from figure f left join claim c on c.id = f.claim_id
    where f.reading_id = ${readingId} and f.superseded_at is null order by f.position`
  const free = new Set(read)
  const lost: ReviewedFigure[] = []
  /** Which living figure stands for one with a verdict now. */
  const heirs = new Map<number, number>()
  for (const old of reviewed) {
    const same = [...free].find((figure) => isSame(old, figure))
    if (same) {
      free.delete(same)
      heirs.set(old.id, same.id)
      await carry(tx, old, same)
    } else if (old.review !== 'rejected') lost.push(old)
  }
  for (const old of lost) {
    // Whoever kept a figure although its words had gone is not asked again by each later reading.
    const kept = old.readingId !== superseded && old.evidenceChanged === null
    const change: EvidenceChange = text.includes(old.words) ? 'read_otherwise' : 'words_gone'
    await tx`update figure set superseded_at = null, evidence_changed = ${kept ? null : change} where id = ${old.id}`
    const inItsPlace = [...free].filter((figure) => standsFor(old, figure))
    for (const figure of inItsPlace) free.delete(figure)
    await tx`update figure set rival_of = ${old.id} where id = any(${inItsPlace.map(({ id }) => id)}::bigint[])`
  }
  for (const { id, rivalOf } of reviewed)
    if (rivalOf !== null && heirs.has(id))
      await tx`update figure set rival_of = ${heirs.get(rivalOf) ?? rivalOf} where id = ${heirs.get(id) ?? id}`
}

const overlap = (one: string, other: string): boolean => one.includes(other) || other.includes(one)

function isSame(old: ReviewedFigure, figure: ReadFigure): boolean {
  if (!overlap(old.words, figure.words)) return false
  if (old.review === 'rejected') return old.gist === figure.gist
  return figure.statement === old.statement || figure.statement === old.machineStatement
}

/** Read from the same words, or of the same people in the same unit: to count both could count them twice. */
const standsFor = (old: ReviewedFigure, figure: ReadFigure): boolean =>
  overlap(old.words, figure.words) ||
  (old.subjectId !== null && old.subjectId === figure.subjectId && old.unit === figure.unit)

async function carry(tx: Sql, old: ReviewedFigure, figure: ReadFigure): Promise<void> {
  await tx`update figure set review = ${old.review} where id = ${figure.id}`
  await copyReviews(tx, old.id, figure.id)
  if (old.review !== 'corrected') return
  // The machine reads what it read before: the person's words go over it again.
  await tx`
    update figure n set corrects = o.corrects, value = o.value, value_high = o.value_high, quantifier = o.quantifier,
      unit = o.unit, household_size = o.household_size, persons = o.persons, category = o.category, border = o.border,
      term = o.term, scope = o.scope, cause = o.cause, hazard = o.hazard, place_name = o.place_name, place_id = o.place_id,
      country_iso3 = o.country_iso3, place_role = o.place_role, place_accuracy = o.place_accuracy, since = o.since,
      since_accuracy = o.since_accuracy, as_of = o.as_of, as_of_accuracy = o.as_of_accuracy, as_of_basis = o.as_of_basis,
      window_kind = o.window_kind, counter_name = o.counter_name, counter_id = o.counter_id, claim_id = o.claim_id
    from figure o where o.id = ${old.id} and n.id = ${figure.id}`
}
