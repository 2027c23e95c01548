/** A withdrawn report in the tables: its words are nowhere, its hash and reason stay, its lines are told without it, and it stays away. */

import { loadGazetteer } from '@displacement-monitor/gazetteer'
import {
  connect,
  type Database,
  deadLetters,
  discoverReports,
  getReport,
  groupSameTexts,
  insertSnapshot,
  inTransaction,
  listAudit,
  listFigures,
  listSeries,
  pointsOf,
  readSnapshotBody,
  reviewFigure,
  snapshotsOfReport,
  storeReading,
  withdrawReport,
} from '@displacement-monitor/shared/db'
import { reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '../../support/fresh-database.ts'
import { allRows, figure, readingOf, source } from './store-fixtures.ts'

const gazetteer = loadGazetteer()
const asked = { reason: 'the publisher asked', actor: 'desk' }
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
beforeEach(async () => {
  await sql`truncate report, source, subject, counter, snapshot_body, backfill_run, audit restart identity cascade`
})

/** A marked number in marked words. */
const secret = (value = 777_123) =>
  figure({
    value,
    persons: value,
    excerpt: { start: 0, end: 27, text: `zebrafish ${value} people fled`.slice(0, 27) },
    place: { name: 'Quagga town', placeId: 'SY-ID', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' },
    counter: 'UN',
  })

async function stored(url: string, figures = [secret()], more: Parameters<typeof readingOf>[3] = {}) {
  const reading = await readingOf(sql, url, figures, more)
  return {
    ...reading,
    ...(await storeReading(sql, { ...reading, document: { ...reading.document, title: 'Zebrafish title' } })),
  }
}

const lines = async () => {
  const series = await listSeries(sql, {})
  const points = await pointsOf(
    sql,
    series.map(({ id }) => id),
  )
  return series.map(({ id, rule }) => [rule, (points.get(id) ?? []).map(({ value }) => value)])
}

/** A run that read the report again has told how: in words of figures, and in the numbers of its line. */
async function rereadBy(reportId: number): Promise<void> {
  const difference = { reportId, before: { words: 'zebrafish before' }, after: null, fields: [], reviewed: false }
  const closing = { differences: [difference], series: [{ seriesId: 1, before: { value: 777_123 }, after: null }] }
  await sql`
    with run as (
      insert into backfill_run (run_key, kind, state, requested_by, closing)
      values ('reextract', 'reextract', 'done', 'test', ${sql.json(closing)}) returning id),
    chunk as (insert into backfill_chunk (run_id, position, state) select id, 0, 'done' from run returning id)
    insert into backfill_item (chunk_id, report_id, outcome, differences)
    select id, ${reportId}, 'read', ${sql.json([difference])} from chunk`
}

test('words and bytes go from every table at once; address, hash, reason, day and who stay', async () => {
  const report = await stored('https://news.example/a', [secret()], { body: '<p>zebrafish bytes</p>' })
  await reviewFigure(sql, {
    figureId: report.figureIds[0] ?? 0,
    reviewer: 'Ana',
    reason: 'it says zebrafish',
    verdict: 'approved',
  })
  await reconcileMarked(sql, gazetteer)
  await rereadBy(report.reportId)
  const [snapshot] = await snapshotsOfReport(sql, report.reportId)
  const withdrawn = await withdrawReport(sql, report.reportId, asked)
  expect(withdrawn).toEqual({ outcome: 'withdrawn', figures: 1, bodies: 1, series: 1 })
  const told = Object.entries(await allRows(sql)).flatMap(([table, rows]) =>
    rows.filter((row) => /zebrafish|quagga/i.test(row)).map((row) => `${table}: ${row}`),
  )
  expect(told).toEqual([])
  const [run] = await sql`select closing from backfill_run`
  expect(run?.closing).toEqual({ differences: [], series: [] })
  const kept = await getReport(sql, report.reportId)
  expect(kept).toMatchObject({
    url: 'https://news.example/a',
    title: null,
    withdrawnReason: asked.reason,
    withdrawnBy: 'desk',
  })
  expect(kept?.withdrawnAt).toBeInstanceOf(Date)
  expect((await snapshotsOfReport(sql, report.reportId)).map(({ sha256 }) => sha256)).toEqual([snapshot?.sha256])
  expect(await readSnapshotBody(sql, snapshot?.sha256 ?? '')).toBeNull()
  expect(await listFigures(sql, { includeSuperseded: true })).toEqual({ items: [], nextCursor: null })
  const [entry] = await listAudit(sql, { subject: `report:${report.reportId}` })
  expect(entry).toMatchObject({
    actor: 'desk',
    action: 'report.withdraw',
    detail: { reason: asked.reason, figures: 1 },
  })
  expect(await withdrawReport(sql, report.reportId, { reason: 'again', actor: 'other' })).toEqual({ outcome: 'before' })
  expect((await getReport(sql, report.reportId))?.withdrawnReason).toBe(asked.reason)
  expect(await withdrawReport(sql, 999, asked)).toEqual({ outcome: 'unknown' })
})

test('its number leaves the line at once, other reports of it keep theirs, and the rebuild ends where one without it would', async () => {
  const report = await stored('https://news.example/a')
  await stored('https://news.example/b', [
    figure({ value: 810_000, persons: 810_000, asOf: { day: '2020-02-20', accuracy: 'day' } }),
  ])
  const mirror = await stored('https://news.example/mirror', [figure()])
  const both = await stored('https://news.example/both', [figure()])
  await reconcileMarked(sql, gazetteer)
  await withdrawReport(sql, report.reportId, asked)
  await withdrawReport(sql, both.reportId, asked)
  const [[rule, values] = []] = await lines()
  expect(rule).toMatch(/^to be rebuilt/)
  expect(values).not.toContain(777_123)
  expect(values).toContain(810_000)
  await reconcileMarked(sql, gazetteer)
  const after = await lines()
  expect(JSON.stringify(after)).not.toContain('777123')
  await sql`truncate series restart identity cascade`
  await sql`insert into series_mark (subject_id) select id from subject`
  await reconcileMarked(sql, gazetteer)
  expect(after).toEqual(await lines())
  expect((await getReport(sql, mirror.reportId))?.title).toBe('Zebrafish title')
})

test('bytes that a living report holds stay until the last of them is withdrawn', async () => {
  const body = '<p>the same bytes</p>'
  const [first, second] = [
    await stored('https://news.example/a', [], { body }),
    await stored('https://news.example/b', [], { body }),
  ]
  const [{ sha256 } = { sha256: '' }] = await snapshotsOfReport(sql, first.reportId)
  expect(await withdrawReport(sql, first.reportId, asked)).toMatchObject({ bodies: 0 })
  expect(await readSnapshotBody(sql, sha256)).not.toBeNull()
  expect(await withdrawReport(sql, second.reportId, asked)).toMatchObject({ bodies: 1 })
  expect(await readSnapshotBody(sql, sha256)).toBeNull()
})

test('nothing brings it back: not its address, not its bytes under another, not a reading that had begun', async () => {
  const body = '<p>bytes that come again</p>'
  const report = await stored('https://news.example/a', [secret()], { body })
  await sql`update report set origin = 'seed' where id = ${report.reportId}`
  await withdrawReport(sql, report.reportId, asked)
  const again = [{ url: 'https://news.example/a', title: 'Zebrafish title', publishedAt: null, language: null }]
  expect(await discoverReports(sql, source.id, 'poll', again)).toEqual([
    { id: report.reportId, url: 'https://news.example/a', isNew: false },
  ])
  expect((await getReport(sql, report.reportId))?.title).toBeNull()
  await expect(storeReading(sql, report)).rejects.toMatchObject({ code: 'withdrawn', kind: 'permanent' })
  await expect(readingOf(sql, 'https://news.example/a', [], { body: 'other bytes' })).rejects.toMatchObject({
    message: `Report ${report.reportId} was withdrawn: nothing of it is stored again.`,
  })
  await expect(readingOf(sql, 'https://news.example/elsewhere', [], { body })).rejects.toMatchObject({
    code: 'withdrawn',
    message: `These are the bytes of report ${report.reportId}, which was withdrawn: they are not stored again.`,
  })
  expect(await sql`select from snapshot_body`).toHaveLength(0)
  await sql`update report set state = 'dead' where id = ${report.reportId}`
  expect(await deadLetters(sql)).toEqual([])
})

test('a store and a withdrawal at once: whichever comes first, no bytes and no words are left', async () => {
  for (const first of ['store', 'withdraw'] as const) {
    const reading = await readingOf(sql, `https://news.example/${first}`, [secret()], { body: `<p>${first}</p>` })
    const bytes = {
      reportId: reading.reportId,
      url: 'https://news.example/',
      status: 200,
      mediaType: null,
      bytes: Buffer.from(`late ${first}`),
      etag: null,
      lastModified: null,
      fetchedAt: new Date(),
    }
    const withdraw = () => withdrawReport(sql, reading.reportId, asked)
    const store = () => insertSnapshot(sql, bytes)
    if (first === 'store') {
      let late: Promise<unknown> | null = null
      await inTransaction(sql, async (tx) => {
        await insertSnapshot(tx, bytes)
        await storeReading(tx, reading)
        late = withdraw()
        await waiting()
      })
      await late
    } else {
      let late: Promise<unknown> | null = null
      await inTransaction(sql, async (tx) => {
        await withdrawReport(tx, reading.reportId, asked)
        late = store().then(
          () => 'stored',
          (error: Error) => error.message,
        )
        await waiting()
      })
      expect(await late).toContain('was withdrawn')
    }
  }
  expect(await sql`select from snapshot_body`).toHaveLength(0)
  expect(JSON.stringify(await allRows(sql))).not.toContain('zebrafish')
})

/** Until somebody waits for a lock. */
async function waiting(): Promise<void> {
  for (;;) {
    const [row] = await sql<{ waits: number }[]>`
      select count(*)::int as waits from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    if ((row?.waits ?? 0) > 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('of one text on several sites the others are still one voice', async () => {
  const words = Array.from({ length: 80 }, (_, index) => `word${index}`).join(' ')
  const text = `777123 people fled from there. ${words}`
  const ids: number[] = []
  for (const site of ['a', 'b', 'c']) {
    const reading = await readingOf(sql, `https://${site}.example/`, [figure({ value: 777_123, persons: 777_123 })], {
      publisher: site,
      body: site,
    })
    await storeReading(sql, { ...reading, document: { ...reading.document, text } })
    ids.push(reading.reportId)
  }
  await groupSameTexts(sql)
  const groups = async () =>
    (await sql<{ id: number; group: number | null }[]>`select id, text_group as "group" from report order by id`).map(
      ({ group }) => group,
    )
  expect(await groups()).toEqual([ids[0], ids[0], ids[0]])
  await withdrawReport(sql, ids[0] ?? 0, asked)
  await groupSameTexts(sql)
  expect(await groups()).toEqual([null, ids[1], ids[1]])
})
