/** What a threshold found, over the API: the incident, its message in the queue, and what people on duty do with both. */
import {
  deliveriesSchema,
  deliverySchema,
  incidentSchema,
  incidentsSchema,
  presetsSchema,
} from '@displacement-monitor/shared/contracts'
import { recordDelivered } from '@displacement-monitor/shared/db'
import { evaluateMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, figureIn, openApi } from './api-under-test.ts'
import { storeReport } from './read-report.ts'

const now = new Date('2020-02-18T08:00:00Z')
let api: Api
let desk: Record<string, string>
let reader: Record<string, string>
beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal', now: () => now, names: { 'desk.example': ['93.184.216.34'] } })
  desk = await api.keyFor('read', 'review', 'operate')
  reader = await api.keyFor('read')
})
afterAll(() => api.close())

const post = (url: string, payload: unknown = {}, headers = desk) => api.send('POST', url, payload, headers)
const get = (url: string) => api.get(url, desk)
const evaluate = () => evaluateMarked(api.sql, api.gazetteer, { now: () => now })

test('the first fact crosses a level: an incident that everybody may read, a message that waits for a person', async () => {
  expect((await post('/v1/channels', { name: 'desk', kind: 'webhook', approval: 'required', settings: { url: 'https://desk.example/hook' } })).status).toBe(201)
  const stated = await post('/v1/thresholds', { name: 'idlib-500k', watch: { place: 'Syria', with_children: true, category: 'internal_displacements' }, rule: { kind: 'level', at_least: 500_000 }, severity: 'severe' })
  expect((await evaluate()).alerts).toBe(1)

  const list = incidentsSchema.parse((await api.get('/v1/incidents')).json)
  const [incident] = list.incidents
  expect(list).toMatchObject({ next_cursor: null, attributions: [{ source: 'seed' }] })
  expect(incident).toEqual({
    id: 1, state: 'firing', severity: 'severe',
    threshold: { id: stated.json.threshold.id, name: 'idlib-500k', kind: 'level', rule: 'at least 500,000' },
    series: expect.any(Number), kind: 'cumulative',
    place: { id: 'SY-ID', name: 'Idlib', kind: 'adm1', country_iso3: 'SYR' },
    category: 'internal_displacements', cause: 'conflict', scope: 'all', unit: 'person', since: '2019-12-01', since_accuracy: 'month', counter: 'UN',
    started_on: '2020-02-17', ended_on: null, reason: expect.stringContaining('500,000'), before: null,
    at: { from: null, as_of: '2020-02-17', value: 800_000, low: 800_000, high: 900_000, quantifier: 'more_than', review: 'machine_read', witnesses: 1, claims: [1] },
    latest: expect.objectContaining({ as_of: '2020-02-17', value: 800_000 }),
    told_value: 800_000, opened_at: now.toISOString(), fired_at: now.toISOString(), cleared_at: null, changed_at: now.toISOString(),
    acknowledged_at: null, acknowledged_by: null, silenced_until: null, silenced_by: null,
    links: { self: '/v1/incidents/1', threshold: `/v1/thresholds/${stated.json.threshold.id}`, trend: '/v1/trends/SY-ID?category=internal_displacements', claims: ['/v1/claims/1'] },
  })
  for (const [query, found] of [
    ['place=Idlib', 1], ['place=Syria', 1], ['place=Syria&children=no', 0], ['place=Aleppo', 0], ['state=open', 1], ['state=firing', 1], ['state=cleared', 0],
    [`threshold=${stated.json.threshold.id}`, 1], ['threshold=999', 0], ['series=999', 0], ['cursor=1', 0], ['limit=1', 1],
  ] as const) expect([query, (await api.get(`/v1/incidents?${query}`)).json.incidents.length]).toEqual([query, found])
  expect((await api.get('/v1/incidents?place=Idlbi')).json).toMatchObject({ status: 404, parameter: 'place' })

  const one = incidentSchema.parse((await api.get('/v1/incidents/1')).json)
  expect([one.transitions, one.alerts, one.reports, one.more_reports]).toEqual([
    [{ state: 'firing', reason: expect.any(String), actor: null, at: now.toISOString() }],
    [{ id: expect.any(String), kind: 'fired', created_at: now.toISOString() }],
    [{ title: expect.any(String), publisher: 'Teller Report', url: expect.any(String), published_on: '2020-02-17', excerpt: expect.stringContaining('800,000'), figure: '/v1/figures/1' }],
    0,
  ])
}) // biome-ignore format: a row of fields

