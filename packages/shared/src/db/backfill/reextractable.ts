/** Reports whose bytes are kept, for a run that reads them with today's code. */
import type { BackfillRun } from '../../domain/index.ts'
import type { Sql } from '../client.ts'

export type ReextractFilter = Pick<BackfillRun, 'sourceId' | 'from' | 'to'>

/** Ids beyond `afterId`, by id; those without kept bytes, withdrawn, or never read are none. */
export async function reextractable(
  sql: Sql,
  { sourceId, from, to }: ReextractFilter,
  { afterId, toId = null, limit }: { afterId: number; toId?: number | null; limit: number },
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select r.id from report r
    where r.id > ${afterId} and (${toId}::bigint is null or r.id <= ${toId})
      and (${sourceId}::text is null or r.source_id = ${sourceId})
      and (${from}::date is null or r.published_on >= ${from}) and (${to}::date is null or r.published_on <= ${to})
      and r.withdrawn_at is null
      and exists (
        select from reading g join snapshot s on s.id = g.snapshot_id join snapshot_body b on b.sha256 = s.sha256
        where g.report_id = r.id and g.superseded_at is null)
    order by r.id limit ${limit}`
  return rows.map(({ id }) => id)
}
