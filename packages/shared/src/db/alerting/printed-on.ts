/** On which days something was printed of which place: when a look back has anything new to see. */
import type { Category, IsoDate, PlaceId, Scope } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { isHidden } from '../reports/hidden-reports.ts'

export interface PrintedOn {
  placeId: PlaceId
  /** Of the print, where it lies within the period; null: before it. */
  day: IsoDate | null
}

/** By day, the places known before it first; at most `limit`. */
export async function printedOn(
  sql: Sql,
  about: { category: Category | null; scope: Scope },
  { from, to }: { from: IsoDate; to: IsoDate },
  limit: number,
): Promise<PrintedOn[]> {
  const printed = sql`coalesce(r.published_on, (f.recorded_at at time zone 'UTC')::date)`
  return sql<PrintedOn[]>`
    select distinct s.place_id as "placeId", case when ${printed} <= ${from}::date then null else ${printed} end as day
    from subject s join claim c on c.subject_id = s.id
      join figure f on f.claim_id = c.id and f.superseded_at is null and f.review <> 'rejected'
      join report r on r.id = f.report_id and not ${isHidden(sql)}
    where s.scope = ${about.scope} and (${about.category}::text is null or s.category = ${about.category})
      and ${printed} <= ${to}::date
    order by day nulls first, "placeId" limit ${limit}`
}
