/** In what state series, claims and terms are, as short texts: equal texts are equal answers. Read from indexes alone. */
import type { Category, PlaceId } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

/** Of all series of these places, removed ones too: they tell past days. */
export async function seriesState(sql: Sql, placeIds: readonly PlaceId[], category: Category | null): Promise<string> {
  const [row] = await sql<{ state: string | null }[]>`select ${versionsOf(sql, placeIds, category)} as state`
  return row?.state ?? ''
}

/**
 * Place by place through the indexes. Written so that one plan serves lists of any length (a JSON list counts as a hundred,
 * nothing is joined otherwise): of an array the planner makes a new plan for each request, which takes longer than the reading.
 */
const versionsOf = (sql: Sql, placeIds: readonly PlaceId[], category: Category | null) => sql`
  (select string_agg(e.id || ' ' || e.version, ',' order by e.id)
   from jsonb_array_elements_text(${sql.json([...placeIds])}) as place(id)
   cross join lateral (select s.id from subject s where s.place_id = place.id ${ofCategory(sql, category)} offset 0) as s
   cross join lateral (select e.id, e.version from series e where e.subject_id = s.id offset 0) as e)`

const ofCategory = (sql: Sql, category: Category | null) =>
  category === null ? sql`` : sql`and s.category = ${category}`

/**
 * Beside the series of `related`, the claims about `wider`: when their series were last rebuilt, and what changed since (a mark
 * stands in the transaction that changed a claim). An embargo ends without a mark, so those still ahead belong to it.
 */
export async function claimsState(
  sql: Sql,
  { related, wider, category }: { related: readonly PlaceId[]; wider: readonly PlaceId[]; category: Category | null },
): Promise<string> {
  const [row] = await sql<{ state: string }[]>`
    with touched as (
      select s.id, s.reconciled_at from subject s where s.place_id in ${sql(wider)} ${ofCategory(sql, category)})
    select concat_ws('|',
      coalesce(${versionsOf(sql, related, category)}, ''),
      coalesce((select string_agg(id || ' ' || extract(epoch from reconciled_at), ',' order by id) from touched), ''),
      (select count(*) || ' ' || max(m.id) from series_mark m where m.subject_id in (select id from touched)),
      (select count(*) from report where embargo_until > now())) as state`
  return row?.state ?? ''
}

/** Of the terms under which sources may be passed on, and the delays of countries. */
export async function termsState(sql: Sql): Promise<string> {
  const [row] = await sql<{ state: string | null }[]>`
    select md5(string_agg(concat_ws(' ', id, attribution, licence, redistribution, sensitivity), E'\\n' order by id)) || coalesce(
        (select string_agg(country_iso3 || days, ',' order by country_iso3) from country_delay), '') as state
    from source`
  return row?.state ?? ''
}
