/** Counts that nobody continued: their state is a matter of the day, so a day that passes is a reason to rebuild. */
import { addDays, type IsoDate } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

/** Marks subjects with an open count whose last as-of is more than `days` before `today`. Returns how many. */
export async function markCountsToClose(sql: Sql, today: IsoDate, days: number): Promise<number> {
  const rows = await sql`
    insert into series_mark (subject_id)
    select distinct e.subject_id from series e
    where e.kind = 'cumulative' and e.state = 'open' and e.removed_at is null
      and not exists (select from series_mark m where m.subject_id = e.subject_id)
      and not exists (
        select from series_point p
        where p.series_id = e.id and p.superseded_at is null and p.as_of >= ${addDays(today, -days)})
      and exists (select from series_point p where p.series_id = e.id and p.superseded_at is null)
    order by 1 returning subject_id`
  return rows.length
}
