/** Rows of figures under their readings, each led to its counter, subject and claim, which exist by then. */
import type { Sql } from '../connection/client.ts'
import type { FigureRows, FigureSource } from './figure-source.ts'
import { sameSubject } from './fold.ts'

/** Rows with the reading that they are of. */
export const rowsOf = (reading: { id: number; reportId: number }, rows: FigureRows): FigureRows =>
  rows.map((row) => ({ ...row, reading_id: reading.id, report_id: reading.reportId }))

/** Asked for each row by itself: PostgreSQL takes the rows of a statement for a hundred, and would read all claims to find a few. */
const claimOf = (tx: Sql) => tx`(
  select cl.id from subject s join claim cl on cl.subject_id = s.id and cl.claim_key = f.claim_key where ${sameSubject(tx)})`

/** `rows`: as `rowsOf` makes them. */
export async function insertFigures(tx: Sql, { rows, from }: FigureSource): Promise<void> {
  if (rows.length === 0) return
  await tx`
    insert into figure (reading_id, report_id, position, claim_id, excerpt_start, excerpt_end, excerpt_text, value,
      value_high, quantifier, unit, household_size, persons, category, border, term, scope, cause, hazard, occurred, status,
      repeated, place_name, place_id, country_iso3, place_role, place_accuracy, since, since_accuracy, as_of,
      as_of_accuracy, as_of_basis, window_kind, counter_name, own_document, counter_id, event_id, confidence, role, sensitivity,
      operation, round, assessment_type, coverage, recorded_at)
    select f.reading_id, f.report_id, f.position, ${claimOf(tx)}, f.excerpt_start, f.excerpt_end, f.excerpt_text, f.value,
      f.value_high, f.quantifier, f.unit, f.household_size, f.persons, f.category, f.border, f.term, f.scope, f.cause,
      f.hazard, f.occurred, f.status, f.repeated, f.place_name, f.place_id, f.country_iso3, f.place_role,
      f.place_accuracy, f.since, f.since_accuracy, f.as_of, f.as_of_accuracy, f.as_of_basis, f.window_kind, f.counter_name,
      coalesce(f.own_document, lower(r.publisher) in (lower(f.counter), lower(f.counter_name)), false),
      (select id from counter where name = f.counter), f.event_id,
      f.confidence, f.role, coalesce(f.sensitivity, src.sensitivity), f.operation, f.round, f.assessment_type, f.coverage,
      reading.recorded_at
    from ${from(tx)}
    join report r on r.id = f.report_id
    join source src on src.id = r.source_id
    join reading on reading.id = f.reading_id
    order by f.reading_id, f.position`
  await joinParts(
    tx,
    rows.flatMap(({ reading_id, position, subset_position: whole }) =>
      whole === null || whole === undefined
        ? []
        : [{ reading_id: Number(reading_id), position: Number(position), whole: Number(whole) }],
    ),
  )
}

/** Leads parts to the figure of the same reading that they are a part of. */
export async function joinParts(
  tx: Sql,
  parts: readonly { reading_id: number; position: number; whole: number }[],
): Promise<void> {
  if (parts.length === 0) return
  await tx`
    update figure part set subset_of = whole.id
    from jsonb_to_recordset(${tx.json(parts)}::jsonb) as p(reading_id bigint, position integer, whole integer)
    join figure whole on whole.reading_id = p.reading_id and whole.position = p.whole and whole.superseded_at is null
    where part.reading_id = p.reading_id and part.position = p.position and part.superseded_at is null`
}
