/** What the API reads on every request is read from indexes alone, so that it costs the same however much is stored. */

import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { foldFigure } from '@displacement-monitor/series'
import {
  connect,
  type Database,
  latestPoints,
  listSeries,
  pageOfSeries,
  pointsOf,
  type SeriesPageFilter,
  type Sql,
  seed,
  seriesState,
} from '@displacement-monitor/shared/db'
import { reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'

let database: FreshDatabase
let sql: Database
beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 2 })
  await seed(sql, { set: 'full', fold: foldFigure })
  await reconcileMarked(sql, loadGazetteer())
  await sql`
    insert into subject (place_id, place_role, category, scope, cause)
    select 'gn:' || place, 'origin', 'idps', scope, 'conflict'
    from generate_series(1, 2000) as place, unnest(array['all', 'in_sites']) as scope`
  await sql`
    insert into series (subject_id, kind, unit, state, rule)
    select id, 'stock', 'person', 'open', 'reconciled@1' from subject where place_id like 'gn:%'`
  await sql`
    insert into series_point (series_id, as_of, value, low, high, quantifier, review, witnesses, claim_ids, reason)
    select e.id, date '2024-01-01' + day * 7, day, day, day, 'exact', 'machine_read', 1, '{1}', 'a stated day'
    from series e, generate_series(1, 12) as day where e.kind = 'stock' and e.rule = 'reconciled@1'
      and not exists (select from series_point p where p.series_id = e.id)`
  await vacuumed(['subject', 'series', 'series_point'])
})
afterAll(async () => {
  await sql.end({ timeout: 1 })
  await database.drop()
})

/** Until every page is known to be seen by all: the server's own ANALYZE at the same moment holds that up. */
async function vacuumed(tables: string[]): Promise<void> {
  for (;;) {
    await sql`vacuum analyze`
    const [row] = await sql<{ hidden: number }[]>`
      select sum(relpages - relallvisible)::int as hidden from pg_class where relname = any(${tables})`
    if (row?.hidden === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The plans of what `ask` selects. */
async function plansOf(ask: (explained: Sql) => Promise<unknown>): Promise<string> {
  return (await sql.begin(async (tx) => {
    const plans: string[] = []
    const explained = (first: TemplateStringsArray | readonly unknown[], ...values: unknown[]) => {
      const whole = tx as unknown as (...given: unknown[]) => Promise<{ 'QUERY PLAN': string }[]>
      if (!('raw' in first) || !/^\s*(?:select|with)/.test(first.raw[0] ?? '')) return whole(first, ...values)
      const strings = first.raw.map((text, index) => (index === 0 ? `explain ${text}` : text))
      return whole(Object.assign(strings, { raw: strings }), ...values).then((lines) => {
        plans.push(...lines.map((line) => line['QUERY PLAN']))
        return []
      })
    }
    await ask(Object.assign(explained, { unsafe: tx.unsafe, json: tx.json }) as unknown as Sql)
    return plans.join('\n')
  })) as string
}

const scans = (plan: string): string[] =>
  [
    ...new Set(
      [...plan.matchAll(/(\w+ Only Scan|\w* ?Scan)(?: \w+)? using (\w+)|Seq Scan on \w+|Bitmap \w+ Scan on \w+/g)].map(
        (match) => match[0].trim(),
      ),
    ),
  ].sort()

test('whether a trend changed', async () => {
  const plan = await plansOf((explained) =>
    seriesState(explained, ['SY-ID', 'SYR', 'area:north-west-syria'], 'internal_displacements'),
  )
  expect(scans(plan)).toEqual(['Index Only Scan using series_read', 'Index Only Scan using subject_read'])
})

test('the newest number of every series and what it was 7 and 30 days before', async () => {
  const ids = (await sql<{ id: number }[]>`select id from series order by id limit 50`).map(({ id }) => id)
  expect((await latestPoints(sql, ids)).size).toBeGreaterThan(3)
  const plan = await plansOf((explained) => latestPoints(explained, ids))
  expect(scans(plan)).toEqual([
    'Index Only Scan Backward using series_point_current',
    'Index Only Scan using series_point_read',
    'Index Scan using series_point_long',
  ])
})

/** Tables of a few pages are read as a whole, unless that is forbidden. */
const planOnIndexes = (ask: (explained: Sql) => Promise<unknown>): Promise<string> =>
  plansOf(async (explained) => {
    for (const off of ['enable_seqscan', 'enable_bitmapscan']) await explained`set local ${explained.unsafe(off)} = off`
    await ask(explained)
  })

test.each<[string, SeriesPageFilter, number | null]>([
  ['a page of all', {}, null],
  ['a later page', {}, 3_000],
  ['closed ones', { state: 'closed' }, null],
  ['one place', { placeIds: ['gn:77'] }, null],
  ['one place and cause', { placeIds: ['SY-ID', 'SYR'], cause: 'conflict', category: 'idps' }, 10],
])('the list of series, and whether it changed: %s', async (_, filter, cursor) => {
  const found = scans(await planOnIndexes((explained) => pageOfSeries(explained, filter, cursor, 50)))
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter((scan) => !scan.startsWith('Index Only Scan'))).toEqual([])
})

test('the points of a trend, but for those too large for an index', async () => {
  const ids = (await sql<{ id: number }[]>`select id from series order by id desc limit 20`).map(({ id }) => id)
  const plan = await plansOf((explained) => pointsOf(explained, ids))
  expect(scans(plan)).toEqual(['Index Only Scan using series_point_read', 'Index Scan using series_point_long'])
})

test('a point of a thousand claims or a very long reason stands among the others of its line', async () => {
  const [{ id } = { id: 0 }] = await sql<{ id: number }[]>`
    insert into series (subject_id, kind, unit, since, since_accuracy, state, rule)
    select min(id), 'cumulative', 'person', '1999-01-01', 'day', 'open', 'test' from subject returning id`
  const point = async (day: string, from: string | null, claims: number, reason: string) =>
    sql`
      insert into series_point (series_id, from_on, as_of, value, low, high, quantifier, review, witnesses, claim_ids, reason)
      select ${id}, ${from}, ${day}, 1, 1, 1, 'exact', 'machine_read', 1, array_agg((n * 7919) % 1000003 + 1e15::bigint), ${reason}
      from generate_series(1, ${claims}) as n`
  await point('2024-03-01', null, 100, 'é'.repeat(400))
  await point('2024-01-01', null, 1, 'a stated day')
  await point('2024-02-01', '2024-01-02', 1, 'é'.repeat(401))
  await point('2024-02-01', null, 1_000, 'many events')
  expect(
    (await pointsOf(sql, [id]))
      .get(id)
      ?.map(({ asOf, from, claimIds, reason }) => [asOf, from, claimIds.length, reason.length]),
  ).toEqual([
    ['2024-01-01', null, 1, 12],
    ['2024-02-01', null, 1_000, 11],
    ['2024-02-01', '2024-01-02', 1, 401],
    ['2024-03-01', null, 100, 400],
  ])
  await sql`delete from series_point where series_id = ${id}`
  await sql`delete from series where id = ${id}`
})

test('the series of a place, however many there are', async () => {
  const plan = await plansOf((explained) => listSeries(explained, { placeIds: ['gn:77', 'SYR'], category: 'idps' }))
  expect(scans(plan).filter((scan) => scan.startsWith('Seq'))).toEqual([])
})
