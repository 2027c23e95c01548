/**
 * Bytes on their way between the tables and a bucket. They are stored and deleted in the tables alone, with all else of their
 * report; what follows there may be cut off at any moment and is done again. A row says that an object may exist before one is
 * written, so that whoever deletes the row knows of it; and the row is locked while one is written, so that nobody deletes between.
 */
import { createHash } from 'node:crypto'
import { type Database, inTransaction, type Sql } from '../connection/client.ts'

/** Of the database itself: a copy that was loaded from a backup has another, and leaves the bucket of the first alone. */
export async function databaseName(sql: Sql): Promise<string> {
  const [row] = await sql<{ oid: number; name: string; may: boolean }[]>`
    select oid::int, datname as name, has_function_privilege('pg_control_system()', 'execute') as may
    from pg_database where datname = current_database()`
  if (!row) throw new Error('the database did not tell its name')
  const [system] = row.may
    ? await sql<{ id: string }[]>`select system_identifier::text as id from pg_control_system()`
    : []
  return createHash('sha256').update(`${system?.id}/${row.oid}/${row.name}`).digest('hex')
}

type BodyPlace = 'table' | 'bucket'

/** Bodies that are not where they should be, at most `limit` from `after` on, in the order of their hashes. */
export async function bodiesToMove(sql: Sql, to: BodyPlace, after: string, limit: number): Promise<string[]> {
  const rows = await sql<{ sha256: string }[]>`
    select sha256 from snapshot_body
    where place = any(${to === 'bucket' ? ['table', 'moving'] : ['moving', 'bucket']}) and sha256 > ${after}
    order by sha256 limit ${limit}`
  return rows.map(({ sha256 }) => sha256)
}

/** False where it is moved or being moved already, or gone. Errors: what `put` throws; the bytes stay here then. */
export async function moveToBucket(
  sql: Database,
  sha256: string,
  put: (bytes: Uint8Array) => Promise<void>,
): Promise<boolean> {
  await inTransaction(sql, async (tx) => {
    await tx`update snapshot_body set place = 'moving' where sha256 = ${sha256} and place = 'table'`
    // Waits for whoever is deleting the object, who looks whether the row says that it is wanted.
    await tx`delete from bucket_removal where sha256 = ${sha256}`
  })
  return inTransaction(sql, async (tx) => {
    const [row] = await tx<{ bytes: Uint8Array }[]>`
      select bytes from snapshot_body where sha256 = ${sha256} and place = 'moving' for no key update skip locked`
    if (!row) return false
    await put(row.bytes)
    await tx`
      update snapshot_body set place = 'bucket', bytes = null, packed_bytes = octet_length(bytes) where sha256 = ${sha256}`
    return true
  })
}

/** The way back. False as above, and where the bucket has lost it; the object is deleted after. */
export async function moveToTable(
  sql: Database,
  sha256: string,
  get: () => Promise<Uint8Array | null>,
): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const [row] = await tx<{ place: string }[]>`
      select place from snapshot_body where sha256 = ${sha256} and place <> 'table' for no key update skip locked`
    if (!row) return false
    if (row.place === 'bucket') {
      const bytes = await get()
      if (bytes === null) return false
      await tx`update snapshot_body set place = 'table', bytes = ${bytes}, packed_bytes = null where sha256 = ${sha256}`
    } else await tx`update snapshot_body set place = 'table' where sha256 = ${sha256}`
    await askRemoval(tx, [sha256])
    return true
  })
}

const askRemoval = (sql: Sql, hashes: readonly string[]) => sql`
  insert into bucket_removal (sha256) select unnest(${[...hashes]}::text[])
  on conflict (sha256) do update set asked_at = clock_timestamp(), removed_at = null`

/** What the bucket holds and no row speaks of is to be removed. Returns how many. */
export async function removeUnspoken(sql: Sql, hashes: readonly string[]): Promise<number> {
  const { count } = await sql`
    insert into bucket_removal (sha256)
    select h from unnest(${[...hashes]}::text[]) as h
    where not exists (select from snapshot_body b where b.sha256 = h and b.place <> 'table') order by h
    on conflict (sha256) do nothing`
  return count
}

/** A write that was under way when its process was killed has landed by then, and is removed the second time. */
const secondTime = '1 hour'

/** Objects to remove now, the longest asked for first. */
export async function removalsDue(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql<{ sha256: string }[]>`
    select sha256 from bucket_removal
    where removed_at is null or removed_at < clock_timestamp() - ${secondTime}::interval
    order by asked_at limit ${limit}`
  return rows.map(({ sha256 }) => sha256)
}

/** False where somebody else does it, or the object is wanted again. Errors: what `remove` throws; it stays due then. */
export async function settleRemoval(sql: Database, sha256: string, remove: () => Promise<void>): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const [due] = await tx<{ again: boolean }[]>`
      select removed_at is not null as again from bucket_removal where sha256 = ${sha256} for update skip locked`
    if (!due) return false
    // A statement of its own: it sees who has asked for the object before the lock was taken.
    const [wanted] = await tx`select from snapshot_body where sha256 = ${sha256} and place <> 'table'`
    if (!wanted) await remove()
    if (wanted || due.again) await tx`delete from bucket_removal where sha256 = ${sha256}`
    else await tx`update bucket_removal set removed_at = clock_timestamp() where sha256 = ${sha256}`
    return !wanted
  })
}
