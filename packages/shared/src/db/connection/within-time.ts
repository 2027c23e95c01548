/** Work that is given up when the database needs too long for it. */
import { inTransaction, type Sql } from './client.ts'
import { isCancelled } from './failures.ts'

/**
 * Null where a statement of `work` took longer. Tables are not read from end to end in it: what no index helps with is given up
 * as well. Within a transaction there is no limit, since the time-out would end that transaction.
 */
export async function withinTime<T>(sql: Sql, ms: number, work: (tx: Sql) => Promise<T>): Promise<T | null> {
  if (!('begin' in sql)) return work(sql)
  try {
    return await inTransaction(sql, async (tx) => {
      await tx`
        select set_config('statement_timeout', ${String(ms)}, true), set_config('enable_seqscan', 'off', true),
          set_config('jit', 'off', true)`
      return work(tx)
    })
  } catch (error) {
    if (isCancelled(error)) return null
    throw error
  }
}
