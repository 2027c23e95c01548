/** What was told of a report that is withdrawn or put under embargo: a correction without its number, once; nothing unsent leaves. */
import {
  alertsOfDelivery,
  getIncident,
  listDeliveries,
  listIncidents,
  putChannel,
  putThreshold,
  setEmbargo,
  withdrawReport,
} from '@displacement-monitor/shared/db'
import { type Alerting, deliver, evaluateMarked, openAlerting, reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type LocalServer, localServer } from '../../support/local-server.ts'
import { type Api, figureIn, openApi } from '../api/api-under-test.ts'
import { storeReport } from '../api/read-report.ts'
import { channel, threshold } from './alerting-fixtures.ts'

let api: Api
let receiver: LocalServer
let alerting: Alerting & { close(): Promise<void> }
let clock = Date.now()
const now = () => new Date(clock)
const text = 'Zebrafish officials said that 777,123 people fled from Idlib.'
const secrets = /777[,. ]?123|zebrafish/i

beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal', publicUrl: 'https://monitor.example' })
  receiver = await localServer({ '/hook': { status: 204 } })
  alerting = await openAlerting({
    FETCH_ALLOW: ['127.0.0.1'], FETCH_CONTACT: null, HTTPS_PROXY: null, PUBLIC_URL: 'https://monitor.example', ALERTS_DRY_RUN: false,
  }) // biome-ignore format: a row of fields
})
afterAll(async () => {
  await alerting.close()
  await receiver.close()
  await api.close()
})
beforeEach(async () => {
  clock = Date.now()
  receiver.requests.length = 0
  await api.sql`truncate report, source, subject, counter, snapshot_body, threshold, channel, incident, alert, delivery, delivery_log, audit
    restart identity cascade`
  const secret = { secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}`, until: null }
  await putChannel(
    api.sql,
    channel({ settings: { url: `${receiver.origin}/hook`, secrets: [secret] } as never }),
    'test',
  )
  for (const kind of ['atom', 'cap', 'sse'] as const)
    await putChannel(api.sql, channel({ name: kind, kind, settings: {} as never }), 'test')
  await putThreshold(api.sql, threshold(), 'test')
})

async function fired(): Promise<{ reportId: number; sha256: string }> {
  const today = now().toISOString().slice(0, 10)
  const place = { name: 'Idlib', placeId: 'SY-ID', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' } as const
  const figure = figureIn(text, '777,123 people fled', {
    value: 777_123, persons: 777_123, place, counter: 'UN', asOf: { day: today, accuracy: 'day' }, since: { day: today, accuracy: 'month' },
  }) // biome-ignore format: a row of fields
  const report = await storeReport(api.sql, api.gazetteer, {
    url: 'https://source.example/fired', title: 'Zebrafish title', text, figures: [figure], publishedOn: today,
  }) // biome-ignore format: a row of fields
  await evaluated()
  return report
}

const evaluated = () => evaluateMarked(api.sql, api.gazetteer, { now })
async function restated() {
  await reconcileMarked(api.sql, api.gazetteer, { now })
  return evaluated()
}

/** Every message whose window has ended; what each channel's attempt came to. */
async function sendAll(): Promise<string[]> {
  clock += 600_000
  const context = { sql: api.sql, gazetteer: api.gazetteer, alerting, now, stopping: new AbortController().signal }
  const outcomes: string[] = []
  for (const { id, channelName } of (await listDeliveries(api.sql)).toSorted((a, b) => a.channelId - b.channelId)) {
    const told = await deliver(context, id)
    if (told) outcomes.push(`${channelName} ${told.outcome} ${told.alerts}`)
  }
  return outcomes
}

async function published(): Promise<string> {
  const feed = await api.get('/v1/alerts.atom')
  const ids = [...feed.body.matchAll(/<id>urn:uuid:([^<]+)</g)].map(([, id]) => id)
  const caps = await Promise.all(ids.map((id) => api.get(`/v1/alerts/${id}.cap.xml`)))
  return [feed.body, ...caps.map(({ body }) => body)].join('\n')
}

const all = ['desk delivered 1', 'atom published 1', 'cap published 1', 'sse published 1']

test('a number that was told is corrected once on every channel, without it and without its words', async () => {
  const { reportId } = await fired()
  expect(await sendAll()).toEqual(all)
  expect(receiver.requests[0]?.body).toMatch(secrets)
  expect(await published()).toMatch(secrets)
  await withdrawReport(api.sql, reportId, { reason: 'asked', actor: 'desk' })
  // Before any worker has done anything.
  expect(await published()).not.toMatch(secrets)
  expect((await restated()).alerts).toBe(1)
  expect((await restated()).alerts).toBe(0)
  expect(await sendAll()).toEqual(all)
  expect(await sendAll()).toEqual([])
  const sent = JSON.parse(receiver.requests[1]?.body ?? '')
  expect(sent.alerts[0]).toMatchObject({
    kind: 'corrected',
    refers_to: expect.any(String),
    headline: expect.stringMatching(/^Correction, Idlib: a number of internal displacements since .+, told in an earlier message, no longer holds$/),
    before: null, at: null, latest: null, reports: [], more_reports: 0,
  }) // biome-ignore format: a row of fields
  expect(receiver.requests[1]?.body).not.toMatch(secrets)
  const feed = await published()
  expect(feed).not.toMatch(secrets)
  expect(feed).toContain('no longer holds')
  expect(feed).toContain('<msgType>Cancel</msgType>')
})

test('the stored evidence loses its words and keeps its ids', async () => {
  const { reportId } = await fired()
  await withdrawReport(api.sql, reportId, { reason: 'asked', actor: 'desk' })
  await restated()
  const alerts = (
    await Promise.all((await listDeliveries(api.sql)).map(({ id }) => alertsOfDelivery(api.sql, id)))
  ).flat()
  expect(new Set(alerts.map(({ crossing }) => crossing.reason))).toEqual(
    new Set(['Withdrawn with the report behind it.']),
  )
  expect(alerts.every(({ crossing }) => crossing.at.claimIds.length > 0)).toBe(true)
  const [incident] = (await listIncidents(api.sql)).items
  const detail = await getIncident(api.sql, incident?.id ?? 0)
  expect(detail?.transitions.map(({ state, reason }) => [state, reason])).toEqual([
    ['firing', 'Withdrawn with the report behind it.'],
    ['corrected', 'What was known of it was withdrawn, corrected or replaced.'],
  ])
})

test('what has not left does not leave: neither the alert nor a correction of what nobody was told', async () => {
  const { reportId } = await fired()
  await withdrawReport(api.sql, reportId, { reason: 'asked', actor: 'desk' })
  const silent = ['desk nothing_open 0', 'atom nothing_open 0', 'cap nothing_open 0', 'sse nothing_open 0']
  expect(await sendAll()).toEqual(silent)
  await restated()
  expect(await sendAll()).toEqual(silent)
  expect(receiver.requests).toEqual([])
  expect(await published()).not.toContain('<entry>')
})

test('killed between the restated line and its evaluation, the correction is written once', async () => {
  const { reportId } = await fired()
  await sendAll()
  await withdrawReport(api.sql, reportId, { reason: 'asked', actor: 'desk' })
  await reconcileMarked(api.sql, api.gazetteer, { now })
  const killed = () => {
    throw new Error('killed')
  }
  await expect(evaluateMarked(api.sql, api.gazetteer, { now: killed })).rejects.toThrow('killed')
  expect((await restated()).alerts).toBe(1)
  expect((await restated()).alerts).toBe(0)
  expect(await sendAll()).toEqual(all)
})

test('an embargo takes back what was told in the same way, and its end says it again', async () => {
  const { reportId } = await fired()
  await sendAll()
  await setEmbargo(api.sql, reportId, { until: new Date(Date.now() + 3_600_000), actor: 'desk' })
  expect(await published()).not.toMatch(secrets)
  expect((await restated()).alerts).toBe(1)
  expect(await sendAll()).toEqual(all)
  expect(receiver.requests[1]?.body).not.toMatch(secrets)
  await setEmbargo(api.sql, reportId, { until: null, actor: 'desk' })
  expect((await restated()).alerts).toBe(1)
  expect(await sendAll()).toEqual(all)
  expect(JSON.parse(receiver.requests[2]?.body ?? '').alerts[0]).toMatchObject({
    kind: 'fired',
    at: { value: 777_123 },
  })
})
