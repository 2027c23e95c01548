/** A publisher corrects a report and tells it in his listing: it is read again, its old reading stays until then and where that fails. */
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import {
  beginAttempt,
  connect,
  type Database,
  deadLetters,
  discoverReports,
  dueReports,
  getReport,
  getSource,
  inTransaction,
  listFigures,
  type ReportOrigin,
  recordReportFailure,
  setEmbargo,
  upsertSource,
  withdrawReport,
} from '@displacement-monitor/shared/db'
import { asFailure } from '@displacement-monitor/shared/errors'
import { type OpenReader, openReader } from '@displacement-monitor/worker'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readDueReport } from '../../../apps/worker/src/read-due-report.ts'
import { storeListed } from '../../../apps/worker/src/source-pages/store-listed.ts'
import { sourceOf } from '../../support/feed-site.ts'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { type LocalServer, localServer } from '../../support/local-server.ts'

const hour = 3_600_000
let database: FreshDatabase
let sql: Database
let site: LocalServer
let reader: OpenReader

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 4 })
  site = await localServer({ '/robots.txt': { status: 404 } })
  const settings = {
    FETCH_ALLOW: ['127.0.0.1'],
    FETCH_CONTACT: null,
    FETCH_DEADLINE_MS: 20_000,
    FETCH_MAX_BYTES: 1_000_000,
    HTTPS_PROXY: null,
  }
  reader = await openReader(settings, { sql, gazetteer: loadGazetteer() })
})
afterAll(async () => {
  await reader?.close()
  await site?.close()
  await sql?.end()
  await database?.drop()
})
beforeEach(async () => {
  await sql`truncate report, source, subject, counter, snapshot_body, host_turn restart identity cascade`
  await upsertSource(sql, watched())
})

