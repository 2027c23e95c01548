/** What keeps the API answering for everybody: how often one caller may ask, how long a statement may take. */
import { connect } from '@displacement-monitor/shared/db'
import { afterEach, expect, test } from 'vitest'
import { type Api, openApi } from './api-under-test.ts'

let api: Api
afterEach(() => api.close())

const ask = (remoteAddress: string, headers: Record<string, string> = {}, url = '/v1/sources') =>
  api.app.inject({ method: 'GET', url, remoteAddress, headers })

test('an address may ask so often in a minute, a key ten times as often; headers say what is left', async () => {
  api = await openApi({ seedSet: 'minimal', perMinute: 3 })
  const key = await api.keyFor('read')
  const first = await ask('192.0.2.1')
  expect([first.statusCode, first.headers['ratelimit-limit'], first.headers['ratelimit-remaining']]).toEqual([
    200,
    '3',
    '2',
  ])
  expect(Number(first.headers['ratelimit-reset'])).toBeGreaterThan(0)
  await ask('192.0.2.1')
  await ask('192.0.2.1')
  const refused = await ask('192.0.2.1')
  expect([refused.statusCode, refused.headers['content-type'], refused.headers['ratelimit-remaining']]).toEqual([
    429, 'application/problem+json; charset=utf-8', '0',
  ]) // biome-ignore format: in a row
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(refused.json()).toMatchObject({
    status: 429,
    detail: expect.stringContaining('More than 3 requests came in a minute'),
  })
  expect((await ask('192.0.2.2')).statusCode).toBe(200)
  const withKey = await ask('192.0.2.1', key)
  expect([withKey.statusCode, withKey.headers['ratelimit-limit'], withKey.headers['ratelimit-remaining']]).toEqual([
    200,
    '30',
    '29',
  ])
  expect((await ask('192.0.2.9', key)).headers['ratelimit-remaining']).toBe('28')
  for (const url of ['/healthz', '/readyz', '/metrics']) expect((await ask('192.0.2.1', {}, url)).statusCode).toBe(200)
})

test('one /64 of IPv6 is one caller', async () => {
  api = await openApi({ seedSet: 'minimal', perMinute: 2 })
  const codes = []
  for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::7', '2001:db8:1:2::99', '2001:db8:1:3::1'])
    codes.push((await ask(address)).statusCode)
  expect(codes).toEqual([200, 200, 429, 200])
})

test('the address before a trusted proxy counts; what anybody else says of theirs does not', async () => {
  api = await openApi({ seedSet: 'minimal', perMinute: 1, trustProxy: ['192.0.2.80', '10.0.0.0/8'] })
  const from = (peer: string, forwarded: string) => ask(peer, { 'x-forwarded-for': forwarded })
  const codes = []
  for (const [peer, forwarded] of [
    ['192.0.2.80', '198.51.100.1'],
    ['10.1.2.3', '198.51.100.2'],
    ['192.0.2.80', '198.51.100.1'],
    ['203.0.113.5', '198.51.100.3'],
    ['203.0.113.5', '198.51.100.4'],
  ] as const)
    codes.push((await from(peer, forwarded)).statusCode)
  expect(codes).toEqual([200, 200, 429, 200, 429])
})

test('a statement that waits too long is given up: 503 with a time to come back, no word of the database', async () => {
  api = await openApi({ seedSet: 'minimal', statementTimeoutMs: 300 })
  const other = connect(api.databaseUrl, { max: 1 })
  await other.begin(async (tx) => {
    await tx`lock table series in access exclusive mode`
    for (const url of ['/v1/trends/SY-ID', '/v1/series?format=csv', '/v1/trends/SY-ID?format=xlsx']) {
      const { status, json, headers, body } = await api.get(url)
      expect([url, status, json.status, headers['retry-after']]).toEqual([url, 503, 503, '5'])
      expect(body).not.toMatch(/statement|timeout|canceling|lock/i)
    }
  })
  await other.end()
  expect((await api.get('/v1/trends/SY-ID')).status).toBe(200)
})
