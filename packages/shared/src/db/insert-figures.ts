/** Rows of figures under a reading, each led to its counter, subject and claim, which exist by then. */
import type { Sql } from './client.ts'
import { type FigureRows, sameSubject } from './fold.ts'
import { figureRecord } from './folded-figure.ts'

export async function insertFigures(tx: Sql, reportId: number, readingId: number, rows: FigureRows): Promise<void> {
  if (rows.length === 0) return
  await tx`
    insert into figure (reading_id, report_id, position, claim_id, excerpt_start, excerpt_end, excerpt_text, value,
      value_high, quantifier, unit, household_size, persons, category, border, term, scope, cause, hazard, occurred, status,
      repeated, place_name, place_id, country_iso3, place_role, place_accuracy, since, since_accuracy, as_of,
      as_of_accuracy, as_of_basis, window_kind, counter_name, own_document, counter_id, event_id, confidence, role, sensitivity,
      operation, round, assessment_type, coverage, recorded_at)
    select ${readingId}, ${reportId}, f.position, cl.id, f.excerpt_start, f.excerpt_end, f.excerpt_text, f.value,
      f.value_high, f.quantifier, f.unit, f.household_size, f.persons, f.category, f.border, f.term, f.scope, f.cause,
      f.hazard, f.occurred, f.status, f.repeated, f.place_name, f.place_id, f.country_iso3, f.place_role,
      f.place_accuracy, f.since, f.since_accuracy, f.as_of, f.as_of_accuracy, f.as_of_basis, f.window_kind, f.counter_name,
      coalesce(f.own_document, lower(r.publisher) in (lower(f.counter), lower(f.counter_name)), false), c.id, f.event_id,
      f.confidence, f.role, coalesce(f.sensitivity, src.sensitivity), f.operation, f.round, f.assessment_type, f.coverage,
      reading.recorded_at
    from jsonb_to_recordset(${tx.json(rows)}::jsonb) as f(${tx.unsafe(figureRecord)})
    join report r on r.id = ${reportId}
    join source src on src.id = r.source_id
    join reading on reading.id = ${readingId}
    left join counter c on c.name = f.counter
    left join subject s on f.claim_key is not null and ${sameSubject(tx)}
    left join claim cl on cl.subject_id = s.id and cl.claim_key = f.claim_key
    order by f.position`
  const parts = rows.filter(({ subset_position }) => subset_position !== null)
  for (const { position, subset_position } of parts)
    await tx`
      update figure set subset_of = (
        select id from figure whole where whole.reading_id = ${readingId} and whole.position = ${Number(subset_position)})
      where reading_id = ${readingId} and position = ${Number(position)}`
}
