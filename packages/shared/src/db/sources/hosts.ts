/** One queue for the door of each host, shared by all workers. */
import type { Sql } from '../connection/client.ts'

/** Longer than a connection may take; who dies with the door in his hand keeps others out for this long. */
const holdSeconds = 20
/** While another holds the door: a request is sent within milliseconds. */
const askAgainMs = 50

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

/**
 * Takes hold of the host's door where nobody holds it and the last request was sent at least `minDelayMs` ago: 0, and `sentRequest`
 * is to be called once the request has left, or failed to. Else the ms after which to ask again.
 */
export async function beginRequest(sql: Sql, host: string, minDelayMs: number): Promise<number> {
  const delay = sql`make_interval(secs => ${minDelayMs / 1000}::float8)`
  const taken = await sql`
    insert into host_turn as h (host, next_at, held_until)
    values (${host}, clock_timestamp(), clock_timestamp() + make_interval(secs => ${holdSeconds}))
    on conflict (host) do update set held_until = excluded.held_until
      where (h.held_until is null or h.held_until <= clock_timestamp())
        and (h.sent_at is null or h.sent_at + ${delay} <= clock_timestamp())
    returning 1`
  if (taken.length > 0) return 0
  const [row] = await sql<{ held: boolean; waitMs: number | null }[]>`
    select coalesce(held_until > clock_timestamp(), false) as held,
      (extract(epoch from sent_at + ${delay} - clock_timestamp()) * 1000)::float8 as "waitMs"
    from host_turn where host = ${host}`
  return Math.max(1, Math.ceil(row?.waitMs ?? 0), row?.held ? askAgainMs : 0)
}

/** The request has left by now; the host's pause begins. */
export async function sentRequest(sql: Sql, host: string): Promise<void> {
  await sql`update host_turn set sent_at = clock_timestamp(), held_until = null where host = ${host}`
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
