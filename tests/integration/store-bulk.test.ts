/** Many readings stored at once are what they are when stored one by one. */
import { connect, type Database, type NewReading, storeReading, storeReadings } from '@displacement-monitor/shared/db'
import type { Figure } from '@displacement-monitor/shared/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts'
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
