/**
 * Every route of the OpenAPI description, in every format it offers, asked for whatever it can be asked for: of a withdrawn
 * report nobody is told a word or a number, of one under embargo nobody without a key.
 */
import { putChannel, putThreshold, setEmbargo, withdrawReport } from '@displacement-monitor/shared/db'
import { evaluateMarked, reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { channel, threshold } from './alerting/alerting-fixtures.ts'
import { type Api, figureIn, openApi } from './api/api-under-test.ts'
import { storeReport } from './api/read-report.ts'

interface Operation {
  parameters?: { name: string; in: string; schema?: { enum?: string[] } }[]
  responses: Record<string, unknown>
}

const marks = {
  withdrawn: {
    title: 'Zebrafish title',
    words: '777,123 zebrafish people fled from Idlib',
    value: 777_123,
    place: ['Idlib', 'SY-ID'],
  },
  embargoed: {
    title: 'Quagga title',
    words: '666,321 quagga people fled from Aleppo',
    value: 666_321,
    place: ['Aleppo', 'SY-HL'],
  },
} as const
const patterns = {
  withdrawn: /777[,. \u202f]?123|777k|zebrafish/i,
  embargoed: /666[,. \u202f]?321|quagga/i,
}
let api: Api
const ids: Record<keyof typeof marks, { reportId: number; figureIds: number[]; claimIds: (number | null)[] }> =
  {} as never
let alertIds: string[] = []
let deliveryIds: string[] = []
const today = new Date().toISOString().slice(0, 10)

async function store(which: keyof typeof marks) {
  const {
    title,
    words,
    value,
    place: [name, placeId],
  } = marks[which]
  const place = { name, placeId, countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' } as const
  const text = `${which === 'withdrawn' ? 'Zebrafish' : 'Quagga'} officials spoke. ${words}.`
  const figure = figureIn(text, words, {
    value, persons: value, place, counter: which === 'withdrawn' ? 'UN' : 'IOM', asOf: { day: today, accuracy: 'day' },
    asOfBasis: 'stated', since: { day: today, accuracy: 'month' },
  }) // biome-ignore format: a row of fields
  ids[which] = await storeReport(api.sql, api.gazetteer, {
    url: `https://source.example/${which}`, title, text, figures: [figure], publishedOn: today, redistribution: 'open',
  }) // biome-ignore format: a row of fields
}

beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal', publicUrl: 'https://monitor.example' })
  await putThreshold(api.sql, threshold({ watch: { placeId: 'SYR', withChildren: true } }), 'test')
  for (const kind of ['atom', 'cap', 'sse'] as const)
    await putChannel(api.sql, channel({ name: kind, kind, settings: {} as never, gatherMinutes: 0 }), 'test')
  await store('withdrawn')
  await store('embargoed')
  await evaluateMarked(api.sql, api.gazetteer)
  await api.sql`update delivery set state = 'delivered', delivered_at = now()`
  await api.sql`insert into delivery_log (delivery_id, outcome) select id, 'published' from delivery`
  deliveryIds = (await api.sql<{ id: string }[]>`select id from delivery`).map(({ id }) => id)
  alertIds = (await api.sql<{ id: string }[]>`select id from alert`).map(({ id }) => id)
}, 60_000)
afterAll(() => api.close())

/** All values that a parameter may be asked with, the first being what the walk is about. */
function valuesOf(name: string, enumerated: readonly string[] | undefined): string[] {
  const own: Record<string, string[]> = {
    place: ['SY-ID', 'SY-HL', 'SYR'],
    q: ['Idlib'],
    file: alertIds.map((id) => `${id}.cap.xml`),
    known_on: [today],
  }
  return own[name] ?? [...(enumerated ?? [])]
}

