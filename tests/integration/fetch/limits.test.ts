/** Time, size, politeness: what a server may do to a request, and what we may do to a server. */
import { createServer as createTcpServer, type Server } from 'node:net'
import {
  beginRequest,
  connect,
  type Database,
  sentRequest,
  takeDailyRequest,
  takeHostTurn,
} from '@displacement-monitor/shared/db'
import { createFetcher, createPoliteFetcher, type Fetcher, type PoliteFetcher } from '@displacement-monitor/worker'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { type LocalServer, localServer } from '../../support/local-server.ts'

const deadlineMs = 3_000
let server: LocalServer
let silentTcp: Server
let fetcher: Fetcher
let database: FreshDatabase
let sql: Database

beforeAll(async () => {
  server = await localServer()
  silentTcp = createTcpServer((socket) => socket.on('error', () => {}))
  await new Promise<void>((resolve) => silentTcp.listen(0, '127.0.0.1', resolve))
  fetcher = createFetcher({
    allow: ['127.0.0.1'],
    contact: 'ops@monitor.example',
    proxy: null,
    deadlineMs,
    maxBytes: 1_000_000,
  })
  database = await freshDatabase()
  sql = connect(database.url, { max: 4 })
})
afterAll(async () => {
  await fetcher.close()
  await sql.end()
  await database.drop()
  await server.close()
  silentTcp.close()
})
const outcome = async (address: string) => {
  const began = performance.now()
  const code = await fetcher.fetch(address).then(
    ({ status }) => status,
    (error: { code?: string }) => error.code,
  )
  return { code, tookMs: performance.now() - began }
}
const silent = () => {
  const address = silentTcp.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('N5: every stall ends at the deadline', () => {
  test('never an answer, headers and then nothing, a byte at a time, a handshake that never ends; a healthy host meanwhile', async () => {
    const drip = createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 100000\r\n\r\n')
      const timer = setInterval(() => socket.write('x'), 200)
      socket.on('close', () => clearInterval(timer))
    })
    await new Promise<void>((resolve) => drip.listen(0, '127.0.0.1', resolve))
    const dripping = (drip.address() as { port: number }).port
    server.set({
      '/silent': { stall: 'before' },
      '/midway': { body: 'x'.repeat(1_000), stall: 'midway' },
      '/healthy': { body: 'well' },
    })
    const bad = [
      `${server.origin}/silent`,
      `${server.origin}/midway`,
      `http://127.0.0.1:${dripping}/`,
      `https://127.0.0.1:${silent()}/`,
      `http://127.0.0.1:${silent()}/`,
    ]
    const twenty = Array.from({ length: 20 }, (_, n) => outcome(bad[n % bad.length] ?? ''))
    await new Promise((resolve) => setTimeout(resolve, 200))
    const healthy = createFetcher({ allow: ['127.0.0.1'], contact: null, proxy: null, deadlineMs, maxBytes: 1_000 })
    let ended = 0
    for (const one of twenty) void one.then(() => ended++)
    expect((await healthy.fetch(`${server.origin}/healthy`)).status).toBe(200)
    // Read while all twenty still held their connections: the healthy one waited for none of them.
    expect(ended).toBe(0)
    await healthy.close()
    for (const { code, tookMs } of await Promise.all(twenty)) {
      expect(code).toBe('timeout')
      expect(tookMs).toBeGreaterThan(deadlineMs - 50)
    }
    drip.close()
  })
})

test('N6: a body shorter than its Content-Length is an error, not a short report', async () => {
  server.set({ '/short': { headers: { 'content-length': '5000' }, body: 'x'.repeat(100), reset: 'midway' } })
  expect((await outcome(`${server.origin}/short`)).code).toBe('truncated')
})

test('publishers see who asks and whom to write to', async () => {
  server.set({ '/who': { body: 'x' } })
  await outcome(`${server.origin}/who`)
  expect(server.requests.at(-1)?.headers['user-agent']).toBe('displacement-monitor/0.1 (+ops@monitor.example)')
})

test('N7: validators are sent, and 304 is told apart from a body', async () => {
  server.set({
    '/etag': ({ headers }) =>
      headers['if-none-match'] === '"a"'
        ? { status: 304 }
        : { headers: { etag: '"a"', 'last-modified': 'Mon, 17 Feb 2020 01:04:00 GMT' }, body: 'x' },
  })
  const first = await fetcher.fetch(`${server.origin}/etag`)
  expect(first).toMatchObject({ kind: 'body', etag: '"a"', lastModified: 'Mon, 17 Feb 2020 01:04:00 GMT' })
  expect(await fetcher.fetch(`${server.origin}/etag`, { etag: '"a"' })).toMatchObject({ kind: 'not_modified' })
})

