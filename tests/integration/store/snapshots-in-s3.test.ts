/** Bytes in S3-compatible storage: moved there and back, never lost and never left behind, wherever the work is cut off. */
import { createHash, randomBytes } from 'node:crypto'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import {
  askForRun,
  connect,
  type Database,
  getRun,
  readSnapshotBody,
  removeOld,
  snapshotSizes,
  storeReading,
  withdrawReport,
} from '@displacement-monitor/shared/db'
import { openReader, runHere } from '@displacement-monitor/worker'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createMover } from '../../../apps/worker/src/snapshot-bucket/move-bodies.ts'
import { type Bucket, openBucket } from '../../../apps/worker/src/snapshot-bucket/s3-bucket.ts'
import { notePage } from '../../support/archive-site.ts'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { type S3Server, s3Server } from '../../support/s3-server.ts'
import { figure, readingOf } from './store-fixtures.ts'

let database: FreshDatabase
let sql: Database
let server: S3Server
let bucket: Bucket

const opened = (settings = {}): Bucket => {
  const one = openBucket({ ...server.settings, HTTPS_PROXY: null, ...settings })
  if (!one) throw new Error('the settings name no bucket')
  return one
}
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 8 })
  server = await s3Server()
  bucket = opened()
})
afterAll(async () => {
  await bucket.close()
  await server.close()
  await sql.end()
  await database.drop()
})
beforeEach(async () => {
  await sql`truncate report, source, subject, counter, snapshot_body, bucket_removal, backfill_run, audit restart identity cascade`
  for await (const hashes of bucket.list()) for (const hash of hashes) await bucket.remove(hash)
})

/** A worker's passes over the bytes; what they say is kept. */
function mover(store: 'postgres' | 's3' = 's3', through: Bucket = bucket, from: Database = sql) {
  const told: string[] = []
  let at = Date.now()
  const say = (fields: object, message?: string) =>
    void told.push('err' in fields ? `! ${message}` : String(message ?? fields))
  const pass = createMover({
    sql: from,
    bucket: through,
    store,
    log: { info: say, warn: say } as never,
    now: () => new Date(at),
    stopping: new AbortController().signal,
    atOnce: 20,
  })
  const nextDay = () => {
    at += 86_400_000
  }
  return Object.assign(pass, { told, nextDay })
}
/** Objects, by the texts of which they are the hashes. */
async function objects(...texts: string[]): Promise<string[]> {
  const found: string[] = []
  for await (const hashes of bucket.list(10)) found.push(...hashes)
  return found.map((hash) => texts.find((text) => hashOf(text) === hash) ?? hash).sort()
}
const places = async () =>
  Object.fromEntries(
    (
      await sql<{ place: string; count: number }[]>`select place, count(*)::int as count from snapshot_body group by 1`
    ).map(({ place, count }) => [place, count]),
  )
const stored = async (name: string, body: string) =>
  (await readingOf(sql, `https://news.example/${name}`, [], { body })).reportId
const textOf = async (body: string, from: Bucket | null = bucket) => {
  const bytes = await readSnapshotBody(sql, hashOf(body), from)
  return bytes === null ? null : Buffer.from(bytes).toString('utf8')
}
/** As when an hour has gone by. */
const later = () => sql`update bucket_removal set removed_at = removed_at - interval '61 minutes'`

const long = 'The same words again and again. '.repeat(500)

test('bytes go there, are read there as they were, and come home again', async () => {
  await stored('a', long)
  await stored('b', 'short')
  const before = await snapshotSizes(sql)
  expect(before).toMatchObject({ bodies: 2, inBucket: 0 })
  await mover()()
  expect(await places()).toEqual({ bucket: 2 })
  expect(await sql`select from snapshot_body where bytes is not null`).toHaveLength(0)
  expect(await objects(long, 'short')).toEqual([long, 'short'])
  expect([await textOf(long), await textOf('short')]).toEqual([long, 'short'])
  expect(await snapshotSizes(sql)).toEqual({ ...before, inBucket: 2 })
  // The same bytes of another report are there already.
  await stored('c', long)
  expect(await places()).toEqual({ bucket: 2 })
  await mover('postgres')()
  expect(await places()).toEqual({ table: 2 })
  expect(await objects(long, 'short')).toEqual([])
  expect([await textOf(long, null), await textOf('short', null)]).toEqual([long, 'short'])
  expect(await snapshotSizes(sql)).toEqual(before)
})

