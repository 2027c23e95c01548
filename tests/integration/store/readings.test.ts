/** What is read is stored whole and once; what it supersedes stays; claims are told by their living witnesses. */
import { gatherClaims, type WitnessFigure } from '@displacement-monitor/series'
import {
  claimsOfSubject, claimWithWitnesses, connect, currentReading, type Database, figuresOfReport, getFigure, getReport,
  inTransaction, listFigures, pendingMarks, reviewFigure, storeReading, takeMarkedSubjects,
} from '@displacement-monitor/shared/db' // biome-ignore format: a list
import type { Claim, Quantifier } from '@displacement-monitor/shared/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { allRows, figure, readingOf } from './store-fixtures.ts'

let database: FreshDatabase
let sql: Database

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 20 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})
beforeEach(async () => {
  await sql`truncate report, source, subject, counter, snapshot_body restart identity cascade`
})

const only = async (subjectIds: number[]): Promise<Claim> => {
  const claims = await claimsOfSubject(sql, subjectIds[0] ?? 0)
  if (claims.length !== 1 || !claims[0]) throw new Error(`${claims.length} claims`)
  return claims[0]
}

test('the same bytes read by the same code again change no row', async () => {
  const reading = await readingOf(sql, 'https://a.example/1', [figure(), figure({ value: 300_000, subsetOf: 0 })])
  const first = await storeReading(sql, reading)
  const before = await allRows(sql)
  const second = await storeReading(sql, reading)
  expect(second).toEqual({ ...first, subjectIds: [], unchanged: true })
  expect(await allRows(sql)).toEqual(before)
})

test('a figure leads to its excerpt, report, reading and bytes, and a part to its whole', async () => {
  const reading = await readingOf(sql, 'https://a.example/1', [figure(), figure({ value: 300_000, subsetOf: 0 })])
  const { figureIds, claimIds } = await storeReading(sql, reading)
  const detail = await getFigure(sql, figureIds[0] ?? 0)
  const text = (await currentReading(sql, reading.reportId))?.text ?? ''
  expect(text.slice(detail?.figure.excerpt.start, detail?.figure.excerpt.end)).toBe(detail?.figure.excerpt.text)
  expect(detail?.figure).toMatchObject({
    value: 800_000,
    quantifier: 'more_than',
    since: { day: '2019-12-01', accuracy: 'month' },
    asOf: { day: '2020-02-17', accuracy: 'day' },
    window: 'since',
    counterName: 'UN',
    counterFamily: 'UN',
    sensitivity: 'moderate',
    publisher: 'Example News',
  })
  expect(detail?.reading.codeVersion).toBe('test@1')
  expect(detail?.snapshot.status).toBe(200)
  expect(claimIds).toEqual([detail?.figure.claimId, null])
  expect((await figuresOfReport(sql, reading.reportId))[1]?.subsetOf).toBe(figureIds[0])
})

