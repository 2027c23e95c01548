/** What is kept for so many days: old rows go a few at a time, and nothing of it that a living figure leads to. */
import {
  connect,
  type Database,
  ensureLogPartitions,
  getFigure,
  getReading,
  readSnapshotBody,
  recordAudit,
  recordFetch,
  removeOld,
  reviewFigure,
  snapshotSizes,
  snapshotsOfReport,
  storeReading,
} from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createKeeper } from '../../../apps/worker/src/jobs/keep-no-longer.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { figure, readingOf } from './store-fixtures.ts'

const day = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * day)
let database: Awaited<ReturnType<typeof freshDatabase>>
let sql: Database

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 4 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})
beforeEach(
  () =>
    sql`truncate report, source, subject, counter, snapshot_body, audit, fetch_log, threshold, channel restart identity cascade`,
)

async function stored(name: string, fetchedDaysAgo: number, body = name) {
  const reading = await readingOf(sql, `https://news.example/${name}`, [figure()], { body })
  await sql`update snapshot set fetched_at = ${ago(fetchedDaysAgo)} where report_id = ${reading.reportId}`
  return { ...reading, ...(await storeReading(sql, reading)) }
}
const kept = async (reportId: number) => {
  const [snapshot] = await snapshotsOfReport(sql, reportId)
  return (await readSnapshotBody(sql, snapshot?.sha256 ?? '')) !== null
}

test('bytes: the oldest first, never those of a page fetched since or yet to be read; hash, text and figure stay', async () => {
  const [oldest, older] = [await stored('oldest', 90), await stored('older', 80)]
  const [first, again] = [await stored('first', 70, 'the same'), await stored('again', 1, 'the same')]
  const waiting = await readingOf(sql, 'https://news.example/waiting', [], { body: 'waiting' })
  await sql`update snapshot set fetched_at = ${ago(60)} where report_id = ${waiting.reportId}`
  expect(await snapshotSizes(sql)).toEqual({
    bodies: 4,
    bytes: 'oldestolderthe samewaiting'.length,
    newBytes: 0,
    inBucket: 0,
  })
  expect(await removeOld.bytes(sql, ago(30), 1)).toBe(1)
  expect([await kept(oldest.reportId), await kept(older.reportId)]).toEqual([false, true])
  expect(await removeOld.bytes(sql, ago(30), 10)).toBe(1)
  expect(await removeOld.bytes(sql, ago(30), 10)).toBe(0)
  expect([
    await kept(older.reportId),
    await kept(first.reportId),
    await kept(again.reportId),
    await kept(waiting.reportId),
  ]).toEqual([false, true, true, true])
  const why = await getFigure(sql, oldest.figureIds[0] ?? 0)
  expect(why).toMatchObject({
    figure: { excerpt: { text: '800000 people fled' } },
    snapshot: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  })
  expect((await getReading(sql, oldest.readingId))?.text).toBe('800000 people fled')
})

test('texts: of superseded readings alone, and of none that a kept verdict rests on', async () => {
  const plain = await stored('plain', 1)
  const judged = await stored('judged', 1)
  await reviewFigure(sql, { figureId: judged.figureIds[0] ?? 0, reviewer: 'Ana', verdict: 'approved' })
  for (const one of [plain, judged])
    await storeReading(sql, {
      ...one,
      codeVersion: 'test@2',
      document: { ...one.document, text: 'No number.' },
      figures: [],
    })
  await sql`update reading set superseded_at = ${ago(60)} where superseded_at is not null`
  expect(await removeOld.texts(sql, ago(90), 10)).toBe(0)
  expect(await removeOld.texts(sql, ago(30), 10)).toBe(1)
  expect(await removeOld.texts(sql, ago(30), 10)).toBe(0)
  const texts = await Promise.all(
    [plain, judged].map(async ({ readingId }) => (await getReading(sql, readingId))?.text),
  )
  expect(texts).toEqual(['', '800000 people fled'])
})

