/** A country with a delay: what crosses there is told to nobody before its days are over, on no channel, and to every one then. */
import { get as httpGet, type IncomingMessage } from 'node:http'
import {
  ensurePublishedChannels,
  listDeliveries,
  putChannel,
  putThreshold,
  releaseDelivery,
  setCountryDelay,
  storeReading,
} from '@displacement-monitor/shared/db'
import { deliver, evaluateMarked, openAlerting, reconcileMarked, releaseHeld } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LocalServer, localServer } from '../../support/local-server.ts'
import { type MailServer, mailServer } from '../../support/mail-server.ts'
import { type Api, openApi } from '../api/api-under-test.ts'
import { figure, readingOf } from '../store/store-fixtures.ts'
import { channel, threshold } from './alerting-fixtures.ts'

let api: Api
let alerting: Awaited<ReturnType<typeof openAlerting>>
let receiver: LocalServer
let mail: MailServer
let stream: IncomingMessage
let streamed = ''
const now = () => new Date()
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)

beforeAll(async () => {
  api = await openApi({ publicUrl: 'https://monitor.example/', stream: { pollMs: 20, heartbeatMs: 60, mostReaders: 3 } })
  receiver = await localServer({ '/hook': { status: 200 } })
  mail = await mailServer()
  alerting = await openAlerting({
    FETCH_ALLOW: ['127.0.0.1'], FETCH_CONTACT: null, HTTPS_PROXY: null, PUBLIC_URL: 'https://monitor.example/', ALERTS_DRY_RUN: false,
  })
  await ensurePublishedChannels(api.sql)
  await api.sql`update channel set gather_minutes = 0`
  await putChannel(api.sql, channel({ gatherMinutes: 0, settings: { url: `${receiver.origin}/hook`, secrets: [{ secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}`, until: null }] } }), 'test')
  const settings = { host: '127.0.0.1', port: mail.port, secure: false, user: null, password: null, from: 'monitor@desk.example', to: ['officer@desk.example'] }
  await putChannel(api.sql, channel({ name: 'post', kind: 'mail', gatherMinutes: 0, settings }), 'test')
  await putThreshold(api.sql, threshold({ escalateRatio: 0.5 }), 'test')
  const origin = await api.app.listen({ port: 0, host: '127.0.0.1' })
  stream = await new Promise((resolve) => httpGet(`${origin}/v1/events`, resolve))
  stream.setEncoding('utf8').on('data', (chunk: string) => (streamed += chunk))
  stream.on('error', () => {})
}) // biome-ignore format: a row of fields
afterAll(async () => {
  stream.destroy()
  await Promise.all([alerting.close(), receiver.close(), mail.close(), api.close()])
})

/** All that is due leaves: people release what waits for them, workers send. */
async function sendAll(): Promise<string[]> {
  const outcomes: string[] = []
  for (const { id, state, channelName } of await listDeliveries(api.sql)) {
    if (state === 'waiting') await releaseDelivery(api.sql, id, { by: 'maha' })
    const context = { sql: api.sql, gazetteer: api.gazetteer, alerting, now, stopping: new AbortController().signal }
    const told = await deliver(context, id)
    if (told) outcomes.push(`${channelName}: ${told.outcome}`)
  }
  return outcomes.sort()
}
const everyChannel = ['atom: published', 'cap: published', 'desk: delivered', 'events: published', 'post: delivered']

/** The stream tells what lies before the oldest transaction of the server. */
async function streamTells(word: string): Promise<boolean> {
  for (let waited = 0; waited < 500 && !streamed.includes(word); waited++)
    await new Promise((resolve) => setTimeout(resolve, 20))
  return streamed.includes(word)
}
const store = async (name: string, value: number, ago: number) => {
  const read = figure({ value, persons: value, asOf: { day: day(ago), accuracy: 'day' }, since: { day: day(40), accuracy: 'month' } })
  await storeReading(api.sql, await readingOf(api.sql, `https://a.example/${name}`, [read], { publishedOn: day(ago) }))
  await reconcileMarked(api.sql, api.gazetteer, { now })
  return evaluateMarked(api.sql, api.gazetteer, { now })
} // biome-ignore format: a row of fields
const daysPass = (name: string, ago: number) =>
  api.sql`update report set published_on = ${day(ago)} where url = ${`https://a.example/${name}`}`
const incidents = async () => (await api.get('/v1/incidents')).json.incidents.length
const held = async () => (await api.sql`select alert_id from held_alert`).length

test('before its days are over it is on no channel and in no answer; then it is on every one, once', async () => {
  await setCountryDelay(api.sql, { country: 'SYR', days: 7, actor: 'test' })
  expect((await store('first', 800_000, 2)).alerts).toBe(1)
  expect([await sendAll(), await listDeliveries(api.sql), await held()]).toEqual([[], [], 1])
  // The days are not over yet.
  expect(await releaseHeld(api.sql, api.gazetteer, now())).toEqual([])
  await daysPass('first', 6)
  expect(await releaseHeld(api.sql, api.gazetteer, now())).toEqual([])
  expect([await sendAll(), receiver.requests, mail.arrived, await incidents()]).toEqual([[], [], [], 0])
  expect((await api.get('/v1/alerts.atom')).body).not.toContain('<entry>')

  await daysPass('first', 7)
  await releaseHeld(api.sql, api.gazetteer, now())
  expect([await sendAll(), await held()]).toEqual([everyChannel, 0])
  expect([receiver.requests.length, mail.arrived.length, await incidents()]).toEqual([1, 1, 1])
  expect(receiver.requests[0]?.body).toContain('800,000')
  expect((await api.get('/v1/alerts.atom')).body).toContain('800,000')
  expect(await streamTells('event: alerts')).toBe(true)
  // Nothing of the country was on the stream while it was kept back: what changed is told with the number.
  expect(streamed).not.toContain('event: series')
  await releaseHeld(api.sql, api.gazetteer, now())
  expect(await sendAll()).toEqual([])
})

test('a delay that is set while a message gathers takes its alerts off it; taken away, it gives them back', async () => {
  await api.sql`truncate incident, alert, delivery, series, evaluation_mark, report, figure, claim, subject cascade`
  await setCountryDelay(api.sql, { country: 'SYR', days: 0, actor: 'test' })
  expect((await store('second', 900_000, 1)).alerts).toBe(1)
  expect((await listDeliveries(api.sql)).length).toBe(everyChannel.length)
  await setCountryDelay(api.sql, { country: 'SYR', days: 7, actor: 'test' })
  expect(await sendAll()).toEqual(everyChannel.map((told) => `${told.split(':')[0]}: nothing_open`))
  expect([receiver.requests.length, mail.arrived.length, await held()]).toEqual([1, 1, 1])
  await setCountryDelay(api.sql, { country: 'SYR', days: 0, actor: 'test' })
  // What follows on an alert that waits, waits with it: nobody hears of growth before the beginning.
  expect((await store('third', 1_400_000, 0)).alerts).toBe(1)
  expect([await sendAll(), await held()]).toEqual([[], 2])
  await releaseHeld(api.sql, api.gazetteer, now())
  expect(await sendAll()).toEqual(everyChannel)
  expect([receiver.requests.length, mail.arrived.length, await held()]).toEqual([2, 2, 0])
  const { alerts } = JSON.parse(receiver.requests[1]?.body ?? '{}')
  expect(alerts.map(({ kind }: { kind: string }) => kind)).toEqual(['fired', 'escalated'])
})
