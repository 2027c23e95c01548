/** `monitor series`: all lines built again beside what runs, a named counter, and a rebuild killed half-way. */
import { spawn } from 'node:child_process'
import { setTimeout as after } from 'node:timers/promises'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { connect, type Database, storeReading } from '@displacement-monitor/shared/db'
import { reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { callMonitor, command } from '../../support/terminal.ts'
import { figure, readingOf } from '../store/store-fixtures.ts'

const places = [
  'SYR',
  'SDN',
  'COD',
  'AFG',
  'UKR',
  'YEM',
  'ETH',
  'SOM',
  'NGA',
  'MMR',
  'COL',
  'HTI',
  'IRQ',
  'LBN',
  'TCD',
  'MLI',
]
let database: FreshDatabase
let sql: Database
const run = (...words: string[]) =>
  callMonitor(['series', ...words], { env: { DATABASE_URL: database.url, SEED: 'minimal' } })

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 4 })
  expect((await run('--json')).json()).toEqual({ waiting: 0, leads: [] })
  for (const [index, placeId] of places.entries()) {
    const place = { name: placeId, placeId, countryIso3: placeId, role: 'origin', accuracy: 'adm0' } as const
    const figures = [1, 2, 3].flatMap((month) =>
      (['OCHA', 'SOHR'] as const).map((counter, at) =>
        figure({
          place, counter, value: (month + 1) * 100_000 + index * 1_000 + at * 50_000, quantifier: 'exact',
          since: { day: '2019-12-01', accuracy: 'day' }, asOf: { day: `2020-0${month}-15`, accuracy: 'day' }, asOfBasis: 'stated',
        }),
      ),
    ) // biome-ignore format: one figure
    await storeReading(
      sql,
      await readingOf(sql, `https://a.example/${placeId}`, figures, { publishedOn: '2020-04-01' }),
    )
  }
  await reconcileMarked(sql, loadGazetteer())
})
afterAll(async () => {
  await sql?.end()
  await database?.drop()
})

const living = async () =>
  (await sql`select series_id, as_of, value from series_point where superseded_at is null order by 1, 2`).map(
    (row) => ({ ...row }),
  )

test('a rebuild finds equality, and says so', async () => {
  const before = await living()
  const told = await run('rebuild', '--json')
  expect([told.code, told.json()]).toEqual([0, { subjects: 16, series: 16, changed: [], poisoned: [] }])
  expect((await run('rebuild', 'SDN')).stdout).toBe('1 line of 1 subject: all as they were.\n')
  expect(await living()).toEqual(before)
})

test('what differs is printed and put right', async () => {
  const before = await living()
  const [point] = await sql<{ id: number; seriesId: number }[]>`
    update series_point set value = 7 where id = (
      select p.id from series_point p join series e on e.id = p.series_id join subject s on s.id = e.subject_id
      where s.place_id = 'SDN' and p.as_of = '2020-01-15') returning id, series_id as "seriesId"`
  expect((await run('rebuild')).stdout.split('\n')).toEqual([
    `series ${point?.seriesId}: SDN internal_displacements cumulative since 2019-12-01`,
    '  − 2020-01-15 7',
    '  + 2020-01-15 201,000',
    '16 lines of 16 subjects: 1 differed and are put right.',
    '',
  ])
  expect(await living()).toEqual(before)
})

test('killed with -9 half-way nothing is lost: what is done is done, the rest is as it was, and a second run ends it', async () => {
  const before = await living()
  await sql`update series_point set value = value + 1 where superseded_at is null`
  // Holds the last place, so that the rebuild is surely killed before its end.
  const holder = connect(database.url, { max: 1 })
  let release = () => {}
  const held = holder.begin(async (tx) => {
    await tx`select id from subject order by id desc limit 1 for update`
    await new Promise<void>((resolve) => (release = resolve))
  })
  const child = spawn(process.execPath, [command, 'series', 'rebuild'], {
    env: { ...process.env, DATABASE_URL: database.url, SEED: 'minimal' },
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)))
  const done = async () =>
    Number(
      (await sql`select count(*) as n from series_point where superseded_at is not null and value % 1000 = 1`)[0]?.n,
    )
  const enough = (places.length - 1) * 3
  while ((await done()) < enough && child.exitCode === null) await after(50)
  child.kill('SIGKILL')
  expect(await ended).toBe('SIGKILL')
  release()
  await held
  await holder.end()
  const half = await living()
  const wrong = half.filter((row, index) => row.value !== before[index]?.value)
  expect(half).toHaveLength(before.length)
  expect(new Set(wrong.map((row) => row.series_id)).size).toBe(1)
  expect((await run('rebuild', '--json')).json<{ changed: unknown[] }>().changed).toHaveLength(1)
  expect(await living()).toEqual(before)
})

test('an operator names the counter of a place, and takes it back', async () => {
  const value = async () =>
    (
      await sql`select p.value from series_point p join series e on e.id = p.series_id join subject s on s.id = e.subject_id
      where s.place_id = 'SDN' and p.superseded_at is null and p.as_of = '2020-03-15'`
    )[0]?.value
  expect(await value()).toBe(401_000)
  const named = await run('lead', 'SDN', 'Syrian Observatory for Human Rights', '--json')
  expect(named.json()).toEqual({ place: 'SDN', counter: 'SOHR', changed: true, series: 1 })
  expect(await value()).toBe(451_000)
  expect((await run('--json')).json()).toMatchObject({ waiting: 0, leads: [{ place_id: 'SDN', counter: 'SOHR' }] })
  expect((await run('lead', 'SDN', '--none')).stdout).toBe('Lines of Sudan follow the heaviest counter: 1 changed.\n')
  expect(await value()).toBe(401_000)
  const wrong = await run('lead', 'SDN')
  expect([wrong.code, wrong.stderr.includes('--none')]).toEqual([2, true])
})
