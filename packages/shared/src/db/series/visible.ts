/** What can be seen at this moment, by name: as long as the name is the same, every query answers the same. */
import type { Sql } from '../connection/client.ts'

/**
 * The snapshot of PostgreSQL: which transactions are over. Whatever is committed changes it, for every connection at once, and
 * none comes back; asking reads no table. What a query answers by the clock (`now()`) is not in it. A replica does not list the
 * transactions that are under way: there the name is how far it has replayed, which every commit moves on.
 */
export async function visibleState(sql: Sql): Promise<string> {
  const [row] = await sql<{ at: string }[]>`
    select case when pg_is_in_recovery() then 'replayed ' || pg_last_wal_replay_lsn() else pg_current_snapshot()::text end as at`
  return row?.at ?? ''
}
