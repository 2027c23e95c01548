/**
 * Several schedulers that start and end within a second, turns slept through, a clock that is an hour off: each source is polled once
 * for each of its turns, and once for all that were missed. (A poll that is killed is made up for: failpoints.test.ts.)
 */
import { fileURLToPath } from 'node:url'
import { connect, type Database, upsertSource } from '@displacement-monitor/shared/db'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LocalServer, localServer } from '../support/local-server.ts'
import { type QueuePlace, withQueueBackends } from '../support/queue-backends.ts'
import { type ProductProcess, productProcess, until } from '../support/worker-process.ts'

const sources = 5
const hourMs = 3_600_000
const moveClock = fileURLToPath(new URL('preload/move-clock.mjs', import.meta.url))
const long = process.env.CHAOS_LONG === '1'

withQueueBackends(
  (open) => {
    let place: QueuePlace
    let sql: Database
    let site: LocalServer
    let running: ProductProcess[] = []

    beforeEach(async () => {
      place = await open()
      sql = connect(place.databaseUrl, { max: 2 })
      const feed = '<rss version="2.0"><channel><title>Quiet</title></channel></rss>'
      site = await localServer({
        '/robots.txt': { status: 404 },
        '*': { headers: { 'content-type': 'application/rss+xml' }, body: feed },
      })
      for (let n = 0; n < sources; n++)
        await upsertSource(sql, {
          id: `quiet-${n}`, name: 'Quiet', adapter: 'feed', url: `${site.origin}/feed/${n}`, language: 'en', licence: 'test',
          attribution: 'test', redistribution: 'open', minDelayMs: 0, pollIntervalS: 600,
        }) // biome-ignore format: a row
    })
    afterEach(async () => {
      await leave()
      await sql.end()
      await site.close()
      await place.drop()
    })

    const start = async (aheadMs = 0) => {
      const worker = await productProcess('worker', place, { CLOCK_AHEAD_MS: String(aheadMs) }, ['--import', moveClock])
      running.push(worker)
    }
    const leave = async () => {
      const ending = running
      running = []
      await Promise.all(ending.map((worker) => worker.kill()))
    }
    const polls = () => Array.from({ length: sources }, (_, n) => site.hits(`/feed/${n}`))
    const each = (times: number) => Array.from({ length: sources }, () => times)
    /** All were polled, and the next turn of each lies an interval ahead. */
    const settled = async () => {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from source where health = 'healthy' and next_due_at > now() + interval '9 minutes'`
      return row?.n === sources
    }
    const due = (ago: string) => sql`update source set next_due_at = now() - ${ago}::interval`

    test('of schedulers that come and go, of a sleep and of wrong clocks nothing is polled twice or missed', async () => {
      // Three at once, two of which are asked to end when they have just begun to schedule, and one more in their place.
      await Promise.all([start(), start(), start()])
      await Promise.all(running.splice(0, 2).map((worker) => worker.stop()))
      await start()
      await until('all are polled', settled)
      expect(polls()).toEqual(each(1))
      await leave()
      await place.empty()

      await due('100 minutes')
      await start()
      await until('the missed turns are made up for', settled)
      expect(polls()).toEqual(each(2))
      await leave()
      await place.empty()

      let turn = 2
      for (const aheadMs of [-hourMs, hourMs]) {
        await due('1 second')
        await start(aheadMs)
        await until(`polled with a clock ${aheadMs} ms ahead`, settled)
        expect(polls()).toEqual(each(++turn))
        await leave()
        await place.empty()
      }
    })
  },
  long ? {} : { on: ['postgres'] },
)
