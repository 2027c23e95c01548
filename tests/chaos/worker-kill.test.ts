/**
 * A feed of 200 articles is read while the worker is killed with -9 at random moments, its queue emptied, its terminal
 * interrupted: in the end 200 reports, each stored once. CHAOS_KILLS and CHAOS_SEED vary the run.
 */
import { connect, type Database, upsertSource } from '@displacement-monitor/shared/db'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FeedSite, feedSite, sourceOf } from '../support/feed-site.ts'
import { type QueuePlace, withQueueBackends } from '../support/queue-backends.ts'
import { chance } from '../support/random.ts'
import { until, type WorkerProcess, workerProcess } from '../support/worker-process.ts'

const articles = 200
const kills = Number(process.env.CHAOS_KILLS ?? 10)
const dice = chance()
/** Slow enough that ten lives do not read everything. */
const env = { WORKER_CONCURRENCY: '4', LOG_LEVEL: 'warn' }
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

withQueueBackends((open, backend) => {
  let place: QueuePlace
  let site: FeedSite
  let sql: Database
  let worker: WorkerProcess | null = null

  beforeEach(async () => {
    place = await open()
    site = await feedSite(articles, { delayMs: 120 })
    sql = connect(place.databaseUrl, { max: 2 })
    await upsertSource(sql, sourceOf(site))
  })
  afterEach(async () => {
    await worker?.kill()
    worker = null
    await sql.end()
    await site.close()
    await place.drop()
  })

  const figures = async () => {
    const [row] = await sql<Record<string, number>[]>`
      select (select count(*)::int from report) as reports,
        (select count(*)::int from report where state = 'read') as read,
        (select count(*)::int from reading) as readings,
        (select count(*)::int from snapshot) as snapshots,
        (select count(*)::int from figure) as figures,
        (select count(distinct value)::int from figure where superseded_at is null) as "differentFigures",
        (select count(*)::int from claim) as claims,
        (select count(*)::int from series_mark) as marks,
        (select count(*)::int from source where health = 'healthy') as healthy`
    return row ?? {}
  }
  const whole = {
    reports: articles,
    read: articles,
    readings: articles,
    snapshots: articles,
    figures: articles,
    differentFigures: articles,
    claims: articles,
    marks: 0,
    healthy: 1,
  }
  const live = async (ms: number) => {
    worker = await workerProcess(place, env)
    await sleep(ms)
  }
  const finish = async () => {
    const began = Date.now()
    worker = await workerProcess(place, env)
    await until(
      'everything is read',
      async () => {
        const { reports, read, marks } = await figures()
        return reports === articles && read === articles && marks === 0
      },
      200_000,
      250,
    )
    return (Date.now() - began) / 1000
  }
  const inFlight = async () =>
    Number(
      (
        await sql`select count(*)::int as n from report where state = 'discovered' and attempts > 0 and next_attempt_at > now() + interval '59 s'`
      )[0]?.n,
    )
  const interrupted = async () => Number((await sql`select count(*)::int as n from report where attempts > 1`)[0]?.n)

  test(`killed with -9 ${kills} times: loss 0, doubles 0`, async () => {
    for (let kill = 0; kill < kills; kill++) {
      // Half of them anywhere, starting and polling too; the others while reports are being read.
      await live(dice.between(100, kill % 2 === 0 ? 1_500 : 300))
      if (kill % 2 === 1) await until('reports are being read', async () => (await inFlight()) > 0, 60_000, 20)
      await sleep(dice.between(0, 1_500))
      await worker?.kill()
    }
    const before = await figures()
    const seconds = await finish()
    console.log(
      `${backend}, seed ${dice.seed}: ${kills} kills, ${before.read} read before the last start, ${await interrupted()} reports tried again, done ${seconds.toFixed(1)} s after it`,
    )
    expect(await figures()).toEqual(whole)
    expect(before.read).toBeLessThan(articles)
    expect(await interrupted()).toBeGreaterThan(0)
  })

  test('killed, and its queue emptied under its feet and between two lives', async () => {
    await live(dice.between(1_000, 2_000))
    await place.empty()
    await sleep(dice.between(0, 1_000))
    await worker?.kill()
    await place.empty()
    const before = await figures()
    const seconds = await finish()
    console.log(
      `${backend}, seed ${dice.seed}: emptied twice, ${before.read} read before, done ${seconds.toFixed(1)} s after the last start`,
    )
    expect(await figures()).toEqual(whole)
    expect(before.read).toBeLessThan(articles)
  })

  test('Ctrl-C at a random moment and a second start', async () => {
    await live(dice.between(300, 2_000))
    const began = Date.now()
    expect(await worker?.stop('SIGINT')).toBe(0)
    expect(Date.now() - began).toBeLessThan(10_000)
    worker = null
    const seconds = await finish()
    console.log(`${backend}, seed ${dice.seed}: done ${seconds.toFixed(1)} s after the second start`)
    expect(await figures()).toEqual(whole)
    // Nothing was cut off: what ran when the signal came has ended.
    expect(await interrupted()).toBe(0)
  })
})
