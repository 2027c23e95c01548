/** Whatever a publisher sends, it ends in bounded time with an outcome that a person understands, and the next report is read. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { connect, type Database, findReportByUrl, getSource, upsertSource } from '@displacement-monitor/shared/db'
import type { FailureCode } from '@displacement-monitor/shared/errors'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { articleOf, sourceOf } from '../../support/feed-site.ts'
import { type Answer, type LocalServer, localServer } from '../../support/local-server.ts'
import { type QueuePlace, withQueueBackends } from '../../support/queue-backends.ts'
import { until, type WorkerProcess, workerProcess } from '../../support/worker-process.ts'
import { column, writePdf } from '../../support/write-pdf.ts'

const html = { 'content-type': 'text/html; charset=utf-8' }
const good = (n: number): Answer => ({ headers: html, body: articleOf(n) })
const sentence =
  'More than 4,321 people have fled the fighting in Idlib since December, the UN said in its bulletin of the week.'

interface Case {
  path: string
  answer: Answer
  state: 'read' | 'skipped' | 'failed'
  code: FailureCode | null
  /** Words that a person finds in the outcome. */
  says: RegExp | null
}

const refused = (path: string, answer: Answer, code: FailureCode, says: RegExp): Case => ({
  path,
  answer,
  state: 'skipped',
  code,
  says,
})
const later = (path: string, answer: Answer, code: FailureCode, says: RegExp): Case => ({
  path,
  answer,
  state: 'failed',
  code,
  says,
})
const read = (path: string, answer: Answer): Case => ({ path, answer, state: 'read', code: null, says: null })

