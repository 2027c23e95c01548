/**
 * The worker is killed once at every failpoint, by name, and started again: every input has one final row, every message went
 * under one id. CHAOS_LONG=1: on each backend, and one job is killed five times, one until it is given up in sight of an operator.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jobIds } from '@displacement-monitor/shared/contracts'
import {
  connect,
  type Database,
  deadLetters,
  findReportByUrl,
  listDeliveries,
  putChannel,
  putThreshold,
  storeReading,
  upsertSource,
} from '@displacement-monitor/shared/db'
import { openQueues, workerOptions } from '@displacement-monitor/shared/queue'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { failpointNames } from '../../apps/worker/src/failpoints.ts'
import { channel, threshold } from '../integration/alerting/alerting-fixtures.ts'
import { figure, readingOf } from '../integration/store/store-fixtures.ts'
import { type FeedSite, feedSite, sourceOf } from '../support/feed-site.ts'
import { type LocalServer, localServer } from '../support/local-server.ts'
import { type QueuePlace, withQueueBackends } from '../support/queue-backends.ts'
import { until, type WorkerProcess, workerProcess } from '../support/worker-process.ts'

const articles = 12
const long = process.env.CHAOS_LONG === '1'
const secret = { secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}`, until: null }

test('a killed job runs again within fifteen seconds: its lock ends, and the next look finds it', () => {
  expect(workerOptions.lockDuration + workerOptions.stalledInterval).toBeLessThanOrEqual(15_000)
})

withQueueBackends(
  (open, backend) => {
    let place: QueuePlace
    let site: FeedSite
    let receiver: LocalServer
    let sql: Database
    let folder: string
    let worker: WorkerProcess | null = null

    beforeEach(async () => {
      place = await open()
      sql = connect(place.databaseUrl, { max: 2 })
      folder = mkdtempSync(join(tmpdir(), 'failing-'))
      // Slow enough to be killed while bytes or an answer are on their way.
      site = await feedSite(articles, { delayMs: 200 })
      receiver = await localServer({ '/hook': { status: 200, delayMs: 200 } })
    })
    afterEach(async () => {
      await worker?.kill()
      worker = null
      await sql.end()
      await Promise.all([site.close(), receiver.close()])
      await place.drop()
      rmSync(folder, { recursive: true })
    })

    const count = async (what: string) => Number((await sql.unsafe(`select count(*)::int as n from ${what}`))[0]?.n)
    /** Lives until it is killed or `done`. True: killed. */
    const live = async (failpoints: string, done: () => Promise<boolean>): Promise<boolean> => {
      const env = {
        FAILPOINTS: failpoints,
        DATA_DIR: folder,
        WORKER_CONCURRENCY: '3',
        LOG_LEVEL: 'warn',
        ALERTS_DRY_RUN: 'false',
      }
      try {
        worker = await workerProcess(place, env)
      } catch {
        return true // killed in its first moments
      }
      const { child } = worker
      const dead = () => child.signalCode !== null
      await until('it is killed or done', async () => dead() || (await done()), 60_000, 50)
      if (dead()) return true
      await worker.kill()
      return false
    }
    const crossing = async () => {
      const today = new Date().toISOString().slice(0, 10)
      const stored = { url: `${receiver.origin}/hook`, secrets: [secret] }
      await putChannel(sql, channel({ gatherMinutes: 0, settings: stored as never }), 'test')
      await putThreshold(sql, threshold({ watch: { placeId: null } }), 'test')
      const found = figure({
        value: 600_000,
        asOf: { day: today, accuracy: 'day' },
        since: { day: today, accuracy: 'month' },
      })
      await storeReading(sql, await readingOf(sql, 'https://a.example/1', [found], { publishedOn: today }))
    }

    test('killed once at every failpoint: each input has one final row, each message one id', async () => {
      await upsertSource(sql, sourceOf(site))
      await crossing()
      const failpoints = failpointNames.map((name) => `${name}=kill*1`).join(',')
      const done = async () =>
        (await count(`report where state = 'read'`)) === articles + 1 &&
        (await count('series_mark')) === 0 &&
        (await listDeliveries(sql, { states: ['delivered'] })).length === 1
      let kills = 0
      let killedAt = 0
      while (await live(failpoints, done)) {
        kills++
        killedAt = Date.now()
        // The lease of a message is a minute; a test need not wait for it.
        await sql`update delivery set next_attempt_at = now() where state = 'due'`
      }
      console.log(
        `${backend}: ${kills} kills, all done ${((Date.now() - killedAt) / 1000).toFixed(1)} s after the last`,
      )
      expect(readdirSync(join(folder, 'failpoints')).sort()).toEqual(failpointNames.map((name) => `${name}.1`).sort())
      expect(kills).toBe(failpointNames.length)
      const [row] = await sql`
      select (select count(*)::int from report) as reports, (select count(*)::int from reading) as readings,
        (select count(*)::int from snapshot where url like ${`${site.origin}%`}) as snapshots,
        (select count(distinct value)::int from figure) as values, (select count(*)::int from figure) as figures,
        (select count(*)::int from claim) as claims, (select count(*)::int from incident) as incidents,
        (select count(*)::int from alert) as alerts, (select sum(failures)::int from report) as failures`
      expect(row).toEqual({
        reports: articles + 1,
        readings: articles + 1,
        snapshots: articles,
        values: articles + 1,
        figures: articles + 1,
        claims: articles + 1,
        incidents: 1,
        alerts: 1,
        failures: 0,
      })
      // Sent again by the life after the kill that followed it; a kill for another point may meet it on its way as well.
      const ids = receiver.requests.map(({ headers }) => headers['webhook-id'])
      expect(new Set(ids).size).toBe(1)
      expect(ids.length).toBeGreaterThanOrEqual(2)
      expect(ids.length).toBeLessThanOrEqual(kills)
    })

    if (!long) return
    test('a process that is blocked for longer than its lock stores nothing twice', async () => {
      await upsertSource(sql, { ...sourceOf(site), enabled: false })
      const env = { DATA_DIR: folder, LOG_LEVEL: 'warn', FAILPOINTS: 'after-fetch-before-store=block:25000*1' }
      const both = await Promise.all([workerProcess(place, env), workerProcess(place, env)])
      const queues = openQueues(place)
      await sql`insert into report (source_id, url, origin) values ('test-bulletin', ${site.articleUrls[1] ?? ''}, 'poll')`
      const reportId = (await findReportByUrl(sql, site.articleUrls[1] ?? ''))?.id ?? 0
      await queues.add('ingest', { reportId }, { id: jobIds.ingest(reportId) })
      await until('the other one has read it', async () => (await count(`report where state = 'read'`)) === 1, 60_000)
      // The blocked one wakes up, and ends its own reading of it.
      await until('both have asked for the page', async () => site.hits('/article/1') === 2, 60_000)
      await new Promise((resolve) => setTimeout(resolve, 30_000))
      await queues.close()
      await Promise.all(both.map((worker) => worker.kill()))
      expect(await findReportByUrl(sql, site.articleUrls[1] ?? '')).toMatchObject({
        state: 'read',
        attempts: 2,
        failures: 0,
      })
      expect([await count('reading'), await count('figure'), await count('snapshot')]).toEqual([1, 1, 1])
    })

    test('one job killed five times is done; one that kills every time is given up where an operator sees it', async () => {
      await upsertSource(sql, { ...sourceOf(site), enabled: false })
      const [good, bad] = [`${site.origin}/article/1`, `${site.origin}/article/2`]
      const queues = openQueues(place)
      const discover = async (url: string) => {
        await sql`insert into report (source_id, url, origin) values ('test-bulletin', ${url}, 'poll')`
        const report = await findReportByUrl(sql, url)
        await queues.add('ingest', { reportId: report?.id ?? 0 }, { id: jobIds.ingest(report?.id ?? 0) })
      }
      /** As after a lease, and a lock, that ended: the next worker takes it up at its start. */
      const leaseOver = async () => {
        await place.empty()
        await sql`update report set next_attempt_at = now() where next_attempt_at is not null`
      }
      const stateOf = async (url: string) => (await findReportByUrl(sql, url))?.state
      await discover(good)
      let kills = 0
      while (await live('inside-transaction=kill*5', async () => (await stateOf(good)) === 'read')) {
        kills++
        await leaseOver()
      }
      expect(kills).toBe(5)
      expect(await findReportByUrl(sql, good)).toMatchObject({ state: 'read', attempts: 6, failures: 0 })
      expect([await count('reading'), await count('figure'), await count('snapshot')]).toEqual([1, 1, 1])

      await discover(bad)
      // Eighteen lives of the same kind, without living them.
      await sql`update report set attempts = 18 where url = ${bad}`
      kills = 0
      while (await live('after-claim=kill', async () => (await stateOf(bad)) === 'dead')) {
        kills++
        await leaseOver()
      }
      await queues.close()
      expect(kills).toBe(2)
      const dead = await deadLetters(sql)
      expect(dead).toMatchObject([{ url: bad, failureMessage: expect.stringContaining('20 times while it read') }])
      expect(existsSync(join(folder, 'failpoints', 'inside-transaction.5'))).toBe(true)
    })
  },
  long ? {} : { on: ['postgres'] },
)
