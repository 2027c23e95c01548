/** Backup and restore: equal row by row, or nothing at all. */
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import { foldFigure } from '@displacement-monitor/series'
import {
  type ArchiveSummary, backup, connect, type Database, ensureAdminKey, insertSnapshot, migrate, restore, schemaVersion, seed, storeReading,
} from '@displacement-monitor/shared/db' // biome-ignore format: a list
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { allRows, figure, newReport, readingOf } from './store-fixtures.ts'

let original: FreshDatabase
let sql: Database
let archive: Buffer
let summary: ArchiveSummary

async function archiveOf(database: Database): Promise<{ bytes: Buffer; summary: ArchiveSummary }> {
  const output = new PassThrough()
  const [bytes, made] = await Promise.all([buffer(output), backup(database, output)])
  return { bytes, summary: made }
}

async function withDatabase<T>(options: { empty?: boolean }, work: (target: Database) => Promise<T>): Promise<T> {
  const fresh = await freshDatabase(options)
  const target = connect(fresh.url, { max: 3 })
  try {
    return await work(target)
  } finally {
    await target.end()
    await fresh.drop()
  }
}

beforeAll(async () => {
  original = await freshDatabase()
  sql = connect(original.url, { max: 4 })
  await seed(sql, { set: 'full', fold: foldFigure })
  await ensureAdminKey(sql)
  for (let n = 0; n < 100; n++) {
    const figures = Array.from({ length: 10 }, (_, at) =>
      figure({ value: 1000 + n * 10 + at, subsetOf: at === 9 ? 0 : null }),
    )
    await storeReading(
      sql,
      await readingOf(sql, `https://a.example/${n}`, figures, { publisher: 'tab\there, \\N and "quotes"\nبيروت' }),
    )
  }
  // Random bytes that make more than one part of a table.
  const reportId = await newReport(sql, 'https://a.example/large')
  const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => (at * 2_654_435_761) >>> 13))
  await insertSnapshot(sql, {
    reportId,
    url: 'u',
    status: 200,
    mediaType: null,
    bytes,
    etag: null,
    lastModified: null,
    fetchedAt: new Date(),
  })
  const made = await archiveOf(sql)
  archive = made.bytes
  summary = made.summary
})
afterAll(async () => {
  await sql.end()
  await original.drop()
})

test('a restored database is equal row by row, and new rows get new ids', async () => {
  expect(summary.rows.figure).toBeGreaterThan(1000)
  await withDatabase({ empty: true }, async (target) => {
    expect(await restore(target, Readable.from([archive]))).toEqual(summary)
    expect(await allRows(target)).toEqual(await allRows(sql))
    const before = summary.rows.report ?? 0
    expect(await newReport(target, 'https://a.example/new')).toBeGreaterThan(before)
  })
})

test('an empty migrated database takes the same archive, in chunks of any size', async () => {
  const chunks: Buffer[] = []
  for (let at = 0; at < archive.length; at += 65_537) chunks.push(archive.subarray(at, at + 65_537))
  await withDatabase({}, async (target) => {
    await restore(target, Readable.from(chunks))
    expect(await allRows(target)).toEqual(await allRows(sql))
  })
})

test.each([
  ['in its first bytes', (whole: Buffer) => whole.subarray(0, 20)],
  ['in the manifest', (whole: Buffer) => whole.subarray(0, 600)],
  ['in the middle', (whole: Buffer) => whole.subarray(0, whole.length >> 1)],
  ['a little before its end', (whole: Buffer) => whole.subarray(0, whole.length - 500)],
  ['neatly, between two files', (whole: Buffer) => gzipSync(gunzipSync(whole).subarray(0, 512 * 200))],
])('an archive cut off %s leaves an empty database and says so', async (_, cut) => {
  await withDatabase({}, async (target) => {
    await expect(restore(target, Readable.from([cut(archive)]))).rejects.toThrow(
      /archive is (cut off|damaged)|no backup/,
    )
    const rows = Object.values(await allRows(target)).flat()
    expect(rows).toEqual([])
    // The same connection pool goes on working.
    await restore(target, Readable.from([archive]))
    expect(await allRows(target)).toEqual(await allRows(sql))
  })
})

test('a number that was changed inside is found by its checksum', async () => {
  const bytes = gunzipSync(archive)
  const at = bytes.indexOf('\t800000\t')
  expect(at).toBeGreaterThan(0)
  bytes.write('9', at + 1)
  await withDatabase({}, async (target) => {
    await expect(restore(target, Readable.from([gzipSync(bytes)]))).rejects.toThrow(
      /rows of \w+ are not those that were saved/,
    )
    expect(Object.values(await allRows(target)).flat()).toEqual([])
  })
})

test('a database with rows, a text file, and an archive of a newer schema are refused', async () => {
  await withDatabase({}, async (target) => {
    await newReport(target, 'https://a.example/mine')
    await expect(restore(target, Readable.from([archive]))).rejects.toThrow('not empty')
    await expect(restore(target, Readable.from([Buffer.from('hello')]))).rejects.toThrow('does not unpack')
  })
  const bytes = gunzipSync(archive)
  const version = `"schemaVersion": ${summary.schemaVersion}`
  // As long as it was: the space before the number makes room for one more digit.
  const newer = version.replace(/ \d+$/, (number) => '9'.repeat(number.length))
  bytes.write(newer, bytes.indexOf(version))
  await withDatabase({}, async (target) => {
    await expect(restore(target, Readable.from([gzipSync(bytes)]))).rejects.toThrow(
      /schema 9{2,}, this version of the program knows/,
    )
  })
})

test('an older archive comes back and is migrated to the newest schema', async () => {
  await withDatabase({ empty: true }, async (older) => {
    await migrate(older, { to: 2 })
    const { bytes } = await archiveOf(older)
    await withDatabase({ empty: true }, async (target) => {
      expect((await restore(target, Readable.from([bytes]))).schemaVersion).toBe(2)
      expect(await schemaVersion(target)).toBe(summary.schemaVersion)
    })
    await withDatabase({}, async (target) => {
      await expect(restore(target, Readable.from([bytes]))).rejects.toThrow('restore into a new, empty database')
    })
  })
})

test('writers go on while a backup is taken, and the backup is of one moment', async () => {
  let writing = true
  const writer = (async () => {
    for (let n = 0; writing; n++)
      await storeReading(sql, await readingOf(sql, `https://b.example/${n}`, [figure({ value: n + 1 })]))
  })()
  const { bytes, summary: made } = await archiveOf(sql)
  writing = false
  await writer
  await withDatabase({ empty: true }, async (target) =>
    expect((await restore(target, Readable.from([bytes]))).rows).toEqual(made.rows),
  )
})

test('a backup that nobody takes to its end fails, and leaves no transaction open', async () => {
  const output = new PassThrough({ highWaterMark: 1024 })
  output.once('data', () => output.destroy(new Error('the pipe was closed')))
  await expect(backup(sql, output)).rejects.toThrow('the pipe was closed')
  const open = async () => {
    const rows =
      await sql`select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`
    return rows.length
  }
  await expect.poll(open).toBe(0)
  expect((await archiveOf(sql)).summary.rows.figure).toBeGreaterThan(1000)
})
