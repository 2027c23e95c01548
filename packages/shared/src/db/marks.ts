/** Which subjects wait for their series to be rebuilt. Rows, not a flag: two reports never wait for each other to set one. */
import type { Category, Cause, PlaceId, PlaceRole, Scope, Subject } from '../domain/index.ts'
import type { Sql } from './client.ts'

/**
 * Locks up to `limit` marked subjects that nobody else rebuilds, in id order, and takes away the marks it sees. Call it in the
 * transaction that also stores the series: a crash brings the marks back. The lock is one that readings, which only
 * refer to a subject, do not wait for; a mark that arrives meanwhile stays for the next call.
 */
export async function takeMarkedSubjects(tx: Sql, limit: number): Promise<{ subjectId: number; subject: Subject }[]> {
  const rows = await tx<
    { id: number; placeId: PlaceId; placeRole: PlaceRole; category: Category; scope: Scope; cause: Cause | null }[]
  >`
    select id, place_id as "placeId", place_role as "placeRole", category, scope, cause from subject
    where id in (select subject_id from series_mark)
    order by id limit ${limit} for no key update skip locked`
  if (rows.length === 0) return []
  await tx`delete from series_mark where subject_id = any(${rows.map(({ id }) => id)}::bigint[])`
  return rows.map(({ id, ...subject }) => ({ subjectId: id, subject }))
}

/** Has these subjects rebuilt (a review, a new rule, a withdrawn report). */
export async function markSubjects(sql: Sql, subjectIds: readonly number[]): Promise<void> {
  await sql`
    insert into series_mark (subject_id) select distinct id from unnest(${[...subjectIds]}::bigint[]) as t(id) order by id`
}

/** Every subject: a new version of the rules rebuilds all. */
export async function markAllSubjects(sql: Sql): Promise<void> {
  await sql`insert into series_mark (subject_id) select id from subject order by id`
}

/** Subjects that wait. */
export async function pendingMarks(sql: Sql): Promise<number> {
  const [row] = await sql<{ waiting: number }[]>`select count(distinct subject_id)::int as waiting from series_mark`
  return row?.waiting ?? 0
}
