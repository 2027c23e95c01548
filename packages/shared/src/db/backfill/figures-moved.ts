/** How the figures of reports differ from those before, in the transaction that superseded these: new, changed, no longer told. */
import type { FigureCounts } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

/**
 * By report; call it after its new reading is stored. A figure is known again by its kind, place, window, counter and round; one
 * that is known again with another number is changed. Figures that a person corrected or kept are none of these.
 */
export async function figuresMoved(tx: Sql, reportIds: readonly number[]): Promise<Map<number, FigureCounts>> {
  const rows = await tx<(FigureCounts & { reportId: number })[]>`
    with told as (
      select f.report_id, f.superseded_at is null as living, f.value, f.value_high,
        row(f.category, f.scope, f.unit, f.cause, f.place_id, f.place_role, f.since, f.as_of, f.counter_id, f.operation, f.round,
          f.assessment_type)::text as gist
      from figure f join reading g on g.id = f.reading_id
      where f.report_id = any(${[...reportIds]}::bigint[])
        and (f.superseded_at is null and g.superseded_at is null
          -- Of the reading before, which this transaction ended.
          or f.superseded_at = g.superseded_at and g.id = (
            select max(o.id) from reading o where o.report_id = f.report_id and o.superseded_at is not null))),
    numbered as (
      select *, row_number() over (partition by report_id, living, gist order by value, value_high) as n from told)
    select coalesce(now.report_id, was.report_id) as "reportId",
      count(*) filter (where now.gist = was.gist and (now.value, now.value_high) is not distinct from (was.value, was.value_high))::int
        as "figuresSame",
      count(*) filter (where was.gist is null)::int as "figuresNew",
      count(*) filter (where now.gist is null)::int as "figuresSuperseded",
      count(*) filter (where (now.value, now.value_high) is distinct from (was.value, was.value_high)
        and now.gist is not null and was.gist is not null)::int as "figuresChanged"
    from (select * from numbered where living) as now
    full join (select * from numbered where not living) as was using (report_id, gist, n)
    group by 1`
  return new Map(rows.map(({ reportId, ...counts }) => [reportId, counts]))
}
