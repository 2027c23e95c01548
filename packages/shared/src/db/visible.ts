/** What can be seen at this moment, by name: as long as the name is the same, every query answers the same. */
import type { Sql } from './client.ts'

/**
 * The snapshot of PostgreSQL: which transactions are over. Whatever is committed changes it, for every connection at once, and
 * none comes back; asking reads no table. What a query answers by the clock (`now()`) is not in it.
 */
export async function visibleState(sql: Sql): Promise<string> {
  const [row] = await sql<{ at: string }[]>`select pg_current_snapshot()::text as at`
  return row?.at ?? ''
}
