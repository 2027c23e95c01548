/** What can be watched from outside: a worker's numbers and spans, the API's, the board of queues, and the rules written for them. */
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildApp } from '@displacement-monitor/api'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { connect, createKey, type Database, type KeyScope, upsertSource } from '@displacement-monitor/shared/db'
import { createLog } from '@displacement-monitor/shared/log'
import { openQueues, type Queues } from '@displacement-monitor/shared/queue'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FeedSite, feedSite, sourceOf } from '../support/feed-site.ts'
import { type QueuePlace, withQueueBackends } from '../support/queue-backends.ts'
import { until, type WorkerProcess, workerProcess } from '../support/worker-process.ts'

const articles = 3

interface Span {
  name: string
  traceId: string
  attributes: { key: string }[]
}

/** A collector of spans (OTLP, JSON). */
async function collector(): Promise<{ endpoint: string; spans: Span[]; server: Server }> {
  const spans: Span[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const told = JSON.parse(Buffer.concat(parts).toString()) as {
        resourceSpans: { scopeSpans: { spans: Span[] }[] }[]
      }
      spans.push(...told.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, server }
}

withQueueBackends((open) => {
  let place: QueuePlace
  let site: FeedSite
  let sql: Database
  let queues: Queues
  let worker: WorkerProcess
  let told: Awaited<ReturnType<typeof collector>>
  let app: Awaited<ReturnType<typeof buildApp>>
  let origin: string

  beforeAll(async () => {
    place = await open()
    site = await feedSite(articles)
    sql = connect(place.databaseUrl, { max: 2 })
    await upsertSource(sql, sourceOf(site))
    told = await collector()
    worker = await workerProcess(place, { WORKER_METRICS_PORT: '0', OTEL_EXPORTER_OTLP_ENDPOINT: told.endpoint })
    await until('port told', async () => /"port":\d+,"msg":"metrics served"/.test(worker.output()))
    origin = `http://127.0.0.1:${/"port":(\d+),"msg":"metrics served"/.exec(worker.output())?.[1]}`
    queues = openQueues(place)
    app = await buildApp({
      sql,
      gazetteer: loadGazetteer(),
      config: { API_READ: 'open', API_QUEUE_BOARD: true },
      queues,
      log: createLog('api', { level: 'silent' }),
    })
    const done = `select count(*)::int as count from report where state = 'read'`
    await until('all read', async () => (await sql.unsafe(done))[0]?.count === articles)
    await until('reconciled', async () => (await sql`select 1 from series_mark`).length === 0)
  })
  afterAll(async () => {
    await app?.close()
    await worker?.kill()
    await queues?.close()
    told?.server.close()
    await sql?.end()
    await site?.close()
    await place?.drop()
  })
  const ask = async (path: string) => {
    const answer = await fetch(`${origin}${path}`)
    return { status: answer.status, body: await answer.text() }
  }
  const read = (metrics: string, name: string) =>
    Number(
      metrics
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    )

  test('a worker tells what it did: steps by outcome, reports and figures by language', async () => {
    const { body } = await ask('/metrics')
    const count = (name: string) => read(body, name)
    // The listing, and each article; robots.txt is asked within their steps.
    expect(count('displacement_steps_total{step="fetch",outcome="done"}')).toBe(articles + 1)
    expect(count('displacement_steps_total{step="ingest",outcome="done"}')).toBe(articles)
    expect(count('displacement_steps_total{step="store",outcome="done"}')).toBe(articles)
    expect(count('displacement_reports_read_total{language="en",outcome="figures"}')).toBe(articles)
    expect(count('displacement_figures_read_total{language="en",category="internal_displacements"}')).toBe(articles)
    expect(count('displacement_step_seconds_count{step="extract"}')).toBe(articles)
    expect(count('process_resident_memory_bytes')).toBeGreaterThan(1e6)
  })

  test('a worker answers a supervisor, and nothing else', async () => {
    expect(await ask('/healthz')).toEqual({ status: 200, body: '{"status":"ok","detail":"The process answers."}' })
    expect(await ask('/readyz')).toEqual({ status: 200, body: '{"status":"ok","detail":"The database answers."}' })
    expect((await ask('/v1/sources')).status).toBe(404)
    expect((await fetch(`${origin}/metrics`, { method: 'POST' })).status).toBe(404)
  })

  test('one trace leads from the listing through the queue to what was stored, and names ids alone', async () => {
    const steps = ['fetch', 'parse', 'extract', 'store']
    const named = (name: string) => told.spans.filter((span) => span.name === name)
    await until('spans sent', async () => named('store').length === articles && named('poll').length > 0)
    const [poll] = named('poll')
    for (const step of steps)
      expect([step, named(step).every(({ traceId }) => traceId === poll?.traceId)]).toEqual([step, true])
    const keys = new Set(steps.flatMap((step) => named(step).flatMap((s) => s.attributes.map(({ key }) => key))))
    expect([...keys].sort()).toEqual(['displacement.report_id', 'displacement.source_id'])
  })

  test('the API tells what tables and queues hold', async () => {
    const { body } = await app.inject({ url: '/metrics' })
    for (const queue of ['poll', 'ingest', 'reconcile', 'notify', 'backfill']) {
      expect(read(body, `displacement_queue_jobs{queue="${queue}",state="waiting"}`)).toBe(0)
      expect(read(body, `displacement_queue_age_seconds{queue="${queue}"}`)).toBe(0)
    }
    await queues.add('ingest', { reportId: 999_999 }, { id: 'watched', delayMs: 60_000 })
    const later = (await app.inject({ url: '/metrics' })).body
    expect(read(later, 'displacement_queue_jobs{queue="ingest",state="delayed"}')).toBe(1)
    expect(read(later, 'displacement_rows{what="chunks",state="waiting"}')).toBe(0)
    expect(read(later, 'displacement_mark_lag_seconds')).toBe(0)
    const age = read(later, 'displacement_source_success_age_seconds{source="test-bulletin",health="healthy"}')
    expect(age).toBeGreaterThan(0)
    expect(age).toBeLessThan(600)
  })

  describe('the board of queues', () => {
    const look = async (scopes: KeyScope[] | null, options: { url?: string; method?: 'GET' | 'PUT' } = {}) => {
      const key = scopes && (await createKey(sql, { name: `board ${scopes.join(' ')}`, scopes })).bearer
      const authorization = `Basic ${Buffer.from(`anybody:${key}`).toString('base64')}`
      return app.inject({ url: '/queues', ...options, ...(key ? { headers: { authorization } } : {}) })
    }

    test('a browser is asked for a key; one that may not operate is refused', async () => {
      const nobody = await look(null)
      expect([nobody.statusCode, nobody.headers['www-authenticate']]).toEqual([
        401,
        'Basic realm="displacement monitor", charset="UTF-8"',
      ])
      expect((await look(['read'])).statusCode).toBe(403)
    })

    test('an operator sees every queue, and cannot change one', async () => {
      const page = await look(['operate'])
      expect(page.statusCode).toBe(200)
      expect(page.headers['content-security-policy']).toContain("script-src 'self'")
      const { queues: shown } = (await look(['operate'], { url: '/queues/api/queues' })).json()
      expect(shown.map(({ name }: { name: string }) => name).sort()).toEqual(
        ['backfill', 'ingest', 'notify', 'poll', 'reconcile'], // biome-ignore format: a list
      )
      const paused = await look(['operate'], { url: '/queues/api/queues/ingest/pause', method: 'PUT' })
      expect(paused.statusCode).toBe(401)
    })

    test('a password opens nothing else', async () => {
      expect((await look(['admin'], { url: '/v1/channels' })).statusCode).toBe(401)
    })
  })

  test('every metric that the dashboard and the alert rules name is one that is told', async () => {
    const served = `${(await ask('/metrics')).body}\n${(await app.inject({ url: '/metrics' })).body}`
    const known = new Set([...served.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name))
    const files = ['alert-rules.yaml', 'grafana-dashboard.json'].map((file) =>
      readFileSync(new URL(`../../infra/monitoring/${file}`, import.meta.url), 'utf8'),
    )
    const named = files.join('\n').match(/\b(?:displacement|http|process)_[a-z_]+(?=[{[\s)"*>]|\\")/g) ?? []
    const unknown = named.filter((name) => !known.has(name.replace(/_(?:bucket|count|sum)$/, '')))
    expect(named.length).toBeGreaterThan(25)
    expect([...new Set(unknown)]).toEqual([])
    const page = readFileSync(new URL('../../docs/reference/metrics.md', import.meta.url), 'utf8')
    const own = [...known].filter((name) => name?.startsWith('displacement_') && !page.includes(`\`${name}\``))
    expect(own, 'named in docs/reference/metrics.md').toEqual([])
  })
})