const cases: Case[] = [
  refused('/404', { status: 404 }, 'http_client_error', /no such page/),
  refused('/403', { status: 403 }, 'http_client_error', /forbids access/),
  refused('/410', { status: 410 }, 'http_gone', /for good/),
  later('/500', { status: 500 }, 'http_server_error', /fault of its own/),
  later('/429', { status: 429, headers: { 'retry-after': '3600' } }, 'http_rate_limited', /fewer requests/),
  refused('/loop', { status: 302, headers: { location: '/loop' } }, 'redirect_loop', /circle/),
  refused('/nowhere', { status: 302 }, 'http_client_error', /without a valid address/),
  refused(
    '/inside',
    { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' } },
    'address_refused',
    /no public address/,
  ),
  refused('/empty', { headers: html, body: '' }, 'empty_body', /nothing/),
  refused('/blank', { headers: html, body: ' \n\n ' }, 'empty_body', /nothing/),
  refused(
    '/type',
    { headers: { 'content-type': 'application/x-unheard-of' }, body: 'x' },
    'unsupported_media_type',
    /x-unheard-of/,
  ),
  refused(
    '/pdf',
    { headers: { 'content-type': 'application/pdf' }, body: '%PDF-1.7 …' },
    'unreadable_file',
    /PDF is damaged/,
  ),
  refused('/scan', { headers: { 'content-type': 'application/pdf' }, body: writePdf([[], []]) }, 'scanned', /pictures/),
  read('/report.pdf', {
    headers: { 'content-type': 'application/octet-stream' },
    body: writePdf([column(sentence, { x: 40, y: 100, width: 400 })]),
  }),
  refused('/noise', { headers: html, body: randomBytes(200_000) }, 'not_text', /no text/),
  refused('/large', { headers: html, body: `<p>${sentence}</p>`.repeat(420_000) }, 'too_large', /larger than 20 MB/),
  refused(
    '/bomb',
    { headers: { ...html, 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(200_000_000)) },
    'too_large',
    /larger than 20 MB/,
  ),
  refused('/endless', { headers: html, body: `<p>${sentence}</p>`, endless: true }, 'too_large', /larger than 20 MB/),
  refused('/nested', { headers: html, body: '<div>'.repeat(100_000) + sentence }, 'too_deep', /nests/),
  read('/nested-some', { headers: html, body: `${'<div>'.repeat(5_000)}<p>${sentence}</p>` }),
  read('/attributes', {
    headers: html,
    body: `<p ${Array.from({ length: 60_000 }, (_, n) => `a${n}="1"`).join(' ')}>${sentence}</p>`,
  }),
  read('/misnested', { headers: html, body: `<p>${sentence}</p>${'<b><i><u>'.repeat(6_000)}` }),
  read('/utf8', {
    headers: html,
    body: Buffer.concat([
      Buffer.from(`<p>${sentence} ${'é'.repeat(9)}`),
      Buffer.from([0xc3, 0x28, 0xff]),
      Buffer.from('</p>'),
    ]),
  }),
  read('/nul', { headers: html, body: `<p>\0${sentence.replace('people', 'peo\0ple')}\ud800</p>` }),
  refused('/menu', { headers: html, body: '<nav><a href="/">Home</a></nav>' }, 'no_text', /no running text/),
  later('/cut', { headers: html, body: articleOf(1), reset: 'midway' }, 'truncated', /broke off/),
  later('/reset', { reset: 'before' }, 'connect_failed', /connection/),
  later('/silent', { stall: 'before' }, 'timeout', /in time|within/),
  later('/stalled', { headers: html, body: articleOf(2), stall: 'midway' }, 'timeout', /in time|within/),
]

/** Where the system tells it. */
function peakMemoryMb(pid: number): number | null {
  if (!existsSync(`/proc/${pid}/status`)) return null
  const peakKb = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return peakKb === undefined ? null : Number(peakKb) / 1024
}

withQueueBackends((open) => {
  let place: QueuePlace
  let site: LocalServer
  let sql: Database
  let worker: WorkerProcess
  const deadlineMs = 4_000

  beforeAll(async () => {
    place = await open()
    site = await localServer({ '/robots.txt': { status: 404 } })
    for (const { path, answer } of cases) site.set({ [path]: answer })
    // A good report before, between and after the bad ones.
    const paths = [...cases.flatMap(({ path }, n) => [`/good/${n}`, path]), `/good/${cases.length}`]
    for (let n = 0; n <= cases.length; n++) site.set({ [`/good/${n}`]: good(n) })
    const links = [
      ...paths.map((path) => `${site.origin}${path}`),
      'http://no-such-host.invalid/',
      'http://127.0.0.2:9/',
    ]
    site.set({
      '/feed': {
        headers: { 'content-type': 'application/rss+xml' },
        body: `<rss version="2.0"><channel>${links.map((link) => `<item><link>${link}</link></item>`).join('')}</channel></rss>`,
      },
    })
    sql = connect(place.databaseUrl, { max: 2 })
    await upsertSource(sql, sourceOf({ feedUrl: `${site.origin}/feed` }))
    worker = await workerProcess(place, { FETCH_DEADLINE_MS: String(deadlineMs), WORKER_CONCURRENCY: '6' })
    await until(
      'every report has an outcome',
      async () => {
        const [row] = await sql<{ open: number; all: number }[]>`
          select count(*) filter (where state = 'discovered')::int as open, count(*)::int as all from report`
        return row?.all === links.length && row.open === 0
      },
      50_000,
    )
  }, 90_000)
  afterAll(async () => {
    await worker?.kill()
    await sql?.end()
    await site?.close()
    await place?.drop()
  })

  describe('ends with an outcome', () => {
    test.each(cases)('$path', async ({ path, state, code, says }) => {
      const report = await findReportByUrl(sql, `${site.origin}${path}`)
      expect({ state: report?.state, code: report?.failureCode }).toEqual({ state, code })
      if (says) expect(report?.failureMessage).toMatch(says)
      else expect(report?.failureMessage).toBeNull()
    })
  })

  test('an unknown host and a refused address are told as such', async () => {
    expect(await findReportByUrl(sql, 'http://no-such-host.invalid/')).toMatchObject({
      state: 'failed',
      failureCode: 'host_not_found',
    })
    expect(await findReportByUrl(sql, 'http://127.0.0.2:9/')).toMatchObject({
      state: 'skipped',
      failureCode: 'address_refused',
    })
  })

  test('every good report between them is read', async () => {
    const [row] = await sql<
      { n: number }[]
    >`select count(*)::int as n from report where url like ${`${site.origin}/good/%`} and state = 'read'`
    expect(row?.n).toBe(cases.length + 1)
  })

  test('what was read despite its bytes has its figure at its place', async () => {
    const rows = await sql<{ value: number; text: string; start: number; end: number; excerpt: string }[]>`
      select f.value, r.text, f.excerpt_start as start, f.excerpt_end as end, f.excerpt_text as excerpt
      from figure f join reading r on r.id = f.reading_id join report p on p.id = f.report_id
      where p.url = any(${['/nul', '/utf8', '/report.pdf', '/nested-some', '/attributes', '/misnested'].map((path) => site.origin + path)})`
    expect(rows.map(({ value }) => value)).toEqual(Array(6).fill(4321))
    for (const { text, start, end, excerpt } of rows) expect(text.slice(start, end)).toBe(excerpt)
  })

  test('Retry-After sets the next try', async () => {
    const report = await findReportByUrl(sql, `${site.origin}/429`)
    expect((report?.nextAttemptAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(3_400_000)
  })

  test('the worker lives, and took no more memory than it may', async () => {
    expect(worker.child.exitCode).toBeNull()
    expect(worker.output()).not.toContain('unhandled')
    expect((await getSource(sql, 'test-bulletin'))?.health).toBe('healthy')
    const peakMb = peakMemoryMb(worker.child.pid ?? 0)
    // A body that unfolds without end may not take more than this (a bomb read whole takes gigabytes).
    if (peakMb !== null) expect(peakMb).toBeLessThan(500)
  })
})
