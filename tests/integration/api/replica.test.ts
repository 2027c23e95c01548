/** Reading from a real streaming replica: while it keeps up, by those who cannot write; from the primary in every other case. */
import { buildApp } from '@displacement-monitor/api'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { foldFigure } from '@displacement-monitor/series'
import {
  connect,
  createKey,
  type Database,
  type KeyScope,
  migrate,
  seed,
  storeReading,
} from '@displacement-monitor/shared/db'
import { createLog } from '@displacement-monitor/shared/log'
import { reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { followReplica, type Replica } from '../../../apps/api/src/replica/follow-replica.ts'
import { type ReplicaPair, replicaPair } from '../../support/replica-pair.ts'
import { figure, readingOf } from '../store/store-fixtures.ts'

const gazetteer = loadGazetteer()
let pair: ReplicaPair
let sql: Database
let there: Database
let replica: Replica
/** Time that passes by our word alone, however slow the machine. */
let now = 0
let app: Awaited<ReturnType<typeof buildApp>>

beforeAll(async () => {
  pair = await replicaPair()
  sql = connect(pair.primaryUrl, { max: 6 })
  there = connect(pair.replicaUrl, { max: 4 })
  await migrate(sql)
  await seed(sql, { set: 'minimal', fold: foldFigure })
  await reconcileMarked(sql, gazetteer)
  replica = followReplica(sql, connect(pair.replicaUrl, { max: 4 }), { clock: () => now })
  const log = createLog('api', { level: 'silent' })
  app = await buildApp({ sql, gazetteer, config: { API_READ: 'open' }, queues: null, log, replica })
}, 60_000)
afterAll(async () => {
  await app.close()
  await replica.stop()
  await Promise.all([sql.end(), there.end({ timeout: 1 })])
  await pair.close()
})

async function get(url: string, headers: Record<string, string> = {}) {
  const { statusCode, json, headers: told } = await app.inject({ method: 'GET', url, headers })
  return { status: statusCode, json: json(), etag: told.etag }
}
const keyFor = async (...scopes: KeyScope[]) => {
  const { bearer } = await createKey(sql, { name: scopes.join(' '), scopes })
  return { authorization: `Bearer ${bearer}` }
}
const used = (wanted: boolean) =>
  vi.waitFor(() => expect(replica.used()).toBe(wanted), { timeout: 20_000, interval: 50 })
/** All that the primary has written can be read there. */
const caughtUp = async () => {
  const [at] = await sql<{ lsn: string }[]>`select pg_current_wal_lsn()::text as lsn`
  await vi.waitFor(
    async () => {
      const [row] = await there`select pg_last_wal_replay_lsn() >= ${at?.lsn ?? ''}::text::pg_lsn as done`
      expect(row?.done).toBe(true)
    },
    { timeout: 20_000, interval: 20 },
  )
}
let written = 0
/** One more figure, and the line that it makes. Returns its value. */
async function write(): Promise<number> {
  written += 1
  const value = 500_000 + written
  const text = `${value} people fled`
  const stated = figure({ value, persons: value, excerpt: { start: 0, end: text.length, text } })
  await storeReading(sql, await readingOf(sql, `https://news.example/${written}`, [stated], { body: text }))
  await reconcileMarked(sql, gazetteer)
  return value
}
const values = async (headers: Record<string, string> = {}): Promise<number[]> =>
  (await get('/v1/figures?limit=100', headers)).json.figures.map(({ value }: { value: number }) => value)
const latest = async (headers: Record<string, string> = {}) => {
  const { etag, json } = await get('/v1/series', headers)
  return { etag, series: json.series }
}

test('who cannot write reads there, who may reads what he has just written; both are right about the same moment', async () => {
  await used(true)
  await caughtUp()
  const [reader, reviewer] = [await keyFor('read'), await keyFor('review')]
  await caughtUp()
  expect((await get('/readyz')).json.detail).toMatch(/The replica is read from, \d+ ms behind\.$/)
  await there`select pg_wal_replay_pause()`
  const before = await latest()
  const value = await write()
  expect([await values(), await values(reader), await values(reviewer)].map((told) => told.includes(value))).toEqual([
    false,
    false,
    true,
  ])
  const [here, hers] = [await latest(), await latest(reviewer)]
  expect(here).toEqual(before)
  expect(hers.series).not.toEqual(before.series)
  await there`select pg_wal_replay_resume()`
  await caughtUp()
  expect(await values()).toContain(value)
  expect((await latest()).series).toEqual(hers.series)
})

test('too far behind: everybody reads from the primary, until it has caught up', async () => {
  await used(true)
  await there`select pg_wal_replay_pause()`
  const value = await write()
  now += 5_000
  expect(replica.used()).toBe(true)
  now += 1
  expect(replica.used()).toBe(false)
  expect(await values()).toContain(value)
  await vi.waitFor(
    async () =>
      expect((await get('/readyz')).json).toEqual({
        status: 'ok',
        detail: expect.stringMatching(/The replica is not read from: it is 5001 ms behind\.$/),
      }),
    { timeout: 20_000, interval: 50 },
  )
  await there`select pg_wal_replay_resume()`
  await used(true)
  expect(await values()).toContain(value)
})

test('away: the question that finds out is answered, too', async () => {
  await used(true)
  await pair.stopReplica()
  expect([await get('/v1/figures'), await get('/v1/series')].map(({ status }) => status)).toEqual([200, 200])
  expect(replica.used()).toBe(false)
  expect((await get('/readyz')).json).toMatchObject({
    status: 'ok',
    detail: expect.stringMatching(/The replica is not read from: it does not tell how far it is\.$/),
  })
})

test('a server that is no replica is not read from', async () => {
  const other = followReplica(sql, connect(pair.primaryUrl, { max: 2 }))
  await vi.waitFor(() => expect(other.told().inWords).toContain('not read from'))
  expect(other.used()).toBe(false)
  await other.stop()
})
