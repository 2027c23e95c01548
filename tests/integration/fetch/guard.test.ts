/** No request reaches a private address, however it is spelled, redirected to or resolved: a canary on loopback counts hits. */
import { get, type RequestOptions } from 'node:http'
import { checkAddress, publicAddressesOf } from '@displacement-monitor/shared/addresses'
import { createFetcher, type Fetcher } from '@displacement-monitor/worker'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type LocalServer, localServer } from '../../support/local-server.ts'

let canary: LocalServer
let redirector: LocalServer
const open: Fetcher[] = []

const fetcherWith = (options: { allow?: string[]; resolve?: (host: string) => Promise<string[]> } = {}) => {
  const fetcher = createFetcher({
    allow: options.allow ?? [],
    contact: null,
    proxy: null,
    deadlineMs: 3_000,
    maxBytes: 100_000,
    ...(options.resolve ? { resolve: options.resolve } : {}),
  })
  open.push(fetcher)
  return fetcher
}
const outcome = (fetcher: Fetcher, address: string) =>
  fetcher.fetch(address).then(
    ({ status }) => status,
    (error: { code?: string }) => error.code,
  )

beforeAll(async () => {
  canary = await localServer({ '*': { body: 'hit' } })
  redirector = await localServer()
})
beforeEach(() => {
  canary.requests.length = 0
})
afterAll(async () => {
  await Promise.all([canary.close(), redirector.close(), ...open.map((fetcher) => fetcher.close())])
})

test('N1: the canary would be hit: with the guard open for it, it is', async () => {
  expect(await outcome(fetcherWith({ allow: ['127.0.0.1'] }), canary.origin)).toBe(200)
  expect(canary.requests).toHaveLength(1)
})

describe('N1: literals and names of loopback', () => {
  test.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '127.1',
    '0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[::7f00:1]',
    '①②⑦.⓪.⓪.①',
    'localhost',
    'localhost.',
    'x@127.0.0.1',
    'a.example@127.0.0.1',
  ])('%s', async (host) => {
    expect(await outcome(fetcherWith(), `http://${host}:${canary.port}/`)).toBe('address_refused')
    // Its port alone would be reason enough: the address is refused on an open port, too.
    const portOpen = fetcherWith({ allow: [`other.example:${canary.port}`] })
    expect(await outcome(portOpen, `http://${host}/`)).toBe('address_refused')
    expect(canary.requests).toHaveLength(0)
    // Whoever enters it hears so at once, as source or as webhook.
    expect(() => checkAddress(`http://${host}:${canary.port}/`, [])).toThrow(
      expect.objectContaining({ code: 'address_refused' }),
    )
  })
})

test.each([22, 5432, 6379, 8080])('N1: port %d of a public host is not one of the web', async (port) => {
  const fetcher = fetcherWith({ resolve: async () => ['93.184.216.34'] })
  expect(await outcome(fetcher, `http://outside.example:${port}/`)).toBe('address_refused')
})

test.each(['file:///etc/passwd', 'gopher://127.0.0.1/', 'data:text/html,x', 'ftp://127.0.0.1/', 'nonsense'])(
  'N1: %s',
  async (address) => {
    expect(await outcome(fetcherWith(), address)).toBe('address_refused')
  },
)

describe('N2: redirects inside', () => {
  test.each([301, 302, 303, 307, 308])('%d', async (status) => {
    redirector.set({ '/go': { status, headers: { location: `http://127.0.0.1:${canary.port}/` } } })
    expect(await outcome(fetcherWith({ allow: [`127.0.0.1:${redirector.port}`] }), `${redirector.origin}/go`)).toBe(
      'address_refused',
    )
    redirector.set({ '/go': { status, headers: { location: `//localhost:${canary.port}/` } } })
    expect(await outcome(fetcherWith({ allow: [`127.0.0.1:${redirector.port}`] }), `${redirector.origin}/go`)).toBe(
      'address_refused',
    )
    expect(canary.requests).toHaveLength(0)
    // With the guard open for the target, the same redirect hits it.
    expect(await outcome(fetcherWith({ allow: ['127.0.0.1', 'localhost'] }), `${redirector.origin}/go`)).toBe(200)
    expect(canary.requests).toHaveLength(1)
    canary.requests.length = 0
  })

  test('five redirects are followed, the sixth is not', async () => {
    redirector.set({ '/end': { body: 'end' } })
    for (let hop = 1; hop <= 20; hop++)
      redirector.set({
        [`/chain/${hop}`]: { status: 302, headers: { location: hop === 1 ? '/end' : `/chain/${hop - 1}` } },
      })
    const fetcher = fetcherWith({ allow: ['127.0.0.1'] })
    expect(await outcome(fetcher, `${redirector.origin}/chain/5`)).toBe(200)
    expect(await outcome(fetcher, `${redirector.origin}/chain/6`)).toBe('redirect_loop')
    redirector.requests.length = 0
    expect(await outcome(fetcher, `${redirector.origin}/chain/20`)).toBe('redirect_loop')
    expect(redirector.requests.length).toBeLessThanOrEqual(6)
  })

  test('headers of one host are not told to another', async () => {
    redirector.set({ '/go': { status: 302, headers: { location: `http://127.0.0.1:${canary.port}/` } } })
    const fetcher = fetcherWith({ allow: ['127.0.0.1'] })
    await fetcher.fetch(`${redirector.origin}/go`, { headers: { authorization: 'Bearer secret' } })
    expect(redirector.requests.at(-1)?.headers.authorization).toBe('Bearer secret')
    expect(canary.requests[0]?.headers.authorization).toBeUndefined()
  })
})

