/** Whatever a caller sends: no 500, no words of the database, no long wait (hardening S3, S6, S9). */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi } from './api-under-test.ts'
import { leaks } from './leaks.ts'

let api: Api
beforeAll(async () => {
  api = await openApi()
  // The index for misspelt names is made once in a process; `main` does it before it listens.
  api.gazetteer.search('Idlxib', 1)
})
afterAll(() => api.close())

const hostile = [
  '', ' ', '0', '-1', '1', '1.5', '1e400', '1e9', 'NaN', 'Infinity', '9007199254740993', '999999999999999', '99999999999999999999',
  '\u0000', 'a\u0000b', '%00', '\ud800', '%ff', '\u202e', '\ufeff', "'", "' ; --", "' or 1=1 --", '";drop table figure;--',
  '\\', '%', '_', '$1', '$' + '{1}', '{{7*7}}', '<script>alert(1)</script>', '../../../etc/passwd', '__proto__', 'constructor',
  'null', 'undefined', 'true', '[]', '{}', '2024-02-30', '0000-00-00', '9999-12-31', '2020-02-17T00:00:00Z', '١٢٣', '１２３',
  '🙂', 'e\u0301'.repeat(50), 'x'.repeat(10_000), '1'.repeat(10_000), ','.repeat(5_000), 'SY-ID', 'idps',
] // biome-ignore format: a table of values

/** What the description of the API leaves out: pages for people, and a parameter that there is none. */
const undescribed: Record<string, string[]> = { '/v1/trends/SY-ID': ['x'] }
const undescribedPaths = ['/figures/', '/v1/']

/** Something that is there, for each parameter of a path. */
const present: Record<string, string> = { place: 'SY-ID', id: '1' }

interface Operation {
  parameters?: { in: string; name: string }[]
  responses: Record<string, { content?: Record<string, unknown> }>
}

/** Every address that is read, with its parameters, as the API describes itself: what is added there is tried here. */
async function described() {
  const { paths } = (await api.get('/openapi.json')).json as { paths: Record<string, { get?: Operation }> }
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const endless = Object.keys(get?.responses['200']?.content ?? {}).includes('text/event-stream')
    return get && !endless ? { path, parameters: get.parameters ?? [] } : []
  })
}

const filled = (path: string, given: Record<string, string> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? present[name] ?? '1')

const mostMs = 1_000

/** encodeURIComponent throws on a lone surrogate; a hostile client sends its bytes. */
const escaped = (value: string) =>
  value === '\ud800' ? '%ED%A0%80' : value === '%ff' || value === '%00' ? value : encodeURIComponent(value)

async function survives(url: string): Promise<string | null> {
  const began = performance.now()
  const response = await api.app.inject({ method: 'GET', url })
  const ms = performance.now() - began
  const shown = `${url.slice(0, 120)}: ${response.statusCode}`
  if (response.statusCode >= 500) return `${shown} ${response.body.slice(0, 200)}`
  if (response.statusCode >= 400 && leaks.test(response.body)) return `${shown} tells ${response.body.slice(0, 300)}`
  if (response.statusCode >= 400 && !String(response.headers['content-type']).includes('problem+json'))
    return `${shown} is no problem`
  if (ms > mostMs) return `${shown} took ${Math.round(ms)} ms`
  return null
}

test('every parameter of every address that is read', async () => {
  const operations = await described()
  const failures: string[] = []
  const tried = new Set<string>()
  const tryAll = async (name: string, urlOf: (value: string) => string) => {
    tried.add(name)
    for (const value of hostile) failures.push((await survives(urlOf(value))) ?? '')
  }
  for (const { path, parameters } of operations)
    for (const { in: where, name } of parameters) {
      if (where === 'query') await tryAll(`${path}?${name}`, (value) => `${filled(path)}?${name}=${escaped(value)}`)
      if (where === 'path') await tryAll(`${path} ${name}`, (value) => filled(path, { [name]: escaped(value) }))
    }
  for (const [path, names] of Object.entries(undescribed))
    for (const name of names) await tryAll(`${path}?${name}`, (value) => `${path}?${name}=${escaped(value)}`)
  for (const path of undescribedPaths) await tryAll(path, (value) => path + escaped(value))
  expect(failures.filter(Boolean)).toEqual([])
  // That the description names them is what this test rests on.
  expect([...tried]).toEqual(
    expect.arrayContaining(['/v1/figures?published_to', '/v1/trends/{place} place', '/v1/series?cursor']),
  )
  expect([hostile.length >= 40, tried.size > 50]).toEqual([true, true])
}, 300_000)

