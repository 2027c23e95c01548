/** The seed: the first fact of every database, its real sources, and how pages join it. */

import { foldFigure } from '@displacement-monitor/series'
import {
  beginAttempt, connect, currentReading, type Database, discoverReports, findReportByUrl, getReport, listFigures, listSources, pendingMarks,
  recordReportFailure, seed, seriesOfPlace, storeReading, upsertSource,
} from '@displacement-monitor/shared/db' // biome-ignore format: a list
import { PipelineError } from '@displacement-monitor/shared/errors'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prepareDatabase } from '../../../infra/prepare.mjs'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { allRows, figure, readingOf, source } from './store-fixtures.ts'

const teller =
  'https://www.tellerreport.com/news/2020-02-17---syria-conflict--donald-trump-urges-russia-to-be-cautious-in-syria.ByxkndKv7I.html'
let database: FreshDatabase
let sql: Database

beforeEach(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 4 })
})
afterEach(async () => {
  await sql.end()
  await database.drop()
})

test('the minimal seed is the UN figure alone, with its words and its address', async () => {
  await seed(sql, { set: 'minimal', fold: foldFigure })
  const { items } = await listFigures(sql)
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({
    value: 800_000,
    quantifier: 'more_than',
    unit: 'person',
    category: 'internal_displacements',
    term: 'fled',
    cause: 'conflict',
    place: { name: 'Idlib', placeId: 'SY-ID', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' },
    since: { day: '2019-12-01', accuracy: 'month' },
    asOf: { day: '2020-02-17', accuracy: 'day' },
    asOfBasis: 'published',
    counterName: 'UN',
    publisher: 'Teller Report',
    publishedOn: '2020-02-17',
    url: teller,
    review: 'unreviewed',
  })
})

test('every seeded excerpt is an exact slice of its sentence, and every report has an address and a publisher', async () => {
  await seed(sql, { set: 'full', fold: foldFigure })
  const { items } = await listFigures(sql, {}, null, 500)
  expect(items.length).toBeGreaterThan(30)
  for (const { excerpt, reportId, value, publisher } of items) {
    const text = (await currentReading(sql, reportId))?.text ?? ''
    expect(text.slice(excerpt.start, excerpt.end)).toBe(excerpt.text)
    const printed = excerpt.text.includes('million') ? String(value / 1e6) : value.toLocaleString('en-GB')
    expect(excerpt.text).toContain(printed)
    expect(publisher).toBeTruthy()
  }
})

test('the starting list has 25 feeds and more in four languages, none to be passed on before its terms are read', async () => {
  await seed(sql, { set: 'minimal', fold: foldFigure })
  const feeds = (await listSources(sql)).filter(({ adapter }) => adapter === 'feed')
  expect(feeds.length).toBeGreaterThanOrEqual(25)
  expect(new Set(feeds.map(({ language }) => language))).toEqual(new Set(['en', 'fr', 'es', 'ar']))
  for (const { url, licence, attribution, redistribution } of feeds) {
    expect(new URL(url).protocol).toBe('https:')
    expect([licence, attribution].every((text) => text.length > 2)).toBe(true)
    expect(redistribution).toBe('internal')
  }
})

test('seeding twice changes no row, minimal then full adds only what is missing', async () => {
  await seed(sql, { set: 'minimal', fold: foldFigure })
  const added = await seed(sql, { set: 'full', fold: foldFigure })
  expect(added.sources).toBe(0)
  const before = await allRows(sql)
  expect(await seed(sql, { set: 'full', fold: foldFigure })).toEqual({ sources: 0, statements: 0 })
  expect(await seed(sql, { set: 'minimal', fold: foldFigure })).toEqual({ sources: 0, statements: 0 })
  expect(await allRows(sql)).toEqual(before)
})

test('the article printed at another address is a witness of the seeded claim', async () => {
  await seed(sql, { set: 'minimal', fold: foldFigure })
  const [seeded] = (await listFigures(sql)).items
  const stored = await storeReading(sql, await readingOf(sql, 'https://a.example/1', [figure()]))
  expect(stored.claimIds).toEqual([seeded?.claimId])
})

test('a poll that lists a seeded address has the page read; without a figure in it the sentence stays', async () => {
  await seed(sql, { set: 'minimal', fold: foldFigure })
  await upsertSource(sql, source)
  const entry = [{ url: teller, title: null, publishedAt: null, language: null }]
  const [joined] = await discoverReports(sql, source.id, 'poll', entry)
  expect(joined?.isNew).toBe(true)
  expect((await discoverReports(sql, source.id, 'poll', entry))[0]?.isNew).toBe(false)
  expect(await beginAttempt(sql, joined?.id ?? 0)).toMatchObject({
    state: 'discovered',
    sourceId: source.id,
    origin: 'poll',
  })
  await storeReading(sql, await readingOf(sql, teller, [], { body: 'consent page' }))
  expect((await listFigures(sql)).items.map(({ value }) => value)).toEqual([800_000])
  expect(await getReport(sql, joined?.id ?? 0)).toMatchObject({ state: 'read', publisher: 'Example News' })
  expect(await seed(sql, { set: 'minimal', fold: foldFigure })).toEqual({ sources: 0, statements: 0 })
})

test('the page of a seeded address supersedes the sentence if it yields a figure, and a later seed leaves it alone', async () => {
  await seed(sql, { set: 'minimal', fold: foldFigure })
  const before = (await listFigures(sql)).items[0]
  const stored = await storeReading(
    sql,
    await readingOf(sql, teller, [figure()], { body: 'the page', publisher: 'Teller Report' }),
  )
  expect(stored.claimIds).toEqual([before?.claimId])
  expect((await listFigures(sql)).items.map(({ id }) => id)).toEqual(stored.figureIds)
  expect(await seed(sql, { set: 'minimal', fold: foldFigure })).toEqual({ sources: 0, statements: 0 })
  expect((await listFigures(sql)).items.map(({ id }) => id)).toEqual(stored.figureIds)
})

test('a seeded address that cannot be fetched keeps its figure', async () => {
  await seed(sql, { set: 'minimal', fold: foldFigure })
  await upsertSource(sql, source)
  const [joined] = await discoverReports(sql, source.id, 'poll', [
    { url: teller, title: null, publishedAt: null, language: null },
  ])
  await recordReportFailure(sql, joined?.id ?? 0, new PipelineError('http_client_error', 'not found (404)'))
  expect((await listFigures(sql)).items.map(({ value }) => value)).toEqual([800_000])
  expect((await findReportByUrl(sql, teller))?.state).toBe('skipped')
})

test('preparing a database twice gives one key and a curve with its counters apart', async () => {
  const [first, second] = [
    await prepareDatabase(database.url, { seedSet: 'full' }),
    await prepareDatabase(database.url, { seedSet: 'full' }),
  ]
  expect([typeof first.adminKey, second.adminKey]).toEqual(['string', null])
  expect(await pendingMarks(sql)).toBe(0)
  const [idlib] = await seriesOfPlace(sql, 'SY-ID', { category: 'internal_displacements' })
  expect(idlib).toMatchObject({ kind: 'cumulative', since: { day: '2019-12-01', accuracy: 'month' }, counter: 'UN' })
  expect(idlib?.points.map(({ asOf, value, quantifier }) => [asOf, value, quantifier])).toEqual([
    ['2020-02-17', 800_000, 'more_than'],
  ])
  const wider = await seriesOfPlace(sql, 'area:north-west-syria', { category: 'internal_displacements' })
  const main = wider.find(({ since }) => since?.day === '2019-12-01' && since.accuracy === 'day')
  const values = main?.points.map(({ value }) => value ?? 0) ?? []
  expect(values.length).toBeGreaterThan(10)
  expect(values).toEqual([...values].sort((a, b) => a - b))
  expect(values).not.toContain(1_500_000)
  expect(values).not.toContain(235_000)
  const stock = await seriesOfPlace(sql, 'area:north-west-syria', { category: 'idps' })
  expect(stock.map(({ kind, scope }) => [kind, scope])).toEqual([['stock', 'cohort']])
})
