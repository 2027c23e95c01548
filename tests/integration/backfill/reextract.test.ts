/** What is kept, read again by today's code: foreseen without a trace, applied once, cut off equal to whole; reviews kept and flagged. */
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import {
  askForRun,
  connect,
  type Database,
  getRun,
  progressOf,
  reviewFigure,
  storeReading,
} from '@displacement-monitor/shared/db'
import { codeVersion, openReader, reconcileMarked, runHere } from '@displacement-monitor/worker'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { notePage } from '../../support/archive-site.ts'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { figure, readingOf } from '../store/store-fixtures.ts'

const gazetteer = loadGazetteer()
const today = codeVersion(gazetteer)
/** What the page of this number says, cut out as the engine does. */
const stated = (n: number) => {
  const text = `More than ${(10_000 + n).toLocaleString('en')} people have fled`
  return { value: 10_000 + n, persons: 10_000 + n, excerpt: { start: 0, end: text.length, text } }
}
let database: FreshDatabase
let sql: Database
let reader: Awaited<ReturnType<typeof openReader>>

beforeEach(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 4 })
  reader = await openReader(
    { FETCH_ALLOW: [], FETCH_CONTACT: null, FETCH_DEADLINE_MS: 1_000, FETCH_MAX_BYTES: 1_000_000, HTTPS_PROXY: null },
    { sql, gazetteer },
  )
})
afterEach(async () => {
  await reader.close()
  await sql.end()
  await database.drop()
})

/** Of an older version: the report told by its number, with what that version had read. */
async function readByOldCode(
  n: number,
  figures: Parameters<typeof figure>[0][],
  body = notePage('2020-01', n),
): Promise<number> {
  const url = `https://news.example/${n}`
  const reading = await readingOf(sql, url, figures.map(figure), {
    codeVersion: 'extraction@0',
    body,
    publishedOn: `2020-01-0${n}`,
  })
  await storeReading(sql, reading)
  await reconcileMarked(sql, gazetteer)
  return reading.reportId
}
const asked = { kind: 'reextract', sourceId: null, from: null, to: null } as const
async function run(dryRun: boolean, stopping = new AbortController().signal) {
  const { run } = await askForRun(sql, { ...asked, dryRun }, 'ana')
  await runHere(reader.context, run.id, { stopping })
  return run.id
}
const tables = ['report', 'reading', 'snapshot', 'figure', 'claim', 'series', 'series_point', 'series_mark']
const everything = async () =>
  Object.fromEntries(
    await Promise.all(
      tables.map(async (table) => [
        table,
        (await sql<{ row: string }[]>`select t::text as row from ${sql(table)} as t order by 1`).map(({ row }) => row),
      ]),
    ),
  )
const living = async () =>
  (
    await sql<{ report: number; value: number; code: string }[]>`
    select f.report_id as report, f.value, g.code_version as code from figure f join reading g on g.id = f.reading_id
    where f.superseded_at is null order by 1, 2`
  ).map(({ report, value, code }) => [report, value, code === today])