/** Paths with their ids filled in: each of the few rows that there are. */
function addressesOf(path: string): string[] {
  const kind = /^\/v1\/(\w+)/.exec(path)?.[1] ?? ''
  const rows: Record<string, (number | string | null)[]> = {
    figures: [...ids.withdrawn.figureIds, ...ids.embargoed.figureIds],
    claims: [...ids.withdrawn.claimIds, ...ids.embargoed.claimIds],
    deliveries: deliveryIds,
    reports: [ids.withdrawn.reportId, ids.embargoed.reportId],
  }
  return (path.match(/\{\w+\}/g) ?? []).reduce(
    (addresses, hole) => {
      const name = hole.slice(1, -1)
      const values = name === 'place' || name === 'file' ? valuesOf(name, undefined) : (rows[kind] ?? [1, 2, 3])
      return addresses.flatMap((address) => values.map((value) => address.replace(hole, String(value))))
    },
    [path],
  )
}

/** Each address bare, and with each value of each parameter; formats together with past days. */
function questionsOf(path: string, { parameters = [] }: Operation): string[] {
  const asked = parameters.filter((parameter) => parameter.in === 'query')
  const single = asked.flatMap(({ name, schema }) =>
    valuesOf(name, schema?.enum).map((value) => `${name}=${encodeURIComponent(value)}`),
  )
  const clocks = asked.some(({ name }) => name === 'clock') ? ['printed', 'recorded'] : []
  const past = clocks.map((clock) => `known_on=${today}&clock=${clock}`)
  const required = path.includes('/places') && !path.includes('{') ? ['q=Idlib'] : ['']
  return addressesOf(path).flatMap((address) =>
    required.flatMap((base) =>
      ['', ...single, ...past].map((query) => `${address}?${[base, query].filter(Boolean).join('&')}`),
    ),
  )
}

async function walk(headers: Record<string, string>): Promise<{ url: string; status: number; body: string }[]> {
  const { json } = await api.get('/openapi.json')
  const answers: { url: string; status: number; body: string }[] = []
  for (const [path, methods] of Object.entries(json.paths as Record<string, Record<string, Operation>>)) {
    // A stream never ends; the messages that it carries are composed as those of `/v1/deliveries`.
    if (!methods.get || path === '/v1/events') continue
    for (const url of questionsOf(path, methods.get)) {
      const { status, body } = await api.get(url, headers)
      answers.push({ url, status, body })
    }
  }
  return answers
}

const leaks = (answers: readonly { url: string; body: string }[], pattern: RegExp): string[] =>
  answers.filter(({ body }) => pattern.test(body)).map(({ url, body }) => `${url}: ${pattern.exec(body)?.[0]}`)

/** Routes that tell of it, without their last parts. */
const tellers = (answers: readonly { url: string; body: string }[], pattern: RegExp): string[] => [
  ...new Set(leaks(answers, pattern).map((leak) => /^\/v1\/\w+/.exec(leak)?.[0] ?? leak)),
]

test('what is told before is found by the same walk', async () => {
  const open = [
    '/v1/trends',
    '/v1/series',
    '/v1/figures',
    '/v1/claims',
    '/v1/reports',
    '/v1/incidents',
    '/v1/alerts',
  ].sort()
  const answers = await walk({})
  for (const pattern of Object.values(patterns)) expect(tellers(answers, pattern).sort()).toEqual(open)
  const withKey = await walk(await api.keyFor('read'))
  for (const pattern of Object.values(patterns))
    expect(tellers(withKey, pattern).sort()).toEqual([...open, '/v1/deliveries'].sort())
}, 60_000)

test('0 answers tell anything of the two, neither at once nor after the rebuild; with a key none the withdrawn one', async () => {
  const by = { actor: 'desk' }
  await withdrawReport(api.sql, ids.withdrawn.reportId, { ...by, reason: 'asked' })
  await setEmbargo(api.sql, ids.embargoed.reportId, { ...by, until: new Date(Date.now() + 3_600_000) })
  const key = await api.keyFor('read')
  for (const rebuilt of [false, true]) {
    if (rebuilt) {
      await reconcileMarked(api.sql, api.gazetteer)
      await evaluateMarked(api.sql, api.gazetteer)
    }
    const answers = await walk({})
    expect([rebuilt, leaks(answers, patterns.withdrawn), leaks(answers, patterns.embargoed)]).toEqual([rebuilt, [], []])
    const withKey = await walk(key)
    expect([rebuilt, leaks(withKey, patterns.withdrawn)]).toEqual([rebuilt, []])
  }
}, 120_000)

