/** One agency's text on many sites is one voice; who came first never matters; a corrected page is judged anew. */
import {
  claimWithWitnesses,
  connect,
  type Database,
  groupSameTexts,
  insertSnapshot,
  pendingMarks,
  storeReading,
} from '@displacement-monitor/shared/db'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../support/fresh-database.ts'
import { figure, readingOf } from './store-fixtures.ts'

let sql: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const place = await freshDatabase()
  sql = connect(place.url, { max: 4 })
  drop = place.drop
})
afterAll(async () => {
  await sql?.end()
  await drop?.()
})
const clear = () => sql`truncate report, source, subject, counter, snapshot_body restart identity cascade`
afterEach(async () => {
  await clear()
})

const words = (seed: string, count: number): string => Array.from({ length: count }, (_, n) => `${seed}${n}`).join(' ')
const told = figure()
const wire = words('wire', 200)
const imprint = words('imprint', 90)

interface Site {
  name: string
  text: string
}
const wireSites: Site[] = [
  { name: 'One', text: wire },
  { name: 'Two', text: `${words('two', 15)} ${wire}` },
  { name: 'Three', text: words('wire', 120) },
]
/** Tells the same number in its own words, under the imprint of another that does so, too. */
const ownSites: Site[] = [
  { name: 'Own', text: `${words('own', 120)} ${imprint}` },
  { name: 'Alone', text: `${words('alone', 120)} ${imprint}` },
]

async function arrive({ name, text }: Site, fetchedAt = new Date('2020-02-18T00:00:00Z')): Promise<number> {
  const reading = await readingOf(sql, `https://${name.toLowerCase()}.example/a`, [told], { publisher: name })
  const { snapshotId } = await insertSnapshot(sql, {
    reportId: reading.reportId, url: `https://${name.toLowerCase()}.example/a`, status: 200, mediaType: 'text/html',
    bytes: Buffer.from(text), etag: null, lastModified: null, fetchedAt,
  }) // biome-ignore format: a row
  const document = { ...reading.document, text: `${told.excerpt.text} ${text}` }
  const { claimIds } = await storeReading(sql, { ...reading, snapshotId, document })
  return claimIds[0] ?? 0
}

/** Who is together with whom, and how many voices and witnesses the claim has. */
async function outcome(claimId: number) {
  const rows = await sql<{ names: string[] }[]>`
    select array_agg(publisher order by publisher) as names from report where text_group is not null group by text_group order by 1`
  const claim = await claimWithWitnesses(sql, claimId)
  return { groups: rows.map(({ names }) => names), voices: claim?.claim.publishers, witnesses: claim?.claim.witnesses }
}

const orders = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, n) => orders(items.toSpliced(n, 1)).map((rest) => [item, ...rest]))

test('copies that come in one load are compared with each other once', async () => {
  for (const site of wireSites) await arrive(site)
  await sql`delete from series_mark`
  expect(await groupSameTexts(sql)).toBe(3)
  const [row] = await sql`select count(*)::int as marks from series_mark`
  expect(row?.marks).toBe(1)
})

test('in every order of arrival, grouped after each or after all: the copies are one voice, the others are not', async () => {
  const expected = { groups: [['One', 'Three', 'Two']], voices: 3, witnesses: 5 }
  const found: object[] = []
  for (const [n, order] of orders([...wireSites, ...ownSites]).entries()) {
    if (n % 4 !== 0) continue // 30 of 120; the test of the rule itself goes through more
    let claimId = 0
    for (const site of order) {
      claimId = await arrive(site)
      if (n % 8 === 0) await groupSameTexts(sql)
    }
    await groupSameTexts(sql)
    found.push(await outcome(claimId))
    await clear()
  }
  expect(found).toEqual(found.map(() => expected))
  expect(found).toHaveLength(30)
}, 120_000)

test('forty sites with one text are one voice and forty witnesses', async () => {
  let claimId = 0
  for (let n = 0; n < 40; n++) claimId = await arrive({ name: `Site${n}`, text: `${words(`s${n}x`, 10)} ${wire}` })
  expect((await outcome(claimId)).voices).toBe(40)
  expect(await groupSameTexts(sql)).toBe(40)
  const { groups, voices, witnesses } = await outcome(claimId)
  expect([groups.map((group) => group.length), voices, witnesses]).toEqual([[40], 1, 40])
  expect(await groupSameTexts(sql)).toBe(0)
})

test('a page that is corrected to words of its own leaves the group, and one that comes to print the text joins it', async () => {
  const [one, two, three] = wireSites as [Site, Site, Site]
  let claimId = 0
  for (const site of [one, two, three]) claimId = await arrive(site)
  await groupSameTexts(sql)
  await sql`delete from series_mark`
  await arrive({ name: 'One', text: words('mine', 200) }, new Date('2020-02-19T00:00:00Z'))
  await groupSameTexts(sql)
  expect(await outcome(claimId)).toEqual({ groups: [['Three', 'Two']], voices: 2, witnesses: 3 })
  expect(await pendingMarks(sql)).toBe(1)
  const [snapshots] = await sql<{ n: number }[]>`
    select count(*)::int as n from reading d join report r on r.id = d.report_id where r.publisher = 'One'`
  expect(snapshots?.n).toBe(2)
  await arrive(one, new Date('2020-02-20T00:00:00Z'))
  await groupSameTexts(sql)
  expect(await outcome(claimId)).toEqual({ groups: [['One', 'Three', 'Two']], voices: 1, witnesses: 3 })
})

test('two workers that group at once come to the same', async () => {
  let claimId = 0
  for (let n = 0; n < 25; n++) claimId = await arrive({ name: `Site${n}`, text: wire })
  await Promise.all([groupSameTexts(sql), groupSameTexts(sql), groupSameTexts(sql)])
  expect((await outcome(claimId)).voices).toBe(1)
})
