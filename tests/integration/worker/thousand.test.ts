/** A thousand sources due at once, two workers: each polled once, no host faster than it allows, in memory that does not grow with them. */
import { readFileSync } from 'node:fs'
import { connect, type Database, upsertSource } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../support/fresh-database.ts'
import { type LocalServer, localServer } from '../../support/local-server.ts'
import { until, type WorkerProcess, workerProcess } from '../../support/worker-process.ts'

const [hosts, each, delayMs] = [20, 50, 100]
let database: Awaited<ReturnType<typeof freshDatabase>>
let sql: Database
let servers: LocalServer[] = []
const arrivals: number[][] = Array.from({ length: hosts }, () => [])
let workers: WorkerProcess[] = []

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 2 })
  servers = await Promise.all(
    Array.from({ length: hosts }, (_, host) =>
      localServer({
        '*': ({ path }) => {
          arrivals[host]?.push(performance.now())
          if (path === '/robots.txt') return { status: 404 }
          const feed = '<rss version="2.0"><channel><title>Quiet</title></channel></rss>'
          return { headers: { 'content-type': 'application/rss+xml' }, body: feed }
        },
      }),
    ),
  )
  for (const [host, server] of servers.entries())
    for (let n = 0; n < each; n++)
      await upsertSource(sql, {
        id: `s-${host}-${n}`, name: 'Quiet', adapter: 'feed', url: `${server.origin}/feed/${n}`, language: 'en', licence: 'test',
        attribution: 'test', redistribution: 'open', minDelayMs: delayMs,
      }) // biome-ignore format: a row
}, 60_000)
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()))
  await sql?.end()
  await Promise.all(servers.map((server) => server.close()))
  await database?.drop()
})

/** Most memory that a process ever held, in MB; null where the system does not tell. */
function mostMemory({ child }: WorkerProcess): number | null {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1000
  } catch {
    return null
  }
}

test('a thousand sources on twenty hosts', async () => {
  const place = {
    backend: 'postgres' as const, databaseUrl: database.url, redisUrl: null, prefix: '{test}', empty: async () => {}, drop: async () => {},
  } // biome-ignore format: a row
  workers = await Promise.all([workerProcess(place), workerProcess(place)])
  const left = async () =>
    Number((await sql`select count(*) from source where health = 'new' and id like 's-%'`)[0]?.count)
  await until('all polled', async () => (await left()) === 0, 150_000, 500)
  expect([...(await sql`select health, count(*)::int from source where id like 's-%' group by 1`)]).toEqual([
    { health: 'healthy', count: hosts * each },
  ])
  const twice = servers.flatMap((server) =>
    Array.from({ length: each }, (_, n) => server.hits(`/feed/${n}`)).filter((hits) => hits !== 1),
  )
  expect(twice).toEqual([])
  // From a host's first request on, which is for its robots.txt and before every turn: no load makes this fail.
  const spans = arrivals.map((times) => (times.at(-1) ?? 0) - (times[0] ?? 0))
  expect(Math.min(...spans)).toBeGreaterThan((each - 1) * delayMs)
  for (const worker of workers) expect(mostMemory(worker) ?? 0).toBeLessThan(500)
}, 200_000)
