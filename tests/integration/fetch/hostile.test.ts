/** Rows N4, N6, N7 and N8 of the hardening list, and the pause of a host that processes share; docs/sources.md tells how each guard is turned off. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createTcpServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import zlib from 'node:zlib'
import {
  connect,
  type Database,
  getSource,
  recordPoll,
  takeDailyRequest,
  upsertSource,
} from '@displacement-monitor/shared/db'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { createFetcher, type Fetcher } from '@displacement-monitor/worker'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { type LocalServer, localServer } from '../../support/local-server.ts'

let server: LocalServer
let fetcher: Fetcher
let database: FreshDatabase
let sql: Database

beforeAll(async () => {
  server = await localServer({ '/robots.txt': { status: 404 } })
  fetcher = createFetcher({ allow: ['127.0.0.1'], contact: null, proxy: null, deadlineMs: 5_000, maxBytes: 1_000_000 })
  database = await freshDatabase()
  sql = connect(database.url, { max: 4 })
})
afterAll(async () => {
  await fetcher.close()
  await sql.end()
  await database.drop()
  await server.close()
})
const failureOf = (address: string): Promise<PipelineError> =>
  fetcher.fetch(address).then(
    ({ status }) => Promise.reject(new Error(`answered ${status}`)),
    (error: PipelineError) => error,
  )

/** A process of the build, as the worker is one. */
async function inProcess(...words: string[]): Promise<string> {
  const child = fork(fileURLToPath(new URL('../../support/hostile-fetch.mjs', import.meta.url)), words, {
    execArgv: [], // the test runner's own would resolve to sources
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  let printed = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`the process ended with ${code}`)
  return printed
}

describe('N4: bombs', () => {
  const zeros = Buffer.alloc(16_777_216)
  // Members one after another are one gzip stream (RFC 1952 §2.2): 1 GiB in 1 MB, made in a moment.
  const gzip = Buffer.concat(Array<Buffer>(64).fill(zlib.gzipSync(zeros)))
  const bombs: [coding: string, body: Buffer][] = [
    ['gzip', gzip],
    ['gzip, gzip', zlib.gzipSync(gzip)],
    ['deflate', zlib.deflateSync(Buffer.alloc(134_217_728))],
    [
      'br',
      zlib.brotliCompressSync(Buffer.alloc(134_217_728), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
    ],
  ]
  const packZstd = (zlib as unknown as { zstdCompressSync?: (bytes: Buffer) => Buffer }).zstdCompressSync
  if (packZstd) bombs.push(['zstd', packZstd(Buffer.alloc(134_217_728))])

  test.each(bombs)('%s ends at the cap, in little memory', async (coding, body) => {
    server.set({ '/bomb': { headers: { 'content-encoding': coding }, body } })
    const { code, grownMb } = JSON.parse(await inProcess('cost', `${server.origin}/bomb`)) as {
      code: unknown
      grownMb: number
    }
    expect(code).toBe('too_large')
    expect(grownMb).toBeLessThan(250)
  })

  test('with the cap away, the same bomb is swallowed whole', async () => {
    server.set({ '/bomb': { headers: { 'content-encoding': 'deflate' }, body: bombs[2]?.[1] ?? '' } })
    const { code, grownMb } = JSON.parse(await inProcess('cost', `${server.origin}/bomb`, '2000000000')) as {
      code: unknown
      grownMb: number
    }
    expect([code, grownMb > 100]).toEqual([134_217_728, true])
  })
})

describe('N6: bodies that are not what they say', () => {
  test('a page without end is given up at the cap', async () => {
    server.set({ '/endless': { endless: true } })
    expect((await failureOf(`${server.origin}/endless`)).code).toBe('too_large')
  })

  test('with a cap that it never reaches, only the deadline ends it', async () => {
    const patient = createFetcher({ allow: ['127.0.0.1'], contact: null, proxy: null, deadlineMs: 500, maxBytes: 1e12 })
    const drip = createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const timer = setInterval(() => socket.write('x'), 50)
      socket.on('close', () => clearInterval(timer))
    })
    await new Promise<void>((resolve) => drip.listen(0, '127.0.0.1', resolve))
    const { port } = drip.address() as { port: number }
    await expect(patient.fetch(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'timeout' })
    await patient.close()
    drip.close()
  })

  test.each([
    ['longer told than sent', { headers: { 'content-length': '5000' }, body: 'x'.repeat(100), reset: 'midway' }],
    [
      'cut off, compressed',
      { headers: { 'content-encoding': 'gzip' }, body: zlib.gzipSync('words '.repeat(5_000)).subarray(0, 60) },
    ],
    ['cut off', { body: 'x'.repeat(2_000), reset: 'midway' }],
  ] as const)('%s: an error, not a short report', async (_, answer) => {
    server.set({ '/short': answer })
    const failure = await failureOf(`${server.origin}/short`)
    expect([failure.code, failure.kind]).toEqual(['truncated', 'transient'])
  })

  test('chunks that break off, and a length shorter than the body', async () => {
    const raw = createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', (request) => {
        const isChunked = String(request).startsWith('GET /chunked')
        socket.end(
          isChunked
            ? 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n40\r\nhalf a chunk'
            : 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfour and more',
        )
      })
    })
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve))
    const { port } = raw.address() as { port: number }
    expect((await failureOf(`http://127.0.0.1:${port}/chunked`)).code).toBe('truncated')
    const read = await fetcher.fetch(`http://127.0.0.1:${port}/short-length`)
    expect(read.kind === 'body' && read.bytes.toString()).toBe('four')
    raw.close()
  })
})

