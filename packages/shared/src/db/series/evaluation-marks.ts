/** Series that wait for their thresholds. Rows, as with series marks: nobody waits for another to set one. */
import type { FoundIn } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

/** All series of one place, category and scope: a crisis that is told otherwise moves from one to another. */
export interface GroupToEvaluate {
  /** Removed ones as well: their incidents may have moved. */
  seriesIds: number[]
  /** Of those that were marked. */
  marks: ReadonlyMap<number, EvaluationMark>
}

export interface EvaluationMark {
  /** Thresholds to which the series is new, or which have changed since. */
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

/** Marks looked at in one call: more than all workers together hold at once. */
const marksAhead = 2_000

/**
 * Locks the series of up to `limit` groups with a mark that nobody else looks at, in id order, and takes away the marks it sees.
 * Call it in the transaction that writes what the thresholds find: a crash brings the marks back. Never waits: a group of which
 * somebody holds a series is left to the next call.
 */
export async function takeGroupsToEvaluate(tx: Sql, limit: number): Promise<GroupToEvaluate[]> {
  const members = await tx<{ id: number; group: string }[]>`
    with groups as (
      select distinct s.place_id, s.category, s.scope from series e join subject s on s.id = e.subject_id
      where e.id in (select series_id from evaluation_mark order by id limit ${marksAhead})
      order by 1, 2, 3 limit ${limit * 4})
    select e.id, concat_ws(' ', s.place_id, s.category, s.scope) as "group"
    from groups g join subject s using (place_id, category, scope) join series e on e.subject_id = s.id order by e.id`
  if (members.length === 0) return []
  const wanted = firstGroups(members, limit)
  const ids = [...wanted.values()].flat().sort((a, b) => a - b)
  const locked = await tx<{ id: number }[]>`
    select id from series where id = any(${ids}::bigint[]) order by id for no key update skip locked`
  const held = new Set(locked.map(({ id }) => id))
  const taken = [...wanted.values()].filter((group) => group.every((id) => held.has(id)))
  const rows = await tx<{ seriesId: number; thresholdId: number | null; foundIn: FoundIn }[]>`
    delete from evaluation_mark where series_id = any(${taken.flat()}::bigint[])
    returning series_id as "seriesId", threshold_id as "thresholdId", found_in as "foundIn"`
  const marks = new Map<number, { newTo: Set<number>; foundIn: FoundIn }>()
  for (const { seriesId, thresholdId, foundIn } of rows) {
    const known = marks.get(seriesId) ?? { newTo: new Set<number>(), foundIn: 'backfill' }
    if (thresholdId !== null) known.newTo.add(thresholdId)
    if (foundIn === 'live') known.foundIn = 'live'
    marks.set(seriesId, known)
  }
  return taken
    .map((seriesIds) => ({ seriesIds, marks: new Map([...marks].filter(([id]) => seriesIds.includes(id))) }))
    .filter((group) => group.marks.size > 0)
}

/** In order of the least id; each with its series in order. */
function firstGroups(members: readonly { id: number; group: string }[], limit: number): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const { id, group } of members) {
    const known = groups.get(group)
    if (known) known.push(id)
    else if (groups.size < limit) groups.set(group, [id])
  }
  return groups
}

export async function pendingEvaluations(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ waiting: boolean }[]>`select exists (select from evaluation_mark) as waiting`
  return row?.waiting ?? false
}

/** What a day that passes may change: incidents that wait for days or ended some ago, and series that may go stale. */
export async function markByTheDay(sql: Sql): Promise<number> {
  const { count } = await sql`
    insert into evaluation_mark (series_id)
    select id from (
      select i.series_id as id from incident i
      where i.state = 'pending' or (i.state in ('firing', 'possible') and i.ended_on is not null)
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
