/** What the API publishes itself: a feed, CAP, and a stream of events that goes on where it broke off. */
import { get as httpGet, type IncomingMessage } from 'node:http'
import {
  ensurePublishedChannels,
  listChannels,
  listDeliveries,
  recordDelivered,
  releaseDelivery,
} from '@displacement-monitor/shared/db'
import { evaluateMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi } from './api-under-test.ts'

const now = new Date('2020-02-18T08:00:00Z')
let api: Api
let origin: string
let desk: Record<string, string>
beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal', now: () => now, publicUrl: 'https://monitor.example/', stream: { pollMs: 20, heartbeatMs: 60, mostReaders: 3 } })
  origin = await api.app.listen({ port: 0, host: '127.0.0.1' })
  desk = await api.keyFor('read', 'review', 'operate')
  await ensurePublishedChannels(api.sql)
}) // biome-ignore format: one request a line
afterAll(() => api.close())

interface Event { id: string; event: string; data: { id?: number | string; version?: number; alerts?: unknown[]; place?: string } } // biome-ignore format: a row of fields

/** A reader of the stream; `until` resolves when so many events came, and hangs up. */
async function listen(lastEventId: string | null = null, headers: Record<string, string> = {}) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpGet(`${origin}/v1/events`, { headers: { ...headers, ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }) } }, resolve).on('error', reject)
  })
  let text = ''
  response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  response.on('error', () => {})
  const blocks = () => text.split('\n\n').slice(0, -1).map((block) => new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()])))
  const events = (): Event[] => blocks().flatMap((block) => (block.has('data') ? [{ id: block.get('id') ?? '', event: block.get('event') ?? '', data: JSON.parse(block.get('data') ?? '') as Event['data'] }] : []))
  return {
    status: response.statusCode, headers: response.headers, text: () => text, events,
    lastId: () => blocks().flatMap((block) => block.get('id') ?? []).at(-1) ?? '',
    async until(count: number) {
      for (let waited = 0; events().length < count && waited < 500; waited++) await new Promise((resolve) => setTimeout(resolve, 20))
      return events()
    },
    async quiet() {
      await new Promise((resolve) => setTimeout(resolve, 200))
      return events()
    },
    hangUp: () => response.destroy(),
  }
} // biome-ignore format: a reader

