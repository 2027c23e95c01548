/** Every write of the API: none without its scope, each with one line in the audit log that names who did it (hardening S8). */
import { addSource, listAudit } from '@displacement-monitor/shared/db'
import { evaluateMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi } from './api-under-test.ts'

const now = () => new Date('2020-02-18T08:00:00Z')
/** They compute an answer and store nothing. */
const computed = ['post /v1/extract', 'post /v1/thresholds/preview']
let api: Api
let desk: Record<string, string>
let reader: Record<string, string>
let delivery: string

beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal', now, names: { 'desk.example': ['93.184.216.34'] } })
  desk = await api.keyFor('read', 'review', 'operate')
  reader = await api.keyFor('read')
  await addSource(api.sql, {
    id: 'notes', name: 'Notes', adapter: 'feed', url: 'https://notes.example/feed', language: 'en', licence: 'test', attribution: 'test',
    redistribution: 'open', settings: { archive: 'https://notes.example/{year}-{month}' },
  }) // biome-ignore format: a row of fields
})
afterAll(() => api.close())

const deliveryIs = (state: string) => async () => {
  delivery ||= (await api.sql<{ id: string }[]>`select id from delivery where kind <> 'test' limit 1`)[0]?.id ?? ''
  await api.sql`update delivery set state = ${state} where id = ${delivery}`
}
const crossing = async () => void (await evaluateMarked(api.sql, api.gazetteer, { now }))
const failedPart = async () => {
  await api.sql`update backfill_run set state = 'running', finished_at = null where id = 1`
  await api.sql`
    insert into backfill_chunk (run_id, position, state) values (1, 1, 'failed')`
}

interface Write {
  body?: object
  action: string
  before?: () => Promise<void>
}
const threshold = {
  watch: { place: 'Idlib', category: 'internal_displacements' },
  rule: { kind: 'level', at_least: 500_000 },
}
const hook = { kind: 'webhook', settings: { url: 'https://desk.example/hook' } }

/** One that is carried out for each address, in an order in which each finds what it needs. */
const writes: Record<string, Write> = {
  'post /v1/channels': { body: { name: 'desk', ...hook }, action: 'channel.add' },
  'put /v1/channels/{id}': { body: { ...hook, digest: 'daily' }, action: 'channel.change' },
  'post /v1/channels/{id}/rotate-secret': { action: 'channel.rotate' },
  'post /v1/channels/{id}/test': { action: 'channel.test' },
  'post /v1/thresholds': { body: { name: 'idlib', ...threshold }, action: 'threshold.add' },
  'put /v1/thresholds/{id}': { body: { ...threshold, severity: 'severe' }, action: 'threshold.change' },
  'post /v1/incidents/{id}/acknowledge': { before: crossing, action: 'incident.acknowledge' },
  'post /v1/incidents/{id}/silence': { body: { hours: 1 }, action: 'incident.silence' },
  'post /v1/deliveries/{id}/release': { before: deliveryIs('waiting'), body: { alerts: 1 }, action: 'delivery.release' },
  'post /v1/deliveries/{id}/drop': { before: deliveryIs('waiting'), body: {}, action: 'delivery.drop' },
  'post /v1/deliveries/{id}/resend': { before: deliveryIs('delivered'), action: 'delivery.resend' },
  'post /v1/figures/{id}/reviews': { body: { verdict: 'approved' }, action: 'figure.approved' },
  'post /v1/backfills': { body: { kind: 'refetch', source: 'notes', from: '2020-01-01', to: '2020-02-29' }, action: 'backfill.ask' },
  'post /v1/backfills/{id}/pause': { action: 'backfill.pause' },
  'post /v1/backfills/{id}/resume': { action: 'backfill.resume' },
  'post /v1/backfills/{id}/cancel': { action: 'backfill.cancel' },
  'post /v1/backfills/{id}/retry': { before: failedPart, action: 'backfill.retry' },
  'put /v1/reports/{id}/embargo': { body: { until: '2030-01-01T00:00:00Z' }, action: 'report.embargo' },
  'post /v1/reports/{id}/withdraw': { body: { reason: 'asked for by its publisher' }, action: 'report.withdraw' },
  'delete /v1/thresholds/{id}': { action: 'threshold.remove' },
  'delete /v1/channels/{id}': { action: 'channel.remove' },
} // biome-ignore format: a table of writes

const send = (write: string, body: object | undefined, headers: Record<string, string>) => {
  const [method = '', path = ''] = write.split(' ')
  const url = path.replace(
    '{id}',
    path.includes('deliveries') ? delivery || '00000000-0000-4000-8000-000000000000' : '1',
  )
  return api.send(method.toUpperCase() as 'POST', url, body, headers)
}

test('all of them are known here: what the API describes and does not read', async () => {
  const { paths } = (await api.get('/openapi.json')).json as { paths: Record<string, Record<string, unknown>> }
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).flatMap((method) => (method === 'get' ? [] : [`${method} ${path}`])),
  )
  expect(described.sort()).toEqual([...Object.keys(writes), ...computed].sort())
})

test('no key and a key that may only read change nothing', async () => {
  const before = await listAudit(api.sql)
  for (const [write, { body }] of Object.entries(writes)) {
    expect([write, (await send(write, body, {})).status]).toEqual([write, 401])
    expect([write, (await send(write, body, reader)).status]).toEqual([write, 403])
  }
  expect(await listAudit(api.sql)).toEqual(before)
})

test('each leaves one line that says what was done and by whom', async () => {
  const lines = async () =>
    api.sql<{ actor: string; action: string }[]>`select actor, action from audit order by at, ctid`
  for (const [write, { body, before, action }] of Object.entries(writes)) {
    await before?.()
    const known = (await lines()).length
    const { status, json } = await send(write, body ?? (write.startsWith('delete') ? undefined : {}), desk)
    expect([write, status, status < 300 ? null : json]).toEqual([write, expect.any(Number), null])
    expect([write, (await lines()).slice(known)]).toEqual([write, [{ actor: 'test read review operate', action }]])
  }
})

test('one that is refused leaves none', async () => {
  const before = (await listAudit(api.sql)).length
  for (const [write] of Object.entries(writes)) {
    const { status } = await send(write.replace('{id}', '987654'), { nonsense: true }, desk)
    expect([write, status >= 400 && status < 500]).toEqual([write, true])
  }
  expect((await listAudit(api.sql)).length).toBe(before)
})
