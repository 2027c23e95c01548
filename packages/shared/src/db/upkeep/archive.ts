/**
 * Backup and restore without pg_dump, which the embedded server does not bring: a gzipped tar of COPY files, taken in one
 * snapshot of the database, put back in one transaction. The queue is not in it: it holds only work in flight.
 */
import { createHash } from 'node:crypto'
import type { Readable, Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { type Database, inTransaction, type Sql } from '../connection/client.ts'
import { migrate, readMigrations, schemaVersion } from './migrate.ts'
import { readTar, tarEnd, tarFile } from './tar.ts'

export interface ArchiveSummary {
  schemaVersion: number
  createdAt: Date
  /** Rows by table. */
  rows: Record<string, number>
}

interface Manifest {
  format: 1
  schemaVersion: number
  createdAt: string
  /** In an order in which every row's references come before it. */
  tables: { name: string; columns: string[] }[]
}

interface Closing {
  tables: Record<string, { rows: number; sha256: string }>
}

/** One file of a table at most: what is held in memory at a time, on either side. */
const partBytes = 4 * 1024 * 1024

/** Writes the archive to `output` and ends it. Readers and writers of the database go on meanwhile. */
export async function backup(sql: Database, output: Writable): Promise<ArchiveSummary> {
  let summary: ArchiveSummary | null = null
  const files = async function* () {
    // A generator cannot yield from within a callback: the transaction is held open on a reserved connection.
    const tx = await sql.reserve()
    try {
      await tx.unsafe('begin isolation level repeatable read read only')
      const manifest: Manifest = {
        format: 1,
        schemaVersion: await schemaVersion(tx),
        createdAt: new Date().toISOString(),
        tables: await tablesInOrder(tx),
      }
      const now = new Date(manifest.createdAt)
      yield tarFile('manifest.json', Buffer.from(JSON.stringify(manifest, null, 1)), now)
      const closing: Closing = { tables: {} }
      for (const table of manifest.tables) {
        const digest = createHash('sha256')
        let part = 0
        for await (const bytes of copyOut(tx, table)) {
          digest.update(bytes)
          yield tarFile(`${table.name}/${String(part++).padStart(6, '0')}.copy`, bytes, now)
        }
        closing.tables[table.name] = { rows: await countRows(tx, table.name), sha256: digest.digest('hex') }
      }
      yield tarFile('closing.json', Buffer.from(JSON.stringify(closing, null, 1)), now)
      yield tarEnd
      const rows = Object.entries(closing.tables).map(([name, table]) => [name, table.rows] as const)
      summary = { schemaVersion: manifest.schemaVersion, createdAt: now, rows: Object.fromEntries(rows) }
    } finally {
      // Here, too, where nobody takes the rest; nothing was written.
      await tx.unsafe('rollback').catch(() => {})
      tx.release()
    }
  }
  await pipeline(files, createGzip({ level: 6 }), output)
  if (!summary) throw new Error('the backup ended early')
  return summary
}

/**
 * Fills an empty database from an archive and brings it to this version's schema. Whole or nothing: what is cut off,
 * altered or made by a newer version leaves the database as empty as it was. The schema may be there already, up to the
 * archive's version; a database that was migrated further needs to be made anew.
 */
export async function restore(sql: Database, input: Readable): Promise<ArchiveSummary> {
  const unpacked = input.pipe(createGunzip())
  input.on('error', (error) => unpacked.destroy(error))
  const files = readTar(explained(unpacked))
  const first = await files.next()
  if (first.done || first.value.name !== 'manifest.json')
    throw new Error('this is no backup: it does not begin with a manifest')
  const manifest = JSON.parse(first.value.bytes.toString('utf8')) as Manifest
  await prepareFor(sql, manifest)
  const summary = await inTransaction(sql, (tx) => load(tx, manifest, files))
  await migrate(sql)
  return summary
}

async function* explained(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'Z_BUF_ERROR') throw new Error('the archive is cut off: it ends before its end', { cause: error })
    if (code?.startsWith('Z_')) throw new Error('the archive is damaged: it does not unpack', { cause: error })
    throw error
  }
}

async function prepareFor(sql: Database, manifest: Manifest): Promise<void> {
  if (manifest.format !== 1)
    throw new Error('this backup was made by a newer version of the program: restore it with that one')
  const newest = (await readMigrations()).length
  if (manifest.schemaVersion > newest)
    throw new Error(
      `this backup has schema ${manifest.schemaVersion}, this version of the program knows ${newest}: use a newer one`,
    )
  const version = await schemaVersion(sql)
  if (version > manifest.schemaVersion)
    throw new Error(
      `this database has schema ${version}, the backup ${manifest.schemaVersion}: restore into a new, empty database`,
    )
  await migrate(sql, { to: manifest.schemaVersion })
}

