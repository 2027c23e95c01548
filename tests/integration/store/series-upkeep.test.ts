/** What is rebuilt, and how often: places with marks, those that restate them, and nothing else. */
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import {
  connect, type Database, inTransaction, markSubjects, newestMark, pendingMarks, seriesOfPlace, storeReading, takeMarkedSubjects,
} from '@displacement-monitor/shared/db' // biome-ignore format: a list
import type { Figure } from '@displacement-monitor/shared/domain'
import { rebuildAll, reconcileMarked } from '@displacement-monitor/worker'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { figure, readingOf } from './store-fixtures.ts'

const gazetteer = loadGazetteer()
const now = () => new Date('2020-05-20T00:00:00Z')
let database: FreshDatabase
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
  await sql`truncate report, source, subject, counter, snapshot_body restart identity cascade`
})

/** Syria holds the region, the region holds Idlib. */
const nested = ['SYR', 'area:north-west-syria', 'SY-ID'] as const
const at = (placeId: string, value: number, changes: Partial<Figure> = {}) =>
  figure({
    value,
    quantifier: 'exact',
    counter: 'OCHA',
    place: { name: placeId, placeId, countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' },
    since: { day: '2019-12-01', accuracy: 'day' },
    asOf: { day: '2020-03-03', accuracy: 'day' },
    asOfBasis: 'stated',
    ...changes,
  })
let told = 0
const tell = async (...figures: ReturnType<typeof figure>[]) =>
  storeReading(
    sql,
    await readingOf(sql, `https://a.example/${told++}`, figures, {
      publishedOn: '2020-03-04',
      publisher: `Paper ${told}`,
    }),
  )

/** Returns how many transactions it took, the last of which found nothing. */
async function rounds(): Promise<number> {
  let begun = 0
  const stopping = () => {
    begun++
    return false
  }
  await reconcileMarked(sql, gazetteer, { now, stopping })
  return begun
}

/** Places rebuilt since the last call. */
async function rebuilt(): Promise<string[]> {
  const rows = await sql<{ place: string }[]>`
    update subject s set reconciled_at = null from subject old
    where old.id = s.id and old.reconciled_at is not null returning s.place_id as place`
  return [...new Set(rows.map(({ place }) => place))].sort()
}

test('only places with a mark are rebuilt, whichever they are', async () => {
  const places = ['SDN', 'SD-KH', 'COD', 'CD-NK', 'HTI', 'AFG'] as const
  // No two of them tell one number.
  await tell(...places.map((placeId, n) => at(placeId, 1_000 + n)))
  await rounds()
  expect(await rebuilt()).toEqual([...places].sort())
  const ids = new Map(
    (await sql<{ id: number; place: string }[]>`select id, place_id as place from subject`).map(({ id, place }) => [
      place,
      id,
    ]),
  )
  await fc.assert(
    fc.asyncProperty(fc.subarray([...places]), async (marked) => {
      await markSubjects(
        sql,
        marked.map((place) => ids.get(place) ?? 0),
      )
      await rounds()
      expect(await rebuilt()).toEqual([...marked].sort())
    }),
    { numRuns: 20 },
  )
})

test('a wider place marks a narrower one where its numbers changed, not where one more report prints them', async () => {
  await tell(at('SY-ID', 800_000))
  await rounds()
  await rebuilt()
  await tell(at('SYR', 800_000))
  await rounds()
  expect(await rebuilt()).toEqual(['SY-ID', 'SYR'])
  await tell(at('SYR', 800_000))
  await rounds()
  expect(await rebuilt()).toEqual(['SYR'])
  await tell(at('SYR', 650_000))
  await rounds()
  expect(await rebuilt()).toEqual(['SYR'])
  const [point] = (await seriesOfPlace(sql, 'SY-ID')).flatMap(({ points }) => points)
  expect(point?.flags).toContain('restated')
})

test('fifty reports of places within places settle in a round, and one that finds nothing', async () => {
  for (let n = 0; n < 50; n++)
    await tell(
      ...nested.map((placeId) => at(placeId, 100_000 + 1_000 * (n % 7), { counter: ['OCHA', 'IOM'][n % 2] ?? null })),
    )
  expect(await rounds()).toBe(2)
  expect(await pendingMarks(sql)).toBe(0)
  // Told late, and of the widest place alone: it, then those that restate it.
  await tell(at('SYR', 103_000, { asOf: { day: '2020-03-10', accuracy: 'day' } }))
  expect(await rounds()).toBe(3)
  expect(await rebuildAll(sql, gazetteer, { now })).toMatchObject({ changed: [] })
})

test('who waits longest comes first, and a place marked again comes after those that waited meanwhile', async () => {
  await tell(at('SY-ID', 1_000), at('SYR', 2_000), at('SDN', 3_000))
  await rounds()
  const ids = new Map(
    (await sql<{ id: number; place: string }[]>`select id, place_id as place from subject`).map(({ id, place }) => [
      place,
      id,
    ]),
  )
  for (const place of ['SDN', 'SYR', 'SY-ID', 'SDN']) await markSubjects(sql, [ids.get(place) ?? 0])
  const taken: string[] = []
  for (const again of ['SDN', 'SYR', '', '', '']) {
    const [first] = await inTransaction(sql, (tx) => takeMarkedSubjects(tx, 1))
    taken.push(first?.subject.placeId ?? 'none')
    if (again) await markSubjects(sql, [ids.get(again) ?? 0])
  }
  expect(taken).toEqual(['SDN', 'SYR', 'SY-ID', 'SDN', 'SYR'])
})

test('beside a run that marks all the time a pass over what it has marked ends, and live marks are built without it', async () => {
  await tell(at('SYR', 10_000), at('SY-HM', 20_000), at('SY-ID', 30_000))
  await reconcileMarked(sql, gazetteer, { now })
  const subjects = await sql<{ id: number; placeId: string }[]>`select id, place_id as "placeId" from subject`
  const mark = (placeId: string, foundIn: 'live' | 'backfill') =>
    markSubjects(
      sql,
      subjects.filter((subject) => subject.placeId === placeId).map(({ id }) => id),
      foundIn,
    )
  const waiting = async () =>
    (
      await sql<{ placeId: string }[]>`
      select distinct s.place_id as "placeId" from series_mark m join subject s on s.id = m.subject_id order by 1`
    ).map(({ placeId }) => placeId)

  await mark('SY-HM', 'backfill')
  const upTo = await newestMark(sql)
  await mark('SY-ID', 'backfill')
  await mark('SYR', 'live')
  await reconcileMarked(sql, gazetteer, { now, liveOnly: true })
  expect(await waiting()).toEqual(['SY-HM', 'SY-ID'])
  await reconcileMarked(sql, gazetteer, { now, upTo })
  expect(await waiting()).toEqual(['SY-ID'])
  await reconcileMarked(sql, gazetteer, { now })
  expect([await waiting(), await newestMark(sql)]).toEqual([[], 0])
})
