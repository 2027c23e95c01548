/** The schema: applied once, by one process at a time, never edited afterwards, and the same as infra/schema.sql. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  connect,
  type Database,
  dumpSchema,
  ensureLogPartitions,
  migrate,
  schemaVersion,
} from '@displacement-monitor/shared/db'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'

const migrations = new URL('../../../infra/migrations/', import.meta.url).pathname
let database: FreshDatabase
let sql: Database
let folder: string

beforeEach(async () => {
  database = await freshDatabase({ empty: true })
  sql = connect(database.url, { max: 4 })
  folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  await cp(migrations, folder, { recursive: true })
})
afterEach(async () => {
  await sql.end()
  await database.drop()
  await rm(folder, { recursive: true })
})

const numbered = (version: number) => String(version).padStart(4, '0')

test('a migrated empty database is what infra/schema.sql says', async () => {
  await migrate(sql)
  const schema = await readFile(new URL('../../../infra/schema.sql', import.meta.url), 'utf8')
  expect(await dumpSchema(sql)).toBe(schema)
})

test('a second run applies nothing', async () => {
  const first = await migrate(sql)
  expect(first).toEqual([...first.keys()].map((index) => index + 1))
  expect(await migrate(sql)).toEqual([])
})

test('of two processes at once each file is applied by one', async () => {
  const other = connect(database.url, { max: 2 })
  const applied = await Promise.all([migrate(sql), migrate(other)])
  await other.end()
  expect(applied.flat().sort()).toEqual(await migrate(sql, { folder }).then(() => applied.flat().sort()))
  expect(new Set(applied.flat()).size).toBe(applied.flat().length)
  expect(await schemaVersion(sql)).toBe(applied.flat().length)
})

test('a file that was edited after it was applied is refused, and so is one that is missing', async () => {
  const newest = (await migrate(sql, { folder })).length
  await writeFile(join(folder, '0001_sources_reports.sql'), '-- edited\nselect 1;')
  await expect(migrate(sql, { folder })).rejects.toThrow('0001_sources_reports.sql was edited')
  await cp(migrations, folder, { recursive: true, force: true })
  await writeFile(join(folder, `${numbered(newest + 1)}_more.sql`), 'create table more (id integer);')
  await migrate(sql, { folder })
  await expect(migrate(sql)).rejects.toThrow(
    `${numbered(newest + 1)}_more.sql, which this version of the program does not know`,
  )
})

test('a file that fails leaves nothing behind, and the next run takes it up', async () => {
  const newest = (await migrate(sql, { folder })).length
  const file = join(folder, `${numbered(newest + 1)}_broken.sql`)
  await writeFile(file, 'create table half (id integer); select 1/0;')
  await expect(migrate(sql, { folder })).rejects.toThrow('division by zero')
  expect(await sql`select to_regclass('half') as half`).toEqual([{ half: null }])
  await writeFile(file, 'create table half (id integer);')
  expect(await migrate(sql, { folder })).toEqual([newest + 1])
})

test('an index is made concurrently outside of a transaction while another process waits for its turn', async () => {
  const newest = (await migrate(sql, { folder })).length
  await writeFile(
    join(folder, `${numbered(newest + 1)}_index.sql`),
    '-- no transaction\ndrop index concurrently if exists report_title;\ncreate index concurrently report_title on report (title);\n',
  )
  const other = connect(database.url, { max: 2 })
  const applied = await Promise.all([migrate(sql, { folder }), migrate(other, { folder })])
  await other.end()
  expect(applied.flat()).toEqual([newest + 1])
  expect(await sql`select indisvalid from pg_index where indexrelid = 'report_title'::regclass`).toEqual([
    { indisvalid: true },
  ])
})

test('rows that a log took before its month had a partition move into it', async () => {
  await migrate(sql)
  await sql`insert into audit (at, actor, action, subject) values ('2031-05-31 23:59:59+00', 'a', 'b', 'may'), ('2031-06-01 00:00:00+00', 'a', 'b', 'june')`
  await Promise.all([
    ensureLogPartitions(sql, new Date('2031-05-31T12:00:00Z')),
    ensureLogPartitions(sql, new Date('2031-05-31T12:00:00Z')),
  ])
  const rows = await sql`select tableoid::regclass::text as part, subject from audit order by at`
  expect(rows).toEqual([
    { part: 'audit_2031_05', subject: 'may' },
    { part: 'audit_2031_06', subject: 'june' },
  ])
})
