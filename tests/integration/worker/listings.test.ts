/** Listings that are no feeds, through the real process: ReliefWeb's API, an index of sitemaps, pages of a list; moved, throttled and ended ones. */
import { gzipSync } from 'node:zlib'
import { connect, type Database, upsertSource } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { articleOf, feedOf } from '../../support/feed-site.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { type LocalServer, localServer } from '../../support/local-server.ts'
import { until, type WorkerProcess, workerProcess } from '../../support/worker-process.ts'
import { writePdf } from '../../support/write-pdf.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let sql: Database
let site: LocalServer
let elsewhere: LocalServer
let worker: WorkerProcess

const html = { 'content-type': 'text/html; charset=utf-8' }
const report = (id: number, fields: Record<string, unknown>) => ({
  id: String(id),
  fields: {
    title: `Report ${id}`,
    date: { original: '2020-02-05T00:00:00+00:00' },
    language: [{ code: 'en' }],
    ...fields,
  },
})
const sentence = (people: string) =>
  `<p>More than ${people} people have fled the fighting in Idlib since December, the UN said in a note of this week.</p>`

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 2 })
  elsewhere = await localServer({ '/robots.txt': { status: 404 } })
  elsewhere.set({
    '/new-feed': {
      headers: { 'content-type': 'application/rss+xml', etag: '"moved"' },
      body: feedOf(elsewhere.origin, 1),
    },
    '*': { headers: html, body: articleOf(400) },
  })
  site = await localServer({ '/robots.txt': { status: 404 } })
  site.set({
    '/v2/reports': ({ path }) => {
      const query = new URL(path, site.origin).searchParams
      if (query.get('appname') !== 'ours') return { status: 403, body: '{}' }
      const offset = Number(query.get('offset'))
      const page = [
        [
          report(1, {
            url_alias: `${site.origin}/report/1`,
            'body-html': sentence('71,000'),
            file: [{ url: `${site.origin}/files/1.pdf`, filename: '1.pdf', mimetype: 'application/pdf' }],
          }),
        ],
        [report(2, { url_alias: `${site.origin}/report/2`, 'body-html': sentence('72,000') })],
        [report(3, { url_alias: `${site.origin}/report/3`, 'body-html': sentence('73,000') })],
      ][offset]
      return {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ totalCount: 3, count: 1, data: page ?? [] }),
      }
    },
    '/files/1.pdf': {
      headers: { 'content-type': 'application/pdf' },
      body: writePdf([
        [
          {
            x: 72,
            y: 700,
            size: 11,
            text: 'More than 74,000 people have fled the fighting in Idlib since December, the UN said.',
          },
        ],
      ]),
    },
    '/throttled': { headers: html, body: '<html><body>Please wait a moment</body></html>' },
    '/v1/reports': { status: 410, body: '{}' },
    '/sitemap.xml': {
      headers: { 'content-type': 'application/xml' },
      body: '<sitemapindex><sitemap><loc>/maps/2020-01.xml</loc></sitemap><sitemap><loc>/maps/2020-02.xml.gz</loc></sitemap></sitemapindex>',
    },
    '/maps/2020-02.xml.gz': {
      headers: { 'content-type': 'application/gzip' },
      body: gzipSync('<urlset><url><loc>/news/201</loc></url><url><loc>/sport/1</loc></url></urlset>'),
    },
    '/maps/2020-01.xml': {
      headers: { 'content-type': 'application/xml' },
      body: '<urlset><url><loc>/news/202</loc></url></urlset>',
    },
    '/list': ({ path }) => {
      const page = Number(new URL(path, site.origin).searchParams.get('page') ?? 0)
      const entries = page > 2 ? '' : `<li><a href="/news/${301 + page}">One</a> <time>5 February 2020</time></li>`
      return { headers: html, body: `<html lang="en"><body><ul>${entries}</ul></body></html>` }
    },
    '/feed': { status: 301, headers: { location: `${elsewhere.origin}/new-feed` } },
  })
  for (const n of [201, 202, 301, 302, 303]) site.set({ [`/news/${n}`]: { headers: html, body: articleOf(n) } })
  const source = (id: string, adapter: string, path: string, settings = {}) =>
    upsertSource(sql, {
      id, name: id, adapter, url: `${site.origin}${path}`, settings, language: 'en', licence: 'test', attribution: id,
      redistribution: 'open', minDelayMs: 0,
    }) // biome-ignore format: a row
  await source('reliefweb', 'reliefweb', '/v2/reports', { query: { appname: 'ours' }, limit: 1 })
  await source('unknown-name', 'reliefweb', '/v2/reports', { query: { appname: 'theirs' } })
  await source('throttled', 'reliefweb', '/throttled')
  await source('ended', 'reliefweb', '/v1/reports')
  await source('map', 'sitemap', '/sitemap.xml', { include: ['/news/'], listings: 1 })
  await source('list', 'listing', '/list', { entry: 'li', page_parameter: 'page', first_page: 0 })
  await source('moved', 'feed', '/feed')
  worker = await workerProcess({
    backend: 'postgres',
    databaseUrl: database.url,
    redisUrl: null,
    prefix: '{test}',
    empty: async () => {},
    drop: async () => {},
  })
  const polled = async () =>
    (await sql`select 1 from source where last_polled_at is null and enabled and adapter <> 'none'`).length === 0
  await until('polled', polled, 60_000)
  await until('read', async () => (await sql`select 1 from report where state = 'discovered'`).length === 0, 60_000)
}, 150_000)
afterAll(async () => {
  await worker?.kill()
  await sql?.end()
  await Promise.all([site?.close(), elsewhere?.close(), database?.drop()])
})
const figuresOf = (id: string) =>
  sql<{ value: number; on: string }[]>`
    select f.value, r.published_on::text as on from figure f join report r on r.id = f.report_id
    where r.source_id = ${id} and f.superseded_at is null order by f.value`.then((rows) => [...rows])
