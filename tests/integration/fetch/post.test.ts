/** A question that is posted: its body goes where it was meant to go, and nowhere else. */
import { createFetcher, type Fetcher } from '@displacement-monitor/worker'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type LocalServer, localServer } from '../../support/local-server.ts'

const body = '{"filter":{"from":"2020-02-01"}}'
let asked: LocalServer
let other: LocalServer
let fetcher: Fetcher
beforeAll(async () => {
  asked = await localServer({ '/rows': { body: '[]' }, '/answers/7': { body: '[7]' } })
  other = await localServer({ '*': { body: 'elsewhere' } })
  fetcher = createFetcher({ allow: ['127.0.0.1'], contact: null, proxy: null, deadlineMs: 3_000, maxBytes: 100_000 })
})
beforeEach(() => {
  asked.requests.length = 0
  other.requests.length = 0
})
afterAll(() => Promise.all([fetcher.close(), asked.close(), other.close()]))

const post = (path: string, more = {}) =>
  fetcher.fetch(`${asked.origin}${path}`, { body, headers: { 'x-key': 'secret' }, ...more }).then(
    (answer) => (answer.kind === 'body' ? answer.bytes.toString() : answer.kind),
    (error: { code?: string }) => error.code,
  )
const seen = ({ requests }: LocalServer) =>
  requests.map((request) => [request.method, request.path, request.body, request.headers['x-key']])

test('it arrives whole, said to be JSON, and asks for no "not modified"', async () => {
  expect(await post('/rows', { etag: '"a"', lastModified: 'Mon, 17 Feb 2020 01:04:00 GMT' })).toBe('[]')
  expect(seen(asked)).toEqual([['POST', '/rows', body, 'secret']])
  const headers = asked.requests[0]?.headers
  expect([headers?.['content-type'], headers?.['if-none-match'], headers?.['if-modified-since']]).toEqual([
    'application/json',
    undefined,
    undefined,
  ])
})

test('303 leads to the answer, which is fetched without the body, at the same address or another', async () => {
  asked.set({ '/go': { status: 303, headers: { location: '/answers/7' } } })
  expect(await post('/go')).toBe('[7]')
  expect(seen(asked)).toEqual([
    ['POST', '/go', body, 'secret'],
    ['GET', '/answers/7', '', 'secret'],
  ])
  expect(asked.requests[1]?.headers['content-type']).toBeUndefined()
  asked.set({
    '/same': ({ method }) => (method === 'POST' ? { status: 303, headers: { location: '/same' } } : { body: 'got' }),
  })
  expect(await post('/same')).toBe('got')
  asked.set({ '/away': { status: 303, headers: { location: `${other.origin}/x` } } })
  expect(await post('/away')).toBe('elsewhere')
  expect(seen(other)).toEqual([['GET', '/x', '', undefined]])
})

test.each([301, 302, 307, 308])('%d repeats the question at the same host, and never at another', async (status) => {
  asked.set({ '/moved': { status, headers: { location: '/rows' } } })
  expect(await post('/moved')).toBe('[]')
  expect(seen(asked)).toEqual([
    ['POST', '/moved', body, 'secret'],
    ['POST', '/rows', body, 'secret'],
  ])
  asked.set({ '/moved': { status, headers: { location: `${other.origin}/rows` } } })
  expect(await post('/moved')).toBe('http_client_error')
  expect(other.requests).toEqual([])
})

test('a circle ends, and an answer that breaks off is not asked for again', async () => {
  asked.set({ '/round': { status: 307, headers: { location: '/round' } }, '/cut': { reset: 'before' } })
  expect(await post('/round')).toBe('redirect_loop')
  asked.requests.length = 0
  expect(await post('/cut')).toBe('connect_failed')
  expect(asked.requests.length).toBe(1)
})
