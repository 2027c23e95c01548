/** A database of one's own, migrated and empty: one for each test file, copied from a template that is migrated once. */
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { connect, migrate } from '@displacement-monitor/shared/db'
import postgres from 'postgres'

const migrations = new URL('../../infra/migrations/', import.meta.url)

export interface FreshDatabase {
  /** postgres://… of the new database, with all rights. */
  url: string
  /** Cuts off whoever is still connected, and removes it. */
  drop(): Promise<void>
}

/** `empty`: without the migrations. `admin`: on that server; else needs TEST_DATABASE_URL, which the test run sets. */
export async function freshDatabase(options: { empty?: boolean; admin?: string } = {}): Promise<FreshDatabase> {
  const admin = options.admin ?? adminUrl()
  const name = `test_${randomBytes(8).toString('hex')}`
  await asAdmin(admin, async (sql) => {
    const template = options.empty ? 'template0' : await ensureTemplate(sql, admin)
    await sql`create database ${sql(name)} template ${sql(template)}`
  })
  return {
    url: withDatabase(admin, name),
    drop: () => asAdmin(admin, async (sql) => void (await sql`drop database if exists ${sql(name)} with (force)`)),
  }
}

/** The template's name holds the digest of the migrations, so that a changed one is never met by an old copy. */
async function ensureTemplate(sql: postgres.ReservedSql, admin: string): Promise<string> {
  const files = readdirSync(migrations)
    .filter((file) => file.endsWith('.sql'))
    .sort()
  const digest = createHash('sha256')
  for (const file of files) digest.update(file).update(readFileSync(new URL(file, migrations)))
  const name = `template_${digest.digest('hex').slice(0, 16)}`
  await sql`select pg_advisory_lock(4206001)`
  try {
    const [known] = await sql`select 1 from pg_database where datname = ${name}`
    if (known) return name
    const half = `${name}_half`
    await sql`drop database if exists ${sql(half)} with (force)`
    await sql`create database ${sql(half)} template template0`
    const inside = connect(withDatabase(admin, half), { max: 1 })
    try {
      await migrate(inside)
    } finally {
      await inside.end()
    }
    await sql`alter database ${sql(half)} rename to ${sql(name)}`
    return name
  } finally {
    await sql`select pg_advisory_unlock(4206001)`
  }
}

/** One connection throughout, since the lock is its session's. */
async function asAdmin(url: string, work: (sql: postgres.ReservedSql) => Promise<void>): Promise<void> {
  const pool = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const sql = await pool.reserve()
    await work(sql)
    sql.release()
  } finally {
    await pool.end()
  }
}

function adminUrl(): string {
  const url = process.env.TEST_DATABASE_URL
  if (url) return url
  throw new Error('TEST_DATABASE_URL is not set: run `npm test` or `npx vitest run --project integration`.')
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
