/** Reports of which nothing is told: withdrawn ones for good, others until their embargo ends. What only they printed is told by nobody. */
import type { ClaimId } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

/** Of `report r`. */
export const isHidden = (sql: Sql) => sql`(r.withdrawn_at is not null or coalesce(r.embargo_until > now(), false))`

/** Of these claims, the ones that hidden reports alone have ever printed. */
export async function heldClaims(sql: Sql, claimIds: readonly ClaimId[]): Promise<Set<ClaimId>> {
  if (claimIds.length === 0) return new Set()
  const rows = await sql<{ id: ClaimId }[]>`
    select f.claim_id as id from figure f join report r on r.id = f.report_id
    where f.claim_id = any(${[...claimIds]}::bigint[]) group by f.claim_id having bool_and(${isHidden(sql)})`
  return new Set(rows.map(({ id }) => id))
}

/** All of them, as an array of ids: found from the hidden reports, which are few. */
export const allHeldClaims = (sql: Sql) => sql`
  array(
    select f.claim_id from figure f join report r on r.id = f.report_id
    where f.claim_id = any(array(
      select g.claim_id from figure g where g.report_id = any(array(
        select id from report where withdrawn_at is not null
        union all select id from report where embargo_until > now()))))
    group by f.claim_id having bool_and(${isHidden(sql)}))`
