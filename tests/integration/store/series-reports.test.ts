/** Reports to series on a real database: any order, many workers, an operator's lead, numbers restated, all of it rebuilt. */
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import {
  connect,
  type Database,
  inTransaction,
  listSeries,
  markCountsToClose,
  type NewReading,
  pendingMarks,
  pointsOf,
  seriesOfPlace,
  setPlaceLead,
  storeReading,
} from '@displacement-monitor/shared/db'
import type { Figure } from '@displacement-monitor/shared/domain'
import { readFigures, rebuildAll, reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PrintedReport, reports } from '../../golden/series/north-west-syria-reports.ts'
import { workedLine } from '../../golden/series/worked-line.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { chance } from '../../support/random.ts'
import { figure, readingOf } from './store-fixtures.ts'

const gazetteer = loadGazetteer()
const now = () => new Date('2020-05-20T00:00:00Z')
const region = 'area:north-west-syria'
let database: Awaited<ReturnType<typeof freshDatabase>>
let sql: Database

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 12 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})
beforeEach(async () => {
  await sql`truncate report, source, subject, counter, snapshot_body, place_lead restart identity cascade`
})
const reconcile = () => reconcileMarked(sql, gazetteer, { now })

async function readingOfReport({
  id,
  text,
  title,
  language,
  publisher,
  publishedOn,
}: PrintedReport): Promise<NewReading> {
  const document = { text, title, language, publisher, publishedOn, publishedAt: null, canonicalUrl: null }
  const read = readFigures(document, gazetteer)
  const reading = await readingOf(sql, `https://print.example/${id}`, read.figures, { body: text })
  return { ...reading, document, language: read.language, outcome: read.outcome }
}

/** Every living series with its points, their claims by the addresses that print them: what row came first is not told. */
async function everySeries(): Promise<string[]> {
  const rows = await sql<{ claim: number; urls: string[] }[]>`
    select f.claim_id as claim, array_agg(distinct r.url order by r.url) as urls from figure f join report r on r.id = f.report_id
    where f.claim_id is not null and f.superseded_at is null group by 1`
  const urls = new Map(rows.map(({ claim, urls: printed }) => [claim, printed.join(' ')]))
  const series = await listSeries(sql)
  const points = await pointsOf(
    sql,
    series.map(({ id }) => id),
  )
  const printed = (claimIds: readonly number[]) => claimIds.map((id) => urls.get(id)).sort()
  return series
    .map(({ id, subjectId: _, version: __, updatedAt: ___, removedAt: ____, leftOut, ...identity }) =>
      JSON.stringify({
        ...identity,
        points: points.get(id)?.map(({ claimIds, ...point }) => ({ ...point, claims: printed(claimIds) })),
        leftOut: leftOut.map(({ claimId, reason }) => `${urls.get(claimId)}: ${reason}`).sort(),
      }),
    )
    .sort()
}
const lineOf = async (placeId: string) => {
  const found = (await seriesOfPlace(sql, placeId)).filter(
    ({ kind, since, scope }) => kind === 'cumulative' && scope === 'all' && since?.day === '2019-12-01',
  )
  return found.map(({ points }) => points.map(({ asOf, value, flags }) => [asOf, value, ...flags].join(' ')))
}

test('36 reports in any order, reconciled now and then, are the same series: those of the worked example', async () => {
  let once: string[] | null = null
  for (const seed of [1, 2, 3]) {
    await sql`truncate report, source, subject, counter, snapshot_body restart identity cascade`
    const random = chance(seed).next
    const order = reports.map((report) => ({ report, at: random() })).sort((a, b) => a.at - b.at)
    for (const { report } of order) {
      await storeReading(sql, await readingOfReport(report))
      if (random() < 0.3) await reconcile()
    }
    await reconcile()
    expect(await lineOf(region)).toEqual([workedLine])
    const all = await everySeries()
    once ??= all
    expect(all).toEqual(once)
  }
  // Read again by the same code, and all of it rebuilt: nothing changes.
  const versions = () => sql`select id, version from series order by id`
  const before = await versions()
  for (const report of reports) expect((await storeReading(sql, await readingOfReport(report))).unchanged).toBe(true)
  await reconcile()
  expect(await rebuildAll(sql, gazetteer, { now })).toMatchObject({ changed: [] })
  expect(await versions()).toEqual(before)
  expect(await lineOf('SY-ID')).toEqual([['2020-01-14 350000 restated', '2020-02-17 800000 inferred restated']])
})

test('many workers on one crisis: no deadlock, nobody waits for another, and the end is what one worker makes', async () => {
  const readings: NewReading[] = []
  for (const report of reports) readings.push(await readingOfReport(report))
  const failures: unknown[] = []
  const queue = [...readings]
  const worker = async () => {
    for (let reading = queue.pop(); reading; reading = queue.pop()) {
      const mine = reading
      try {
        await inTransaction(sql, async (tx) => {
          await tx`set local lock_timeout = '5s'`
          await storeReading(tx, mine)
        })
        await reconcile()
      } catch (error) {
        failures.push(error)
      }
    }
  }
  const rebuilder = async () => {
    while (queue.length > 0) await rebuildAll(sql, gazetteer, { now }).catch((error: unknown) => failures.push(error))
  }
  await Promise.all([...Array.from({ length: 10 }, worker), rebuilder()])
  expect(failures).toEqual([])
  await reconcile()
  expect(await pendingMarks(sql)).toBe(0)
  expect(await lineOf(region)).toEqual([workedLine])
  expect(await rebuildAll(sql, gazetteer, { now })).toMatchObject({ changed: [] })
})

