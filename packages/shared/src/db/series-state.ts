/** In what state series, claims and terms are, as short texts: equal texts are equal answers. Read from indexes alone. */
import type { Category, PlaceId } from '../domain/index.ts'
import type { Sql } from './client.ts'

/** Of all series of these places, removed ones too: they tell past days. */
export async function seriesState(sql: Sql, placeIds: readonly PlaceId[], category: Category | null): Promise<string> {
  const [row] = await sql<{ state: string | null }[]>`
    select string_agg(e.id || ' ' || e.version, ',' order by e.id) as state
    from subject s join series e on e.subject_id = s.id
    where s.place_id = any(${[...placeIds]}) ${category === null ? sql`` : sql`and s.category = ${category}`}`
  return row?.state ?? ''
}

/**
 * Beside the series of `related`, the claims about `wider`: when their series were last rebuilt, and what changed since (a mark
 * stands in the transaction that changed a claim). An embargo ends without a mark, so those still ahead belong to it. The few
 * places are listed one by one: of an array the planner knows no length, and plans each time anew.
 */
export async function claimsState(
  sql: Sql,
  { related, wider, category }: { related: readonly PlaceId[]; wider: readonly PlaceId[]; category: Category | null },
): Promise<string> {
  const ofCategory = category === null ? sql`` : sql`and s.category = ${category}`
  const [row] = await sql<{ state: string }[]>`
    with touched as (
      select s.id, s.reconciled_at from subject s where s.place_id in ${sql(wider)} ${ofCategory})
    select concat_ws('|',
      coalesce((select string_agg(e.id || ' ' || e.version, ',' order by e.id)
        from subject s join series e on e.subject_id = s.id where s.place_id = any(${[...related]}) ${ofCategory}), ''),
      coalesce((select string_agg(id || ' ' || extract(epoch from reconciled_at), ',' order by id) from touched), ''),
      (select count(*) || ' ' || max(m.id) from series_mark m where m.subject_id in (select id from touched)),
      (select count(*) from report where embargo_until > now())) as state`
  return row?.state ?? ''
}

/** Of the terms under which sources may be passed on. */
export async function termsState(sql: Sql): Promise<string> {
  const [row] = await sql<{ state: string | null }[]>`
    select md5(string_agg(concat_ws(' ', id, attribution, licence, redistribution, sensitivity), E'\\n' order by id)) as state
    from source`
  return row?.state ?? ''
}
