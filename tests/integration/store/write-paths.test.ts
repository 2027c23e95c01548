/** What a worker asks and writes for each report is found by an index, so that the millionth report costs what the first one did. */
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import {
  askForRun,
  beginAttempt,
  connect,
  type Database,
  dueReports,
  groupSameTexts,
  removeOld,
  retentionClasses,
  reviewFigure,
  storeReading,
  storeReadings,
  withdrawReport,
} from '@displacement-monitor/shared/db'
import { codeVersion, openReader, reconcileMarked, runHere } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { notePage } from '../../support/archive-site.ts'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { figure, newReport, readingOf } from './store-fixtures.ts'

const gazetteer = loadGazetteer()
const [stored, acted] = [600, 20]
/** A table read as a whole for each report of an act would give `stored` times `acted`. */
const mostRows = stored * 8

let database: FreshDatabase
let sql: Database
const settings = {
  FETCH_ALLOW: [],
  FETCH_CONTACT: null,
  FETCH_DEADLINE_MS: 1_000,
  FETCH_MAX_BYTES: 1_000_000,
  HTTPS_PROXY: null,
}

/** Each text has enough words for its signature, and they are its own. */
const reading = (n: number, code = codeVersion(gazetteer)) => {
  const text = `${10_000 + n} people fled ${Array.from({ length: 40 }, (_, at) => `word${n}x${at}`).join(' ')}`
  const told = figure({ value: 10_000 + n, persons: 10_000 + n, excerpt: { start: 0, end: text.length, text } })
  return readingOf(sql, `https://news.example/${n}`, [told], {
    codeVersion: code,
    body: notePage('2020-01', n),
    publishedOn: '2020-01-03',
  })
}
const numbers = Array.from({ length: acted }, (_, n) => n)
const each = async (work: (n: number) => Promise<unknown>) => {
  for (const n of numbers) await work(n)
}

beforeAll(async () => {
  database = await freshDatabase()
  // Of a few hundred rows the whole is read rather than an index asked, unless that is forbidden.
  sql = connect(`${database.url}?enable_seqscan=off&enable_hashjoin=off&enable_mergejoin=off`, { max: 1 })
  await storeReadings(sql, await Promise.all(Array.from({ length: stored }, (_, n) => reading(1_000 + n))))
  await groupSameTexts(sql)
  await reconcileMarked(sql, gazetteer)
  await sql`analyze`
})
afterAll(async () => {
  await sql.end({ timeout: 1 })
  await database.drop()
})

/** Rows of each table that were looked at so far, by whatever way. */
async function rowsRead(): Promise<Map<string, number>> {
  await sql`select pg_stat_force_next_flush()`
  const rows = await sql<{ name: string; read: number }[]>`
    select t.relname as name, (t.seq_tup_read + coalesce(sum(i.idx_tup_read), 0))::int as read
    from pg_stat_user_tables t left join pg_stat_user_indexes i using (relid) group by t.relid, t.relname, t.seq_tup_read`
  return new Map(rows.map(({ name, read }) => [name, read]))
}

const ids: number[] = []
test.each<[string, () => Promise<unknown>]>([
  ['reports are found and begun', () => each(async (n) => {
    await beginAttempt(sql, await newReport(sql, `https://news.example/${n}`))
    await dueReports(sql, 10)
  })],
  ['they are read', () => each(async (n) => {
    const { figureIds } = await storeReading(sql, await reading(n, 'extraction@0'))
    ids.push(...figureIds)
  })],
  ['texts that are the same are grouped', () => groupSameTexts(sql)],
  ['their figures are approved', () => each((n) => reviewFigure(sql, { figureId: ids[n] ?? 0, verdict: 'approved', reviewer: 'r' }))],
  ['series are built', () => reconcileMarked(sql, gazetteer)],
  ['they are read again by today’s code, with the texts that are the same', async () => {
    const reader = await openReader(settings, { sql, gazetteer })
    const asked = { kind: 'reextract', sourceId: null, from: null, to: null, dryRun: false } as const
    const { run } = await askForRun(sql, asked, 'r')
    await runHere(reader.context, run.id, { stopping: new AbortController().signal })
    await reader.close()
  }],
  ['one after another is withdrawn', async () => {
    const reports = await sql<{ id: number }[]>`select id from report where url ~ '/[0-9]{1,2}$' order by id`
    for (const { id } of reports) await withdrawReport(sql, id, { reason: 'it names people', actor: 'r' })
  }],
  ['what is too old is removed, some at a time', () => each(async () => {
    for (const kind of retentionClasses) await removeOld[kind](sql, new Date('2019-01-01'), 10)
  })],
])('%s', async (_, work) => {
  const before = await rowsRead()
  await work()
  const read = [...(await rowsRead())].map(([name, rows]) => [name, rows - (before.get(name) ?? 0)] as const)
  expect(read.filter(([, rows]) => rows > mostRows)).toEqual([])
}) // biome-ignore format: a table of acts