const syria = (value: number, counter: string, changes: Partial<Figure> = {}) =>
  figure({
    value,
    quantifier: 'exact',
    counter,
    place: { name: 'Idlib', placeId: 'SY-ID', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' },
    since: { day: '2019-12-01', accuracy: 'day' },
    asOf: { day: '2020-03-03', accuracy: 'day' },
    asOfBasis: 'stated',
    ...changes,
  })

test("an operator's lead for a place is followed, and no longer when it is taken back", async () => {
  await storeReading(
    sql,
    await readingOf(sql, 'https://a.example/1', [syria(950_000, 'OCHA')], { publishedOn: '2020-03-04' }),
  )
  await storeReading(
    sql,
    await readingOf(sql, 'https://a.example/2', [syria(1_500_000, 'SOHR')], { publishedOn: '2020-03-04' }),
  )
  await reconcile()
  expect(await lineOf('SY-ID')).toEqual([['2020-03-03 950000 conflict']])
  const lead = { placeId: 'SY-ID', actor: 'test' }
  expect(await setPlaceLead(sql, { ...lead, counter: 'SOHR' })).toBe(true)
  expect(await setPlaceLead(sql, { ...lead, counter: 'SOHR' })).toBe(false)
  await reconcile()
  expect(await lineOf('SY-ID')).toEqual([['2020-03-03 1500000 conflict']])
  expect(await setPlaceLead(sql, { ...lead, counter: null })).toBe(true)
  await reconcile()
  expect(await lineOf('SY-ID')).toEqual([['2020-03-03 950000 conflict']])
})

test('a narrower place is marked as restated whichever of the two is told first, and no longer when the wider number goes', async () => {
  const wide = {
    name: 'north-west Syria',
    placeId: region,
    countryIso3: 'SYR',
    role: 'origin',
    accuracy: 'area',
  } as const
  await storeReading(
    sql,
    await readingOf(sql, 'https://a.example/1', [syria(800_000, 'OCHA')], { publishedOn: '2020-03-04' }),
  )
  await reconcile()
  expect(await lineOf('SY-ID')).toEqual([['2020-03-03 800000']])
  const told = await storeReading(
    sql,
    await readingOf(sql, 'https://a.example/2', [syria(800_000, 'OCHA', { place: wide })], {
      publishedOn: '2020-03-04',
    }),
  )
  await reconcile()
  expect(await lineOf('SY-ID')).toEqual([['2020-03-03 800000 restated']])
  expect(await lineOf(region)).toEqual([['2020-03-03 800000']])
  await sql`update figure set review = 'rejected' where id = ${told.figureIds[0] ?? 0}`
  await sql`insert into series_mark (subject_id) select unnest(${told.subjectIds}::bigint[])`
  await reconcile()
  expect(await lineOf('SY-ID')).toEqual([['2020-03-03 800000']])
})

test('a count that nobody continued is closed by a rebuild, which tells what it found and leaves the rest', async () => {
  await storeReading(
    sql,
    await readingOf(sql, 'https://a.example/1', [syria(800_000, 'OCHA')], { publishedOn: '2020-03-04' }),
  )
  await reconcileMarked(sql, gazetteer, { now: () => new Date('2020-03-10T00:00:00Z') })
  const [open] = await seriesOfPlace(sql, 'SY-ID')
  expect(open?.state).toBe('open')
  const found: number[] = []
  const told = await rebuildAll(sql, gazetteer, { now, onChange: ({ seriesId }) => found.push(seriesId) })
  expect(told).toMatchObject({ subjects: 1, series: 1, changed: [{ seriesId: open?.id, removed: false }] })
  expect(found).toEqual([open?.id])
  const [closed] = await seriesOfPlace(sql, 'SY-ID')
  expect([closed?.state, closed?.points]).toEqual(['closed', open?.points])
  // A point that somebody changed in the table comes back.
  await sql`update series_point set value = 1`
  expect((await rebuildAll(sql, gazetteer, { now })).changed).toHaveLength(1)
  expect(await lineOf('SY-ID')).toEqual([['2020-03-03 800000']])
})

test('a day that passes marks the counts that nobody continued, once', async () => {
  await storeReading(
    sql,
    await readingOf(sql, 'https://a.example/1', [syria(800_000, 'OCHA')], { publishedOn: '2020-03-04' }),
  )
  const on = (day: string) => reconcileMarked(sql, gazetteer, { now: () => new Date(`${day}T00:00:00Z`) })
  await on('2020-03-10')
  expect(await markCountsToClose(sql, '2020-05-02', 60)).toBe(0)
  expect(await markCountsToClose(sql, '2020-05-03', 60)).toBe(1)
  expect(await markCountsToClose(sql, '2020-05-03', 60)).toBe(0)
  expect(await on('2020-05-03')).toBe(1)
  expect((await seriesOfPlace(sql, 'SY-ID')).map(({ state }) => state)).toEqual(['closed'])
  expect(await markCountsToClose(sql, '2020-05-04', 60)).toBe(0)
})
