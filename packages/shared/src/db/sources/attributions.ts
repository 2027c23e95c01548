/** Whose work an answer rests on, and which of it everybody may be told: sources and witnesses of claims. */
import type { Redistribution } from '../../domain/index.ts'
import { isDelayed } from '../access/country-delays.ts'
import type { Sql } from '../connection/client.ts'
import { isHidden } from '../reports/hidden-reports.ts'

export interface Attribution {
  sourceId: string
  attribution: string
  licence: string
  redistribution: Redistribution
}

/** Of the witnesses of these claims, superseded ones too (a past day's trend rests on them), by source. */
export async function attributionsOfClaims(sql: Sql, claimIds: readonly number[]): Promise<Attribution[]> {
  if (claimIds.length === 0) return []
  return sql<Attribution[]>`
    select s.id as "sourceId", s.attribution, s.licence, s.redistribution from source s
    where s.id in (
      select r.source_id from figure f join report r on r.id = f.report_id
      where f.claim_id = any(${[...claimIds]}::bigint[]) and r.withdrawn_at is null)
    order by s.id`
}

/** Of these sources. */
export async function attributionsOfSources(sql: Sql, sourceIds: readonly string[]): Promise<Attribution[]> {
  if (sourceIds.length === 0) return []
  return sql<Attribution[]>`
    select id as "sourceId", attribution, licence, redistribution from source
    where id = any(${[...sourceIds]}::text[]) order by id`
}

/**
 * Of these claims the ones that a witness of less than severe sensitivity printed long enough ago: what everybody may be told.
 * `afterDelays`: what everybody may be told once all delays of today are over. `hiddenToo`: and might, were no report withdrawn or
 * under embargo.
 */
export async function openClaims(
  sql: Sql,
  claimIds: readonly number[],
  { afterDelays = false, hiddenToo = false }: { afterDelays?: boolean; hiddenToo?: boolean } = {},
): Promise<Set<number>> {
  if (claimIds.length === 0) return new Set()
  const rows = await sql<{ claimId: number }[]>`
    select distinct f.claim_id as "claimId" from figure f join report r on r.id = f.report_id
    where f.claim_id = any(${[...claimIds]}::bigint[]) and f.sensitivity <> 'severe'
      ${afterDelays ? sql`` : sql`and not ${isDelayed(sql)}`} ${hiddenToo ? sql`` : sql`and not ${isHidden(sql)}`}`
  return new Set(rows.map(({ claimId }) => claimId))
}
