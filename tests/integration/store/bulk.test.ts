/** Many readings stored at once are what they are when stored one by one. */
import {
  analyzeGrown, connect, type Database, inTransaction, type NewReading, storeReading, storeReadings,
} from '@displacement-monitor/shared/db' // biome-ignore format: a list
import type { Figure } from '@displacement-monitor/shared/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { figure, readingOf } from './store-fixtures.ts'

const databases: FreshDatabase[] = []
let one: Database
let all: Database
beforeAll(async () => {
  databases.push(await freshDatabase(), await freshDatabase())
  ;[one, all] = databases.map(({ url }) => connect(url, { max: 8 })) as [Database, Database]
})
afterAll(async () => {
  await Promise.all([one.end(), all.end()])
  await Promise.all(databases.map((database) => database.drop()))
})
const empty = (sql: Database) => sql`truncate report, source, subject, counter, snapshot_body restart identity cascade`

/** What a reader can see, without ids and instants. */
async function told(sql: Database) {
  const figures = await sql<{ row: string }[]>`
    select r.url || ' ' || f.position || ' ' || f.value || ' ' || f.unit || ' ' || f.own_document || ' '
      || coalesce(k.name, '-') || ' ' || coalesce(c.claim_key, '-') || ' ' || coalesce(w.position::text, '-') || ' '
      || f.sensitivity || ' ' || coalesce(f.counter_name, '-') || ' ' || coalesce(f.coverage::text, '-') || ' ' || (f.superseded_at is null) as row
    from figure f join report r on r.id = f.report_id left join counter k on k.id = f.counter_id
      left join claim c on c.id = f.claim_id left join figure w on w.id = f.subset_of order by 1`
  const reports = await sql<{ row: string }[]>`
    select url || ' ' || state || ' ' || coalesce(publisher, '-') || ' ' || coalesce(published_on::text, '-') as row from report order by 1`
  const [counts] = await sql`
    select (select count(*)::int from claim) as claims, (select count(*)::int from subject) as subjects,
      (select count(*)::int from counter) as counters, (select count(distinct subject_id)::int from series_mark) as marked,
      (select count(*)::int from reading where superseded_at is null) as readings`
  return { figures: figures.map(({ row }) => row), reports: reports.map(({ row }) => row), counts }
}

const places: Figure['place'][] = [
  { name: 'Idlib', placeId: 'SY-ID', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' },
  { name: 'Aleppo', placeId: 'SY-HL', countryIso3: 'SYR', role: 'destination', accuracy: 'adm1' },
  null,
]
const figures = fc.array(
  fc.record({
    value: fc.constantFrom(500, 900, 800_000),
    unit: fc.constantFrom('person' as const, 'household' as const),
    counter: fc.constantFrom('UN', 'OCHA', 'Example News', null, 'a\\b\tc\nd "e"', '\\N', '{,}'),
    coverage: fc.constantFrom(null, [], ['SY-ID', 'area:"x\\y"', 'NULL']),
    place: fc.constantFrom(...places),
    subsetOf: fc.constantFrom(null, null, 0),
  }),
  { maxLength: 5 },
)

test('any readings in one go equal the same readings one by one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(figures, { minLength: 1, maxLength: 6 }), async (lists) => {
      await Promise.all([empty(one), empty(all)])
      const made = (sql: Database): Promise<NewReading[]> =>
        Promise.all(
          lists.map((list, n) =>
            readingOf(
              sql,
              `https://bulk.example/${n}`,
              list.map(({ coverage, ...changes }, i) => ({
                ...figure({ ...changes, subsetOf: i === 0 ? null : changes.subsetOf }),
                coverage,
              })),
            ),
          ),
        )
      for (const reading of await made(one)) await storeReading(one, reading)
      await storeReadings(all, await made(all))
      expect(await told(all)).toEqual(await told(one))
    }),
    { numRuns: 15 },
  )
})

