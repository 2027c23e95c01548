/** One number said of two places, of which one holds the other: it is restated, and whoever rebuilds either looks for it here. */
import type { Category, Claim, PlaceId, Scope } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { claimsWhere, type KnownOn } from '../figures/claims.ts'

/** What is asked when looking for the same number elsewhere. */
export interface SameNumber {
  category: Category
  scope: Scope
  /** As printed. */
  values: readonly number[]
}

/** Numbers looked for in these places. */
export interface NumbersOfPlaces extends SameNumber {
  placeIds: readonly PlaceId[]
}

/** Claims of a place whose numbers are looked for in all others. */
export interface ClaimsOfPlace {
  placeId: PlaceId
  category: Category
  scope: Scope
  claimIds: readonly number[]
}

/** Claims of these places that bear one of these numbers, by id. */
export async function claimsOfNumbers(
  sql: Sql,
  placeIds: readonly PlaceId[],
  number: SameNumber,
  known: KnownOn = {},
): Promise<Claim[]> {
  const [claims = []] = await claimsOfNumbersEach(sql, [{ ...number, placeIds }], known)
  return claims
}

/** The same for many places at once; one list for each that was asked. */
export async function claimsOfNumbersEach(
  sql: Sql,
  asked: readonly NumbersOfPlaces[],
  known: KnownOn = {},
): Promise<Claim[][]> {
  const rows = asked.flatMap(({ placeIds, category, scope, values }, n) =>
    placeIds.length > 0 && values.length > 0
      ? [{ n, places: [...placeIds], category, scope, numbers: [...new Set(values)] }]
      : [],
  )
  if (rows.length === 0) return asked.map(() => [])
  // Each place by itself (`offset 0`): its few subjects, then a probe of claim_value for each number.
  const found = await sql<{ n: number; claimId: number }[]>`
    select a.n, alike.id as "claimId"
    from jsonb_to_recordset(${sql.json(rows)}::jsonb)
      as a(n integer, places text[], category text, scope text, numbers bigint[])
    cross join lateral (
      select c.id from subject s join claim c on c.subject_id = s.id
      where s.place_id = any(a.places) and s.category = a.category and s.scope = a.scope and c.value = any(a.numbers)
      offset 0) as alike`
  if (found.length === 0) return asked.map(() => [])
  const ids = [...new Set(found.map(({ claimId }) => claimId))]
  const claims = await claimsWhere(sql, sql`select unnest(${ids}::bigint[])`, known)
  const wanted = asked.map(() => new Set<number>())
  for (const { n, claimId } of found) wanted[n]?.add(claimId)
  return wanted.map((of) => claims.filter(({ id }) => of.has(id)))
}

/** Subjects of other places with a claim, told or taken back, that bears a number of these claims; each with the place that asks. */
export async function subjectsSayingTheSame(
  sql: Sql,
  asked: readonly ClaimsOfPlace[],
): Promise<{ subjectId: number; placeId: PlaceId; askedBy: PlaceId }[]> {
  const rows = asked
    .filter(({ claimIds }) => claimIds.length > 0)
    .map(({ placeId, category, scope, claimIds }) => ({ place: placeId, category, scope, claims: [...claimIds] }))
  if (rows.length === 0) return []
  return sql<{ subjectId: number; placeId: PlaceId; askedBy: PlaceId }[]>`
    with told as (
      select distinct g.place, g.category, g.scope, own.value
      from jsonb_to_recordset(${sql.json(rows)}::jsonb) as g(place text, category text, scope text, claims bigint[])
      cross join lateral (select value from claim where id = any(g.claims) offset 0) as own),
    -- A round number is told of thousands of places: their subjects are looked at once, not once for each number.
    alike as materialized (
      select distinct t.place, t.category, t.scope, c.subject_id
      from told t cross join lateral (select subject_id from claim where value = t.value offset 0) as c)
    select s.id as "subjectId", s.place_id as "placeId", a.place as "askedBy"
    from alike a join subject s on s.id = a.subject_id
    where s.category = a.category and s.scope = a.scope and s.place_id <> a.place
    order by s.id`
}
