/** Messages to a receiver that fails in every way, on a clock of the test's own: at least once, one id, on the published schedule. */
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { alertMessageSchema } from '@displacement-monitor/shared/contracts'
import {
  connect,
  type Database,
  getChannel,
  getDelivery,
  listDeliveries,
  putChannel,
  putThreshold,
  storeReading,
} from '@displacement-monitor/shared/db'
import { type Alerting, deliver, evaluateMarked, openAlerting, reconcileMarked } from '@displacement-monitor/worker'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '../../support/fresh-database.ts'
import { type LocalServer, localServer, type Route } from '../../support/local-server.ts'
import { figure, readingOf } from '../store/store-fixtures.ts'
import { channel, threshold } from './alerting-fixtures.ts'

const gazetteer = loadGazetteer()
const old = { secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}`, until: '2020-02-19T08:00:00Z' }
const fresh = { secret: `whsec_${Buffer.alloc(32, 2).toString('base64')}`, until: null }
/** Signatures bear the time, and a verifier refuses old ones: the clock begins now and is moved by the test. */
const begin = Math.floor(Date.now() / 1000) * 1000
let at = begin
const now = () => new Date(at)
let database: Awaited<ReturnType<typeof freshDatabase>>
let sql: Database
let receiver: LocalServer
let alerting: Alerting & { close(): Promise<void> }

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 4 })
  alerting = await openAlerting({
    FETCH_ALLOW: ['127.0.0.1'], FETCH_CONTACT: null, HTTPS_PROXY: null, PUBLIC_URL: 'https://monitor.example', ALERTS_DRY_RUN: false,
  }) // biome-ignore format: a row of fields
})
afterAll(async () => {
  await alerting.close()
  await sql.end()
  await database.drop()
})
beforeEach(async () => {
  at = begin
  await sql`truncate report, source, subject, counter, snapshot_body, threshold, channel, incident, alert, delivery, delivery_log, audit
    restart identity cascade`
})
afterEach(() => receiver.close())

/** One alert on its way to a receiver with these answers. */
async function oneMessage(answers: Route, settings: Record<string, unknown> = {}): Promise<string> {
  receiver = await localServer({ '/hook': answers })
  const stored = { url: `${receiver.origin}/hook`, secrets: [fresh], ...settings }
  await putChannel(sql, channel({ gatherMinutes: 0, settings: stored as never }), 'test')
  await putThreshold(sql, threshold(), 'test')
  const today = now().toISOString().slice(0, 10)
  const recent = figure({ asOf: { day: today, accuracy: 'day' }, since: { day: today, accuracy: 'month' } })
  await storeReading(sql, await readingOf(sql, 'https://a.example/1', [recent], { publishedOn: today }))
  await reconcileMarked(sql, gazetteer, { now })
  await evaluateMarked(sql, gazetteer, { now })
  const [message] = await listDeliveries(sql)
  return message?.id ?? ''
}
const context = () => ({ sql, gazetteer, alerting, now, stopping: new AbortController().signal })
const attempt = (id: string) => deliver(context(), id)
const minutes = (count: number) => count * 60_000

/** Tries when it is due until it is not; the minutes after the first try at which the receiver heard of it. */
async function untilSettled(id: string): Promise<number[]> {
  const tries: number[] = []
  for (let next: Date | null = now(); next !== null; ) {
    at = next.getTime()
    tries.push((at - begin) / minutes(1))
    const told = await attempt(id)
    next = told?.retryAt ?? null
  }
  return tries
}

test('a message bears its evidence, one id and a signature that both secrets of a rotation verify', async () => {
  const id = await oneMessage(
    { status: 204 },
    { secrets: [fresh, { ...old, until: new Date(begin + minutes(60)).toISOString() }] },
  )
  expect(await attempt(id)).toMatchObject({ outcome: 'delivered', attempt: 1, alerts: 1, failure: null, retryAt: null })
  const [request] = receiver.requests
  const headers = request?.headers as Record<string, string>
  expect(headers['webhook-id']).toBe(id)
  for (const { secret } of [fresh, old]) expect(new Webhook(secret).verify(request?.body ?? '', headers)).toBeTruthy()
  const message = alertMessageSchema.parse(JSON.parse(request?.body ?? ''))
  expect(message).toMatchObject({
    type: 'alerts',
    id,
    alerts: [
      {
        kind: 'fired', refers_to: null, severity: 'moderate', place: { id: 'SY-ID', name: 'Idlib' }, unit: 'person', counter: 'UN',
        threshold: { name: 'idlib-500k', kind: 'level', rule: 'at least 500,000' }, rule: 'reconciled@1', legend: 'movements, not people',
        before: null, at: { value: 800_000, quantifier: 'more_than', review: 'machine_read', witnesses: 1 },
        reports: [{ title: 'A title', publisher: 'Example News', url: 'https://a.example/1', excerpt: '800000 people fled', figure: 'https://monitor.example/v1/figures/1' }],
        more_reports: 0,
        links: { incident: 'https://monitor.example/v1/incidents/1' },
      },
    ],
    attributions: [{ source: 'example-news', licence: 'CC BY 4.0' }],
  }) // biome-ignore format: rows of fields
  expect(message.notice).toMatch(/Not an official figure/)
  expect(await attempt(id)).toBeNull()
})

test('after the overlap the old secret signs no more', async () => {
  const id = await oneMessage(
    { status: 204 },
    { secrets: [fresh, { ...old, until: new Date(begin - 1).toISOString() }] },
  )
  await attempt(id)
  const headers = receiver.requests[0]?.headers as Record<string, string>
  expect(new Webhook(fresh.secret).verify(receiver.requests[0]?.body ?? '', headers)).toBeTruthy()
  expect(() => new Webhook(old.secret).verify(receiver.requests[0]?.body ?? '', headers)).toThrow()
})

test('a receiver that is down: ten tries within 10 % of the schedule, the same id, a new time each; then dead, and seen', async () => {
  const id = await oneMessage({ status: 500 })
  const tries = await untilSettled(id)
  const schedule = [0, 5 / 60, 5, 30, 120, 300, 600, 840, 1200, 1440] // minutes after the try before
  tries.forEach((minute, index) => {
    const gap = minute - (tries[index - 1] ?? 0)
    expect(gap).toBeGreaterThanOrEqual((schedule[index] ?? 0) - 1e-6)
    expect(gap).toBeLessThanOrEqual((schedule[index] ?? 0) * 1.1 + 1e-6)
  })
  expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([id]))
  expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10)
  const settled = await getDelivery(sql, id)
  expect(settled).toMatchObject({
    state: 'dead',
    attempts: 10,
    failureMessage: expect.stringMatching(/fault of its own \(500\)/),
  })
  expect(settled?.log.map(({ outcome, status }) => [outcome, status])).toEqual(Array(10).fill(['failed', 500]))
})

test.each<[string, Route, { hits: number; state: string; second: [number, number] | null }]>([
  ['cut off, then well', [{ reset: 'before' }, { status: 200 }], { hits: 2, state: 'delivered', second: [5 / 60, 5.5 / 60] }],
  ['429 with Retry-After of an hour', [{ status: 429, headers: { 'retry-after': '3600' } }, { status: 200 }], { hits: 2, state: 'delivered', second: [60, 66] }],
  ['Retry-After of ten years', [{ status: 503, headers: { 'retry-after': '315360000' } }, { status: 200 }], { hits: 2, state: 'delivered', second: [1440, 1584] }],
  ['a redirect is not followed', [{ status: 302, headers: { location: '/elsewhere' } }, { status: 200 }], { hits: 2, state: 'delivered', second: [5 / 60, 5.5 / 60] }],
  ['410', { status: 410 }, { hits: 1, state: 'dead', second: null }],
])('%s', async (_, answers, { hits, state, second }) => {
  const id = await oneMessage(answers)
  const tries = await untilSettled(id)
  expect([receiver.hits('/hook'), receiver.hits('/elsewhere'), (await getDelivery(sql, id))?.state]).toEqual([hits, 0, state])
  if (second !== null) {
    expect(tries[1]).toBeGreaterThanOrEqual(second[0] - 1e-6)
    expect(tries[1]).toBeLessThanOrEqual(second[1] + 1e-6)
  }
}) // biome-ignore format: a table

test('410 switches the channel off, with the reason; what waits for it stays', async () => {
  const id = await oneMessage({ status: 410 })
  await attempt(id)
  expect(await getChannel(sql, 1)).toMatchObject({ enabled: false, disabledReason: expect.stringMatching(/410/) })
})

test('killed between the answer and the record: it is sent again under the same id', async () => {
  const id = await oneMessage({ status: 200 })
  // The process ends where the answer has come and nothing is written yet.
  const killed = { ...context(), alerting: { ...alerting, post: async (...sent: Parameters<Alerting['post']>) => {
    await alerting.post(...sent)
    return new Promise<never>(() => {})
  } } } // biome-ignore format: a hand-made kill
  void deliver(killed, id)
  while (receiver.hits('/hook') === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await attempt(id)).toBeNull()
  at += minutes(1)
  expect(await attempt(id)).toMatchObject({ outcome: 'delivered', attempt: 2 })
  expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([id, id])
})

test('two workers on one message: it is sent once', async () => {
  const id = await oneMessage({ status: 200, delayMs: 20 })
  const told = await Promise.all([1, 2, 3, 4].map(() => attempt(id)))
  expect(told.filter((one) => one !== null)).toHaveLength(1)
  expect(receiver.hits('/hook')).toBe(1)
})

test('dry run: everything is written down, nothing leaves', async () => {
  const id = await oneMessage({ status: 200 })
  expect(await deliver({ ...context(), alerting: { ...alerting, dryRun: true } }, id)).toMatchObject({
    outcome: 'dry_run',
  })
  expect([receiver.requests.length, (await getDelivery(sql, id))?.log.map(({ outcome }) => outcome)]).toEqual([
    0,
    ['dry_run'],
  ])
})

test('a channel that the API serves is told as published; what needs a key goes nowhere', async () => {
  const id = await oneMessage({ status: 200 })
  await sql`update channel set kind = 'sse'`
  expect(await attempt(id)).toMatchObject({ outcome: 'published', alerts: 1 })
  await sql`update delivery set state = 'due', next_attempt_at = now() - interval '1 day'`
  await sql`update channel set kind = 'webhook'`
  await sql`update figure set sensitivity = 'severe'`
  expect(await attempt(id)).toMatchObject({ outcome: 'nothing_open', alerts: 0 })
  expect(receiver.requests).toEqual([])
})