test('acknowledged and silenced by people on duty; their names are for colleagues', async () => {
  expect((await post('/v1/incidents/1/acknowledge', {}, reader)).json.detail).toBe('The key "test read" has no scope "review" or "operate".')
  const seen = incidentSchema.parse((await post('/v1/incidents/1/acknowledge', { note: 'calling OCHA' })).json)
  expect([seen.acknowledged_by, seen.transitions.at(-1)]).toEqual(['test read review operate', { state: 'acknowledged', reason: 'calling OCHA', actor: 'test read review operate', at: expect.any(String) }])
  const silent = incidentSchema.parse((await post('/v1/incidents/1/silence', { hours: 12 })).json)
  expect([silent.silenced_until, silent.state]).toEqual(['2020-02-18T20:00:00.000Z', 'firing'])
  const open = incidentSchema.parse((await api.get('/v1/incidents/1')).json)
  expect([open.acknowledged_by, open.silenced_by, open.transitions.map(({ state }) => state), JSON.stringify(open).includes('OCHA')]).toEqual([null, null, ['firing'], false])
  expect((await post('/v1/incidents/1/silence', { until: null })).json.silenced_until).toBeNull()
  expect((await post('/v1/incidents/1/silence', { until: '2020-02-19T06:00:00+02:00' })).json.silenced_until).toBe('2020-02-19T04:00:00.000Z')
  expect((await post('/v1/incidents/1/silence', { until: null })).status).toBe(200)
  for (const [body, parameter] of [
    [{}, 'until'], [{ hours: 1, until: null }, 'until'], [{ hours: 0 }, 'hours'], [{ hours: 1e9 }, 'hours'], [{ until: 'tomorrow' }, 'until'],
    [{ until: '2020-02-17T00:00:00Z' }, 'until'], [{ until: '2030-01-01T00:00:00Z' }, 'until'], [{ hours: 1, note: '' }, 'note'],
  ] as const) expect([body, (await post('/v1/incidents/1/silence', body)).json]).toMatchObject([body, { status: 400, parameter }])
  expect((await api.send('POST', '/v1/incidents/1/acknowledge', undefined, desk)).status).toBe(200)
  expect((await post('/v1/incidents/99/acknowledge')).json.detail).toBe('There is no incident 99.')
}) // biome-ignore format: one request a line

test('a message is released with as many alerts as were seen; what happened to it is told', async () => {
  const waiting = deliveriesSchema.parse((await get('/v1/deliveries?state=waiting')).json)
  const [row] = waiting.deliveries
  expect([waiting.deliveries.length, row?.alerts, row?.channel.name, row?.decided_by]).toEqual([1, 1, 'desk', null])
  const self = row?.links.self ?? ''
  const shown = deliverySchema.parse((await get(self)).json)
  expect([shown.message?.alerts.map(({ threshold }) => threshold.name), shown.message?.title, shown.log]).toEqual([['idlib-500k'], expect.stringMatching(/^Idlib: more than 800,000/), []])

  expect((await post(`${self}/release`, { alerts: 2 })).json).toMatchObject({ status: 409, parameter: 'alerts', detail: expect.stringContaining('gathers 1 alert') })
  expect((await post(`${self}/release`, {})).json).toMatchObject({ status: 400, parameter: 'alerts' })
  expect((await post(`${self}/resend`)).json.detail).toBe('The message was neither delivered nor given up: it is waiting.')
  expect((await post(`${self}/release`, { alerts: 1 }, reader)).status).toBe(403)
  const released = deliverySchema.parse((await post(`${self}/release`, { alerts: 1, note: 'Confirmed by phone.' })).json)
  expect([released.state, released.note, released.message?.note, released.decided_by]).toEqual(['due', 'Confirmed by phone.', 'Confirmed by phone.', 'test read review operate'])
  expect((await post(`${self}/drop`, {})).json).toMatchObject({ status: 409, detail: 'The message does not wait for anybody: it is due, by test read review operate.' })

  await recordDelivered(api.sql, released.id, { outcome: 'delivered', status: 204, message: null }, now)
  const delivered = deliverySchema.parse((await get(self)).json)
  expect([delivered.state, delivered.delivered_at, delivered.log]).toEqual(['delivered', now.toISOString(), [{ at: now.toISOString(), outcome: 'delivered', status: 204, message: null }]])
  expect((await post(`${self}/resend`)).json.state).toBe('due')

  expect((await get('/v1/deliveries?channel=desk')).json.deliveries.length).toBe(1)
  expect((await get('/v1/deliveries?channel=dsek')).json).toMatchObject({ status: 404, parameter: 'channel', nearest: expect.arrayContaining(['desk']) })
  for (const url of ['/v1/deliveries', self]) expect([url, (await api.get(url)).status]).toEqual([url, 401])
  for (const id of ['1', 'x', '00000000-0000-4000-8000-000000000000']) expect([id, [400, 404].includes((await get(`/v1/deliveries/${id}`)).status)]).toEqual([id, true])
}) // biome-ignore format: one request a line