test('every field of what is stated about alerts, and every address that needs a key', async () => {
  const desk = await api.keyFor('read', 'review', 'operate')
  const delivery = '00000000-0000-4000-8000-000000000000'
  const bodies: [method: 'POST' | 'PUT', url: string, body: Record<string, unknown>][] = [
    ['POST', '/v1/thresholds', { name: 'a', watch: { place: 'Idlib', category: 'idps', cause: 'conflict' }, rule: { kind: 'level', at_least: 5, clear_below: 4 }, for_days: 1 }],
    ['PUT', '/v1/thresholds/b', { watch: { with_children: true }, rule: { kind: 'rise', by: 1, ratio: 0.2, days: 7 }, severity: 'minor' }],
    ['POST', '/v1/thresholds/preview', { threshold: { rule: { kind: 'first', at_least: 5 } }, from: '2020-01-01', to: '2020-01-02' }],
    ['POST', '/v1/channels', { name: 'c', kind: 'webhook', settings: { url: 'https://desk.example/', secret: 'whsec_x' }, time_zone: 'UTC' }],
    ['PUT', '/v1/channels/d', { kind: 'mail', settings: { host: 'x', user: 'x', password: 'x', from: 'a@b.example', to: ['a@b.example'] } }],
    ['POST', '/v1/incidents/1/acknowledge', { note: 'x' }],
    ['POST', '/v1/incidents/1/silence', { until: '2030-01-01T00:00:00Z', note: 'x' }],
    ['POST', `/v1/deliveries/${delivery}/release`, { alerts: 1, note: 'x' }],
  ]
  const values = [...hostile, null, -1, 1e308, 2 ** 53, true, [], {}, [[[]]], JSON.parse(`{"__proto__":1}`), Array(2_000).fill('x')]
  const failures: string[] = []
  for (const [method, url, body] of bodies)
    for (const path of pathsOf(body))
      for (const value of values) {
        const { status, json } = await api.send(method, url, withValue(body, path, value), desk)
        if (status >= 500 || (status >= 400 && leaks.test(JSON.stringify(json)))) failures.push(`${url} ${path.join('.')} ${JSON.stringify(value)?.slice(0, 60)}: ${status} ${JSON.stringify(json)}`)
      }
  for (const value of hostile)
    for (const url of [`/v1/deliveries/${escaped(value)}`, `/v1/deliveries?channel=${escaped(value)}`, `/v1/deliveries?cursor=${escaped(value)}`, `/v1/channels/${escaped(value)}`]) {
      const { status, body } = await api.get(url, desk)
      if (status >= 500 || (status >= 400 && leaks.test(body))) failures.push(`${url.slice(0, 80)}: ${status}`)
    }
  expect(failures).toEqual([])
}, 120_000) // biome-ignore format: a table of bodies

/** Of every field, and every field within one. */
const pathsOf = (body: Record<string, unknown>): string[][] =>
  Object.entries(body).flatMap(([name, value]) => [
    [name],
    ...(typeof value === 'object' && value !== null && !Array.isArray(value)
      ? pathsOf(value as Record<string, unknown>).map((path) => [name, ...path])
      : []),
  ])

function withValue(body: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  return { ...body, [name]: rest.length === 0 ? value : withValue(body[name] as Record<string, unknown>, rest, value) }
}

test('a parameter given twice, with brackets, or named as a prototype is refused by name', async () => {
  for (const [query, parameter] of [
    ['category=idps&category=idps', 'category'],
    ['category[]=idps', 'category[]'],
    ['__proto__=1', '__proto__'],
    ['constructor[prototype]=1', 'constructor[prototype]'],
  ]) {
    const { status, json } = await api.get(`/v1/trends/SY-ID?${query}`)
    expect([query, status, json.parameter]).toEqual([query, 400, parameter])
  }
  expect(Object.hasOwn(Object.prototype, '1')).toBe(false)
})

test('every hostile value survives in every format, too', async () => {
  const failures: string[] = []
  for (const format of ['csv', 'hxl', 'xlsx', 'geojson', 'parquet', 'svg'])
    for (const value of hostile)
      for (const target of ['/v1/trends/SY-ID?counter=', '/v1/trends/SY-ID?known_on=', '/v1/figures?place='])
        if (format !== 'svg' || target.includes('trends'))
          failures.push((await survives(`${target}${escaped(value)}&format=${format}`)) ?? '')
  expect(failures.filter(Boolean)).toEqual([])
})

test('ranges of centuries by day are refused with what to ask instead', async () => {
  const { json } = await api.get('/v1/trends/SY-ID?step=day&from=1900-01-01&to=2100-01-01')
  expect(json).toMatchObject({ status: 400, parameter: 'step', nearest: ['week', 'month'] })
  expect((await api.get('/v1/figures?limit=1000000000')).json).toMatchObject({ status: 400, parameter: 'limit' })
  expect((await api.get('/v1/figures?cursor=999999999999999&limit=7')).json.figures).toHaveLength(7)
})

