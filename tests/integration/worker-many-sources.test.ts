/** Many sources due at once, two workers: none polled twice, no host asked faster than it allows, memory that does not grow with them. */
import { readdirSync, readFileSync } from 'node:fs'
import { connect, type Database, upsertSource } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts'
import { type LocalServer, localServer } from '../support/local-server.ts'
import { until, type WorkerProcess, workerProcess } from '../support/worker-process.ts'

/** MANY_SOURCES=1000 measures what the number promises, in five minutes. Few hosts: without their pauses they would be asked faster. */
const sources = Number(process.env.MANY_SOURCES ?? 120)
const hosts = 2
const minDelayMs = 500

let database: FreshDatabase
let sql: Database
let servers: LocalServer[] = []
const arrivals = new Map<string, number[]>()
const polled: string[] = []
let workers: WorkerProcess[] = []
const resident: number[][] = []
let began = 0
let took = 0

/** Of a process and its children, MB. */
function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const own = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean),
  )
  return own + children.reduce((sum, child) => sum + residentMb(Number(child)), 0)
}

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 2 })
  servers = await Promise.all(
    Array.from({ length: hosts }, () =>
      localServer({
        '/robots.txt': { status: 404 },
        '*': ({ path, headers: { host = '' } }) => {
          arrivals.get(host)?.push(Date.now())
          polled.push(`${host}${path}`)
          const feed = path.startsWith('/feed')
          return {
            headers: { 'content-type': feed ? 'application/feed+json' : 'application/json' },
            body: feed ? JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'x', items: [] }) : '[]',
          }
        },
      }),
    ),
  )
  for (const { origin } of servers) arrivals.set(new URL(origin).host, [])
  for (let at = 0; at < sources; at++) {
    const adapter = at % 2 === 0 ? 'idmc-idu' : 'feed'
    const url = `${servers[at % hosts]?.origin}/${adapter === 'feed' ? 'feed' : 'rows'}-${at}`
    await upsertSource(sql, {
      id: `source-${at}`, name: `Source ${at}`, adapter, url, language: 'en', licence: 'test', attribution: 'test',
      redistribution: 'internal', minDelayMs,
    }) // biome-ignore format: a row
  }
  began = Date.now()
  const place = {
    backend: 'postgres' as const, databaseUrl: database.url, redisUrl: null, prefix: '{many}',
    empty: async () => {}, drop: async () => {},
  } // biome-ignore format: a row
  workers = await Promise.all([workerProcess(place), workerProcess(place)])
  await until(
    'all polled',
    async () => {
      resident.push(workers.map(({ child }) => residentMb(child.pid ?? 0)))
      return Number((await sql`select count(*) from source where last_polled_at is null`)[0]?.count) === 0
    },
    400_000,
    250,
  )
  took = Date.now() - began
}, 420_000)
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()))
  await Promise.all(servers.map((server) => server.close()))
  await sql?.end()
  await database?.drop()
})

test('each is polled once, and well', async () => {
  const health = await sql`select health, count(*)::int from source group by health`
  expect([...health]).toEqual([{ health: 'healthy', count: sources }])
  expect(new Set(polled).size).toBe(sources)
  expect(polled).toHaveLength(sources)
})

test('no host is asked faster than it allows, by both workers together', () => {
  // A slot may be used late, never early: the n-th request of a host comes no sooner than n pauses after the start.
  for (const [host, times] of arrivals) {
    expect(times).toHaveLength(sources / hosts)
    times.sort((a, b) => a - b)
    const early = times.filter((time, at) => time - began < at * minDelayMs - 5)
    expect(early, host).toEqual([])
  }
})

test('memory of a worker does not grow with what it has polled', () => {
  const half = Math.floor(resident.length / 2)
  const peak = (samples: number[][], worker: number) => Math.max(...samples.map((sample) => sample[worker] ?? 0))
  const gaps = [...arrivals.values()].flatMap((times) => times.slice(1).map((time, at) => time - (times[at] ?? 0)))
  const peaks = [0, 1].map((worker) => [peak(resident.slice(0, half), worker), peak(resident.slice(half), worker)])
  console.info(
    `${sources} sources in ${(took / 1000).toFixed(1)} s (${((sources * 1000) / took).toFixed(0)} a second), least gap at a host ` +
      `${Math.min(...gaps)} ms of ${minDelayMs}; MB by halves: ${peaks.map((both) => both.map(Math.round).join(' → ')).join(', ')}`,
  )
  for (const [first = 0, second = 0] of peaks) expect(second).toBeLessThan(first * 1.3 + 30)
})
