/** Locks of jobs where the queue lives in PostgreSQL: BullMQ notes their end by the clock of whoever took the job. */
import type { Sql } from './client.ts'

/**
 * Ends locks that reach further than any that is held by this clock: of a worker whose clock is ahead, and which may be gone. Its
 * job would stay taken for as long as its clock was ahead. Returns how many. `nowMs`: by the machine's clock, as BullMQ has it.
 */
export async function endFarLocks(sql: Sql, { lockMs, nowMs }: { lockMs: number; nowMs: number }): Promise<number> {
  const [known] = await sql<{ exists: boolean }[]>`select to_regclass('queue.job') is not null as exists`
  if (!known?.exists) return 0
  const { count } = await sql`
    update queue.job set locked_until_ms = 0 where state = 'active' and locked_until_ms > ${nowMs + 2 * lockMs}`
  return count
}
