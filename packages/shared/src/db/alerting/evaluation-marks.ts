/** Series that wait for their thresholds. Rows, as with series marks: nobody waits for another to set one. */
import type { FoundIn } from '../../domain/index.ts'
import type { Sql } from '../client.ts'

export interface MarkedSeries {
  seriesId: number
  /** Thresholds to which the series is new. */
  newTo: ReadonlySet<number>
  /** live, if any of its changes was. */
  foundIn: FoundIn
}

/** In the transaction that stored the series. */
export async function markForEvaluation(
  tx: Sql,
  seriesIds: readonly number[],
  foundIn: FoundIn = 'live',
): Promise<void> {
  if (seriesIds.length === 0) return
  await tx`
    insert into evaluation_mark (series_id, found_in)
    select id, ${foundIn} from unnest(${[...seriesIds]}::bigint[]) as s(id) order by id`
}

/**
 * Locks up to `limit` marked series that nobody else looks at, in id order, and takes away the marks it sees. Call it in the
 * transaction that writes what the thresholds find: a crash brings the marks back.
 */
export async function takeSeriesToEvaluate(tx: Sql, limit: number): Promise<MarkedSeries[]> {
  const locked = await tx<{ id: number }[]>`
    select id from series where id in (select distinct series_id from evaluation_mark order by 1 limit ${limit * 10})
    order by id limit ${limit} for no key update skip locked`
  if (locked.length === 0) return []
  const rows = await tx<{ seriesId: number; thresholdId: number | null; foundIn: FoundIn }[]>`
    delete from evaluation_mark where series_id = any(${locked.map(({ id }) => id)}::bigint[])
    returning series_id as "seriesId", threshold_id as "thresholdId", found_in as "foundIn"`
  const taken = new Map<number, { seriesId: number; newTo: Set<number>; foundIn: FoundIn }>()
  for (const { seriesId, thresholdId, foundIn } of rows) {
    const known = taken.get(seriesId) ?? { seriesId, newTo: new Set<number>(), foundIn: 'backfill' as FoundIn }
    if (thresholdId !== null) known.newTo.add(thresholdId)
    if (foundIn === 'live') known.foundIn = 'live'
    taken.set(seriesId, known)
  }
  return [...taken.values()].sort((a, b) => a.seriesId - b.seriesId)
}

export async function pendingEvaluations(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ waiting: boolean }[]>`select exists (select from evaluation_mark) as waiting`
  return row?.waiting ?? false
}

/** What a day that passes may change: incidents that wait for days, and series that may go stale. */
export async function markByTheDay(sql: Sql): Promise<number> {
  const { count } = await sql`
    insert into evaluation_mark (series_id)
    select id from (
      select i.series_id as id from incident i where i.state = 'pending'
      union
      select e.id from series e join subject s on s.id = e.subject_id
      where e.removed_at is null and e.state = 'open'
        and exists (
          select from threshold t where t.kind = 'stale' and t.enabled and t.removed_at is null and t.scope = s.scope
            and coalesce(t.category = s.category, true) and coalesce(t.series_kind = e.kind, true))) as due
    where not exists (select from evaluation_mark m where m.series_id = due.id)
    order by id`
  return count
}

/** Silences that are over: what came meanwhile may have to be told. */
export async function endSilences(sql: Sql, now: Date): Promise<number> {
  const { count } = await sql`
    with ended as (
      update incident set silenced_until = null, silenced_by = null where silenced_until <= ${now} returning series_id)
    insert into evaluation_mark (series_id) select distinct series_id from ended order by 1`
  return count
}
