/** Reports whose bytes are kept and were read by other code than today's, for a run that reads them again. */
import type { BackfillRun } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

/** `codeVersion`: today's. */
export type ReextractFilter = Pick<BackfillRun, 'sourceId' | 'from' | 'to' | 'codeVersion'>

/** Of `report r` and its current `reading g`. A seed's statement is nobody's page, and rows are told anew by their service. */
const wanted = (sql: Sql, { sourceId, from, to, codeVersion }: ReextractFilter) => sql`
  (${sourceId}::text is null or r.source_id = ${sourceId})
  and (${from}::date is null or r.published_on >= ${from}) and (${to}::date is null or r.published_on <= ${to})
  and r.withdrawn_at is null and g.code_version <> ${codeVersion ?? ''} and g.code_version not like 'seed@%'`

/** Ids beyond `afterId`, by id. */
export async function reextractable(
  sql: Sql,
  filter: ReextractFilter,
  { afterId, toId = null, limit }: { afterId: number; toId?: number | null; limit: number },
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select r.id from report r join reading g on g.report_id = r.id and g.superseded_at is null
    where r.id > ${afterId} and (${toId}::bigint is null or r.id <= ${toId}) and ${wanted(sql, filter)}
      and g.code_version not like 'rows@%'
      and exists (select from snapshot s join snapshot_body b on b.sha256 = s.sha256 where s.id = g.snapshot_id)
    order by r.id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** What is left out of it: releases of rows, and reports whose bytes are no longer kept. */
export async function notReextractable(
  sql: Sql,
  filter: ReextractFilter,
): Promise<{ rows: number; withoutBytes: number }> {
  const [row] = await sql<{ rows: number; withoutBytes: number }[]>`
    select count(*) filter (where g.code_version like 'rows@%')::int as rows,
      count(*) filter (where g.code_version not like 'rows@%' and not exists (
        select from snapshot s join snapshot_body b on b.sha256 = s.sha256 where s.id = g.snapshot_id))::int as "withoutBytes"
    from report r join reading g on g.report_id = r.id and g.superseded_at is null
    where ${wanted(sql, filter)}`
  return row ?? { rows: 0, withoutBytes: 0 }
}