test('an embargo that ends brings everything back', async () => {
  await setEmbargo(api.sql, ids.embargoed.reportId, { until: null, actor: 'desk' })
  await reconcileMarked(api.sql, api.gazetteer)
  const answers = await walk({})
  expect(leaks(answers, patterns.embargoed).length).toBeGreaterThan(20)
  expect(leaks(answers, patterns.withdrawn)).toEqual([])
}, 60_000)

test('both are asked for with a key that may operate, and refused in words', async () => {
  const report = `/v1/reports/${ids.embargoed.reportId}`
  const [reader, operator] = [await api.keyFor('read'), await api.keyFor('operate')]
  const reason = { reason: 'The publisher asked.' }
  const until = (instant: string | null) => ({ until: instant })
  const refused = async (method: 'POST' | 'PUT', url: string, body: unknown, key: Record<string, string>) => {
    const { status, json, headers } = await api.send(method, url, body, key)
    expect(headers['content-type']).toContain('application/problem+json')
    return [status, json.detail]
  }
  expect(await refused('POST', `${report}/withdraw`, reason, {})).toEqual([401, expect.any(String)])
  expect(await refused('POST', `${report}/withdraw`, reason, reader)).toEqual([
    403,
    expect.stringContaining('"operate"'),
  ])
  expect(await refused('POST', `${report}/withdraw`, { reason: '  ' }, operator)).toEqual([
    400,
    expect.stringContaining('reason'),
  ])
  expect(await refused('POST', '/v1/reports/999/withdraw', reason, operator)).toEqual([404, 'There is no report 999.'])
  expect(await refused('PUT', `${report}/embargo`, until('2020-01-01T00:00:00Z'), operator)).toEqual([
    400,
    expect.stringContaining('past'),
  ])
  expect(await refused('PUT', '/v1/reports/999/embargo', until(null), operator)).toEqual([
    404,
    'There is no report 999.',
  ])

  // Whoever may operate and not read is told that it is done, and not what the report says.
  const set = await api.send('PUT', `${report}/embargo`, until('2999-01-01T00:00:00Z'), operator)
  expect([set.status, set.json.embargo_until, set.json.text]).toEqual([200, '2999-01-01T00:00:00.000Z', null])
  expect((await api.get(report)).status).toBe(404)
  expect((await api.get(report, reader)).json.text).toMatch(patterns.embargoed)
  const done = await api.send('POST', `${report}/withdraw`, reason, operator)
  expect(done.json).toMatchObject({
    state: 'withdrawn', state_in_words: 'Withdrawn: The publisher asked.', title: null, text: null, figures: [], embargo_until: null,
    withdrawn_at: expect.any(String), url: 'https://source.example/embargoed', snapshot: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  }) // biome-ignore format: a row of fields
  expect((await api.send('POST', `${report}/withdraw`, { reason: 'again' }, operator)).json.state_in_words).toBe(
    'Withdrawn: The publisher asked.',
  )
  expect(await refused('PUT', `${report}/embargo`, until(null), operator)).toEqual([
    410,
    expect.stringContaining('withdrawn'),
  ])
  const { json } = await api.get('/v1/reports?state=withdrawn')
  expect(json.reports.map(({ id }: { id: number }) => id)).toEqual([ids.embargoed.reportId, ids.withdrawn.reportId])
  expect((await api.get('/v1/reports?state=read')).body).not.toContain('"withdrawn"')
  const audited = await api.sql<{ actor: string; action: string }[]>`
    select actor, action from audit where subject = ${`report:${ids.embargoed.reportId}`} order by at desc limit 2`
  expect(audited).toEqual([
    { actor: 'test operate', action: 'report.withdraw' },
    { actor: 'test operate', action: 'report.embargo' },
  ])
})
