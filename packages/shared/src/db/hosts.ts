/** One queue for the door of each host, shared by all workers. */
import type { Sql } from './client.ts'

/**
 * Reserves the next free slot for a request to `host`; slots lie at least `minDelayMs` apart. Returns the ms to wait
 * until then, 0 if at once. A slot that is not used is lost, never lent.
 */
export async function takeHostTurn(sql: Sql, host: string, minDelayMs: number): Promise<number> {
  const [turn] = await sql<{ waitMs: number }[]>`
    insert into host_turn (host, next_at)
    values (${host}, clock_timestamp() + make_interval(secs => ${minDelayMs / 1000}::float8))
    on conflict (host) do update
      set next_at = greatest(host_turn.next_at, clock_timestamp()) + make_interval(secs => ${minDelayMs / 1000}::float8)
    returning extract(epoch from next_at - clock_timestamp())::float8 * 1000 - ${minDelayMs}::float8 as "waitMs"`
  return Math.max(0, Math.ceil(turn?.waitMs ?? 0))
}

/** Counts a request of the UTC day where fewer than `max` were made; false where there is none left. Shared by all workers. */
export async function takeDailyRequest(sql: Sql, host: string, max: number): Promise<boolean> {
  const taken = await sql`
    insert into host_day as d (host, day, requests) values (${host}, (now() at time zone 'utc')::date, 1)
    on conflict (host) do update set
      requests = case when d.day = excluded.day then d.requests + 1 else 1 end, day = excluded.day
      where d.day <> excluded.day or d.requests < ${max}
    returning 1`
  return taken.length > 0
}