test('a reading by newer code supersedes figures, erases none, and marks old and new subjects', async () => {
  const reading = await readingOf(sql, 'https://a.example/1', [figure()])
  const old = await storeReading(sql, reading)
  await sql`delete from series_mark`
  const elsewhere = figure({
    place: { name: 'Aleppo', placeId: 'SY-HL', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' },
  })
  const next = await storeReading(sql, { ...reading, codeVersion: 'test@2', figures: [elsewhere] })
  expect(new Set(next.subjectIds)).toEqual(new Set([...old.subjectIds, ...next.subjectIds]))
  expect(next.subjectIds).toHaveLength(2)
  expect(await claimsOfSubject(sql, old.subjectIds[0] ?? 0)).toEqual([])
  expect((await listFigures(sql, { includeSuperseded: true })).items.map(({ id }) => id)).toEqual([
    ...next.figureIds,
    ...old.figureIds,
  ])
  expect((await getFigure(sql, old.figureIds[0] ?? 0))?.figure.supersededAt).toBeInstanceOf(Date)
})

test('a report that prints what is known adds a witness, no second claim', async () => {
  const first = await storeReading(sql, await readingOf(sql, 'https://a.example/1', [figure()]))
  const later = await readingOf(sql, 'https://b.example/2', [figure({ quantifier: 'exact' })], {
    publishedOn: '2020-02-18',
    publisher: 'Other News',
  })
  const second = await storeReading(sql, later)
  expect(second.claimIds).toEqual(first.claimIds)
  expect(await only(first.subjectIds)).toMatchObject({
    witnesses: 2,
    publishers: 2,
    firstPrintedOn: '2020-02-17',
    quantifier: 'more_than',
  })
  const { witnesses } = (await claimWithWitnesses(sql, first.claimIds[0] ?? 0)) ?? { witnesses: [] }
  expect(witnesses.map(({ url }) => url)).toEqual(['https://a.example/1', 'https://b.example/2'])
})

test('known on a day: what was printed later does not exist yet, an undated print from its recorded day', async () => {
  const { subjectIds } = await storeReading(sql, await readingOf(sql, 'https://a.example/1', [figure()]))
  await storeReading(
    sql,
    await readingOf(sql, 'https://a.example/2', [figure()], { publishedOn: '2020-03-01', publisher: 'Late' }),
  )
  await storeReading(
    sql,
    await readingOf(sql, 'https://a.example/3', [figure()], { publishedOn: null, publisher: 'Undated' }),
  )
  const on = async (printedBy: string) =>
    (await claimsOfSubject(sql, subjectIds[0] ?? 0, { printedBy })).map(({ witnesses }) => witnesses)
  expect(await on('2020-02-16')).toEqual([])
  expect(await on('2020-02-17')).toEqual([1])
  expect(await on('2020-03-01')).toEqual([2])
  expect(await on('2999-01-01')).toEqual([3])
})

test('withdrawn and embargoed reports are no witnesses, and a withdrawn one takes no reading', async () => {
  const reading = await readingOf(sql, 'https://a.example/1', [figure()])
  const { subjectIds } = await storeReading(sql, reading)
  await sql`update report set embargo_until = now() + interval '1 day'`
  expect(await claimsOfSubject(sql, subjectIds[0] ?? 0)).toEqual([])
  expect((await listFigures(sql)).items).toEqual([])
  await sql`update report set embargo_until = now() - interval '1 day'`
  expect((await listFigures(sql)).items).toHaveLength(1)
  await sql`update report set withdrawn_at = now(), withdrawn_reason = 'asked'`
  expect(await claimsOfSubject(sql, subjectIds[0] ?? 0)).toEqual([])
  await expect(storeReading(sql, { ...reading, codeVersion: 'test@2' })).rejects.toThrow('withdrawn')
})

test('a rejected figure makes no claim, and stays rejected when newer code reads the same words', async () => {
  const reading = await readingOf(sql, 'https://a.example/1', [figure()])
  const { figureIds, subjectIds } = await storeReading(sql, reading)
  await sql`delete from series_mark`
  expect(
    await reviewFigure(sql, {
      figureId: figureIds[0] ?? 0,
      verdict: 'rejected',
      reviewer: 'ada',
      reason: 'a population',
    }),
  ).toEqual({ outcome: 'reviewed', figureId: figureIds[0] })
  expect(await claimsOfSubject(sql, subjectIds[0] ?? 0)).toEqual([])
  expect(await pendingMarks(sql)).toBe(1)
  const next = await storeReading(sql, { ...reading, codeVersion: 'test@2' })
  const detail = await getFigure(sql, next.figureIds[0] ?? 0)
  expect(detail?.figure.review).toBe('rejected')
  expect(detail?.reviews.map(({ reviewer, reason }) => [reviewer, reason])).toEqual([['ada', 'a population']])
})

test('a page without a figure is read, and its text may hold what PostgreSQL cannot', async () => {
  const reading = await readingOf(sql, 'https://a.example/1', [])
  await storeReading(sql, { ...reading, document: { ...reading.document, title: 'a\0b', text: 'x\0y\ud800z' } })
  expect((await currentReading(sql, reading.reportId))?.text).toBe('x\ufffdy\ufffdz')
  expect(await getReport(sql, reading.reportId)).toMatchObject({
    state: 'read',
    title: 'a\ufffdb',
    nextAttemptAt: null,
  })
})

test('an office keeps the reliability that an operator gave it', async () => {
  const { subjectIds } = await storeReading(sql, await readingOf(sql, 'https://a.example/1', [figure()]))
  await sql`update counter set reliability = 0.25, family = 'old'`
  await storeReading(sql, await readingOf(sql, 'https://a.example/2', [figure()]))
  expect(await only(subjectIds)).toMatchObject({ reliability: 0.25, counterFamily: 'UN', witnesses: 2 })
})

test('a transaction that dies before its commit leaves no trace', async () => {
  const reading = await readingOf(sql, 'https://a.example/1', [figure()])
  const before = await allRows(sql)
  await expect(
    inTransaction(sql, async (tx) => {
      await storeReading(tx, reading)
      throw new Error('killed')
    }),
  ).rejects.toThrow('killed')
  expect(await allRows(sql)).toEqual(before)
})

test('sixteen transactions at once on the same new subjects, counters and claims: no deadlock, each claim once', async () => {
  const places = ['SY-ID', 'SY-HL', 'SY-HM', 'SY-LA', 'SD-DN', 'SD-DS', 'UA-63', 'CD-NK']
  const counters = ['UN', 'OCHA', 'UNHCR', 'IOM', 'Ministry of Nowhere']
  const reports = 160
  const readings = []
  for (let index = 0; index < reports; index++) {
    // Each report tells all of them, in an order of its own.
    const figures = places.flatMap((placeId, at) =>
      counters.map((counter, nth) =>
        figure({
          counter,
          value: 1000 * (1 + ((at + nth) % 3)),
          place: { name: placeId, placeId, countryIso3: null, role: 'origin', accuracy: 'adm1' },
        }),
      ),
    )
    const turned = figures.map((_, at) => figures[(at * 7 + index) % figures.length] ?? figure())
    readings.push(await readingOf(sql, `https://a.example/${index}`, turned, { body: `same for four ${index % 40}` }))
  }
  const queue = [...readings]
  const failures: unknown[] = []
  const reconciled: number[] = []
  const reader = async () => {
    for (let reading = queue.pop(); reading; reading = queue.pop()) {
      const mine = reading
      await inTransaction(sql, (tx) => storeReading(tx, mine)).catch((error: unknown) => failures.push(error))
    }
  }
  const reconciler = async () => {
    while (queue.length > 0)
      await inTransaction(sql, async (tx) => {
        for (const { subjectId } of await takeMarkedSubjects(tx, 3))
          reconciled.push((await claimsOfSubject(tx, subjectId)).length)
      }).catch((error: unknown) => failures.push(error))
  }
  await Promise.all([...Array.from({ length: 16 }, reader), reconciler(), reconciler()])
  expect(failures).toEqual([])
  const [counts] = await sql`
    select (select count(*) from subject) as subjects, (select count(*) from counter) as counters,
      (select count(*) from claim) as claims, (select count(*) from figure) as figures`
  expect(counts).toEqual({ subjects: 8, counters: 5, claims: 40, figures: 40 * reports })
  const { subjects } = { subjects: await sql<{ id: number }[]>`select id from subject` }
  for (const { id } of subjects)
    expect((await claimsOfSubject(sql, id)).map(({ witnesses }) => witnesses)).toEqual(Array(5).fill(reports))
}, 120_000)

test('claims gathered in SQL are those that packages/series gathers from a list', async () => {
  const quantifiers: Quantifier[] = ['exact', 'more_than', 'less_than', 'nearly', 'approximately', 'up_to']
  const told = fc.record({
    value: fc.constantFrom(1000, 2000),
    quantifier: fc.constantFrom(...quantifiers),
    window: fc.constantFrom('since' as const, 'between' as const, null),
    counter: fc.constantFrom('UN', 'OCHA', 'UNHCR', null),
    stated: fc.boolean(),
    publishedOn: fc.constantFrom('2020-02-17', '2020-02-20', null),
    publisher: fc.constantFrom('Example News', 'OCHA', 'Other'),
    confidence: fc.constantFrom(0.5, 0.75),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 8 }), async (prints) => {
      await sql`truncate report, source, subject, counter, snapshot_body restart identity cascade`
      const witnesses: WitnessFigure[] = []
      let subjectId = 0
      for (const [
        index,
        { value, quantifier, window, counter, stated, publishedOn, publisher, confidence },
      ] of prints.entries()) {
        const one = figure({
          value,
          quantifier,
          window,
          counter,
          asOfBasis: stated ? 'stated' : 'published',
          confidence,
        })
        const reading = await readingOf(sql, `https://a.example/${index}`, [one], { publishedOn, publisher })
        subjectId = (await storeReading(sql, reading)).subjectIds[0] ?? 0
        const [row] = await figuresOfReport(sql, reading.reportId)
        if (!row || !one.subject) throw new Error('no figure')
        const { reportId, recordedAt, role, review, ownDocument: primary } = row
        witnesses.push({
          ...one,
          ...one.subject,
          reportId,
          publisher,
          publishedOn,
          recordedAt,
          primary,
          review,
          role,
          eventId: null,
          operation: null,
          round: null,
          coverage: null,
        })
      }
      const byContent = (claims: Claim[]) =>
        claims
          .map(({ id: _, firstRecordedAt: __, reliability, ...claim }) =>
            JSON.stringify(
              { ...claim, reliability: reliability.toFixed(4) },
              Object.keys(claim).concat('reliability', 'day', 'accuracy').sort(),
            ),
          )
          .sort()
      expect(byContent(await claimsOfSubject(sql, subjectId))).toEqual(byContent(gatherClaims(witnesses)))
    }),
    { numRuns: 40 },
  )
})
