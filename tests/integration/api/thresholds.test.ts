/** Thresholds over the API: stated, stated again, changed, removed; what cannot be is refused by field with what to do. */
import { thresholdChangeSchema, thresholdSchema, thresholdsSchema } from '@displacement-monitor/shared/contracts'
import { listAudit } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi } from './api-under-test.ts'

let api: Api
let desk: Record<string, string>
beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal' })
  desk = await api.keyFor('read', 'operate')
})
afterAll(() => api.close())

const send = (method: 'POST' | 'PUT' | 'DELETE', url: string, payload?: unknown, headers = desk) =>
  api.send(method, url, payload, headers)

const level = {
  name: 'idlib-500k',
  watch: { place: 'Idlib', category: 'internal_displacements' },
  rule: { kind: 'level', at_least: 500_000 },
}
const told = {
  id: expect.any(Number),
  name: 'idlib-500k',
  watch: {
    place: { id: 'SY-ID', name: 'Idlib', kind: 'adm1', country_iso3: 'SYR' },
    with_children: false, admin_level: null, category: 'internal_displacements', cause: null, scope: 'all', series_kind: null,
    minimum_confidence: null, minimum_reliability: null, reviewed_only: false,
  },
  rule: { kind: 'level', at_least: 500_000, clear_below: null },
  in_words: 'at least 500,000',
  for_days: 0, cool_down_days: 0, escalate_ratio: null, severity: 'moderate', enabled: true,
  created_by: 'test read operate',
  created_at: expect.any(String),
  links: { self: expect.stringMatching(/^\/v1\/thresholds\/\d+$/), incidents: expect.stringMatching(/^\/v1\/incidents\?threshold=\d+$/) },
} // biome-ignore format: a row of fields

test('stated, stated again, changed by name and by id, removed', async () => {
  const added = await send('POST', '/v1/thresholds', level)
  expect([added.status, thresholdChangeSchema.parse(added.json)]).toEqual([201, { outcome: 'added', threshold: told }])
  const self = added.json.threshold.links.self
  expect(added.headers.location).toBe(self)

  expect([(await send('POST', '/v1/thresholds', level)).status, (await send('POST', '/v1/thresholds', level)).json.outcome]).toEqual([200, 'unchanged'])
  expect((await send('PUT', '/v1/thresholds/idlib-500k', { ...level, watch: { ...level.watch, place: 'SY-ID' } })).json.outcome).toBe('unchanged')

  const other = { ...level, rule: { kind: 'level', at_least: 600_000 } }
  expect((await send('POST', '/v1/thresholds', other)).json).toMatchObject({ status: 409, parameter: 'name', detail: expect.stringContaining(`PUT ${self}`) })
  const { watch, rule } = other
  const changed = await send('PUT', self, { watch, rule, severity: 'severe' })
  expect([changed.status, changed.json.outcome, changed.json.threshold.rule.at_least, changed.json.threshold.severity, changed.json.threshold.links.self]).toEqual([200, 'changed', 600_000, 'severe', self])

  expect((await send('PUT', self, { ...level, name: 'another' })).json).toMatchObject({ status: 409, parameter: 'name' })
  expect((await send('PUT', '/v1/thresholds/new-one', { rule })).status).toBe(201)
  expect((await send('PUT', '/v1/thresholds/999999', { rule })).json).toMatchObject({ status: 404, parameter: 'id' })

  const list = thresholdsSchema.parse((await api.get('/v1/thresholds')).json)
  expect(list.thresholds.map(({ name, created_by }) => [name, created_by])).toEqual([['idlib-500k', null], ['new-one', null]])
  expect(thresholdSchema.parse((await api.get('/v1/thresholds/idlib-500k', desk)).json)).toEqual((await api.get(self, desk)).json)

  expect([(await send('DELETE', self)).status, (await send('DELETE', self)).status]).toEqual([204, 404])
  expect((await api.get('/v1/thresholds/idlib-50k')).json).toMatchObject({ status: 404, nearest: ['new-one'] })
  const audit = await listAudit(api.sql, { subject: `threshold:${added.json.threshold.id}` })
  expect(audit.map(({ action, actor }) => [action, actor])).toEqual(expect.arrayContaining([
    ['threshold.add', 'test read operate'], ['threshold.change', 'test read operate'], ['threshold.remove', 'test read operate'],
  ]))
}) // biome-ignore format: one request a line

test('writing needs a key that may operate', async () => {
  const reader = await api.keyFor('read')
  for (const [method, url] of [['POST', '/v1/thresholds'], ['PUT', '/v1/thresholds/x'], ['DELETE', '/v1/thresholds/x']] as const) {
    expect([url, (await send(method, url, level, {})).status]).toEqual([url, 401])
    expect([url, (await send(method, url, level, reader)).json.detail]).toEqual([url, 'The key "test read" has no scope "operate".'])
  }
}) // biome-ignore format: one request a line

test.each([
  ['no rule', { rule: undefined }, 'rule', 'The field "rule" is missing.'],
  ['no kind', { rule: {} }, 'rule.kind', 'The field "rule.kind" is missing.'],
  ['a kind that is none', { rule: { kind: 'levle' } }, 'rule.kind', 'The field "rule.kind" must be one of level, rise, record, first, stale, drop, conflict, revised.', ['level', 'stale', 'rise']],
  ['a field that is none', { rule: { kind: 'level', atleast: 5 } }, 'rule.atleast', 'There is no field "rule.atleast" here. Known: kind, at_least, clear_below.', ['rule.at_least', 'rule.kind', 'rule.clear_below']],
  ['words for a number', { rule: { kind: 'level', at_least: 'many' } }, 'rule.at_least', 'The field "rule.at_least" must be a number of persons.'],
  ['a negative number', { rule: { kind: 'level', at_least: -1 } }, 'rule.at_least', 'The field "rule.at_least" must not be negative.'],
  ['an unknown place', { watch: { place: 'Idlbi' } }, 'watch.place', 'No place is known by "Idlbi".', expect.arrayContaining(['Idlib (SY-ID)'])],
  ['two faults at once', { watch: { place: 'Idlbi' }, rule: { kind: 'level', at_least: 0 } }, 'watch.place', 'watch.place: No place is known by "Idlbi". rule.at_least: Every number is beyond it. A number from 1 to 10,000,000,000.'],
  ['a category that is none', { watch: { category: 'idp' } }, 'watch.category', expect.stringContaining('must be one of'), expect.arrayContaining(['idps'])],
  ['a number as a name', { name: '12' }, 'name', 'The field "name" must not be a number alone: that would be an id.'],
  ['a name with a control character', { name: 'a\u0000b' }, 'name', 'The field "name" holds a control character.'],
])('%s is refused by field', async (_, change, parameter, detail, nearest?: unknown) => {
  const { status, json } = await send('POST', '/v1/thresholds', { ...level, ...change })
  expect({ status, ...json }).toMatchObject({ status: 400, parameter, detail, ...(nearest ? { nearest } : {}) })
}) // biome-ignore format: a table