test('more than one listing holds, by several workers at once: each moves once, and nothing else is taken for it', async () => {
  const texts = Array.from({ length: 45 }, () => randomBytes(8).toString('hex'))
  await sql`
    insert into snapshot_body (sha256, encoding, bytes)
    select encode(sha256(convert_to(t, 'UTF8')), 'hex'), 'identity', convert_to(t, 'UTF8') from unnest(${texts}::text[]) as t`
  await Promise.all([mover()(), mover()()])
  expect(await places()).toEqual({ bucket: texts.length })
  expect(await objects(...texts)).toEqual([...texts].sort())
})

test('withdrawn or kept long enough: the object goes, and stays where another report has the same bytes', async () => {
  const [alone, shared] = [await stored('alone', 'alone'), await stored('shared', 'shared')]
  await stored('other', 'shared')
  await stored('old', 'old')
  const pass = mover()
  await pass()
  for (const id of [alone, shared]) await withdrawReport(sql, id, { reason: 'asked for', actor: 'ana' })
  await sql`
    update snapshot set fetched_at = case sha256 when ${hashOf('old')} then now() - interval '90 days' else now() end`
  await sql`update report set state = 'read' where state = 'discovered'`
  expect(await removeOld.bytes(sql, new Date(Date.now() - 30 * 86_400_000), 10)).toBe(1)
  expect([await textOf('alone'), await textOf('shared'), await textOf('old')]).toEqual([null, 'shared', null])
  await pass()
  expect(await objects('alone', 'shared', 'old')).toEqual(['shared'])
  // A write that landed late, of a worker that was killed, goes with the second time.
  await bucket.put(hashOf('alone'), Buffer.from('alone'))
  await later()
  await pass()
  expect(await objects('alone', 'shared')).toEqual(['shared'])
  expect(await sql`select from bucket_removal`).toHaveLength(0)
})

