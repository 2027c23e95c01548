/**
 * Crossings become messages while the worker is killed with -9 in the middle of sending: every crossing is told, each message
 * under one id, no alert in two messages. ALERT_KILLS varies the run.
 */

import { jobIds } from '@displacement-monitor/shared/contracts'
import {
  connect,
  type Database,
  listDeliveries,
  putChannel,
  putThreshold,
  storeReading,
} from '@displacement-monitor/shared/db'
import { openQueues, type Queues } from '@displacement-monitor/shared/queue'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { channel, threshold } from '../integration/alerting/alerting-fixtures.ts'
import { figure, readingOf } from '../integration/store/store-fixtures.ts'
import { type LocalServer, localServer } from '../support/local-server.ts'
import { type QueuePlace, withQueueBackends } from '../support/queue-backends.ts'
import { until, type WorkerProcess, workerProcess } from '../support/worker-process.ts'

const kills = Number(process.env.ALERT_KILLS ?? 2)
const secret = { secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}`, until: null }

withQueueBackends((open, backend) => {
  let place: QueuePlace
  let sql: Database
  let receiver: LocalServer
  let worker: WorkerProcess | null = null
  let queues: Queues
  let killAtNext = false

  beforeEach(async () => {
    place = await open()
    sql = connect(place.databaseUrl, { max: 2 })
    queues = openQueues(place)
    receiver = await localServer({
      '/hook': async () => {
        // The message has come; the answer goes to nobody.
        if (killAtNext) await worker?.kill()
        killAtNext = false
        return { status: 200 }
      },
    })
  })
  afterEach(async () => {
    await worker?.kill()
    worker = null
    await queues.close()
    await sql.end()
    await receiver.close()
    await place.drop()
  })

  const live = async () => {
    worker = await workerProcess(place, { ALERTS_DRY_RUN: 'false' })
  }
  /** One more place with a number beyond the threshold, stored as a worker would. */
  const crisis = async (at: number) => {
    const today = new Date().toISOString().slice(0, 10)
    const where = {
      name: `Place ${at}`,
      placeId: `gn:${900_000_000 + at}`,
      countryIso3: 'SYR',
      role: 'origin',
      accuracy: 'adm3',
    } as const
    const found = figure({
      place: where, value: 600_000 + at * 1_000, asOf: { day: today, accuracy: 'day' }, since: { day: today, accuracy: 'month' },
    }) // biome-ignore format: a row of fields
    await storeReading(sql, await readingOf(sql, `https://a.example/${at}`, [found], { publishedOn: today }))
    await queues.add('reconcile', {}, { id: jobIds.reconcile(new Date()) })
  }
  const delivered = async (count: number) => (await listDeliveries(sql, { states: ['delivered'] })).length === count

  test(`killed ${kills} times while it sends: loss 0, no alert twice, every repeat under its id`, async () => {
    const stored = { url: `${receiver.origin}/hook`, secrets: [secret] }
    await putChannel(sql, channel({ gatherMinutes: 0, settings: stored as never }), 'test')
    await putThreshold(sql, threshold({ watch: { placeId: null } }), 'test')
    await live()
    const crossings = kills * 2
    for (let at = 1; at <= crossings; at++) {
      killAtNext = at % 2 === 1
      const doomed = killAtNext
      await crisis(at)
      if (doomed) {
        await until('the worker is killed', async () => !killAtNext, 90_000, 20)
        // Its lease is over.
        await sql`update delivery set next_attempt_at = now() where state = 'due'`
        await live()
      }
      await until(`${at} messages are delivered`, () => delivered(at), 90_000, 100)
    }
    const ids = receiver.requests.map(({ headers }) => String(headers['webhook-id']))
    const alerts = receiver.requests.flatMap(({ headers, body }) =>
      (JSON.parse(body) as { alerts: { id: string }[] }).alerts.map(({ id }) => `${headers['webhook-id']} ${id}`),
    )
    console.log(
      `${backend}: ${kills} kills, ${crossings} crossings, ${ids.length} arrivals, ${new Set(ids).size} messages`,
    )
    expect(new Set(ids).size).toBe(crossings)
    expect(ids.length).toBe(crossings + kills)
    expect(new Set(alerts).size).toBe(crossings)
    expect(await sql`select count(*)::int as n from incident`).toEqual([{ n: crossings }])
  })
})
