/** How far a server has come in PostgreSQL's log: what a replica has replayed of what its primary has written. */
import type { Sql } from './client.ts'

export interface LogPosition {
  /** True of a replica. */
  standby: boolean
  /** Bytes since the beginning of the log: all that is before it can be seen. */
  at: bigint
}

export async function logPosition(sql: Sql): Promise<LogPosition> {
  const [row] = await sql<{ standby: boolean; at: string | null }[]>`
    select pg_is_in_recovery() as standby,
      pg_wal_lsn_diff(case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end, '0/0')::text as at`
  return { standby: row?.standby ?? false, at: BigInt(row?.at ?? 0) }
}
