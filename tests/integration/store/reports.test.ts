/** Sources when they are due, reports until they are read or given up, snapshots once each. */
import {
  addSource, beginAttempt, claimDueSources, connect, type Database, deadLetters, discoverReports, dueReports, dueSources,fetchesOfReport,
  getReport, getSource, insertSnapshot, listAudit, listReports, readSnapshotBody, recordFetch, 
  recordPoll, recordReportFailure, reviveReport, setSourceEnabled, storeReading, takeHostTurn, upsertSource,
} from '@displacement-monitor/shared/db' // biome-ignore format: a list
import { PipelineError } from '@displacement-monitor/shared/errors'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { figure, newReport, readingOf, source } from './store-fixtures.ts'

let database: FreshDatabase
let sql: Database

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 8 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})
beforeEach(async () => {
  await sql`truncate report, source, subject, counter, snapshot_body, audit, host_turn restart identity cascade`
})

const entry = (url: string) => ({ url, title: null, publishedAt: null, language: null })
const timeout = new PipelineError('timeout', 'no answer within 30 s')
const secondsUntil = (instant: Date | null | undefined) =>
  Math.round(((instant?.getTime() ?? Number.NaN) - Date.now()) / 1000)

test('two schedulers never claim the same source', async () => {
  for (let index = 0; index < 40; index++) await upsertSource(sql, { ...source, id: `source-${index}` })
  const claimed = (await Promise.all([1, 2, 3, 4].map(() => claimDueSources(sql, 15)))).flat().map(({ id }) => id)
  expect(claimed).toHaveLength(40)
  expect(new Set(claimed).size).toBe(40)
  expect(await dueSources(sql)).toEqual([])
})

test('a poll that dies is tried again in two minutes, one that ends at its interval', async () => {
  await upsertSource(sql, { ...source, pollIntervalS: 3600 })
  const [claimed] = await claimDueSources(sql, 1)
  expect(secondsUntil(claimed?.nextDueAt)).toBeCloseTo(120, -1)
  await recordPoll(sql, source.id, { ok: true, etag: '"1"', lastModified: null, found: 20, discovered: 3 })
  const polled = await getSource(sql, source.id)
  expect(polled).toMatchObject({ health: 'healthy', etag: '"1"', lastFound: 20, lastDiscovered: 3, failures: 0 })
  expect(secondsUntil(polled?.nextDueAt)).toBeCloseTo(3600, -1)
})

test('polls that fail are spaced ever wider up to a day, wait for Retry-After, and stop when the address is gone', async () => {
  await upsertSource(sql, { ...source, pollIntervalS: 3600 })
  const pauses: number[] = []
  for (let n = 0; n < 6; n++) {
    await recordPoll(sql, source.id, { ok: false, failure: timeout })
    pauses.push(Math.round(secondsUntil((await getSource(sql, source.id))?.nextDueAt) / 3600))
  }
  expect(pauses).toEqual([2, 4, 8, 16, 24, 24])
  expect(await getSource(sql, source.id)).toMatchObject({
    health: 'failing',
    healthReason: 'no answer within 30 s',
    failures: 6,
  })
  await recordPoll(sql, source.id, {
    ok: false,
    failure: new PipelineError('http_rate_limited', 'slower', { retryAfterMs: 200_000_000 }),
  })
  expect(secondsUntil((await getSource(sql, source.id))?.nextDueAt)).toBeCloseTo(200_000, -2)
  await recordPoll(sql, source.id, { ok: false, failure: new PipelineError('http_gone', 'gone for good') })
  expect(await getSource(sql, source.id)).toMatchObject({ health: 'stopped' })
  await sql`update source set next_due_at = now()`
  expect(await claimDueSources(sql, 1)).toEqual([])
  expect(await setSourceEnabled(sql, source.id, true, 'ada')).toBe(true)
  expect(await claimDueSources(sql, 1)).toHaveLength(1)
})

test('a source that its operator changed stays so when it is added again', async () => {
  expect(await addSource(sql, source)).toBe(true)
  await setSourceEnabled(sql, source.id, false, 'ada')
  expect(await addSource(sql, source)).toBe(false)
  expect(await getSource(sql, source.id)).toMatchObject({ enabled: false })
  expect(
    (await listAudit(sql, { subject: `source:${source.id}` })).map(({ actor, action }) => [actor, action]),
  ).toEqual([
    ['ada', 'source.disable'],
    ['system', 'source.upsert'],
  ])
})

test('an address is one report, whoever lists it and however often', async () => {
  await upsertSource(sql, source)
  const listed = [
    entry('https://a.example/2'),
    entry('https://a.example/1'),
    entry('https://a.example/2'),
    entry(`https://a.example/${'x'.repeat(2100)}`),
  ]
  const found = await discoverReports(sql, source.id, 'poll', listed)
  expect(found.map(({ url, isNew }) => [url, isNew])).toEqual([
    ['https://a.example/2', true],
    ['https://a.example/1', true],
    ['https://a.example/2', true],
  ])
  expect(
    new Set(
      (await Promise.all([1, 2, 3].map(() => discoverReports(sql, source.id, 'poll', listed))))
        .flat()
        .map(({ isNew }) => isNew),
    ),
  ).toEqual(new Set([false]))
  expect((await listReports(sql, {})).items).toHaveLength(2)
})

test('reports come in pages that new arrivals do not shift', async () => {
  for (let n = 1; n <= 5; n++) await newReport(sql, `https://a.example/${n}`)
  const first = await listReports(sql, {}, { limit: 2 })
  await newReport(sql, 'https://a.example/6')
  const second = await listReports(sql, {}, { cursor: first.nextCursor, limit: 2 })
  const third = await listReports(sql, {}, { cursor: second.nextCursor, limit: 2 })
  expect([first, second, third].map(({ items }) => items.map(({ id }) => id))).toEqual([[5, 4], [3, 2], [1]])
  expect(third.nextCursor).toBeNull()
})