/** What was written so far lies behind every new reader; a transaction of any database on the server holds that up. */
async function settled() {
  for (let waited = 0; waited < 500; waited++) {
    const [row] = await api.sql<{ behind: boolean }[]>`
      select coalesce(max(changed_in), '0'::xid8) < pg_snapshot_xmin(pg_current_snapshot()) as behind from series`
    if (row?.behind) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const touch = (id = 1) => api.sql`update series set version = version + 1 where id = ${id}`
const versionOf = async (id = 1) =>
  (await api.sql<{ version: number }[]>`select version from series where id = ${id}`)[0]?.version ?? 0

test('a stream begins now, tells changes as they come, and beats while nothing does', async () => {
  await settled()
  const reader = await listen()
  expect([reader.status, reader.headers['content-type'], reader.headers['x-content-type-options']]).toEqual([200, 'text/event-stream; charset=utf-8', 'nosniff'])
  expect(await reader.quiet()).toEqual([])
  await touch()
  const [event] = await reader.until(1)
  expect([event?.event, event?.data]).toEqual(['series', { id: 1, version: await versionOf(), removed: false, place: 'SY-ID', category: 'internal_displacements', links: { trend: '/v1/trends/SY-ID?category=internal_displacements' } }])
  await reader.quiet()
  expect(reader.text()).toContain(': heartbeat\n\n')
  expect(await reader.quiet()).toHaveLength(1)
  reader.hangUp()
}) // biome-ignore format: one request a line

test('broken off and taken up fifty times: every change is told once, in order', async () => {
  await settled()
  const first = await listen()
  await first.quiet()
  let cursor = first.lastId()
  first.hangUp()
  const told: number[] = []
  const from = await versionOf()
  for (let round = 0; round < 50; round++) {
    await touch()
    const reader = await listen(cursor)
    // Some hang up before anything came: what they were not told is told to the next one.
    if (round % 3 !== 0) await reader.until(1)
    for (const { id, data } of reader.events()) {
      cursor = id
      told.push(data.version ?? 0)
    }
    reader.hangUp()
  }
  const last = await listen(cursor)
  await settled()
  for (const { data } of await last.quiet()) told.push(data.version ?? 0)
  last.hangUp()
  expect(new Set(told).size).toBe(told.length)
  expect(told).toEqual([...told].sort((a, b) => a - b))
  expect([told.at(-1), told.every((version) => version > from)]).toEqual([await versionOf(), true])
})

test('a transaction that began first and ends last is not passed over', async () => {
  const [other] = await api.sql<{ id: number }[]>`
    with made as (insert into subject (place_id, place_role, category, scope, cause) values ('SY-HL', 'origin', 'internal_displacements', 'all', 'conflict') returning id)
    insert into series (subject_id, kind, unit, state, rule) select id, 'period', 'person', 'open', 'reconciled@1' from made returning id`
  await settled()
  const reader = await listen()
  await reader.quiet()
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  let wrote = () => {}
  const written = new Promise<void>((resolve) => {
    wrote = resolve
  })
  const slow = api.sql.begin(async (tx) => {
    await tx`update series set version = version + 1 where id = 1`
    wrote()
    await gate
  })
  await written
  await touch(other?.id)
  // What ended first waits for what began first: told now, the other would lie behind the reader.
  const early = await reader.quiet()
  release()
  await slow
  expect(early).toEqual([])
  expect((await reader.until(2)).map(({ data }) => data.id)).toEqual([1, other?.id])
  reader.hangUp()
})

test('a released message is on the stream, in the feed and as CAP; what waits is on none', async () => {
  await api.send('POST', '/v1/thresholds', { name: 'idlib-500k', watch: { place: 'Idlib' }, rule: { kind: 'level', at_least: 500_000 } }, desk)
  await settled()
  const reader = await listen()
  await evaluateMarked(api.sql, api.gazetteer, { now: () => now })
  const deliveries = await listDeliveries(api.sql, {})
  expect(deliveries.map(({ channelKind, state }) => [channelKind, state]).sort()).toEqual([['atom', 'waiting'], ['cap', 'waiting'], ['sse', 'gathering']])
  const { alerts } = (await api.get('/v1/incidents/1', desk)).json
  const cap = `/v1/alerts/${alerts[0].id}.cap.xml`
  expect([(await api.get(cap)).status, (await api.get('/v1/alerts.atom')).body.includes('<entry>')]).toEqual([404, false])

  for (const { id, channelKind } of deliveries) {
    if (channelKind !== 'sse') await releaseDelivery(api.sql, id, { by: 'maha', note: 'Confirmed by phone.' })
    else await api.sql`update delivery set state = 'due', next_attempt_at = ${now} where id = ${id}`
    await recordDelivered(api.sql, id, { outcome: 'published', status: null, message: null }, now)
  }
  const [event] = (await reader.until(1)).filter(({ event: name }) => name === 'alerts')
  expect([event?.data.alerts]).toEqual([[expect.objectContaining({ id: alerts[0].id, incident: 1, links: expect.objectContaining({ incident: 'https://monitor.example/v1/incidents/1' }) })]])
  const again = await listen(event?.id ?? '')
  expect(await again.quiet()).toEqual([])
  again.hangUp()
  reader.hangUp()

  const feed = await api.get('/v1/alerts.atom')
  expect([feed.status, feed.headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8'])
  for (const says of [`<id>urn:uuid:${alerts[0].id}</id>`, 'Confirmed by phone.', '<link rel="self" type="application/atom+xml" href="https://monitor.example/v1/alerts.atom"/>'])
    expect(feed.body).toContain(says)
  const xml = await api.get(cap)
  expect([xml.status, xml.headers['content-type']]).toEqual([200, 'application/cap+xml; charset=utf-8'])
  for (const says of [`<identifier>${alerts[0].id}</identifier>`, '<status>Test</status>', '<scope>Restricted</scope>', '<msgType>Alert</msgType>']) expect(xml.body).toContain(says)
  expect((await api.get('/v1/alerts/00000000-0000-4000-8000-000000000000.cap.xml')).json.status).toBe(404)
  expect((await api.get('/v1/alerts/1.cap.xml')).json).toMatchObject({ status: 400, parameter: 'file' })
}) // biome-ignore format: one request a line

test('a dry run is on no stream', async () => {
  const channel = (await listChannels(api.sql)).find(({ kind }) => kind === 'sse')
  await settled()
  const reader = await listen()
  await reader.quiet()
  const id = (await api.send('POST', `/v1/channels/${channel?.id}/test`, undefined, desk)).json.delivery
  await recordDelivered(api.sql, id, { outcome: 'dry_run', status: null, message: null }, now)
  expect(await reader.quiet()).toEqual([])
  reader.hangUp()
})

test('series that are not for everybody are told to keys alone', async () => {
  const [town] = await api.sql<{ id: number }[]>`
    with made as (insert into subject (place_id, place_role, category, scope, cause) values ('gn:169389', 'destination', 'internal_displacements', 'all', 'conflict') returning id)
    insert into series (subject_id, kind, unit, state, rule) select id, 'period', 'person', 'open', 'reconciled@1' from made returning id`
  await settled()
  const [open, keyed] = [await listen(), await listen(null, desk)]
  await Promise.all([open.quiet(), keyed.quiet()])
  await touch(town?.id)
  expect((await keyed.until(1)).map(({ data }) => data.place)).toEqual(['gn:169389'])
  expect(await open.quiet()).toEqual([])
  // It is not told again either, once it lies behind.
  const after = await listen(open.lastId())
  expect(await after.quiet()).toEqual([])
  for (const reader of [open, keyed, after]) reader.hangUp()
}) // biome-ignore format: one statement a line

test('readers are bounded; an id that is none of ours is refused, one of another server begins now', async () => {
  await new Promise((resolve) => setTimeout(resolve, 100))
  const readers = [await listen(), await listen(), await listen()]
  const { status, headers } = await listen()
  expect([status, headers['retry-after']]).toEqual([503, '60'])
  for (const reader of readers) reader.hangUp()
  await new Promise((resolve) => setTimeout(resolve, 100))
  for (const id of ['x', '1-s', '-1', '1-d00', '99999999999999999999', "1' or 1=1"]) {
    const refused = await listen(id)
    expect([id, refused.status]).toEqual([id, 400])
    refused.hangUp()
  }
  await settled()
  const ahead = await listen('999999999999999')
  await ahead.quiet()
  await touch()
  expect(await ahead.until(1)).toHaveLength(1)
  ahead.hangUp()
})
