/**
 * Counters, subjects and claims that figures need: found or made. Shared by all reports, so every statement takes them in
 * one fixed order and only ever waits for a transaction that makes the very same row.
 */
import type { Sql } from '../connection/client.ts'
import type { FigureSource } from './figure-source.ts'

/** Makes what is missing. `on conflict do nothing` locks no row that exists. */
export async function ensureCountersSubjectsClaims(tx: Sql, figures: FigureSource): Promise<void> {
  const { rows, from } = figures
  if (rows.some(({ counter }) => counter !== null)) await ensureCounters(tx, from)
  if (!rows.some(({ claim_key }) => claim_key !== null)) return
  await ensureSubjects(tx, from)
  await tx`
    insert into claim (subject_id, claim_key, unit, value, value_high, since, since_accuracy, as_of, as_of_accuracy,
                       counter_id, event_id, operation, round, assessment_type, coverage)
    select * from (
      select distinct on (s.id, f.claim_key) s.id, f.claim_key, f.unit, f.value, f.value_high, f.since, f.since_accuracy,
        case when f.as_of_basis = 'stated' then f.as_of end, case when f.as_of_basis = 'stated' then f.as_of_accuracy end,
        c.id, f.event_id, f.operation, f.round, f.assessment_type, f.coverage
      from ${from(tx)}
      join subject s on ${sameSubject(tx)}
      left join counter c on c.name = f.counter
      where f.claim_key is not null
      order by s.id, f.claim_key, f.position) as made
    on conflict (subject_id, claim_key) do nothing`
}

/** Those that these statements made. */
export async function ensureSubjects(tx: Sql, from: FigureSource['from']): Promise<number[]> {
  const made = await tx<{ id: number }[]>`
    insert into subject (place_id, place_role, category, scope, cause)
    select distinct subject_place_id, subject_place_role, subject_category, subject_scope, subject_cause
    from ${from(tx)} where claim_key is not null order by 1, 2, 3, 4, 5
    on conflict do nothing returning id`
  return made.map(({ id }) => id)
}

/** Joins `f` to its `subject s`; null equals null. */
export const sameSubject = (tx: Sql) => tx`
  s.place_id = f.subject_place_id and s.place_role = f.subject_place_role and s.category = f.subject_category
  and s.scope = f.subject_scope and s.cause is not distinct from f.subject_cause`

/** The reliability of an office that is known stays as an operator graded it; its family follows the code. */
export async function ensureCounters(tx: Sql, from: FigureSource['from']): Promise<void> {
  const named = await tx<
    { name: string; family: string; reliability: number; id: number | null; known: string | null }[]
  >`
    select n.name, n.family, n.reliability, c.id, c.family as known from (
      select distinct on (counter) counter as name, coalesce(counter_family, counter) as family,
        coalesce(counter_reliability, 0.5) as reliability
      from ${from(tx)} where counter is not null order by counter, position) as n
    left join counter c using (name) order by n.name`
  for (const { name, family, reliability, id, known } of named) {
    if (id === null)
      await tx`
        insert into counter (name, family, reliability) values (${name}, ${family}, ${reliability})
        on conflict (name) do nothing`
    else if (known !== family) await tx`update counter set family = ${family} where id = ${id}`
  }
}
