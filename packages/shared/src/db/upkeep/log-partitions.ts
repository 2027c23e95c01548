/**
 * Monthly partitions of the append-only logs, made ahead of time. Rows that came while none was there lie in the
 * default partition and are moved when the month gets its own.
 */
import type { Sql } from '../connection/client.ts'

export const partitionedLogs = ['fetch_log', 'delivery_log', 'audit'] as const

/** Partitions of this month and the next for every log. Repeatable; a daily call keeps ahead. */
export async function ensureLogPartitions(sql: Sql, now: Date = new Date()): Promise<void> {
  for (const log of partitionedLogs) for (const ahead of [0, 1]) await ensureMonth(sql, log, monthOf(now, ahead))
}

function monthOf(now: Date, ahead: number): { suffix: string; from: string; to: string } {
  const day = (offset: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1)).toISOString().slice(0, 10)
  return { suffix: day(ahead).slice(0, 7).replace('-', '_'), from: day(ahead), to: day(ahead + 1) }
}

/** One statement, so it is whole or nothing on a pool, too. Names are ours, not input. */
async function ensureMonth(sql: Sql, log: string, month: { suffix: string; from: string; to: string }): Promise<void> {
  const name = `${log}_${month.suffix}`
  const bounds = `from ('${month.from} 00:00:00+00') to ('${month.to} 00:00:00+00')`
  const range = `at >= '${month.from} 00:00:00+00' and at < '${month.to} 00:00:00+00'`
  const [found] = await sql<{ made: boolean; log: boolean }[]>`
    select to_regclass(${`public.${name}`}) is not null as made, to_regclass(${`public.${log}`}) is not null as log`
  // An older schema, as a restore passes through it, may lack the log.
  if (found?.made || !found?.log) return
  await sql.unsafe(`do $$ begin
    perform pg_advisory_xact_lock(hashtext('log partitions'));
    -- Asked of the table, not of to_regclass, whose cache does not hear of a table made while the lock was awaited.
    if not exists (select from pg_class where relnamespace = 'public'::regnamespace and relname = '${name}') then
      create table ${name} (like ${log} including all);
      with moved as (delete from ${log}_rest where ${range} returning *) insert into ${name} select * from moved;
      alter table ${log} attach partition ${name} for values ${bounds};
    end if;
  end $$`)
}
