/** Whose work an answer rests on: the sources whose reports print the claims or figures in it. */
import type { Redistribution } from '../domain/index.ts'
import type { Sql } from './client.ts'

export interface Attribution {
  sourceId: string
  attribution: string
  licence: string
  redistribution: Redistribution
}

/** Of the living witnesses of these claims, by source. */
export async function attributionsOfClaims(sql: Sql, claimIds: readonly number[]): Promise<Attribution[]> {
  if (claimIds.length === 0) return []
  return sql<Attribution[]>`
    select s.id as "sourceId", s.attribution, s.licence, s.redistribution from source s
    where s.id in (
      select r.source_id from figure f join report r on r.id = f.report_id
      where f.claim_id = any(${[...claimIds]}::bigint[]) and f.superseded_at is null and r.withdrawn_at is null)
    order by s.id`
}

/** Of these sources. */
export async function attributionsOfSources(sql: Sql, sourceIds: readonly string[]): Promise<Attribution[]> {
  if (sourceIds.length === 0) return []
  return sql<Attribution[]>`
    select id as "sourceId", attribution, licence, redistribution from source
    where id = any(${[...sourceIds]}::text[]) order by id`
}