test('stored twice, or after a crash in the middle, changes nothing; newer code supersedes', async () => {
  await empty(all)
  const readings = await Promise.all(
    [0, 1, 2].map((n) => readingOf(all, `https://bulk.example/${n}`, [figure({ value: 1_000 + n })])),
  )
  const [first, ...rest] = readings
  if (!first) throw new Error('no reading')
  await storeReading(all, first)
  await storeReadings(all, readings)
  const once = await told(all)
  await storeReadings(all, [...rest, first])
  expect(await told(all)).toEqual(once)
  await storeReadings(
    all,
    readings.map((reading) => ({ ...reading, codeVersion: 'test@2', figures: [figure({ value: 7 })] })),
  )
  const now = await told(all)
  expect(now.figures.filter((row) => row.endsWith('true'))).toHaveLength(3)
  expect(now.figures).toHaveLength(6)
})

test('a withdrawn report among them leaves nothing behind', async () => {
  await empty(all)
  const readings = await Promise.all(
    [0, 1].map((n) => readingOf(all, `https://bulk.example/${n}`, [figure({ value: 1_000 + n })])),
  )
  await all`update report set withdrawn_at = now(), withdrawn_reason = 'asked' where id = ${readings[1]?.reportId ?? 0}`
  await expect(storeReadings(all, readings)).rejects.toThrow('withdrawn')
  expect((await told(all)).figures).toEqual([])
})

test('bulk and single writers of one crisis at once neither deadlock nor double a claim', async () => {
  await empty(all)
  const readings = await Promise.all(
    Array.from({ length: 24 }, (_, n) =>
      readingOf(
        all,
        `https://bulk.example/${n}`,
        [1, 2, 3, 4].map((k) =>
          figure({ value: ((n * k) % 7) + 1, counter: ['UN', 'IOM', 'SOHR'][(n + k) % 3] ?? null }),
        ),
      ),
    ),
  )
  await Promise.all([
    storeReadings(all, readings.slice(0, 8)),
    storeReadings(all, readings.slice(8, 16).reverse()),
    ...readings.slice(16).map((reading) => storeReading(all, reading)),
  ])
  const [row] = await all`
    select count(*)::int as figures, (select count(*)::int from claim) as claims,
      (select count(distinct claim_key)::int from claim) as keys from figure`
  expect([row?.figures, row?.claims === row?.keys]).toEqual([96, true])
})

test('a claim that another writer makes at the same moment is found, not doubled, and nothing else is lost', async () => {
  await empty(all)
  const [rival, ...readings] = await Promise.all(
    [0, 1, 2].map((n) =>
      readingOf(all, `https://bulk.example/${n}`, [figure({ value: 1_000 }), figure({ value: 5 + n })]),
    ),
  )
  if (!rival) throw new Error('no reading')
  let storing: Promise<void> = Promise.resolve()
  await inTransaction(all, async (tx) => {
    await storeReading(tx, rival)
    storing = storeReadings(all, readings)
    // The subject is new, too: the bulk writer waits for the other's, then finds its claims.
    await untilWaiting()
  })
  await storing
  const [counts] = await all`
    select (select count(*)::int from figure) as figures, (select count(*)::int from claim) as claims,
      (select count(distinct claim_id)::int from figure) as told, (select count(*)::int from subject) as subjects`
  expect(counts).toEqual({ figures: 6, claims: 4, told: 4, subjects: 1 })
})

test('of a known subject, too', async () => {
  await empty(all)
  const [first, rival, ...readings] = await Promise.all(
    [0, 1, 2, 3].map((n) =>
      readingOf(all, `https://bulk.example/${n}`, [figure({ value: n === 0 ? 1 : 1_000 }), figure({ value: 5 + n })]),
    ),
  )
  if (!first || !rival) throw new Error('no reading')
  await storeReading(all, first)
  let storing: Promise<void> = Promise.resolve()
  await inTransaction(all, async (tx) => {
    await storeReading(tx, rival)
    storing = storeReadings(all, readings)
    await untilWaiting()
  })
  await storing
  const [counts] = await all`
    select (select count(*)::int from figure) as figures, (select count(*)::int from claim) as claims,
      (select count(distinct claim_id)::int from figure) as told, (select count(*)::int from reading) as readings`
  expect(counts).toEqual({ figures: 8, claims: 6, told: 6, readings: 4 })
})

