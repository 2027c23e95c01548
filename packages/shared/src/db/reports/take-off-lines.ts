/**
 * Taking a report's numbers off the stored lines at once, in the transaction that hides it: a rebuild follows, but a worker may
 * be away, and nobody is to be told them meanwhile.
 */
import type { ClaimId } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

/** Of a line that a report was taken off, until it is rebuilt. Another than that of any line, so that the rebuild sees a change. */
const toBeRebuilt = 'to be rebuilt: a report was taken off'

export interface TakenOff {
  /** Claims that no other report tells now. */
  claimIds: ClaimId[]
  /** Of the places, categories and scopes that the report told of. */
  seriesIds: number[]
  /** Lines that lost a number. */
  changed: number
}

/**
 * Points that rest on what the report alone tells. Hold the report's lock, and have it hidden already. Takes the locks of the
 * subjects as a rebuild does: until this ends nobody else writes these lines.
 */
export async function takeOffLines(tx: Sql, reportId: number): Promise<TakenOff> {
  const subjects = await tx<{ id: number }[]>`
    select id from subject where (place_id, category, scope) in (
      select s.place_id, s.category, s.scope from figure f join claim c on c.id = f.claim_id join subject s on s.id = c.subject_id
      where f.report_id = ${reportId})
    order by id for no key update`
  const series = await tx<{ id: number }[]>`
    select id from series where subject_id = any(${subjects.map(({ id }) => id)}::bigint[]) order by id for no key update`
  const claims = await tx<{ id: ClaimId }[]>`
    select distinct f.claim_id as id from figure f
    where f.report_id = ${reportId} and f.claim_id is not null and not exists (
      select from figure g join report r on r.id = g.report_id
      where g.claim_id = f.claim_id and g.report_id <> ${reportId} and g.superseded_at is null and r.withdrawn_at is null
        and (r.embargo_until is null or r.embargo_until <= now()))`
  const claimIds = claims.map(({ id }) => id)
  const seriesIds = series.map(({ id }) => id)
  const { count } = await tx`
    with gone as (
      update series_point set superseded_at = clock_timestamp()
      where series_id = any(${seriesIds}::bigint[]) and superseded_at is null and claim_ids && ${claimIds}::bigint[]
      returning series_id)
    update series e set version = version + 1, updated_at = clock_timestamp(), rule = ${toBeRebuilt},
      left_out = (
        select coalesce(jsonb_agg(l), '[]') from jsonb_array_elements(e.left_out) as l
        where (l ->> 'claimId')::bigint <> all(${claimIds}::bigint[]))
    where e.id in (select series_id from gone)
      or e.id = any(${seriesIds}::bigint[]) and exists (
        select from jsonb_array_elements(e.left_out) as l where (l ->> 'claimId')::bigint = any(${claimIds}::bigint[]))`
  return { claimIds, seriesIds, changed: count }
}
