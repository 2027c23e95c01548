/** The database and the queue go away and come back while reports are read: the process stays, all is done, no try is burned. */
import { connect, type Database, upsertSource } from '@displacement-monitor/shared/db'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FeedSite, feedSite, sourceOf } from '../support/feed-site.ts'
import { type QueuePlace, withQueueBackends } from '../support/queue-backends.ts'
import { type TcpGate, tcpGate } from '../support/tcp-gate.ts'
import { until, type WorkerProcess, workerProcess } from '../support/worker-process.ts'

const articles = 60
const awayMs = Number(process.env.CHAOS_AWAY_MS ?? 6_000)
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

withQueueBackends((open, backend) => {
  let place: QueuePlace
  let site: FeedSite
  let sql: Database
  let databaseGate: TcpGate
  let redisGate: TcpGate | null
  let worker: WorkerProcess

  beforeEach(async () => {
    place = await open()
    site = await feedSite(articles, { delayMs: 150 })
    sql = connect(place.databaseUrl, { max: 2 })
    await upsertSource(sql, sourceOf(site))
    databaseGate = await tcpGate(place.databaseUrl)
    redisGate = place.redisUrl === null ? null : await tcpGate(place.redisUrl)
    const behindGates = { ...place, databaseUrl: databaseGate.url, redisUrl: redisGate?.url ?? null }
    worker = await workerProcess(behindGates, { WORKER_CONCURRENCY: '3', LOG_LEVEL: 'warn' })
    await until('some are read', async () => (await read()) >= 5)
  })
  afterEach(async () => {
    await worker?.kill()
    await databaseGate.drop()
    await redisGate?.drop()
    await sql.end()
    await site.close()
    await place.drop()
  })

  const read = async () => Number((await sql`select count(*)::int as n from report where state = 'read'`)[0]?.n)
  const finishes = async () => {
    const began = Date.now()
    await until('everything is read', async () => (await read()) === articles, 150_000, 200)
    await until(
      'reconciled',
      async () => Number((await sql`select count(*)::int as n from series_mark`)[0]?.n) === 0,
      90_000,
      200,
    )
    console.log(`${backend}: done ${((Date.now() - began) / 1000).toFixed(1)} s after the outage`)
    const [row] = await sql`
      select (select count(*)::int from reading) as readings, (select count(*)::int from figure) as figures,
        (select sum(failures)::int from report) as failures, (select health from source) as health`
    expect(row).toEqual({ readings: articles, figures: articles, failures: 0, health: 'healthy' })
    expect(worker.child.exitCode).toBeNull()
  }

  test('the database is away for a while', async () => {
    const before = await read()
    await databaseGate.shut()
    await sleep(awayMs)
    expect(before).toBeLessThan(articles)
    await databaseGate.open()
    await finishes()
  })

  test('connections to the database are cut again and again', async () => {
    for (let n = 0; n < 5; n++) {
      databaseGate.cut()
      await sleep(300)
    }
    await finishes()
  })

  if (backend === 'redis')
    test('Redis is away for a while, and comes back with nothing in it', async () => {
      await redisGate?.shut()
      await place.empty()
      await sleep(awayMs)
      await redisGate?.open()
      await finishes()
    })
})
