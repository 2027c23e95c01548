/** Lists of figures under any filters: whole, in order, and never by reading the table from end to end. */
import { connect, type Database, type FigureFilter, listFigures } from '@displacement-monitor/shared/db'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'

const stored = 60_000
let database: FreshDatabase
let sql: Database
beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 1 })
  // Helpers of a query tell what they read when they end, which may be after the query.
  await sql`set max_parallel_workers_per_gather = 0`
  await sql`
    insert into source (id, name, adapter, url, language, licence, attribution, redistribution)
    select 's' || n, 'S', 'none', 'https://s' || n || '.example/', 'en', 'x', 'x', 'open' from generate_series(0, 9) as n`
  await sql`insert into counter (name, family, reliability) select 'C' || n, 'F' || n % 3, 0.5 from generate_series(1, 30) as n`
  await sql`
    insert into report (source_id, url, origin, published_on, state, withdrawn_at, embargo_until)
    select 's' || least(n % 97, 9), 'https://r.example/' || n, 'backfill', date '2015-01-01' + n * 3, 'read',
      case when n % 50 = 7 then now() end, case when n % 50 = 8 then now() + interval '1 day' end
    from generate_series(1, ${stored / 100}) as n`
  await sql`
    insert into snapshot (report_id, sha256, url, status, size_bytes, fetched_at)
    select id, repeat('0', 64), url, 200, 1, now() from report`
  await sql`
    insert into reading (report_id, snapshot_id, code_version, text, outcome)
    select r.id, s.id, 'test@1', 'x', 'figures' from report r join snapshot s on s.report_id = r.id order by r.id`
  await sql`
    insert into figure (reading_id, report_id, position, excerpt_start, excerpt_end, excerpt_text, value, quantifier, unit, category,
      term, scope, cause, occurred, status, repeated, place_name, place_id, country_iso3, place_role, place_accuracy, as_of,
      as_of_accuracy, as_of_basis, counter_id, confidence, review, evidence_changed, superseded_at)
    select n / 100 + 1, n / 100 + 1, n % 100, 0, 9, 'some words', n, 'exact', case when n % 10 = 3 then 'household' else 'person' end,
      category, case when n % 500 = 1 then 'homeless' else 'displaced' end, case when n % 25 = 0 then 'in_sites' else 'all' end,
      case n % 3 when 0 then null when 1 then 'conflict' else 'disaster' end, 'unknown', 'reported', false, 'A town', 'gn:' || n % 700,
      chr(65 + (n % 7) * (n % 3)) || 'AA', case when category = 'idps' then 'destination' else 'origin' end, 'adm1',
      date '2015-01-01' + n / 40, 'day', 'stated', n % 30 + 1, 0.9, case when n % 2000 = 5 then 'approved' else 'unreviewed' end,
      case when n % 9000 = 5 then 'words_gone' end, case when n % 11 = 0 then now() end
    from (select n, (array['idps', 'internal_displacements', 'idps', 'refugees'])[case when n > 4000 then n % 3 + 1 else 4 end] as category
      from generate_series(0, ${stored - 1}) as n) as made`
  await sql`vacuum analyze`
})
afterAll(async () => {
  await sql.end({ timeout: 1 })
  await database.drop()
})

const filters: Record<string, FigureFilter> = {
  nothing: {},
  'one country': { countryIso3: 'AAA' },
  'a country without figures': { countryIso3: 'ZZZ' },
  'a category that was printed long ago alone': { category: 'refugees' },
  'a category that nobody printed': { category: 'returnees' },
  'a category and a side that never meet': { category: 'idps', placeRole: 'origin' },
  'a country, a category and a cause': { countryIso3: 'BAA', category: 'idps', cause: 'disaster' },
  'an untold cause': { cause: null },
  'a cause that nobody told': { cause: 'other' },
  'a rare term': { term: 'homeless' },
  'a rare term, unit and scope': { term: 'homeless', unit: 'person', scope: 'in_sites' },
  'an office': { counter: 'C7' },
  'a family of offices': { counter: 'F1', category: 'refugees' },
  'an office that nobody knows': { counter: 'nobody' },
  'a source': { sourceId: 's3' },
  'a source that nobody knows': { sourceId: 'none' },
  'approved ones': { review: 'approved' },
  'unreviewed ones': { review: 'unreviewed', category: 'refugees' },
  'rejected ones': { review: 'rejected' },
  'undecided ones': { undecided: true },
  'days long ago': { asOfTo: '2015-01-10' },
  'days to come': { asOfFrom: '2090-01-01' },
  'prints of a month': { publishedFrom: '2016-03-01', publishedTo: '2016-03-31' },
  'prints and days that never meet': { publishedFrom: '2020-01-01', asOfTo: '2015-03-01' },
  'a place': { placeIds: ['gn:77'] },
  'places and a category': { placeIds: ['gn:77', 'gn:78'], category: 'refugees' },
  'a report': { reportId: 33 },
}

