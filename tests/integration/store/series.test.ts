/** Series change only where they differ, show their past, and are rebuilt under a lock that readers do not wait for. */
import {
  connect, type Database, inTransaction, listSeries, markSubjects, pendingMarks, pointsOf, seriesOfPlace, storeReading,
  storeSeries, takeMarkedSubjects,
} from '@displacement-monitor/shared/db' // biome-ignore format: a list
import type { Series, SeriesPoint } from '@displacement-monitor/shared/domain'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { allRows, figure, readingOf } from './store-fixtures.ts'

let database: FreshDatabase
let sql: Database
let subjectId: number
let claimId: number

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 8 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})
beforeEach(async () => {
  await sql`truncate report, source, subject, counter, snapshot_body restart identity cascade`
  const stored = await storeReading(sql, await readingOf(sql, 'https://a.example/1', [figure()]))
  subjectId = stored.subjectIds[0] ?? 0
  claimId = stored.claimIds[0] ?? 0
})

const point = (asOf: string, value: number, changes: Partial<SeriesPoint> = {}): SeriesPoint => ({
  from: null,
  asOf,
  value,
  low: value,
  high: value,
  quantifier: 'exact',
  review: 'machine_read',
  witnesses: 1,
  claimIds: [claimId],
  flags: [],
  reason: 'stated for this day',
  ...changes,
})
const line = (points: SeriesPoint[], changes: Partial<Series> = {}): Series => ({
  placeId: 'SY-ID',
  placeRole: 'origin',
  category: 'internal_displacements',
  scope: 'all',
  cause: 'conflict',
  kind: 'cumulative',
  unit: 'person',
  since: { day: '2019-12-01', accuracy: 'month' },
  counter: 'UN',
  state: 'open',
  method: 'reconciled',
  rule: 'reconciled@1',
  points,
  leftOut: [{ claimId: 7, reason: 'a witness' }],
  ...changes,
})
const asOfDay = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('the same series again write nothing', async () => {
  const built = [
    line([point('2020-02-17', 800_000)]),
    line([point('2020-01-31', 44_000, { from: '2020-01-01' })], { kind: 'period', since: null }),
  ]
  expect(await storeSeries(sql, subjectId, built)).toEqual([
    { seriesId: 1, version: 1, removed: false },
    { seriesId: 2, version: 1, removed: false },
  ])
  const before = await allRows(sql)
  expect(await storeSeries(sql, subjectId, built)).toEqual([])
  const after = await allRows(sql)
  expect({ ...after, subject: [] }).toEqual({ ...before, subject: [] })
})

test('what comes back is what was stored', async () => {
  const built = line([
    point('2020-02-17', 800_000, { low: 800_000, high: 900_000, flags: ['inferred'] }),
    point('2020-03-01', 0, { value: null, low: null, high: null }),
  ])
  await storeSeries(sql, subjectId, [built])
  const [stored] = await seriesOfPlace(sql, 'SY-ID')
  const {
    id,
    subjectId: of,
    version,
    updatedAt,
    removedAt,
    sourceIds,
    severeClaims,
    ...series
  } = stored ?? ({} as never)
  expect({ ...series, method: 'reconciled' }).toEqual(built)
  expect([id, of, version, updatedAt instanceof Date, removedAt]).toEqual([1, subjectId, 1, true, null])
  // Claim 1 has a witness; 7, which is left out, has none that everybody may read.
  expect([sourceIds, severeClaims]).toEqual([['example-news'], [7]])
})

test('a changed point supersedes the old one, its version grows, the others stay', async () => {
  await storeSeries(sql, subjectId, [line([point('2020-02-12', 800_000), point('2020-02-17', 900_000)])])
  const changed = await storeSeries(sql, subjectId, [
    line([point('2020-02-12', 800_000), point('2020-02-17', 910_000)]),
  ])
  expect(changed).toEqual([{ seriesId: 1, version: 2, removed: false }])
  expect(
    await sql`select as_of::text as day, value, superseded_at is null as living from series_point order by id`,
  ).toEqual([
    { day: '2020-02-12', value: 800_000, living: true },
    { day: '2020-02-17', value: 900_000, living: false },
    { day: '2020-02-17', value: 910_000, living: true },
  ])
})