test('a worker killed at any point of a move: the bytes are moved again, and withdrawn whole', async () => {
  for (const point of ['before the object', 'after the object'] as const)
    for (const then of ['moved again', 'withdrawn'] as const) {
      const text = `${point}, ${then}`
      const reportId = await stored(text, text)
      // Its own connections, which end with it.
      const dying = connect(database.url, { max: 2 })
      const lost = new Promise<never>(() => {})
      let reached = () => {}
      const there = new Promise<void>((resolve) => {
        reached = resolve
      })
      const cut: Bucket = {
        ...bucket,
        async put(sha256, bytes) {
          if (point === 'after the object') await bucket.put(sha256, bytes)
          reached()
          await lost
        },
      }
      const pass = mover('s3', cut, dying)()
      pass.catch(() => {})
      await there
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where query like '%no key update skip locked%' and pid <> pg_backend_pid()`
      expect(await textOf(text)).toBe(text)
      if (then === 'withdrawn') await withdrawReport(sql, reportId, { reason: 'asked for', actor: 'ana' })
      await mover()()
      expect([text, await objects(text), await textOf(text)]).toEqual(
        then === 'withdrawn' ? [text, [], null] : [text, [text], text],
      )
      await sql`truncate report, snapshot_body, bucket_removal restart identity cascade`
      await bucket.remove(hashOf(text))
      await dying.end({ timeout: 0 })
    }
})

test('a withdrawal during a move waits for it, and takes the object along', async () => {
  const reportId = await stored('a', 'a')
  let withdrawn: Promise<unknown> = Promise.resolve()
  const slow: Bucket = {
    ...bucket,
    async put(sha256, bytes) {
      withdrawn = withdrawReport(sql, reportId, { reason: 'asked for', actor: 'ana' })
      await bucket.put(sha256, bytes)
    },
  }
  const pass = mover('s3', slow)
  await pass()
  await withdrawn
  await pass()
  expect([await objects('a'), await places()]).toEqual([[], {}])
})

test('bytes that come back after they were deleted are not deleted for it', async () => {
  const first = await stored('first', 'the same')
  const pass = mover()
  await pass()
  await withdrawReport(sql, first, { reason: 'asked for', actor: 'ana' })
  await pass()
  await sql`delete from snapshot where report_id = ${first}`
  await stored('second', 'the same')
  await pass()
  await later()
  await pass()
  expect([await objects('the same'), await textOf('the same')]).toEqual([['the same'], 'the same'])
})

test('once a day: objects that no row speaks of go, others stay', async () => {
  await stored('kept', 'kept')
  const pass = mover()
  await pass()
  await bucket.put(hashOf('orphan'), Buffer.from('orphan'))
  await pass()
  expect(await objects('kept', 'orphan')).toEqual(['kept', 'orphan'])
  pass.nextDay()
  await pass()
  expect(await objects('kept', 'orphan')).toEqual(['kept'])
})

test('the bucket of another database is read and left alone', async () => {
  const reportId = await stored('a', 'a')
  await mover()()
  const copy = await freshDatabase()
  const theirs = connect(copy.url, { max: 4 })
  try {
    await theirs`insert into snapshot_body (sha256, encoding, bytes) values (${hashOf('b')}, 'identity', 'b')`
    const pass = mover('s3', bucket, theirs)
    await pass()
    await pass()
    expect(pass.told).toEqual([expect.stringMatching(/^! The S3 bucket belongs to another database/)])
    expect(await objects('a', 'b')).toEqual(['a'])
    expect(await theirs`select place from snapshot_body`).toEqual([{ place: 'table' }])
  } finally {
    await theirs.end()
    await copy.drop()
  }
  expect((await withdrawReport(sql, reportId, { reason: 'asked for', actor: 'ana' })).outcome).toBe('withdrawn')
})

test('storage that is away or refuses: told once, bytes wait in the tables, and no secret is told', async () => {
  await stored('a', 'a')
  const away = opened({ S3_ENDPOINT: 'http://127.0.0.1:9' })
  const refusing = opened({ S3_SECRET_ACCESS_KEY: 'hidden-secret' })
  const noBucket = opened({ S3_BUCKET: 'no-such-bucket' })
  for (const [one, told] of [
    [away, '! S3 storage: 127.0.0.1:9 refused the connection.'],
    [refusing, '! S3 storage answered 403 SignatureDoesNotMatch'],
    [noBucket, '! S3 storage answered 404 NoSuchBucket'],
  ] as const) {
    const pass = mover('s3', one)
    await pass()
    await pass()
    expect(pass.told).toEqual([told])
    await one.close()
  }
  expect(await places()).toEqual({ table: 1 })
  await mover()()
  await expect(readSnapshotBody(sql, hashOf('a'))).rejects.toMatchObject({ code: 'bucket_unavailable' })
  await bucket.put(hashOf('a'), Buffer.from('something else'))
  await expect(readSnapshotBody(sql, hashOf('a'), bucket)).rejects.toMatchObject({ code: 'bucket_unavailable' })
  await bucket.remove(hashOf('a'))
  expect(await readSnapshotBody(sql, hashOf('a'), bucket)).toBeNull()
})

test('what is kept there is read again by today’s code', async () => {
  const body = notePage('2020-01', 1)
  const reading = await readingOf(sql, 'https://news.example/1', [figure()], { codeVersion: 'extraction@0', body })
  await storeReading(sql, reading)
  await mover()()
  const gazetteer = loadGazetteer()
  const fetching = { FETCH_ALLOW: [], FETCH_CONTACT: null, FETCH_DEADLINE_MS: 1_000, FETCH_MAX_BYTES: 1_000_000 }
  const reader = await openReader({ ...fetching, ...server.settings, HTTPS_PROXY: null }, { sql, gazetteer })
  try {
    const asked = { kind: 'reextract', sourceId: null, from: null, to: null, dryRun: false } as const
    const { run } = await askForRun(sql, asked, 'ana')
    await runHere(reader.context, run.id, { stopping: new AbortController().signal })
    expect((await getRun(sql, run.id))?.closing).toMatchObject({ reports: { read: 1 }, figuresNew: 1 })
  } finally {
    await reader.close()
  }
})