describe('N8: politeness', () => {
  const polite = (lateByMs = 0): PoliteFetcher =>
    createPoliteFetcher(fetcher, {
      takeHostTurn: async (host, delayMs) => (await takeHostTurn(sql, host, delayMs)) + lateByMs,
      beginRequest: (host, delayMs) => beginRequest(sql, host, delayMs),
      sentRequest: (host) => sentRequest(sql, host),
      takeDailyRequest: (host, max) => takeDailyRequest(sql, host, max),
      recordFetch: async () => {},
    })
  const options = { sourceId: null, reportId: null, minDelayMs: 150 }

  test('robots.txt is asked once, and what it forbids is never asked', async () => {
    const host = await localServer({ '/robots.txt': { body: 'User-agent: *\nDisallow: /private' }, '*': { body: 'x' } })
    const reader = polite()
    await reader.fetch(`${host.origin}/open`, options)
    await expect(reader.fetch(`${host.origin}/private/1`, options)).rejects.toMatchObject({
      code: 'robots_forbidden',
      kind: 'permanent',
    })
    expect(host.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/open'])
    await host.close()
  })

  test('a redirect into a forbidden folder is not followed', async () => {
    const host = await localServer({
      '/robots.txt': { body: 'User-agent: *\nDisallow: /private' },
      '/go': { status: 302, headers: { location: '/private/1' } },
    })
    await expect(polite().fetch(`${host.origin}/go`, options)).rejects.toMatchObject({ code: 'robots_forbidden' })
    expect(host.hits('/private/1')).toBe(0)
    await host.close()
  })

  test.each([
    ['404', { status: 404 }, 1],
    ['500', { status: 500 }, 0],
    [
      '5 MB of rules, of which the first 500 KiB are read',
      { body: `User-agent: *\n${'Disallow: /x\n'.repeat(400_000)}Disallow: /page\n` },
      1,
    ],
    ['a page instead of rules', { body: '<html><body>Disallow: everything</body></html>' }, 1],
    ['a redirect', { status: 301, headers: { location: '/elsewhere.txt' } }, 1],
  ] as const)('robots.txt answers %s', async (_, answer, hits) => {
    const host = await localServer({ '/robots.txt': answer, '/elsewhere.txt': { body: '' }, '/page': { body: 'x' } })
    await polite()
      .fetch(`${host.origin}/page`, options)
      .catch(() => {})
    expect(host.hits('/page')).toBe(hits)
    await host.close()
  })

  test('who comes late in his turn keeps the next one away: requests never lie closer than the pause', async () => {
    const sentAt: number[] = []
    const answer = () => {
      sentAt.push(performance.now())
      return { body: 'x' }
    }
    const host = await localServer({ '/robots.txt': { status: 404 }, '*': answer })
    const [late, punctual] = [polite(70), polite()]
    const wide = { ...options, minDelayMs: 300 }
    await Promise.all(
      [late, punctual].map((reader) =>
        reader.fetch(`${host.origin}/robots.txt`, { ...wide, minDelayMs: 0 }).catch(() => {}),
      ),
    )
    sentAt.length = 0
    await Promise.all([0, 1, 2, 3, 4, 5].map((n) => (n % 2 === 0 ? late : punctual).fetch(`${host.origin}/${n}`, wide)))
    const gaps = sentAt.slice(1).map((at, n) => at - (sentAt[n] ?? 0))
    expect(gaps).toHaveLength(5)
    // A few ms for the way from the socket to the server's own clock.
    expect(Math.min(...gaps)).toBeGreaterThan(290)
    await host.close()
  })

  test('a connection that fails gives the door back at once', async () => {
    const gone = await localServer()
    await gone.close()
    const reader = createPoliteFetcher(fetcher, {
      takeHostTurn: async () => 0,
      beginRequest: (host, delayMs) => beginRequest(sql, host, delayMs),
      sentRequest: (host) => sentRequest(sql, host),
      takeDailyRequest: async () => true,
      recordFetch: async () => {},
    })
    // Its robots.txt cannot be had either: no turn is taken.
    await expect(reader.fetch(`${gone.origin}/x`, options)).rejects.toMatchObject({ code: 'connect_failed' })
    expect(await beginRequest(sql, `127.0.0.1:${gone.port}`, 1)).toBe(0)
    expect(await beginRequest(sql, `127.0.0.1:${gone.port}`, 1)).toBeGreaterThan(1)
    await sentRequest(sql, `127.0.0.1:${gone.port}`)
    expect(await beginRequest(sql, `127.0.0.1:${gone.port}`, 60_000)).toBeGreaterThan(50_000)
  })

  test('a crawl-delay is kept', async () => {
    const host = await localServer({ '/robots.txt': { body: 'User-agent: *\nCrawl-delay: 0.4' }, '*': { body: 'x' } })
    const reader = polite()
    const began = performance.now()
    for (let n = 0; n < 3; n++) await reader.fetch(`${host.origin}/${n}`, { ...options, minDelayMs: 0 })
    expect(performance.now() - began).toBeGreaterThan(790)
    await host.close()
  })
})
