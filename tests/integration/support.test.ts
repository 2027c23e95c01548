import { Redis } from 'ioredis'
import postgres from 'postgres'
import { afterEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../support/fresh-database.ts'
import { freshRedis, hasRedis } from '../support/fresh-redis.ts'
import { type LocalServer, localServer } from '../support/local-server.ts'

test('an empty database measures texts in characters whatever the locale', async () => {
  const database = await freshDatabase({ empty: true })
  const sql = postgres(database.url, { max: 1 })
  expect([...(await sql`select length('إدلب') as n, current_setting('server_encoding') as encoding`)]).toEqual([
    { n: 4, encoding: 'UTF8' },
  ])
  await sql.end()
  await database.drop()
})

test('many files take their databases at once, and none sees the other’s rows', async () => {
  const databases = await Promise.all([1, 2, 3, 4].map(() => freshDatabase()))
  const counts = await Promise.all(
    databases.map(async ({ url }) => {
      const sql = postgres(url, { max: 1 })
      await sql`create table mine (a int)`
      const [row] = await sql`select count(*)::int as n from pg_tables where tablename in ('mine', 'figure')`
      await sql.end()
      return row?.n
    }),
  )
  expect(counts).toEqual([2, 2, 2, 2])
  await Promise.all(databases.map(({ drop }) => drop()))
})

test.skipIf(!hasRedis)('a Redis of one’s own evicts nothing, and comes back empty on its port', async () => {
  const redis = await freshRedis()
  const client = new Redis(redis.url)
  client.on('error', () => {})
  expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
  await client.set('a', '1')
  await redis.restart()
  expect(await client.get('a')).toBeNull()
  client.disconnect()
  await redis.drop()
})

describe('a scripted server', () => {
  let server: LocalServer
  afterEach(() => server.close())
  const short = () => AbortSignal.timeout(300)

  test('answers in turn, keeps the last answer, and tells what it was asked', async () => {
    server = await localServer({ '/a': [{ status: 503 }, { body: 'hello', gzip: true }] })
    const seen: [number, string][] = []
    for (let turn = 0; turn < 3; turn++) {
      const answer = await fetch(`${server.origin}/a`, { method: 'POST', body: 'x' })
      seen.push([answer.status, await answer.text()])
    }
    expect(seen).toEqual([
      [503, ''],
      [200, 'hello'],
      [200, 'hello'],
    ])
    expect(server.hits('/a')).toBe(3)
    expect(server.requests[0]?.body).toBe('x')
    expect((await fetch(`${server.origin}/b`)).status).toBe(404)
  })

  test('stalls, resets and goes on without end', async () => {
    server = await localServer({
      '/silent': { stall: 'before' },
      '/half': { stall: 'midway', body: 'half of this' },
      '/reset': { reset: 'before' },
      '/cut': { reset: 'midway', body: 'half of this' },
      '/endless': { endless: true },
    })
    await expect(fetch(`${server.origin}/silent`, { signal: short() })).rejects.toThrow('timeout')
    const half = await fetch(`${server.origin}/half`, { signal: short() })
    await expect(half.text()).rejects.toThrow('timeout')
    await expect(fetch(`${server.origin}/reset`)).rejects.toThrow('fetch failed')
    const cut = await fetch(`${server.origin}/cut`)
    await expect(cut.text()).rejects.toThrow('terminated')
    const endless = await fetch(`${server.origin}/endless`, { signal: short() })
    await expect(endless.arrayBuffer()).rejects.toThrow('timeout')
  })
})