test('logs: across their partitions, so many at a time, and nothing newer', async () => {
  await ensureLogPartitions(sql)
  const entry = {
    sourceId: null,
    reportId: null,
    url: 'https://a.example/',
    status: 200,
    durationMs: 1,
    sizeBytes: 1,
    failureCode: null,
    failureMessage: null,
  }
  for (const age of [400, 300, 200, 2]) {
    await recordFetch(sql, entry)
    await sql`update fetch_log set at = ${ago(age)} where at > now() - interval '1 minute'`
  }
  await recordAudit(sql, { actor: 'a', action: 'b', subject: 'c' })
  expect(await removeOld.fetches(sql, ago(100), 2)).toBe(2)
  expect(await removeOld.fetches(sql, ago(100), 2)).toBe(1)
  expect(await removeOld.fetches(sql, ago(100), 2)).toBe(0)
  expect(await sql`select at from fetch_log`).toHaveLength(1)
  expect(await removeOld.audit(sql, ago(100), 2)).toBe(0)
  expect(await removeOld.audit(sql, ago(-1), 2)).toBe(1)
})

test('messages: those that have left and whose incidents are over', async () => {
  await sql`insert into channel (name, kind, settings, approval) values ('desk', 'webhook', '{}', 'none')`
  await sql`insert into subject (place_id, place_role, category, scope) values ('SY-ID', 'origin', 'idps', 'all')`
  await sql`insert into series (subject_id, kind, unit, state, rule) values (1, 'stock', 'person', 'open', 'r')`
  await sql`insert into threshold (name, kind, created_by, rule) values ('t', 'level', 'test', '{}')`
  const ids: string[] = []
  for (const [index, [incident, delivery]] of [
    ['firing', 'delivered'],
    ['corrected', 'delivered'],
    ['cleared', 'due'],
  ].entries()) {
    const [row] = await sql<{ id: string }[]>`
      with i as (
        insert into incident (threshold_id, series_id, crossing_key, state, crossing, started_on)
        values (1, 1, ${String(index)}, ${incident ?? ''}, '{}', '2020-01-01') returning id),
      a as (insert into alert (id, incident_id, kind, evidence, position) select gen_random_uuid(), id, 'fired', '{}', 0 from i returning id),
      d as (
        insert into delivery (id, channel_id, kind, state, created_at, closes_at, delivered_at)
        values (gen_random_uuid(), 1, 'alerts', ${delivery ?? ''}, ${ago(60)}, ${ago(60)}, ${delivery === 'delivered' ? ago(60) : null}) returning id),
      l as (insert into delivery_log (delivery_id, outcome) select id, 'delivered' from d),
      da as (insert into delivery_alert (delivery_id, alert_id, channel_id) select d.id, a.id, 1 from d, a)
      select id from d`
    ids.push(row?.id ?? '')
  }
  expect(await removeOld.messages(sql, ago(90), 10)).toBe(0)
  expect(await removeOld.messages(sql, ago(30), 10)).toBe(1)
  expect((await sql<{ id: string }[]>`select id from delivery order by state`).map(({ id }) => id)).toEqual([
    ids[0],
    ids[2],
  ])
  expect(await sql`select from delivery_log where delivery_id = ${ids[1] ?? ''}`).toHaveLength(0)
})

test('a worker removes nothing by default, and of a class a part with every sweep until the day is done', async () => {
  for (const name of ['a', 'b']) await stored(name, 60)
  let at = Date.now()
  const now = () => new Date(at)
  expect(await createKeeper({ sql, retention: {}, now })()).toEqual({})
  const keep = createKeeper({ sql, retention: { bytes: 30 }, now })
  expect(await keep()).toEqual({ bytes: 2 })
  await stored('c', 60)
  expect(await keep()).toEqual({})
  at += day
  expect(await keep()).toEqual({ bytes: 1 })
})