const stateOf = async (id: string) => {
  const [row] =
    await sql`select health, health_reason as reason, moved_to as "movedTo", failures from source where id = ${id}`
  return row
}

test('reports held whole are read without their pages, their PDF with it, page after page while there is news', async () => {
  expect(await figuresOf('reliefweb')).toEqual(
    [71_000, 72_000, 73_000, 74_000].map((value) => ({ value, on: '2020-02-05' })),
  )
  expect(site.requests.filter(({ path }) => path.startsWith('/report/'))).toEqual([])
  expect(await stateOf('reliefweb')).toMatchObject({ health: 'healthy', reason: null })
})

test('calls of the day are counted, for all workers and sources of the host together', async () => {
  const asked = site.requests.filter(({ path }) => /^\/(v\d\/reports|throttled)/.test(path)).length
  expect([...(await sql`select host, requests from host_day`)]).toEqual([
    { host: `127.0.0.1:${site.port}`, requests: asked },
  ])
})

test('the appname stands in no address that is kept', async () => {
  const kept = await sql`select url from snapshot union all select url from fetch_log union all select url from report`
  expect(kept.filter(({ url }) => /appname|ours|theirs/.test(url))).toEqual([])
})

test.each([
  ['unknown-name', 'failing', /appname .* \(403\): ask for one/],
  ['throttled', 'failing', /web page in place of data: it throttles/],
  ['ended', 'stopped', /ended this version of its API \(410\)/],
])('%s is %s, and says what to do', async (id, health, reason) => {
  expect(await stateOf(id)).toMatchObject({ health, reason: expect.stringMatching(reason) })
})

test('of an index the newest map is read, and only what is wanted of it', async () => {
  expect((await figuresOf('map')).map(({ value }) => value)).toEqual([1_201])
  expect(site.hits('/maps/2020-01.xml')).toBe(0)
})

test('pages of a list are read until one tells nothing new', async () => {
  expect((await figuresOf('list')).map(({ value }) => value)).toEqual([1_301, 1_302, 1_303])
  expect(site.requests.filter(({ path }) => path.startsWith('/list')).map(({ path }) => path)).toEqual([
    '/list',
    '/list?page=1',
    '/list?page=2',
    '/list?page=3',
  ])
})

test('N7: a permanent redirect is remembered, and given up when the new address fails', async () => {
  const poll = async () => {
    const before = await stateOf('moved')
    await sql`update source set next_due_at = now(), last_polled_at = null where id = 'moved'`
    const other = await workerProcess({
      backend: 'postgres',
      databaseUrl: database.url,
      redisUrl: null,
      prefix: '{test}',
      empty: async () => {},
      drop: async () => {},
    })
    await until(
      'polled again',
      async () => (await sql`select 1 from source where id = 'moved' and last_polled_at is not null`).length === 1,
    )
    await other.stop()
    return before
  }
  expect(await stateOf('moved')).toMatchObject({ health: 'healthy', movedTo: `${elsewhere.origin}/new-feed` })
  expect(site.hits('/feed')).toBe(1)
  await poll()
  expect([site.hits('/feed'), elsewhere.hits('/new-feed')]).toEqual([1, 2])
  expect(await stateOf('moved')).toMatchObject({ movedTo: `${elsewhere.origin}/new-feed` })
  elsewhere.set({ '/new-feed': { status: 410 } })
  await poll()
  expect(await stateOf('moved')).toMatchObject({ health: 'failing', movedTo: null, failures: 1 })
})