test('messages page by page, the newest first', async () => {
  for (let test = 0; test < 3; test++) await post('/v1/channels/desk/test')
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page = deliveriesSchema.parse((await get(`/v1/deliveries?limit=1${cursor ? `&cursor=${cursor}` : ''}`)).json)
    seen.push(...page.deliveries.map(({ id }) => id))
    cursor = page.next_cursor
  }
  expect([seen.length, new Set(seen).size]).toEqual([4, 4])
})

test('what is only possible, or of a place that is not for everybody, is for the desk alone', async () => {
  const town = { name: 'Idlib', placeId: 'gn:169389', countryIso3: 'SYR', role: 'destination' as const, accuracy: 'point' as const }
  const place = { name: 'Hama', placeId: 'SY-HM', countryIso3: 'SYR', role: 'origin' as const, accuracy: 'adm1' as const }
  const since = { window: 'since' as const, since: { day: '2020-01-01', accuracy: 'day' as const }, asOf: { day: '2020-02-17', accuracy: 'day' as const }, counter: 'OCHA' }
  for (const [url, more] of [
    ['https://news.example/town', { place: town, value: 700_000, persons: 700_000 }],
    ['https://news.example/nearly', { place, value: 500_000, persons: 500_000, quantifier: 'nearly' as const }],
  ] as const) {
    const text = 'People fled, the office said.'
    await storeReport(api.sql, api.gazetteer, { url, text, figures: [figureIn(text, 'People fled', { ...since, ...more })], publishedOn: '2020-02-17', now })
  }
  await evaluate()
  const all = incidentsSchema.parse((await get('/v1/incidents')).json).incidents
  expect(all.map(({ place: { id }, state }) => [id, state]).sort()).toEqual([['SY-HM', 'possible'], ['SY-ID', 'firing'], ['gn:169389', 'firing']])
  const open = incidentsSchema.parse((await api.get('/v1/incidents')).json).incidents
  expect(open.map(({ place: { id } }) => id)).toEqual(['SY-ID'])
  for (const { id, place: { id: where } } of all)
    expect([where, (await api.get(`/v1/incidents/${id}`)).status, (await get(`/v1/incidents/${id}`)).status]).toEqual([where, where === 'SY-ID' ? 200 : 404, 200])
  expect((await api.get('/v1/incidents?state=possible')).json.incidents).toEqual([])
}) // biome-ignore format: one request a line

test('every preset can be stated as it is', async () => {
  const { presets } = presetsSchema.parse((await api.get('/v1/thresholds/presets')).json)
  expect(presets.length).toBeGreaterThan(10)
  for (const { id, threshold } of presets) {
    const { status, json } = await post('/v1/thresholds', threshold)
    expect([id, status, json.detail]).toEqual([id, 201, undefined])
  }
})

test.each([
  ['a level that ends before it begins', { kind: 'level', at_least: 500, clear_below: 600 }, 'rule.clear_below', /end as soon as it began/],
  ['a level that everything passes', { kind: 'level', at_least: 0 }, 'rule.at_least', /Every number is beyond it/],
  ['a rise by nothing', { kind: 'rise', days: 7 }, 'rule.by', /Any change would fire/],
  ['a drop by more than all', { kind: 'drop', ratio: 1.5, days: 7 }, 'rule.ratio', /No number can fall by more than all/],
])('a threshold that makes no sense is refused with what to do: %s', async (_, rule, parameter, says) => {
  expect((await post('/v1/thresholds', { name: 'nonsense', rule })).json).toMatchObject({ status: 400, parameter, detail: expect.stringMatching(says) })
}) // biome-ignore format: a table