test('ten years of days of many series are refused, or told in time', async () => {
  const place = 'SY-RA'
  await api.sql`
    insert into subject (place_id, place_role, category, scope, cause)
    select ${place}, role, category, 'all', cause
    from unnest(array['origin', 'both']) as role, unnest(array['idps', 'refugees', 'returnees']) as category,
      unnest(array['conflict', 'disaster']) as cause`
  await api.sql`
    insert into series (subject_id, kind, unit, state, rule)
    select id, 'stock', 'person', 'open', 'reconciled@1' from subject where place_id = ${place}`
  await api.sql`
    insert into series_point (series_id, as_of, value, low, high, quantifier, review, witnesses, claim_ids, reason)
    select e.id, date '2010-01-01' + n * 60, 1000 + n, 1000, 2000 + n, 'exact', 'machine_read', 1, '{}', 'a stated day'
    from series e join subject s on s.id = e.subject_id, generate_series(0, 60) as n where s.place_id = ${place}`
  const days = 'step=day&from=2010-01-01&to=2019-12-31'
  const { status, json } = await api.get(`/v1/trends/${place}?${days}`)
  expect([status, json.parameter, json.nearest, json.detail]).toEqual([
    400,
    'step',
    ['week', 'month'],
    expect.stringContaining('40000 steps'),
  ])
  const queries = [`${days}&category=idps`, days.replace('day', 'week')]
  const failures: (string | null)[] = []
  for (const query of queries) failures.push(await survives(`/v1/trends/${place}?${query}`))
  expect(failures.filter(Boolean)).toEqual([])
  const workbook = `/v1/trends/${place}?category=idps&cause=conflict&format=xlsx&${days}`
  expect((await api.get(workbook)).json).toMatchObject({ status: 400, parameter: 'format', nearest: ['csv'] })
  expect((await api.get(workbook.replace('2010', '2016'))).status).toBe(200)
})

test.each([
  ['no JSON', 'application/json', '{', 400],
  ['another type', 'text/plain', 'x', 415],
  ['no text', 'application/json', '{}', 400],
  ['a list', 'application/json', '[]', 400],
  ['null', 'application/json', 'null', 400],
  ['an unknown field', 'application/json', '{"text":"x","texts":"y"}', 400],
  ['a prototype', 'application/json', '{"text":"x","__proto__":{"a":1}}', 400],
  ['a constructor', 'application/json', '{"text":"x","constructor":{"prototype":{"a":1}}}', 400],
  ['a number for a text', 'application/json', '{"text":1e400}', 400],
  ['a false day', 'application/json', '{"text":"x","published":"2024-02-30"}', 400],
  ['deep JSON', 'application/json', `{"text":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400],
  ['a text too long', 'application/json', JSON.stringify({ text: 'x'.repeat(100_001) }), 400],
  ['a body too large', 'application/json', JSON.stringify({ text: 'x'.repeat(700_000) }), 413],
  ['NUL and lone surrogates', 'application/json', '{"text":"800\\u0000 people \\ud800 fled Idlib"}', 200],
])('extract given %s', async (_, type, payload, status) => {
  const response = await api.app.inject({
    method: 'POST',
    url: '/v1/extract',
    headers: { 'content-type': type },
    payload,
  })
  expect([response.statusCode, leaks.test(response.body)]).toEqual([status, false])
})

test('a method that is not offered, a long address, odd headers', async () => {
  const put = await api.app.inject({ method: 'DELETE', url: '/v1/figures/1' })
  expect([put.statusCode, put.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8'])
  for (const headers of [
    { accept: 'x'.repeat(9_000) },
    { 'if-none-match': '"'.repeat(5_000) },
    { accept: 'text/csv;q=x' },
  ]) {
    const { statusCode, body } = await api.app.inject({ method: 'GET', url: '/v1/trends/SY-ID', headers })
    expect([statusCode < 500, statusCode >= 400 && leaks.test(body)]).toEqual([true, false])
  }
})

test('what fails inside is told without its words', async () => {
  await api.sql`alter table series rename to series_gone`
  try {
    for (const url of ['/v1/trends/SY-ID', '/v1/series', '/metrics']) {
      const { status, body } = await api.get(url)
      expect([url, status, leaks.test(body)]).toEqual([url, 500, false])
    }
  } finally {
    await api.sql`alter table series_gone rename to series`
  }
  expect((await api.get('/v1/series')).status).toBe(200)
})