/** The same question asked plainly. */
async function plainly(filter: FigureFilter): Promise<number[]> {
  const is = (column: string, value: string | null | undefined) =>
    value === undefined ? sql`` : sql`and ${sql(column)} is not distinct from ${value}`
  const rows = await sql<{ id: number }[]>`
    select f.id from figure f join report r on r.id = f.report_id join counter k on k.id = f.counter_id
    where f.superseded_at is null and r.withdrawn_at is null and r.embargo_until is null
      ${is('country_iso3', filter.countryIso3)} ${is('category', filter.category)} ${is('place_role', filter.placeRole)}
      ${is('cause', filter.cause)} ${is('term', filter.term)} ${is('unit', filter.unit)} ${is('scope', filter.scope)}
      ${is('source_id', filter.sourceId)} ${is('review', filter.review)}
      ${filter.placeIds ? sql`and f.place_id = any(${[...filter.placeIds]})` : sql``}
      ${filter.counter ? sql`and ${filter.counter} in (k.name, k.family)` : sql``}
      ${filter.reportId ? sql`and f.report_id = ${filter.reportId}` : sql``}
      ${filter.undecided ? sql`and f.evidence_changed is not null` : sql``}
      ${filter.asOfFrom ? sql`and f.as_of >= ${filter.asOfFrom}` : sql``}
      ${filter.asOfTo ? sql`and f.as_of <= ${filter.asOfTo}` : sql``}
      ${filter.publishedFrom ? sql`and r.published_on >= ${filter.publishedFrom}` : sql``}
      ${filter.publishedTo ? sql`and r.published_on <= ${filter.publishedTo}` : sql``}
    order by f.id desc`
  return rows.map(({ id }) => id)
}

const figuresRead = async () => {
  await sql`select pg_stat_force_next_flush()`
  const [row] = await sql<{ scans: number; rows: number }[]>`
    select seq_scan as scans, idx_tup_fetch + seq_tup_read as rows from pg_stat_user_tables where relname = 'figure'`
  return row ?? { scans: 0, rows: 0 }
}

test.each(Object.entries(filters))('the first page of %s, without reading the table', async (_, filter) => {
  const wanted = await plainly(filter)
  const before = await figuresRead()
  const { items, nextCursor } = await listFigures(sql, filter, null, 50)
  const after = await figuresRead()
  expect(items.map(({ id }) => id)).toEqual(wanted.slice(0, 50))
  expect(nextCursor).toBe(wanted.length > 50 ? wanted[49] : null)
  expect(after.scans - before.scans).toBe(0)
  expect(after.rows - before.rows).toBeLessThan(stored / 2)
})

test('the newest of a place cost what that place has, of everything what a page looks at', async () => {
  for (const [filter, most] of [
    [{ placeIds: ['gn:77'] }, 500],
    [{}, 8_000],
    [{ countryIso3: 'AAA' }, 8_000],
  ] as const) {
    const before = await figuresRead()
    await listFigures(sql, filter, null, 50)
    expect((await figuresRead()).rows - before.rows).toBeLessThan(most)
  }
})

test('short pages lead on to everything that matches, whatever is looked at for each', async () => {
  const names = Object.keys(filters).filter((name) => !['nothing', 'an untold cause'].includes(name))
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.integer({ min: 300, max: 9_000 }),
      fc.integer({ min: 3_000, max: 40_000 }),
      fc.integer({ min: 100, max: 1_000 }),
      fc.constantFrom(0, 1, 400),
      async (name, nearest, stretch, limit, gatherMs) => {
        const filter = filters[name] ?? {}
        const seen: number[] = []
        let cursor: number | null = null
        do {
          const page = await listFigures(sql, filter, cursor, limit, { nearest, gatherMs, stretch })
          expect(page.items.length).toBeLessThanOrEqual(limit)
          seen.push(...page.items.map(({ id }) => id))
          cursor = page.nextCursor
        } while (cursor !== null && seen.length < 2_000)
        const wanted = await plainly(filter)
        expect(seen).toEqual(cursor === null ? wanted : wanted.slice(0, seen.length))
      },
    ),
    { numRuns: 8 },
  )
  // What a search was allowed is over with it, also where it was given up.
  expect(
    await sql`select current_setting('statement_timeout') as timeout, current_setting('enable_seqscan') as scans`,
  ).toEqual([{ timeout: '0', scans: 'on' }])
})
