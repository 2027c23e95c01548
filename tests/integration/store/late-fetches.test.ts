/** Fetches of one address that end in another order than they began: what the page said last is what it says. */
import {
  connect,
  currentReading,
  type Database,
  figuresOfReport,
  getReport,
  storeReading,
} from '@displacement-monitor/shared/db'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { figure, readingOf } from './store-fixtures.ts'

let database: FreshDatabase
let sql: Database
beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 4 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})
beforeEach(async () => {
  await sql`truncate report, source, subject, counter, snapshot_body restart identity cascade`
})

const url = 'https://a.example/1'
const instant = (minute: number) => `2020-02-18T00:${String(minute).padStart(2, '0')}:00Z`
const arrives = async (minute: number, persons: number) => {
  const figures = persons === 0 ? [] : [figure({ value: persons, persons })]
  const reading = await readingOf(sql, url, figures, { body: `<p>${persons}</p>`, fetchedAt: instant(minute) })
  // Versions of one report share most of their words; another page without figures would displace nothing.
  const text = `${reading.document.text}\n\nWhat else the notice tells of that day is the same in all its versions.`
  const stored = await storeReading(sql, { ...reading, document: { ...reading.document, text } })
  return { ...stored, reportId: reading.reportId }
}
const told = async (reportId: number) => (await figuresOfReport(sql, reportId)).map(({ value }) => value)

test('an older fetch that arrives late changes nothing; its bytes are kept', async () => {
  const { reportId, readingId } = await arrives(10, 900_000)
  const late = await arrives(5, 800_000)
  expect([late.unchanged, late.subjectIds, late.readingId]).toEqual([true, [], readingId])
  expect(await told(reportId)).toEqual([900_000])
  expect((await getReport(sql, reportId))?.state).toBe('read')
  expect((await sql`select from snapshot where report_id = ${reportId}`).length).toBe(2)
  // An older page that says nothing takes nothing back either.
  await arrives(6, 0)
  expect(await told(reportId)).toEqual([900_000])
})

test('a page that takes its change back says what it said first', async () => {
  const { reportId } = await arrives(1, 800_000)
  await arrives(2, 900_000)
  await arrives(3, 800_000)
  expect(await told(reportId)).toEqual([800_000])
  await arrives(2, 900_000)
  expect(await told(reportId)).toEqual([800_000])
})

test('whatever the order of arrival, the newest fetch is what is told', async () => {
  const fetches = fc
    .uniqueArray(fc.record({ minute: fc.nat(59), persons: fc.constantFrom(0, 700_000, 800_000, 900_000) }), {
      minLength: 2,
      maxLength: 5,
      selector: ({ minute }) => minute,
    })
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }))
  await fc.assert(
    fc.asyncProperty(fetches, async (order) => {
      await sql`truncate report, source, subject, counter, snapshot_body restart identity cascade`
      let reportId = 0
      for (const { minute, persons } of order) reportId = (await arrives(minute, persons)).reportId
      const newest = order.reduce((a, b) => (a.minute > b.minute ? a : b))
      expect(await told(reportId)).toEqual(newest.persons === 0 ? [] : [newest.persons])
      const current = await currentReading(sql, reportId)
      const [snapshot] = await sql`select fetched_at as at from snapshot where id = ${current?.snapshotId ?? 0}`
      expect(snapshot?.at).toEqual(new Date(instant(newest.minute)))
    }),
    { numRuns: 40 },
  )
})