describe('N3: names that change their mind', () => {
  test('public first, loopback second: only what was checked is connected to', async () => {
    let asked = 0
    // Counts as public, and is routed nowhere (the former 6bone).
    const resolve = async () => (asked++ === 0 ? ['3ffe:ffff::1'] : ['127.0.0.1'])
    const fetcher = fetcherWith({ resolve })
    await outcome(fetcher, 'http://rebind.example/')
    expect(await outcome(fetcher, 'http://rebind.example/')).not.toBe(200)
    expect(canary.requests).toHaveLength(0)
  })

  test('without the guard on the connection the same name hits: checked first, resolved again', async () => {
    let asked = 0
    const resolve = async () => (asked++ === 0 ? ['93.184.216.34'] : ['127.0.0.1'])
    expect(await publicAddressesOf('rebind.example', resolve)).toEqual(['93.184.216.34'])
    const status = await new Promise<number | undefined>((done, failed) => {
      const options = {
        host: 'rebind.example',
        port: canary.port,
        lookup: (
          _host: string,
          _options: object,
          callback: (error: null, found: { address: string; family: number }[]) => void,
        ) =>
          void resolve().then((found) =>
            callback(
              null,
              found.map((address) => ({ address, family: 4 })),
            ),
          ),
      }
      get(options as RequestOptions, (response) => {
        response.resume()
        done(response.statusCode)
      }).on('error', failed)
    })
    expect([status, canary.requests.length]).toEqual([200, 1])
  })

  test('one public and one private record: the private one is never used', async () => {
    const fetcher = fetcherWith({ resolve: async () => ['127.0.0.1', '3ffe:ffff::1', '::1'] })
    expect(await outcome(fetcher, 'http://two.example/')).not.toBe(200)
    expect(canary.requests).toHaveLength(0)
  })

  test('a name with private records alone is refused', async () => {
    expect(await outcome(fetcherWith({ resolve: async () => ['10.0.0.1', 'fd00::1'] }), 'http://inside.example/')).toBe(
      'address_refused',
    )
  })
})

test('with a proxy, the addresses of a name are checked before the proxy is asked', async () => {
  const proxied = createFetcher({
    allow: [],
    contact: null,
    proxy: canary.origin,
    deadlineMs: 3_000,
    maxBytes: 1_000,
    resolve: async () => ['127.0.0.1'],
  })
  open.push(proxied)
  expect(await outcome(proxied, 'http://inside.example/')).toBe('address_refused')
  expect(await outcome(proxied, 'http://127.0.0.1/')).toBe('address_refused')
  expect(canary.requests).toHaveLength(0)
  const allowed = createFetcher({
    allow: [],
    contact: null,
    proxy: canary.origin,
    deadlineMs: 3_000,
    maxBytes: 1_000,
    resolve: async () => ['93.184.216.34'],
  })
  open.push(allowed)
  expect(await outcome(allowed, 'http://outside.example/page')).toBe(200)
  expect(canary.requests.map(({ path }) => path)).toEqual(['http://outside.example/page'])
})

test('a proxy that gives no tunnel is told, at once and once', async () => {
  const proxied = createFetcher({
    allow: [],
    contact: null,
    proxy: canary.origin,
    deadlineMs: 5_000,
    maxBytes: 1_000,
    resolve: async () => ['93.184.216.34'],
  })
  open.push(proxied)
  const began = performance.now()
  expect(await outcome(proxied, 'https://outside.example/page')).toBe('connect_failed')
  expect(performance.now() - began).toBeLessThan(2_000)
})