async function untilWaiting(): Promise<void> {
  for (;;) {
    const [row] = await all`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    if (row?.n > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('what the database refuses after the last row is an error, and nothing is stored', async () => {
  await empty(all)
  const impossible = { day: '2021-01-01', accuracy: 'day' } as const
  const readings = await Promise.all(
    [0, 1].map((n) => readingOf(all, `https://bulk.example/${n}`, [figure(n === 0 ? {} : { since: impossible })])),
  )
  await expect(storeReadings(all, readings)).rejects.toThrow('figure_check')
  expect((await told(all)).figures).toEqual([])
  expect((await told(all)).counts).toMatchObject({ claims: 0, readings: 0, marked: 0 })
})

test('a connection that ends while figures arrive is an error, and the same again stores them', async () => {
  await empty(all)
  const readings = [await readingOf(all, 'https://bulk.example/0', [figure()])]
  // Holds the table, so that the rows are surely on their way.
  let storing: Promise<unknown> = Promise.resolve()
  await inTransaction(all, async (tx) => {
    await tx`lock table figure in share mode`
    storing = storeReadings(all, readings).catch((error: unknown) => error)
    await untilWaiting()
    await tx`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  })
  expect(await storing).toMatchObject({ code: 'database_unavailable' })
  await storeReadings(all, readings)
  expect((await told(all)).figures).toHaveLength(1)
})

test('so many that they go in two halves: each is whole or not there, and the same again stores what is missing', async () => {
  await empty(all)
  // The halves tell of one subject and share half of their claims.
  const readings = await Promise.all(
    [0, 1].map((n) =>
      readingOf(
        all,
        `https://bulk.example/${n}`,
        Array.from({ length: 2_000 }, (_, k) => figure({ value: n * 1_000 + k + 1 })),
      ),
    ),
  )
  const { reportId } = readings[1] ?? { reportId: 0 }
  await all`update report set withdrawn_at = now(), withdrawn_reason = 'asked' where id = ${reportId}`
  await expect(storeReadings(all, readings)).rejects.toThrow('withdrawn')
  const counts = async () => {
    const [row] = await all`
      select (select count(*)::int from figure) as figures, (select count(*)::int from claim) as claims,
        (select count(distinct (subject_id, claim_key))::int from claim) as keys,
        (select count(*)::int from reading) as readings, (select count(*)::int from subject) as subjects`
    return row
  }
  expect(await counts()).toEqual({ figures: 2_000, claims: 2_000, keys: 2_000, readings: 1, subjects: 1 })
  await all`update report set withdrawn_at = null, withdrawn_reason = null where id = ${reportId}`
  await storeReadings(all, readings)
  expect(await counts()).toEqual({ figures: 4_000, claims: 3_000, keys: 3_000, readings: 2, subjects: 1 })
  // Both halves at once, the claims of the middle wanted by both.
  await empty(all)
  const anew = await Promise.all(
    readings.map(({ figures }, n) => readingOf(all, `https://bulk.example/again/${n}`, [...figures])),
  )
  await storeReadings(all, anew)
  expect(await counts()).toEqual({ figures: 4_000, claims: 3_000, keys: 3_000, readings: 2, subjects: 1 })
})

test('what grew much at once is analysed once', async () => {
  await empty(all)
  const many = Array.from({ length: 1_200 }, (_, n) => figure({ value: n + 1, subsetOf: null }))
  await storeReadings(all, [await readingOf(all, 'https://bulk.example/0', many)])
  const analysed = async () =>
    (await all`select reltuples::int as n from pg_class where relname in ('claim', 'figure')`).map(({ n }) => n)
  // The server counts changes a moment later than it makes them.
  while ((await analysed()).some((n) => n < 1_200)) {
    await analyzeGrown(all)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(await analyzeGrown(all)).toEqual([])
})