test('recorded on a past day: the points that were shown at its end, also of a series that is gone', async () => {
  await storeSeries(sql, subjectId, [line([point('2020-02-17', 900_000)])])
  await sql`update series_point set recorded_at = recorded_at - interval '10 days'`
  await storeSeries(sql, subjectId, [line([point('2020-02-17', 910_000)])])
  await sql`update series_point set superseded_at = superseded_at - interval '5 days' where superseded_at is not null`
  await sql`update series_point set recorded_at = recorded_at - interval '5 days' where superseded_at is null`
  await storeSeries(sql, subjectId, [])
  const on = async (days: number) =>
    [...(await pointsOf(sql, [1], { recordedOn: asOfDay(days) })).values()].flat().map(({ value }) => value)
  expect(await on(-11)).toEqual([])
  expect(await on(-10)).toEqual([900_000])
  expect(await on(-6)).toEqual([900_000])
  expect(await on(-5)).toEqual([910_000])
  expect(await on(-1)).toEqual([910_000])
  expect(await on(0)).toEqual([])
  expect(await listSeries(sql)).toEqual([])
  expect(
    (await seriesOfPlace(sql, 'SY-ID', { recordedOn: asOfDay(-6) })).map(({ points }) =>
      points.map(({ value }) => value),
    ),
  ).toEqual([[900_000]])
  expect(await seriesOfPlace(sql, 'SY-ID', { recordedOn: asOfDay(-20) })).toEqual([])
})

test('a removed series that comes back is the same one', async () => {
  await storeSeries(sql, subjectId, [line([point('2020-02-17', 900_000)])])
  expect(await storeSeries(sql, subjectId, [])).toEqual([{ seriesId: 1, version: 2, removed: true }])
  expect(await storeSeries(sql, subjectId, [])).toEqual([])
  expect(await storeSeries(sql, subjectId, [line([point('2020-02-17', 900_000)])])).toEqual([
    { seriesId: 1, version: 3, removed: false },
  ])
})

test('two lines of one identity are refused, and nothing is stored', async () => {
  await expect(storeSeries(sql, subjectId, [line([]), line([])])).rejects.toThrow('two series')
  expect(await listSeries(sql, { includeRemoved: true })).toEqual([])
})

test('a crash before the commit brings the marks back', async () => {
  expect(await pendingMarks(sql)).toBe(1)
  await expect(
    inTransaction(sql, async (tx) => {
      expect(await takeMarkedSubjects(tx, 10)).toHaveLength(1)
      throw new Error('killed')
    }),
  ).rejects.toThrow('killed')
  expect(await pendingMarks(sql)).toBe(1)
})

test('while a subject is rebuilt, another worker passes it by, a reading of it does not wait, and its mark stays', async () => {
  const second = await readingOf(sql, 'https://a.example/2', [figure()])
  await inTransaction(sql, async (tx) => {
    expect(await takeMarkedSubjects(tx, 10)).toHaveLength(1)
    // On connections of their own; a wait would end in the statement's timeout.
    await inTransaction(sql, async (other) => {
      await other`set local lock_timeout = '500ms'`
      expect(await takeMarkedSubjects(other, 10)).toEqual([])
      expect((await storeReading(other, second)).subjectIds).toEqual([subjectId])
    })
    await storeSeries(tx, subjectId, [line([point('2020-02-17', 800_000)])])
  })
  expect(await pendingMarks(sql)).toBe(1)
})

test('marks of one subject count once', async () => {
  await markSubjects(sql, [subjectId, subjectId])
  await markSubjects(sql, [subjectId])
  expect(await pendingMarks(sql)).toBe(1)
  expect(await inTransaction(sql, (tx) => takeMarkedSubjects(tx, 10))).toEqual([
    {
      subjectId,
      subject: {
        placeId: 'SY-ID',
        placeRole: 'origin',
        category: 'internal_displacements',
        scope: 'all',
        cause: 'conflict',
      },
    },
  ])
  expect(await pendingMarks(sql)).toBe(0)
})