test('a try counts before the work; the sweep leaves it alone for a minute, then finds it again', async () => {
  const id = await newReport(sql, 'https://a.example/1')
  expect(await dueReports(sql, 10)).toEqual([id])
  expect(await beginAttempt(sql, id)).toMatchObject({ id, attempts: 1, state: 'discovered' })
  expect(await dueReports(sql, 10)).toEqual([])
  await sql`update report set next_attempt_at = next_attempt_at - interval '61 seconds'`
  expect(await dueReports(sql, 10)).toEqual([id])
})

test('transient failures are tried again ever later, at most five times', async () => {
  const id = await newReport(sql, 'https://a.example/1')
  const seen: unknown[] = []
  for (let n = 0; n < 5; n++) {
    await beginAttempt(sql, id)
    const report = await recordReportFailure(sql, id, timeout)
    seen.push([report?.state, report?.nextAttemptAt === null ? null : secondsUntil(report?.nextAttemptAt)])
  }
  expect(seen).toEqual([
    ['failed', 30],
    ['failed', 120],
    ['failed', 480],
    ['failed', 1920],
    ['dead', null],
  ])
  expect(await beginAttempt(sql, id)).toBeNull()
  expect((await deadLetters(sql)).map((report) => [report.id, report.failureCode, report.failureMessage])).toEqual([
    [id, 'timeout', 'no answer within 30 s'],
  ])
  expect(await reviveReport(sql, id, 'ada')).toBe(true)
  expect(await reviveReport(sql, id, 'ada')).toBe(false)
  expect(await beginAttempt(sql, id)).toMatchObject({
    state: 'discovered',
    attempts: 1,
    failures: 0,
    failureCode: null,
  })
})

test.each([
  [new PipelineError('http_client_error', 'not found (404)'), 'skipped'],
  [new PipelineError('unexpected', 'TypeError'), 'dead'],
] as const)('%s: no second try', async (failure, state) => {
  const id = await newReport(sql, 'https://a.example/1')
  await beginAttempt(sql, id)
  expect(await recordReportFailure(sql, id, failure)).toMatchObject({
    state,
    nextAttemptAt: null,
    failureMessage: failure.message,
  })
  expect(await beginAttempt(sql, id)).toBeNull()
})

test('ten kills while it is read do not cost a report its tries; twenty do, and say so', async () => {
  const id = await newReport(sql, 'https://a.example/1')
  for (let n = 0; n < 10; n++) expect(await beginAttempt(sql, id)).not.toBeNull()
  expect(await recordReportFailure(sql, id, timeout)).toMatchObject({ state: 'failed' })
  for (let n = 0; n < 11; n++) expect(await beginAttempt(sql, id)).not.toBeNull()
  expect(await beginAttempt(sql, id)).toBeNull()
  expect(await getReport(sql, id)).toMatchObject({
    state: 'dead',
    nextAttemptAt: null,
    failureMessage: expect.stringContaining('20 times'),
  })
})

test('a failure that arrives after the report was read changes nothing', async () => {
  const reading = await readingOf(sql, 'https://a.example/1', [figure()])
  await storeReading(sql, reading)
  expect(await recordReportFailure(sql, reading.reportId, timeout)).toBeNull()
  expect(await getReport(sql, reading.reportId)).toMatchObject({ state: 'read', failureCode: null })
})

test('the same bytes are kept once, whichever reports brought them, and come back as they were', async () => {
  const bytes = Buffer.concat([Buffer.from('<p>text</p>'.repeat(2000)), Buffer.from([0, 255, 128])])
  const snapshot = {
    url: 'u',
    status: 200,
    mediaType: null,
    etag: null,
    lastModified: null,
    fetchedAt: new Date(),
    bytes,
  }
  const [one, two] = [await newReport(sql, 'https://a.example/1'), await newReport(sql, 'https://a.example/2')]
  const stored = await Promise.all(
    [one, one, two, two].map((reportId) => insertSnapshot(sql, { ...snapshot, reportId })),
  )
  expect(stored.filter(({ isNew }) => isNew)).toHaveLength(2)
  expect(stored[0]?.snapshotId).toBe(stored[1]?.snapshotId)
  expect(await sql`select encoding, octet_length(bytes) < 1000 as small from snapshot_body`).toEqual([
    { encoding: 'br', small: true },
  ])
  expect(Buffer.from((await readSnapshotBody(sql, stored[0]?.sha256 ?? '')) ?? []).equals(bytes)).toBe(true)
  await sql`delete from snapshot_body`
  expect(await readSnapshotBody(sql, stored[0]?.sha256 ?? '')).toBeNull()
})

test('requests to a host are spaced, however many ask at once', async () => {
  const waits = await Promise.all(Array.from({ length: 5 }, () => takeHostTurn(sql, 'news.example', 1000)))
  const sorted = waits.sort((a, b) => a - b)
  for (const [index, wait] of sorted.entries()) expect(Math.abs(wait - index * 1000)).toBeLessThan(200)
  expect(await takeHostTurn(sql, 'other.example', 1000)).toBe(0)
})

test('every request leaves a line', async () => {
  const reportId = await newReport(sql, 'https://a.example/1')
  await recordFetch(sql, {
    sourceId: source.id,
    reportId,
    url: 'https://a.example/1',
    status: 503,
    durationMs: 12.4,
    sizeBytes: null,
    failureCode: 'http_server_error',
    failureMessage: 'a\0b',
  })
  expect(await fetchesOfReport(sql, reportId)).toMatchObject([
    { status: 503, durationMs: 12, failureMessage: 'a\ufffdb' },
  ])
})
