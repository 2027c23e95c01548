/**
 * Brings a database to the schema of infra/migrations: numbered files, each once, each in one transaction, under one
 * advisory lock. A file that was merged never changes and never goes; its checksum says so.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Database, Sql } from '../connection/client.ts'
import { infraFolder } from './infra-folder.ts'
import { ensureLogPartitions } from './log-partitions.ts'

export interface Migration {
  /** From the file's name, from 1 without gaps. */
  version: number
  name: string
  sql: string
  /** SHA-256 of the file, hex. */
  checksum: string
  /** False for a file headed `-- no transaction` (create index concurrently). */
  transactional: boolean
}

export interface MigrateOptions {
  log?: (line: string) => void
  /** Where the files are; default infra/migrations. */
  folder?: string
  /** Stop after this version; default the newest. */
  to?: number
}

/** Any number, the same in every process that migrates. */
const lockKey = 7_305_217

/** The files in order. Error: a gap, a double number, a name that is none. */
export async function readMigrations(folder: string = infraFolder('migrations')): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name, index) => {
      const version = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1])
      if (version !== index + 1) throw new Error(`migration ${name}: number ${index + 1} was expected here`)
      const sql = await readFile(`${folder}/${name}`, 'utf8')
      const checksum = createHash('sha256').update(sql).digest('hex')
      return { version, name, sql, checksum, transactional: !/^-- no transaction\b/m.test(sql) }
    }),
  )
}

/** The newest version applied; 0 for a database that was never migrated. */
export async function schemaVersion(sql: Sql): Promise<number> {
  const [known] = await sql<{ exists: boolean }[]>`select to_regclass('public.schema_migration') is not null as exists`
  if (!known?.exists) return 0
  const [row] = await sql<{ version: number }[]>`select coalesce(max(version), 0) as version from schema_migration`
  return row?.version ?? 0
}

/** Applies what is missing; two processes at once are safe, the second waits. Returns the versions applied. */
export async function migrate(sql: Database, options: MigrateOptions = {}): Promise<number[]> {
  const migrations = (await readMigrations(options.folder)).filter(({ version }) => version <= (options.to ?? version))
  const session = await sql.reserve()
  try {
    await takeLock(session)
    const missing = await missingOf(session, migrations, options.to !== undefined)
    for (const migration of missing) {
      options.log?.(`migrating: ${migration.name}`)
      await apply(session, migration)
    }
    if (migrations.length > 0) await ensureLogPartitions(session)
    return missing.map(({ version }) => version)
  } finally {
    await session`select pg_advisory_unlock(${lockKey})`.catch(() => {})
    session.release()
  }
}

/** Asked for again and again rather than waited for: a waiting statement holds a snapshot that stops a concurrent index. */
async function takeLock(sql: Sql): Promise<void> {
  for (;;) {
    const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(${lockKey}) as taken`
    if (row?.taken) return
    await pause(100)
  }
}

async function missingOf(sql: Sql, migrations: readonly Migration[], partial: boolean): Promise<Migration[]> {
  await sql`
    create table if not exists schema_migration (
      version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`
  const applied = await sql<{ version: number; name: string; checksum: string }[]>`
    select version, name, checksum from schema_migration order by version`
  for (const { version, name, checksum } of applied) {
    const file = migrations[version - 1]
    if (!file && partial) continue
    if (!file)
      throw new Error(
        `this database has migration ${name}, which this version of the program does not know: start a newer one`,
      )
    if (file.checksum !== checksum)
      throw new Error(`migration ${name} was edited after it was applied: put it back and add a new file`)
  }
  return migrations.slice(applied.length)
}

async function apply(sql: Sql, migration: Migration): Promise<void> {
  const record = () =>
    sql`insert into schema_migration (version, name, checksum) values (${migration.version}, ${migration.name}, ${migration.checksum})`
  if (!migration.transactional) {
    // One by one: statements sent together would share a transaction.
    for (const statement of migration.sql
      .split(/;\s*$/m)
      .filter((part) => /^\s*[a-z]/im.test(part.replace(/--.*$/gm, ''))))
      await sql.unsafe(statement)
    await record()
    return
  }
  try {
    await sql.unsafe('begin')
    await sql.unsafe(migration.sql)
    await record()
    await sql.unsafe('commit')
  } catch (error) {
    await sql.unsafe('rollback').catch(() => {})
    throw error
  }
}
