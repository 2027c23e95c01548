/** Forgetting a source that nothing leads back to. */
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type Sql } from '../connection/client.ts'

/** False where there is no such source, or a report or backfill belongs to it: then it can only be disabled. */
export async function removeSource(sql: Sql, id: string, actor = 'system'): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const { count } = await tx`
      delete from source s where id = ${id}
        and not exists (select from report where source_id = s.id)
        and not exists (select from backfill_run where source_id = s.id)`
    if (count > 0) await recordAudit(tx, { actor, action: 'source.remove', subject: `source:${id}` })
    return count > 0
  })
}
