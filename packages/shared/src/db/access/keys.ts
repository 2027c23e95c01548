/** Keys for writing: random, stored as a hash, shown once. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { inTransaction, type Sql } from '../connection/client.ts'
import { recordAudit } from './audit.ts'

export const keyScopes = ['read', 'review', 'operate', 'admin'] as const
export type KeyScope = (typeof keyScopes)[number]

export interface ApiKey {
  id: number
  name: string
  scopes: KeyScope[]
}

export interface ApiKeyRow extends ApiKey {
  /** The part of the key that is no secret. */
  prefix: string
  createdAt: Date
  /** To the minute; null if never. */
  lastUsedAt: Date | null
  /** From then on nobody is let in with it; ahead where it was rotated. */
  revokedAt: Date | null
}

/** `dm_<12 hex: finds the row>_<256 random bits, base64url>` */
const shape = /^dm_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/
const hashOf = (bearer: string): Buffer => createHash('sha256').update(bearer).digest()

const isValid = (sql: Sql) => sql`(revoked_at is null or revoked_at > now())`

/** The new key in clear: nobody can show it again. */
export async function createKey(
  sql: Sql,
  { name, scopes, actor = 'system' }: { name: string; scopes: readonly KeyScope[]; actor?: string },
): Promise<{ id: number; bearer: string }> {
  const prefix = randomBytes(6).toString('hex')
  const bearer = `dm_${prefix}_${randomBytes(32).toString('base64url')}`
  return inTransaction(sql, async (tx) => {
    const [row] = await tx<{ id: number }[]>`
      insert into api_key (name, prefix, hash, scopes)
      values (${name}, ${prefix}, ${hashOf(bearer).toString('hex')}, ${[...scopes]}) returning id`
    if (!row) throw new Error('a key was not stored')
    await recordAudit(tx, {
      actor,
      action: 'key.create',
      subject: `key:${row.id}`,
      detail: { name, scopes: [...scopes] },
    })
    return { id: row.id, bearer }
  })
}

/** The key that `bearer` is, or null. The secret is compared in constant time; last use is kept to the minute. */
export async function findKey(sql: Sql, bearer: string): Promise<ApiKey | null> {
  const prefix = shape.exec(bearer)?.[1]
  if (prefix === undefined) return null
  const [row] = await sql<(ApiKey & { hash: string; stale: boolean })[]>`
    select id, name, scopes, hash, last_used_at is null or last_used_at < now() - interval '1 minute' as stale
    from api_key where prefix = ${prefix} and ${isValid(sql)}`
  if (!row || !timingSafeEqual(Buffer.from(row.hash, 'hex'), hashOf(bearer))) return null
  if (row.stale) await sql`update api_key set last_used_at = now() where id = ${row.id}`
  return { id: row.id, name: row.name, scopes: row.scopes }
}

export async function listKeys(sql: Sql): Promise<ApiKeyRow[]> {
  return sql<ApiKeyRow[]>`
    select id, name, scopes, prefix, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from api_key order by id`
}

/** False where there is no such key, or it is revoked already. */
export async function revokeKey(sql: Sql, id: number, actor = 'system'): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const { count } = await tx`update api_key set revoked_at = now() where id = ${id} and ${isValid(tx)}`
    if (count > 0) await recordAudit(tx, { actor, action: 'key.revoke', subject: `key:${id}` })
    return count > 0
  })
}

/**
 * A new key of the same name and scopes; the old one is let in for `overlapHours` more, so that its holder can change over. Null where
 * there is no such key, or it is revoked.
 */
export async function rotateKey(
  sql: Sql,
  id: number,
  { overlapHours, actor = 'system' }: { overlapHours: number; actor?: string },
): Promise<{ id: number; bearer: string; endsAt: Date } | null> {
  return inTransaction(sql, async (tx) => {
    const [old] = await tx<(ApiKey & { endsAt: Date })[]>`
      update api_key set revoked_at = least(revoked_at, now() + make_interval(hours => ${overlapHours}))
      where id = ${id} and ${isValid(tx)} returning id, name, scopes, revoked_at as "endsAt"`
    if (!old) return null
    const made = await createKey(tx, { name: old.name, scopes: old.scopes, actor })
    await recordAudit(tx, { actor, action: 'key.rotate', subject: `key:${id}`, detail: { to: made.id, overlapHours } })
    return { ...made, endsAt: old.endsAt }
  })
}

/** The first key of a database that has no living admin key; null where it has one. Two starts at once make one key. */
export async function ensureAdminKey(sql: Sql): Promise<string | null> {
  return inTransaction(sql, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('admin key'))`
    const [found] = await tx`select 1 from api_key where 'admin' = any(scopes) and ${isValid(tx)} limit 1`
    if (found) return null
    return (await createKey(tx, { name: 'admin', scopes: keyScopes })).bearer
  })
}