async function load(
  tx: Sql,
  manifest: Manifest,
  files: AsyncGenerator<{ name: string; bytes: Buffer }>,
): Promise<ArchiveSummary> {
  const known = new Map((await tablesInOrder(tx)).map((table) => [table.name, table]))
  for (const { name } of manifest.tables) {
    if (!known.has(name)) throw new Error(`the backup has a table that this schema does not: ${name}`)
    const [row] = await tx`select 1 from ${tx(name)} limit 1`
    if (row) throw new Error(`the database is not empty (${name} has rows): restore into a new, empty one`)
  }
  const digests = new Map(manifest.tables.map(({ name }) => [name, createHash('sha256')]))
  let closing: Closing | null = null
  const copy = new TableCopy(tx)
  try {
    for await (const file of files) {
      if (file.name === 'closing.json') {
        closing = JSON.parse(file.bytes.toString('utf8')) as Closing
        continue
      }
      const name = file.name.split('/')[0]
      const table: TableColumns | undefined = manifest.tables.find((each) => each.name === name)
      if (!table) throw new Error(`the archive is damaged: it has a file for no table (${file.name})`)
      digests.get(table.name)?.update(file.bytes)
      await copy.write(table, file.bytes)
    }
    await copy.end()
  } catch (error) {
    await copy.abandon()
    throw error
  }
  if (!closing) throw new Error('the archive is cut off: its last file is missing')
  for (const { name } of manifest.tables) await check(tx, name, digests.get(name)?.digest('hex'), closing)
  await resumeIdentities(tx)
  const rows = Object.entries(closing.tables).map(([name, table]) => [name, table.rows] as const)
  return {
    schemaVersion: manifest.schemaVersion,
    createdAt: new Date(manifest.createdAt),
    rows: Object.fromEntries(rows),
  }
}

async function check(tx: Sql, name: string, digest: string | undefined, closing: Closing): Promise<void> {
  const said = closing.tables[name]
  if (!said || said.sha256 !== digest)
    throw new Error(`the archive is damaged: the rows of ${name} are not those that were saved`)
  const rows = await countRows(tx, name)
  if (rows !== said.rows) throw new Error(`${name}: ${said.rows} rows were saved, ${rows} came back`)
}

interface TableColumns {
  name: string
  columns: string[]
}

/** Our tables (partitions through their parents), each after those that it refers to. Generated columns are left out. */
async function tablesInOrder(sql: Sql): Promise<TableColumns[]> {
  const tables = await sql<(TableColumns & { needs: string[] })[]>`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select f.confrelid::regclass::text from pg_constraint f
            where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid order by 1) as needs
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'schema_migration'
    order by c.relname collate "C"`
  const ordered: TableColumns[] = []
  const done = new Set<string>()
  while (ordered.length < tables.length) {
    const ready = tables.find(({ name, needs }) => !done.has(name) && needs.every((need) => done.has(need)))
    if (!ready) throw new Error('tables refer to each other in a circle: no order to restore them in')
    done.add(ready.name)
    ordered.push({ name: ready.name, columns: ready.columns })
  }
  return ordered
}

async function* copyOut(sql: Sql, { name, columns }: TableColumns): AsyncGenerator<Buffer> {
  const rows = await sql`copy (select ${sql(columns)} from ${sql(name)}) to stdout`.readable()
  let held: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of rows.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      // The library hands out views of a buffer that it goes on using.
      held.push(Buffer.from(chunk))
      length += chunk.byteLength
      if (length < partBytes) continue
      yield Buffer.concat(held)
      held = []
      length = 0
    }
    if (length > 0) yield Buffer.concat(held)
  } finally {
    // A connection that is left in the middle of its rows, or paused with its "ready" unheard, answers no more: the library
    // resumes the socket only when the stream asks for more, which one that has ended never does.
    if (!rows.readableEnded) await finished(rows.resume()).catch(() => {})
    rows._read(0)
  }
}

/** The rows of one table after the other, into the database. */
class TableCopy {
  readonly #sql: Sql
  #table = ''
  #stream: Writable | null = null

  constructor(sql: Sql) {
    this.#sql = sql
  }

  async write({ name, columns }: TableColumns, bytes: Buffer): Promise<void> {
    if (name !== this.#table) await this.end()
    const sql = this.#sql
    if (!this.#stream) {
      this.#stream = await sql`copy ${sql(name)} (${sql(columns)}) from stdin`.writable()
      // A refused row arrives here and at the write that waits, which tells it.
      this.#stream.on('error', () => {})
      this.#table = name
    }
    const stream = this.#stream
    await new Promise<void>((resolve, reject) => stream.write(bytes, (error) => (error ? reject(error) : resolve())))
  }

  async end(): Promise<void> {
    const stream = this.#stream
    this.#stream = null
    this.#table = ''
    stream?.end()
    if (stream) await finished(stream)
  }

  /** Tells the server to forget the rows; until then the connection takes no rollback. */
  async abandon(): Promise<void> {
    const stream = this.#stream
    this.#stream = null
    stream?.destroy(new Error('the restore was given up'))
    if (stream) await finished(stream).catch(() => {})
  }
}

async function countRows(sql: Sql, name: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*) as count from ${sql(name)}`
  return row?.count ?? 0
}

/** New rows get ids after the restored ones. */
async function resumeIdentities(sql: Sql): Promise<void> {
  const identities = await sql<{ table: string; column: string }[]>`
    select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and a.attidentity <> '' and not c.relispartition order by 1`
  for (const { table, column } of identities)
    await sql`
      select setval(pg_get_serial_sequence(${table}, ${column}), (select coalesce(max(${sql(column)}), 0) + 1 from ${sql(table)}), false)`
}
