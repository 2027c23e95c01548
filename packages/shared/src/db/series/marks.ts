/** Which subjects wait for their series to be rebuilt. Rows, not a flag: two reports never wait for each other to set one. */
import type { Category, Cause, FoundIn, PlaceId, PlaceRole, Scope, Subject } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'

/** A subject with its id; those of one place, category and scope are rebuilt together, as one crisis may be told under several. */
export interface MarkedSubject {
  subjectId: number
  subject: Subject
  /** Present where all that marked its place, category and scope came from runs over the past: it raises no alarm. */
  foundIn?: 'backfill'
}

/** Subjects of one place, category and scope, whatever role and cause. */
export interface SubjectGroupKey {
  placeId: PlaceId
  category: Category
  scope: Scope
}

/** Groups that have one such mark, whatever other marks they have besides. */
export interface WhichMarks {
  only?: FoundIn
  /** See {@link newestMark}: what is marked later waits for another call. */
  upTo?: number
}

/** Marks looked at in one call, the oldest: of more places than all workers together hold at once. */
const marksAhead = 2_000

/**
 * Locks the marked subjects of up to `limit` places, categories and scopes that nobody else rebuilds, those first that wait
 * longest, with all that are rebuilt beside them, and takes away the marks it sees. Call it in the transaction that also stores
 * the series: a crash brings the marks back. The lock is one that readings, which only refer to a subject, do not wait for; a
 * mark that arrives meanwhile stays for the next call. Never waits: whoever locks the least id of a group has the group, so two
 * workers cannot hold parts of one. A place that is marked again while others wait comes after them, so that in a long
 * rebuild each is built twice at most, however many wider places tell its numbers. By id.
 */
export async function takeMarkedSubjects(
  tx: Sql,
  limit: number,
  { only, upTo }: WhichMarks = {},
): Promise<MarkedSubject[]> {
  const first = await tx<SubjectGroupKey[]>`
    with oldest as (
      select subject_id, min(id) as mark from (
        select id, subject_id from series_mark
        where ${only === undefined ? tx`true` : tx`found_in = ${only}`} and ${upTo === undefined ? tx`true` : tx`id <= ${upTo}`}
        order by id limit ${marksAhead}) as m
      group by subject_id),
    due as (
      select s.place_id, s.category, s.scope, min(o.mark) as mark from oldest o join subject s on s.id = o.subject_id
      group by s.place_id, s.category, s.scope)
    select s.place_id as "placeId", s.category, s.scope
    from (
      select min(o.id) as id, d.mark from due d
      join subject o on (o.place_id, o.category, o.scope) = (d.place_id, d.category, d.scope)
      group by d.place_id, d.category, d.scope, d.mark) as least
    join subject s on s.id = least.id
    order by least.mark limit ${limit} for no key update of s skip locked`
  if (first.length === 0) return []
  const taken = await lockFreeGroups(tx, first)
  const marks = await tx<{ id: number; foundIn: FoundIn }[]>`
    delete from series_mark where subject_id = any(${taken.map(({ subjectId }) => subjectId)}::bigint[])
    returning subject_id as id, found_in as "foundIn"`
  const live = new Set(marks.filter(({ foundIn }) => foundIn === 'live').map(({ id }) => id))
  const alarming = new Set(taken.filter(({ subjectId }) => live.has(subjectId)).map(({ subject }) => groupOf(subject)))
  return taken.map((one) => (alarming.has(groupOf(one.subject)) ? one : { ...one, foundIn: 'backfill' }))
}

const groupOf = ({ placeId, category, scope }: Subject): string => `${placeId} ${category} ${scope}`

/** Locks those of the groups of which nobody locks any subject, in id order; never waits. Returns their subjects, by id. */
export async function lockFreeGroups(tx: Sql, groups: readonly SubjectGroupKey[]): Promise<MarkedSubject[]> {
  const members = await subjectsBeside(tx, groups)
  const ids = members.map(({ subjectId }) => subjectId)
  const locked = await tx<{ id: number }[]>`
    select id from subject where id = any(${ids}::bigint[]) order by id for no key update skip locked`
  const held = new Set(locked.map(({ id }) => id))
  const broken = new Set(members.filter(({ subjectId }) => !held.has(subjectId)).map(({ subject }) => groupOf(subject)))
  return members.filter(({ subject }) => !broken.has(groupOf(subject)))
}

/** All subjects of these places, categories and scopes, by id. */
export async function subjectsBeside(sql: Sql, groups: readonly SubjectGroupKey[]): Promise<MarkedSubject[]> {
  const rows = await sql<
    { id: number; placeId: PlaceId; placeRole: PlaceRole; category: Category; scope: Scope; cause: Cause | null }[]
  >`
    select s.id, s.place_id as "placeId", s.place_role as "placeRole", s.category, s.scope, s.cause
    from jsonb_to_recordset(${sql.json(groups.map((group) => ({ ...group })))}::jsonb)
      as g("placeId" text, category text, scope text)
    join subject s on (s.place_id, s.category, s.scope) = (g."placeId", g.category, g.scope)
    order by s.id`
  return rows.map(({ id, ...subject }) => ({ subjectId: id, subject }))
}

/** Has these subjects rebuilt (a review, a new rule, a withdrawn report). */
export async function markSubjects(sql: Sql, subjectIds: readonly number[], foundIn: FoundIn = 'live'): Promise<void> {
  if (foundIn === 'live')
    await sql`
      insert into series_mark (subject_id) select distinct id from unnest(${[...subjectIds]}::bigint[]) as t(id) order by id`
  else
    await sql`
      insert into series_mark (subject_id, found_in)
      select distinct id, ${foundIn} from unnest(${[...subjectIds]}::bigint[]) as t(id) order by 1`
}

/** Every subject: a new version of the rules rebuilds all. */
export async function markAllSubjects(sql: Sql): Promise<void> {
  await sql`insert into series_mark (subject_id) select id from subject order by id`
}

/** The mark set last of those that wait; 0 where none does. */
export async function newestMark(sql: Sql): Promise<number> {
  const [row] = await sql<{ id: number }[]>`select coalesce(max(id), 0) as id from series_mark`
  return row?.id ?? 0
}

/** Subjects that wait. */
export async function pendingMarks(sql: Sql): Promise<number> {
  const [row] = await sql<{ waiting: number }[]>`select count(distinct subject_id)::int as waiting from series_mark`
  return row?.waiting ?? 0
}
