/** Secrets that the program is given stay where they are used (hardening S7): marked ones are looked for everywhere else. */
import { buildApp } from '@displacement-monitor/api'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { foldFigure } from '@displacement-monitor/series'
import { addTestDelivery, connect, createKey, type Database, seed, upsertSource } from '@displacement-monitor/shared/db'
import { createLog } from '@displacement-monitor/shared/log'
import { openQueues, type Queues } from '@displacement-monitor/shared/queue'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LocalServer, localServer } from '../support/local-server.ts'
import { type QueuePlace, withQueueBackends } from '../support/queue-backends.ts'
import { callMonitor } from '../support/terminal.ts'
import { until, type WorkerProcess, workerProcess } from '../support/worker-process.ts'

/** Each names where it was put. */
const mark = (where: string) => `MARKED${where}`
const marked = /MARKED[A-Za-z]+/g

withQueueBackends((open, backend) => {
  let place: QueuePlace
  let server: LocalServer
  let sql: Database
  let queues: Queues
  let worker: WorkerProcess
  let app: Awaited<ReturnType<typeof buildApp>>
  let bearer: string
  const logged: string[] = []

  beforeAll(async () => {
    place = await open()
    server = await localServer({
      '/robots.txt': { status: 404 },
      // Failures tell of what was asked, so they are where an address gets into words.
      '*': { status: 500, body: 'failed' },
    })
    sql = connect(place.databaseUrl, { max: 2 })
    await seed(sql, { set: 'minimal', fold: foldFigure })
    await sql`update source set enabled = false`
    const told = {
      language: 'en',
      licence: 'test',
      attribution: 'test',
      redistribution: 'internal' as const,
      minDelayMs: 0,
    }
    await upsertSource(sql, {
      ...told, id: 'with-key', name: 'Service', adapter: 'idmc-idu', url: `${server.origin}/rows`,
      settings: { query: { client_id: mark('Query') }, headers: { 'Ocp-Apim-Subscription-Key': mark('Header') } },
    }) // biome-ignore format: a row of fields
    await upsertSource(sql, {
      ...told, id: 'key-in-address', name: 'Feed', adapter: 'feed', url: `${server.origin}/feed?api_key=${mark('Address')}`, settings: {},
    }) // biome-ignore format: a row of fields
    queues = openQueues(place)
    app = await buildApp({
      sql,
      gazetteer: loadGazetteer(),
      config: { API_READ: 'open', FETCH_ALLOW: ['127.0.0.1', 'localhost'] },
      queues,
      log: createLog('api', {
        level: 'trace',
        stream: { write: (line: string) => void logged.push(line) },
      }),
      resolve: async () => ['127.0.0.1'],
    })
    bearer = (await createKey(sql, { name: 'all', scopes: ['read', 'operate', 'review', 'admin'] })).bearer
    const add = (payload: object) =>
      app.inject({ method: 'POST', url: '/v1/channels', payload, headers: { authorization: `Bearer ${bearer}` } })
    const hook = await add({
      name: 'hook',
      kind: 'webhook',
      settings: { url: `${server.origin}/hook/${mark('Path')}?token=${mark('Token')}` },
    })
    const mail = await add({
      name: 'mail', kind: 'mail',
      settings: { host: '127.0.0.1', port: server.port, user: 'monitor', password: mark('Password'), from: 'Monitor <monitor@desk.example>', to: ['duty@desk.example'] },
    }) // biome-ignore format: a row of fields
    expect([hook.statusCode, mail.statusCode]).toEqual([201, 201])
    for (const { json } of [hook, mail]) await addTestDelivery(sql, json().channel.id, 'test')
    worker = await workerProcess(place, { ALERTS_DRY_RUN: 'false', LOG_LEVEL: 'trace' })
    await until(
      'every source was tried',
      async () => (await sql`select 1 from source where enabled and last_polled_at is null`).length === 0,
    )
    await until(
      'every message was tried',
      async () =>
        (await sql`select 1 from delivery d where not exists (select 1 from delivery_log l where l.delivery_id = d.id)`)
          .length === 0,
    )
  })
  afterAll(async () => {
    await app?.close()
    await worker?.kill()
    await queues?.close()
    await sql?.end()
    await server?.close()
    await place?.drop()
  })

  test('they were used', () => {
    const asked = server.requests.map(({ path, headers }) => `${path} ${JSON.stringify(headers)}`).join('\n')
    for (const where of ['Query', 'Header', 'Address', 'Path', 'Token']) expect(asked).toContain(mark(where))
  })

  test('no log line tells one', () => {
    expect(worker.output().match(marked)).toBe(null)
    expect(logged.join('').match(marked)).toBe(null)
    expect(logged.join('')).not.toContain(bearer)
    const password = new URL(place.databaseUrl).password
    expect(password.length).toBeGreaterThan(8)
    for (const text of [worker.output(), logged.join('')]) expect(text.includes(password)).toBe(false)
  })

  test('no answer tells one, whoever asks', async () => {
    const { paths } = (await app.inject('/openapi.json')).json() as { paths: Record<string, { get?: unknown }> }
    const told: string[] = []
    for (const [path, { get }] of Object.entries(paths)) {
      if (!get || path === '/v1/events') continue
      const url = path.replace('{place}', 'SY-ID').replace(/\{\w+\}/g, '1')
      for (const headers of [{}, { authorization: `Bearer ${bearer}` }]) {
        const { body } = await app.inject({ url, headers })
        for (const found of body.match(marked) ?? []) told.push(`${url}: ${found}`)
      }
    }
    expect(Object.keys(paths).length).toBeGreaterThan(20)
    expect(told).toEqual([])
  })

  test('no job and no log of fetches or of writes carries one', async () => {
    for (const id of ['with-key', 'key-in-address']) await queues.add('poll', { sourceId: id }, { id, delayMs: 60_000 })
    const jobs = backend === 'postgres' ? await dumpTables() : await dumpRedis(place.redisUrl ?? '')
    expect(jobs).toContain('with-key')
    expect(jobs.match(marked)).toBe(null)
    for (const table of ['fetch_log', 'audit', 'delivery', 'delivery_log'])
      expect([table, JSON.stringify(await rowsOf(table)).match(marked)]).toEqual([table, null])
    const reasons = await sql`select health_reason from source where enabled`
    expect(JSON.stringify(reasons).match(marked)).toBe(null)
  })

  test('the terminal tells none', async () => {
    const env = { DATABASE_URL: place.databaseUrl }
    for (const words of [
      ['sources'],
      ['sources', '--json'],
      ['channels'],
      ['channels', '--json'],
      ['messages'],
      ['doctor'],
    ]) {
      const { stdout, stderr } = await callMonitor(words, { env })
      expect([words.join(' '), `${stdout}${stderr}`.match(marked)]).toEqual([words.join(' '), null])
      expect([words.join(' '), stdout.length > 0]).toEqual([words.join(' '), true])
    }
  })

  const rowsOf = (table: string) => sql.unsafe(`select * from ${table}`)
  const dumpTables = async () => {
    const tables = await sql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'queue'`
    const rows = await Promise.all(tables.map(({ name }) => sql.unsafe(`select t::text from ${name} t`)))
    return JSON.stringify(rows)
  }
})

async function dumpRedis(url: string): Promise<string> {
  const redis = new Redis(url)
  const parts: string[] = []
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key)
    if (type === 'hash') parts.push(JSON.stringify(await redis.hgetall(key)))
    else if (type === 'string') parts.push(String(await redis.get(key)))
    else if (type === 'stream') parts.push(JSON.stringify(await redis.xrange(key, '-', '+')))
  }
  redis.disconnect()
  return parts.join('\n')
}
