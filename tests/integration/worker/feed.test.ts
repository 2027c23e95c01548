/** A feed to series through the real process, on both backends of the queue. */
import { connect, type Database, listReports, upsertSource } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FeedSite, feedSite, sourceOf } from '../../support/feed-site.ts'
import { type QueuePlace, withQueueBackends } from '../../support/queue-backends.ts'
import { until, type WorkerProcess, workerProcess } from '../../support/worker-process.ts'

const articles = 12

withQueueBackends((open) => {
  let place: QueuePlace
  let site: FeedSite
  let sql: Database
  let worker: WorkerProcess

  beforeAll(async () => {
    place = await open()
    site = await feedSite(articles)
    sql = connect(place.databaseUrl, { max: 2 })
    await upsertSource(sql, sourceOf(site))
    worker = await workerProcess(place)
  })
  afterAll(async () => {
    await worker?.kill()
    await sql?.end()
    await site?.close()
    await place?.drop()
  })
  const count = async (what: string) => Number((await sql.unsafe(what))[0]?.count)

  test('every article is read, and its figures stand on a series', async () => {
    await until('all read', async () => (await count(`select count(*) from report where state = 'read'`)) === articles)
    await until('reconciled', async () => (await count('select count(*) from series_mark')) === 0)
    const { rows } = await listReports(sql, { sourceId: 'test-bulletin' }, { limit: 100 }).then((page) => ({
      rows: Object.values(page)[0] as unknown[],
    }))
    expect(rows).toHaveLength(articles)
    expect(await count('select count(*) from figure where superseded_at is null')).toBe(articles)
    expect([
      ...(await sql`select value, quantifier, place_id as place, category, counter_name as counter, since, as_of as "asOf" from figure where value = 1003`),
    ]).toEqual([
      {
        value: 1003,
        quantifier: 'more_than',
        place: 'SY-ID',
        category: 'internal_displacements',
        counter: 'UN',
        since: '2019-12-01',
        asOf: '2020-02-04',
      },
    ])
    expect(
      await count(
        `select count(*) from series_point p join series s on s.id = p.series_id where p.superseded_at is null`,
      ),
    ).toBeGreaterThan(0)
    expect([...(await sql`select health, last_found as found, last_discovered as fresh from source`)]).toEqual([
      { health: 'healthy', found: articles, fresh: articles },
    ])
  })

  test('each excerpt is an exact slice of the stored text', async () => {
    const rows = await sql<{ text: string; start: number; end: number; excerpt: string }[]>`
      select r.text, f.excerpt_start as start, f.excerpt_end as end, f.excerpt_text as excerpt
      from figure f join reading r on r.id = f.reading_id`
    for (const { text, start, end, excerpt } of rows) expect(text.slice(start, end)).toBe(excerpt)
  })

  test('a second poll asks conditionally and leaves everything as it was', async () => {
    await sql`update source set next_due_at = now()`
    const before = site.hits('/feed')
    const snapshot = await count('select count(*) from reading')
    // Another worker of the same tables sweeps at its start.
    const second = await workerProcess(place)
    await until('polled again', async () => site.hits('/feed') > before)
    await until('recorded', async () => (await count('select count(*) from source where last_discovered = 0')) === 1)
    await second.stop()
    expect(site.requests.filter(({ path }) => path === '/feed').at(-1)?.headers['if-none-match']).toBe('"v1"')
    expect(await count('select count(*) from report')).toBe(articles)
    expect(await count('select count(*) from reading')).toBe(snapshot)
  })

  test('of several workers one polls', async () => {
    const before = site.hits('/feed')
    await sql`update source set next_due_at = now()`
    const others = await Promise.all([workerProcess(place), workerProcess(place), workerProcess(place)])
    await until('polled', async () => site.hits('/feed') > before)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await Promise.all(others.map((other) => other.kill()))
    expect(site.hits('/feed')).toBe(before + 1)
  })

  test('the worker ends by itself within ten seconds of SIGTERM', async () => {
    const other = await workerProcess(place)
    const began = Date.now()
    expect(await other.stop('SIGTERM')).toBe(0)
    expect(Date.now() - began).toBeLessThan(10_000)
  })

  test('the worker ends when its parent goes', async () => {
    const other = await workerProcess(place)
    const ended = new Promise<number | null>((resolve) => other.child.once('exit', resolve))
    other.child.disconnect()
    expect(await ended).toBe(0)
  })
})