const words = (n: number) => Array.from({ length: 60 }, (_, at) => `word${at + n}`).join(' ')
const pageOf = (sentence: string, filling = words(0)) => ({
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="en"><head><title>Notice</title></head><body><article><h1>Notice</h1>
<p>${sentence}</p><p>${filling} stand under every version of it.</p></article></body></html>`,
})
const told = (persons: string) =>
  `More than ${persons} people have fled the fighting in Idlib since December, the UN said.`
const url = () => `${site.origin}/notice`
const ago = (hours: number) => new Date(Date.now() - hours * hour)

const watched = () => sourceOf({ feedUrl: `${site.origin}/feed` })

async function list(changedAt: Date | null, { sourceId = 'test-bulletin', origin = 'poll' as ReportOrigin } = {}) {
  const [one] = await discoverReports(sql, sourceId, origin, [
    { url: url(), title: null, publishedAt: ago(30), language: 'en', changedAt },
  ])
  return one ?? { id: 0, url: '', isNew: false }
}
/** As the worker does it, failures recorded. */
async function read(id: number) {
  try {
    await readDueReport(reader.context, id, new AbortController().signal)
  } catch (error) {
    await recordReportFailure(sql, id, asFailure(error))
  }
}
const standing = async () => (await listFigures(sql, {})).items.map(({ value }) => value)
/** All that is stored becomes so many hours older. */
async function pass(hours: number) {
  const older = sql`make_interval(hours => ${hours})`
  await sql`update report set read_at = read_at - ${older}, reread_at = reread_at - ${older}, changed_at = changed_at - ${older}`
  await sql`update snapshot set fetched_at = fetched_at - ${older}`
}
/** So that a change may be looked at. */
const longAgo = () => pass(10)

async function readOnce(): Promise<number> {
  site.set({ '/notice': pageOf(told('800,000')) })
  const { id } = await list(null)
  await read(id)
  await longAgo()
  expect(await standing()).toEqual([800_000])
  return id
}

test('a change since the reading makes the report due once, and the new page supersedes the old one', async () => {
  const id = await readOnce()
  expect(await list(ago(20))).toMatchObject({ id, isNew: false })
  site.set({ '/notice': pageOf(told('900,000')) })
  expect(await list(ago(2))).toMatchObject({ id, isNew: true })
  expect(await dueReports(sql, 10)).toEqual([id])
  // Until it is read anew, the old numbers stand.
  expect(await standing()).toEqual([800_000])
  await read(id)
  expect(await standing()).toEqual([900_000])
  await longAgo()
  expect(await list(ago(12.01))).toMatchObject({ id, isNew: false })
  expect(await getReport(sql, id)).toMatchObject({ state: 'read', failures: 0, nextAttemptAt: null })
})

test('a page that is gone, refused, or another page by now costs no number, and is no dead letter', async () => {
  const id = await readOnce()
  const later: [page: Parameters<typeof site.set>[0][string], message: RegExp | null][] = [
    [{ status: 410, body: 'gone' }, /410/],
    [{ status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body></body></html>' }, /./],
    [pageOf('Before you go on, tell us which cookies we may set.', words(500)), null],
  ]
  for (const [n, [page, message]] of later.entries()) {
    site.set({ '/notice': page })
    expect(await list(ago(6 - n))).toMatchObject({ id, isNew: true })
    await read(id)
    expect(await standing()).toEqual([800_000])
    const report = await getReport(sql, id)
    expect(report?.state).toBe('read')
    if (message === null) expect(report?.failureMessage).toBeNull()
    else expect(report?.failureMessage).toMatch(message)
    await longAgo()
  }
  expect(await deadLetters(sql)).toEqual([])
  // The publisher took the number out of his text: it is gone.
  site.set({ '/notice': pageOf('An earlier version of this notice told a number.') })
  await list(ago(1))
  await read(id)
  expect(await standing()).toEqual([])
})

const held = () => `${site.origin}/held`
/** As a poll finds it in the answer of a service that tells its reports whole. */
async function listWhole(persons: string, changedAt: Date) {
  const source = await getSource(sql, 'whole')
  if (!source) throw new Error('no source')
  const fields = {
    title: 'Notice',
    language: [{ code: 'en' }],
    'body-html': `<p>${told(persons)}</p><p>${words(0)}.</p>`,
  }
  const body = { mediaType: 'application/vnd.reliefweb.report+json', text: JSON.stringify({ id: '1', fields }) }
  const answer = {
    url: `${site.origin}/v2/reports`,
    status: 200,
    mediaType: 'application/json',
    bytes: Buffer.from(''),
  }
  const [one] = await inTransaction(sql, (tx) =>
    storeListed(tx, source, {
      origin: 'poll',
      listed: [{ url: held(), title: null, publishedAt: ago(30), language: 'en', changedAt, body }],
      fetched: { kind: 'body', ...answer, etag: null, lastModified: null, movedTo: null, fetchedAt: new Date() },
    }),
  )
  return one ?? { id: 0, url: '', isNew: false }
}
test('where the listing holds reports whole, the new body is kept and read, and no change is lost that is told while one waits', async () => {
  await upsertSource(sql, { ...watched(), id: 'whole', adapter: 'reliefweb' })
  const { id } = await listWhole('800,000', ago(20))
  await read(id)
  expect(await standing()).toEqual([800_000])
  await pass(10)
  expect(await listWhole('900,000', ago(2))).toMatchObject({ id, isNew: true })
  await read(id)
  expect(await standing()).toEqual([900_000])
  await pass(10)
  // The second of two changes is told before the first one is read, whose body was listed before it.
  expect((await listWhole('950,000', ago(5))).isNew).toBe(true)
  await sql`update snapshot set fetched_at = now() - interval '4 hours' where fetched_at > now() - interval '1 hour'`
  expect((await listWhole('990,000', ago(1))).isNew).toBe(false)
  await read(id)
  expect(await standing()).toEqual([950_000])
  await pass(7)
  expect((await listWhole('990,000', ago(8))).isNew).toBe(true)
  await read(id)
  expect(await standing()).toEqual([990_000])
  await pass(7)
  expect((await listWhole('990,000', ago(15))).isNew).toBe(false)
  expect(site.hits('/held')).toBe(0)
})

test('an embargoed report is read again and stays hidden until its day', async () => {
  const id = await readOnce()
  await setEmbargo(sql, id, { until: new Date(Date.now() + hour), actor: 'test' })
  expect(await standing()).toEqual([])
  site.set({ '/notice': pageOf(told('900,000')) })
  await list(ago(2))
  await read(id)
  expect(await standing()).toEqual([])
  expect(await getReport(sql, id)).toMatchObject({ state: 'read', embargoUntil: expect.any(Date) })
  await setEmbargo(sql, id, { until: null, actor: 'test' })
  expect(await standing()).toEqual([900_000])
})

test('a reading that is cut off before its end leaves the old one; two at once, or one after the other, store one', async () => {
  const id = await readOnce()
  await list(ago(2))
  site.set({ '/notice': pageOf(told('900,000')) })
  const cut = readDueReport(reader.context, id, new AbortController().signal, {
    alongside: async () => {
      throw new Error('killed')
    },
  })
  await expect(cut).rejects.toThrow('killed')
  expect(await standing()).toEqual([800_000])
  expect(await getReport(sql, id)).toMatchObject({ state: 'discovered', nextAttemptAt: expect.any(Date) })
  await Promise.all([read(id), read(id)])
  await read(id)
  expect(await standing()).toEqual([900_000])
  expect(await sql`select superseded_at is null as stands from reading where report_id = ${id} order by id`).toEqual([
    { stands: false },
    { stands: true },
  ])
})

test('a reader that is killed again and again gives the change up, not the report', async () => {
  const id = await readOnce()
  await list(ago(2))
  let tries = 0
  while ((await beginAttempt(sql, id)) !== null) tries++
  expect(tries).toBe(20)
  expect(await getReport(sql, id)).toMatchObject({ state: 'read', nextAttemptAt: null, failureCode: 'unexpected' })
  expect(await standing()).toEqual([800_000])
})

test('who may not have a report read again: another source, a run over the past, and anybody once it was withdrawn', async () => {
  const id = await readOnce()
  await upsertSource(sql, { ...watched(), id: 'other' })
  expect((await list(ago(2), { sourceId: 'other' })).isNew).toBe(false)
  expect((await list(ago(2), { origin: 'backfill' })).isNew).toBe(false)
  await sql`update report set discovered_at = now() - interval '70 days', published_at = now() - interval '70 days'`
  expect((await list(ago(2))).isNew).toBe(false)
  await sql`update report set published_at = now() - interval '7 days'`
  await withdrawReport(sql, id, { reason: 'asked', actor: 'test' })
  expect((await list(ago(2))).isNew).toBe(false)
})

test('however often a listing tells a change: at most every six hours, ten times, and never for what was read since', async () => {
  const looks = fc.array(
    fc.record({ afterH: fc.integer({ min: 0, max: 9 }), changedH: fc.integer({ min: 0, max: 12 }) }),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  await fc.assert(
    fc.asyncProperty(looks, async (each) => {
      await sql`truncate report restart identity cascade`
      const { id } = await list(null)
      const readAnew = () => sql`update report set state = 'read', next_attempt_at = null where id = ${id}`
      await readAnew()
      await sql`update report set read_at = now(), changed_at = null`
      // Hours since the reading; the rows are moved back instead of the clock forth.
      let [now, changed] = [0, 0]
      const asked = [0]
      for (const [n, { afterH, changedH }] of each.entries()) {
        now += afterH
        await sql`
          update report set read_at = read_at - make_interval(hours => ${afterH}),
            reread_at = reread_at - make_interval(hours => ${afterH}), changed_at = changed_at - make_interval(hours => ${afterH})`
        // So many minutes before, that no two changes are of one instant.
        const hoursAgo = changedH + (n + 1) / 60
        const at = now - hoursAgo
        const { isNew } = await list(ago(hoursAgo))
        expect(isNew).toBe(at > changed && now - (asked.at(-1) ?? 0) >= 6 && asked.length <= 10)
        if (!isNew) continue
        changed = at
        asked.push(now)
        await readAnew()
      }
      expect(asked.length).toBeLessThanOrEqual(11)
    }),
    { numRuns: 25 },
  )
})