test('a dry run tells what is the same, changed, gone and new, and leaves no trace; the run itself does it, once', async () => {
  await readByOldCode(1, [stated(1)]) // read the same but for the counter, the place's role, …: what the old code knew
  const wrong = await readByOldCode(2, [{ ...stated(2), value: 2, persons: 2 }])
  const missed = await readByOldCode(3, [])
  const invented = await readByOldCode(4, [stated(4), { value: 50_000, place: null }])
  const before = await everything()
  const dry = await getRun(sql, await run(true))
  expect(await everything()).toEqual(before)
  expect(dry).toMatchObject({
    state: 'done',
    closing: {
      figuresSame: 2,
      figuresNew: 1,
      figuresChanged: 1,
      figuresSuperseded: 1,
      seriesChanged: 0,
      reports: { read: 3, unchanged: 1 },
    },
  })
  expect(
    dry?.closing?.differences.map(({ reportId, before, after, fields }) => [
      reportId,
      before?.value,
      after?.value,
      fields,
    ]),
  ).toEqual([
    [wrong, 2, 10_002, ['value']],
    [missed, undefined, 10_003, []],
    [invented, 50_000, undefined, []],
  ])
  const applied = await getRun(sql, await run(false))
  expect(applied?.closing).toMatchObject({
    figuresSame: 2,
    figuresNew: 1,
    figuresChanged: 1,
    figuresSuperseded: 1,
    reports: { read: 3, unchanged: 1 },
  })
  expect(await living()).toEqual([1, 2, 3, 4].map((n) => [n, 10_000 + n, true]))
  expect(
    await sql`select count(*)::int as old from reading where superseded_at is not null and code_version = 'extraction@0'`,
  ).toEqual([{ old: 4 }])
  const after = await everything()
  const again = await askForRun(sql, { ...asked, dryRun: false }, 'ben')
  await runHere(reader.context, again.run.id, { stopping: new AbortController().signal })
  expect(again.isNew).toBe(true)
  expect(await getRun(sql, again.run.id)).toMatchObject({
    state: 'done',
    estimate: {
      chunks: 0,
      notes: ["Nothing is to be read again: all pages whose bytes are kept were read with today's code."],
    },
  })
  expect(await everything()).toEqual(after)
})

test('cut off between two reports and taken up again, it is the same as whole; what today cannot read keeps its reading', async () => {
  for (let n = 1; n <= 8; n++) await readByOldCode(n, [{ ...stated(n), value: n, persons: n }])
  const broken = await readByOldCode(9, [{ value: 7_777, persons: 7_777 }], '<html><body></body></html>')
  const cut = new AbortController()
  const { run: asks } = await askForRun(sql, { ...asked, dryRun: false }, 'ana')
  const running = runHere(reader.context, asks.id, { stopping: cut.signal })
  while ((await progressOf(sql, asks.id)).settled < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  cut.abort()
  await running
  const half = await progressOf(sql, asks.id)
  expect(half.settled).toBeLessThan(9)
  expect(half.chunks).toMatchObject({ waiting: 1, done: 0 })
  await run(false)
  expect(await getRun(sql, asks.id)).toMatchObject({
    state: 'done',
    closing: { figuresChanged: 8, reports: { read: 8, dead: 1 } },
  })
  expect(await living()).toEqual([
    ...Array.from({ length: 8 }, (_, at) => [at + 1, 10_001 + at, true]),
    [broken, 7_777, false],
  ])
  expect((await progressOf(sql, asks.id)).lastError).toMatch(new RegExp(`^report ${broken} keeps its reading: `))
})

test('an approved figure that is read otherwise stays, is flagged, and is told first', async () => {
  await readByOldCode(1, [stated(1)])
  await readByOldCode(2, [{ ...stated(2), value: 2, persons: 2 }])
  await readByOldCode(3, [{ ...stated(3), value: 3, persons: 3 }])
  const [figureId = 0] = (await sql<{ id: number }[]>`select id from figure where value = 3`).map(({ id }) => id)
  await reviewFigure(sql, { figureId, verdict: 'approved', reviewer: 'Ana' })
  const closed = await getRun(sql, await run(false))
  expect(closed?.closing).toMatchObject({ reviewsToDecide: 1, figuresChanged: 2 })
  expect(closed?.closing?.differences.map(({ before, reviewed }) => [before?.value, reviewed])).toEqual([
    [3, true],
    [2, false],
  ])
  expect(
    await sql`
    select value, review, evidence_changed as changed, rival_of as rival from figure where superseded_at is null and report_id = 3 order by value`,
  ).toEqual([
    { value: 3, review: 'approved', changed: 'read_otherwise', rival: null },
    { value: 10_003, review: 'unreviewed', changed: null, rival: figureId },
  ])
})