describe('N7: what a server asks for', () => {
  const day = 86_400_000
  test.each([
    ['90', 90_000],
    ['315360000', day],
    ['-5', null],
    ['soon', null],
    [new Date(Date.now() + 10 * 365 * day).toUTCString(), day],
    [new Date(Date.now() - day).toUTCString(), 0],
  ])('Retry-After: %s', async (header, waitMs) => {
    for (const status of [429, 503]) {
      server.set({ '/busy': { status, headers: { 'retry-after': header } } })
      const failure = await failureOf(`${server.origin}/busy`)
      expect([failure.kind, failure.retryAfterMs]).toEqual(['transient', waitMs])
    }
  })

  test('a source waits at least as long as it is asked to, and longer where it failed often; the reason and the next try are told', async () => {
    const source = {
      id: 'busy',
      name: 'Busy',
      adapter: 'feed',
      url: 'https://busy.example/',
      language: 'en',
      licence: 'x',
      attribution: 'x',
      redistribution: 'internal' as const,
      pollIntervalS: 600,
    }
    await upsertSource(sql, source)
    const wait = async () => {
      const row = await getSource(sql, 'busy')
      return Math.round(((row?.nextDueAt.getTime() ?? 0) - (row?.lastPolledAt?.getTime() ?? 0)) / 1000)
    }
    const busy = (retryAfterMs?: number) =>
      recordPoll(sql, 'busy', {
        ok: false,
        failure: new PipelineError(
          'http_rate_limited',
          'busy.example asks for fewer requests (429).',
          retryAfterMs === undefined ? {} : { retryAfterMs },
        ),
      })
    await busy(7_200_000)
    expect(await wait()).toBe(7_200)
    expect(await getSource(sql, 'busy')).toMatchObject({
      health: 'failing',
      failures: 1,
      healthReason: 'busy.example asks for fewer requests (429).',
    })
    const waits: number[] = []
    for (let n = 0; n < 8; n++) {
      await busy()
      waits.push(await wait())
    }
    expect(waits).toEqual([2_400, 4_800, 9_600, 19_200, 38_400, 76_800, 86_400, 86_400])
    await recordPoll(sql, 'busy', { ok: true, etag: null, lastModified: null, discovered: 0, found: 0 })
    expect(await wait()).toBe(600)
    expect(await getSource(sql, 'busy')).toMatchObject({ health: 'healthy', failures: 0, healthReason: null })
    await recordPoll(sql, 'busy', { ok: false, failure: new PipelineError('http_gone', 'gone') })
    expect(await getSource(sql, 'busy')).toMatchObject({ health: 'stopped' })
  })

  test('two processes keep the pause of a host together', async () => {
    const [each, delayMs] = [12, 150]
    const times: number[] = []
    const host = await localServer({
      '*': ({ path }) => {
        times.push(performance.now())
        return path === '/robots.txt' ? { status: 404 } : { body: 'x' }
      },
    })
    const words = ['turns', `${host.origin}/page`, database.url, String(each), String(delayMs)] as const
    await Promise.all([inProcess(...words), inProcess(...words)])
    expect(host.hits('/page')).toBe(2 * each)
    // Every turn was taken after the first request for robots.txt, and timers are never early: no load makes this fail.
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan((2 * each - 1) * delayMs)
    await host.close()
  })

  test('the calls of a day are counted for all together, each once, and begin anew the next day', async () => {
    const taken = await Promise.all(Array.from({ length: 30 }, () => takeDailyRequest(sql, 'api.example', 20)))
    expect(taken.filter(Boolean)).toHaveLength(20)
    expect(await takeDailyRequest(sql, 'other.example', 20)).toBe(true)
    await sql`update host_day set day = day - 1 where host = 'api.example'`
    expect(await takeDailyRequest(sql, 'api.example', 20)).toBe(true)
    expect([...(await sql`select requests from host_day where host = 'api.example'`)]).toEqual([{ requests: 1 }])
  })
})
