/**
 * One report comes by a feed and by hand, under tracking parameters, twice; its text stands on two other sites; its page is corrected.
 * Whatever the order, the same numbers stand in the end, and what was corrected is kept as a revision.
 */
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { connect, type Database, discoverReports, groupSameTexts, upsertSource } from '@displacement-monitor/shared/db'
import { type OpenReader, openReader, parseFeedBytes, readReport, reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsOf } from '../../chaos/conductor/rows.ts'
import { sourceOf } from '../../support/feed-site.ts'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { type LocalServer, localServer } from '../../support/local-server.ts'

/** 12 of the 120 orders; CHAOS_LONG=1: all. */
const everyNth = process.env.CHAOS_LONG === '1' ? 1 : 10
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

const page = (persons: string) => `<!doctype html><html lang="en"><head><title>Notice</title>
<meta property="article:published_time" content="2020-02-18T08:00:00Z"></head><body><article><h1>Notice</h1>
<p>More than ${persons} people have fled the fighting in Idlib since December 2019, the UN said.</p>
<p>${Array.from({ length: 60 }, (_, n) => `word${n}`).join(' ')} stand under every copy of it.</p></article></body></html>`
const html = { 'content-type': 'text/html; charset=utf-8' }
const first = { headers: html, body: page('800,000') }
const corrected = { headers: html, body: page('900,000') }

const address = (path: string) => `${site.origin}${path}`
const byHand = (url: string) => readReport(reader.context, { url })
const deliveries: Record<string, () => Promise<unknown>> = {
  feed: async () => {
    const link = address('/notice?utm_source=rss')
    const feed = `<rss version="2.0"><channel><title>T</title><item><title>Notice</title><link>${link}</link></item></channel></rss>`
    const { reports } = await parseFeedBytes(Buffer.from(feed), {
      url: address('/feed'),
      mediaType: 'application/rss+xml',
    })
    for (const { url } of await discoverReports(sql, 'test-bulletin', 'poll', reports)) await byHand(url)
  },
  hand: () => byHand(address('/notice?utm_medium=mail&fbclid=x1#top')),
  second: () => byHand(address('/second/notice')),
  third: () => byHand(address('/third/notice')),
  correction: () => {
    site.set({ '/notice': corrected })
    return byHand(address('/notice'))
  },
}

const orders = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, n) => orders(items.toSpliced(n, 1)).map((rest) => [item, ...rest]))

/** Whoever lists a report first is its source. */
const bySource = /"source_ids": \[[^\]]*\]/

/** What holds now; a superseded figure belongs to the past of its report. */
async function standing(): Promise<object> {
  const rows = await rowsOf(sql, site.origin)
  const of = (table: string, keep = (_: string) => true) =>
    [...(rows.get(table) ?? [])]
      .filter(([row]) => keep(row))
      .map(([row, times]) => [row.replace(bySource, ''), times])
      .sort()
  return {
    figures: of('figure', (row) => /^\["[^"]*", true/.test(row)),
    series: of('series'),
    points: of('series_point'),
  }
}

test('every order of arrival ends with the same numbers', { timeout: 180_000 }, async () => {
  const found = new Map<string, string[]>()
  for (const order of orders(Object.keys(deliveries)).filter((_, n) => n % everyNth === 0)) {
    await sql`truncate report, source, subject, counter, snapshot_body restart identity cascade`
    for (const id of ['test-bulletin', 'manual']) await upsertSource(sql, sourceOf({ feedUrl: address('/feed') }, id))
    site.set({ '/notice': first, '/second/notice': first, '/third/notice': first })
    for (const name of order) await deliveries[name]?.()
    await groupSameTexts(sql)
    await reconcileMarked(sql, reader.context.gazetteer)
    const readings = await sql<{ url: string; told: number; kept: number }[]>`
      select r.url, count(*) filter (where d.superseded_at is null)::int as told, count(*)::int as kept
      from reading d join report r on r.id = d.report_id group by r.url order by r.url`
    const wasRead = order.indexOf('correction') > Math.min(order.indexOf('feed'), order.indexOf('hand'))
    expect(readings.map(({ url, told, kept }) => [url.replace(site.origin, ''), told, kept])).toEqual([
      ['/notice', 1, wasRead ? 2 : 1],
      ['/second/notice', 1, 1],
      ['/third/notice', 1, 1],
    ])
    const end = JSON.stringify(await standing())
    found.set(end, [...(found.get(end) ?? []), order.join(' ')])
  }
  if (found.size > 1) console.log([...found.keys()].slice(0, 2).join('\n'))
  // One end; the orders of another would be told.
  expect([...found.values()].slice(1)).toEqual([])
  expect([...found.keys()][0]).toContain('900000')
})
