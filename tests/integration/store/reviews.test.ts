/** A person's word on a figure: kept, followed by the series, and never overruled by a later reading without being asked. */
import {
  claimsOfSubject, connect, type Database, figuresOfReport, getFigure, listFigures, pendingMarks, reviewFigure, storeReading,
} from '@displacement-monitor/shared/db' // biome-ignore format: a list
import type { Figure, FoldedFigure } from '@displacement-monitor/shared/domain'
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

const aleppo: Figure['place'] = {
  name: 'Aleppo',
  placeId: 'SY-HL',
  countryIso3: 'SYR',
  role: 'origin',
  accuracy: 'adm1',
}
const person = { reviewer: 'Ada', reason: 'read in the original' }

async function stored(...figures: FoldedFigure[]) {
  const reading = await readingOf(sql, 'https://a.example/1', figures)
  const { figureIds } = await storeReading(sql, reading)
  await sql`delete from series_mark`
  const again = (codeVersion: string, ...next: FoldedFigure[]) =>
    storeReading(sql, {
      ...reading,
      codeVersion,
      document: { ...reading.document, text: next.map(({ excerpt }) => excerpt.text).join('\n\n') },
      figures: next,
    })
  return { reading, id: figureIds[0] ?? 0, ids: figureIds, again }
}

/** What counts now: [place, value, review] of every claim with a living witness. */
async function counted(): Promise<[string, number, string][]> {
  const subjects = await sql<{ id: number }[]>`select id from subject order by place_id, id`
  const claims = await Promise.all(subjects.map(({ id }) => claimsOfSubject(sql, id)))
  return claims.flat().map(({ placeId, value, review }) => [placeId, value, review])
}
const living = async (reportId: number) =>
  (await figuresOfReport(sql, reportId)).map(({ value, review, evidenceChanged, rivalOf }) => [
    value,
    review,
    evidenceChanged,
    rivalOf,
  ])

test('a correction is a figure of its own, in the same words, with the old one and its history kept', async () => {
  const { id, reading } = await stored(figure({ value: 800_000 }), figure({ value: 300_000, subsetOf: 0 }))
  await reviewFigure(sql, { ...person, figureId: id, verdict: 'approved' })
  await sql`delete from series_mark`
  const corrected = figure({ value: 800_000, place: aleppo })
  const changes = { place: { from: 'SY-ID', to: 'SY-HL' } }
  const done = await reviewFigure(sql, {
    ...person,
    figureId: id,
    verdict: 'corrected',
    corrected,
    changes,
    actor: 'desk',
  })
  if (done.outcome !== 'reviewed') throw new Error(done.outcome)
  const now = await getFigure(sql, done.figureId)
  const before = await getFigure(sql, id)
  expect([now?.figure.review, now?.figure.corrects, now?.figure.place?.placeId, now?.figure.excerpt, now?.figure.position]).toEqual([
    'corrected', id, 'SY-HL', before?.figure.excerpt, before?.figure.position,
  ]) // biome-ignore format: pairs
  expect([before?.figure.supersededAt === null, before?.figure.value, before?.figure.place?.placeId]).toEqual([
    false,
    800_000,
    'SY-ID',
  ])
  expect(now?.reviews.map(({ verdict, reviewer, correction }) => [verdict, reviewer, correction])).toEqual([
    ['approved', 'Ada', null],
    ['corrected', 'Ada', changes],
  ])
  expect((await figuresOfReport(sql, reading.reportId))[1]?.subsetOf).toBe(done.figureId)
  expect(await counted()).toEqual([['SY-HL', 800_000, 'cleared']])
  expect(await pendingMarks(sql)).toBe(2)
})

test('a figure that somebody corrected meanwhile says by which; a strange one is unknown', async () => {
  const { id } = await stored(figure())
  const corrected = {
    ...person,
    figureId: id,
    verdict: 'corrected',
    corrected: figure({ value: 9 }),
    changes: {},
  } as const
  const first = await reviewFigure(sql, corrected)
  expect(await reviewFigure(sql, corrected)).toEqual({
    outcome: 'superseded',
    by: first.outcome === 'reviewed' ? first.figureId : 0,
  })
  expect(await reviewFigure(sql, { ...person, figureId: 999, verdict: 'approved' })).toEqual({ outcome: 'unknown' })
})

test('a correction of a correction still knows what the machine had read', async () => {
  const { id, again } = await stored(figure({ value: 800_000 }))
  const once = await reviewFigure(sql, {
    ...person,
    figureId: id,
    verdict: 'corrected',
    corrected: figure({ place: aleppo }),
    changes: {},
  })
  if (once.outcome !== 'reviewed') throw new Error(once.outcome)
  await reviewFigure(sql, {
    ...person,
    figureId: once.figureId,
    verdict: 'corrected',
    corrected: figure({ value: 80_000, place: aleppo }),
    changes: {},
  })
  await again('test@2', figure({ value: 800_000 }))
  expect(await counted()).toEqual([['SY-HL', 80_000, 'cleared']])
})

test('the same statement read again keeps its approval, its correction and its history, whatever code reads it', async () => {
  const { ids, again, reading } = await stored(
    figure({ value: 800_000 }),
    figure({ value: 5_000, category: 'idps', since: null }),
  )
  await reviewFigure(sql, {
    ...person,
    figureId: ids[0] ?? 0,
    verdict: 'corrected',
    corrected: figure({ value: 80_000 }),
    changes: {},
  })
  await reviewFigure(sql, { ...person, figureId: ids[1] ?? 0, verdict: 'approved' })
  for (const code of ['test@2', 'test@3'])
    await again(code, figure({ value: 800_000 }), figure({ value: 5_000, category: 'idps', since: null }))
  expect(await living(reading.reportId)).toEqual([
    [80_000, 'corrected', null, null],
    [5_000, 'approved', null, null],
  ])
  const [first] = await figuresOfReport(sql, reading.reportId)
  expect((await getFigure(sql, first?.id ?? 0))?.reviews).toHaveLength(1)
})

test('an approved figure whose words are gone stays, is flagged, and what was read in its place waits', async () => {
  const { id, again, reading } = await stored(figure({ value: 800_000 }))
  await reviewFigure(sql, { ...person, figureId: id, verdict: 'approved' })
  await again('test@2', figure({ value: 900_000 }))
  expect(await living(reading.reportId)).toEqual([
    [800_000, 'approved', 'words_gone', null],
    [900_000, 'unreviewed', null, id],
  ])
  expect(await counted()).toEqual([['SY-ID', 800_000, 'partly']])
  expect((await listFigures(sql, { undecided: true })).items.map(({ value }) => value)).toEqual([900_000, 800_000])
})

test('the same words read otherwise by newer code: the person’s reading stays until the person is asked', async () => {
  const { id, again, reading } = await stored(figure({ value: 800_000 }))
  await reviewFigure(sql, { ...person, figureId: id, verdict: 'approved' })
  await again('test@2', figure({ value: 800_000, place: aleppo }))
  expect(await living(reading.reportId)).toEqual([
    [800_000, 'approved', 'read_otherwise', null],
    [800_000, 'unreviewed', null, id],
  ])
  await again('test@3', figure({ value: 800_000 }))
  expect(await living(reading.reportId)).toEqual([[800_000, 'approved', null, null]])
})

test.each([
  [
    'the old one is kept',
    'old',
    'approved',
    [['SY-ID', 800_000, 'cleared']],
    [
      [800_000, 'approved'],
      [900_000, 'rejected'],
    ],
  ],
  [
    'the old one is rejected',
    'old',
    'rejected',
    [['SY-ID', 900_000, 'machine_read']],
    [
      [800_000, 'rejected'],
      [900_000, 'unreviewed'],
    ],
  ],
  [
    'the new one is approved',
    'new',
    'approved',
    [['SY-ID', 900_000, 'cleared']],
    [
      [800_000, 'rejected'],
      [900_000, 'approved'],
    ],
  ],
  [
    'the new one is rejected',
    'new',
    'rejected',
    [['SY-ID', 800_000, 'partly']],
    [
      [800_000, 'approved'],
      [900_000, 'rejected'],
    ],
  ],
] as const)('a person decides between old and new evidence: %s', async (_, which, verdict, counts, verdicts) => {
  const { id, again, reading } = await stored(figure({ value: 800_000 }))
  await reviewFigure(sql, { ...person, figureId: id, verdict: 'approved' })
  const { figureIds } = await again('test@2', figure({ value: 900_000 }))
  await sql`delete from series_mark`
  await reviewFigure(sql, { ...person, figureId: which === 'old' ? id : (figureIds[0] ?? 0), verdict })
  expect(await counted()).toEqual(counts)
  expect((await living(reading.reportId)).map(([value, review]) => [value, review])).toEqual(verdicts)
  expect(await pendingMarks(sql)).toBe(1)
  expect((await listFigures(sql, { undecided: true })).items.map(({ value }) => value)).toEqual(
    which === 'new' && verdict === 'rejected' ? [800_000] : [],
  )
})

test('whoever kept a figure whose words are gone is not asked again by each later reading', async () => {
  const { id, again, reading } = await stored(figure({ value: 800_000 }))
  await reviewFigure(sql, { ...person, figureId: id, verdict: 'approved' })
  await again('test@2', figure({ value: 900_000 }))
  await reviewFigure(sql, { ...person, figureId: id, verdict: 'approved' })
  await again('test@3', figure({ value: 900_000 }))
  expect(await living(reading.reportId)).toEqual([
    [800_000, 'approved', null, null],
    [900_000, 'rejected', null, id],
  ])
})

test('reviews and readings of one report at once neither deadlock nor lose a verdict', async () => {
  const { id, again } = await stored(figure({ value: 800_000 }))
  const work = Array.from({ length: 12 }, (_, n) =>
    n % 2 === 0
      ? again(`test@${n + 2}`, figure({ value: 800_000 }))
      : reviewFigure(sql, { ...person, figureId: id, verdict: 'approved' }),
  )
  await Promise.all(work)
  const [row] = await sql<{ living: number; verdicts: number }[]>`
    select count(*)::int as living, count(distinct f.id)::int as verdicts from figure f where superseded_at is null`
  expect(row?.living).toBe(1)
})

test('after any order of verdicts and readings no words count twice, and no place unless a person said so', async () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('read' as const),
      value: fc.constantFrom(800_000, 900_000),
      elsewhere: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('judge' as const),
      at: fc.nat(3),
      verdict: fc.constantFrom('approved', 'rejected', 'corrected'),
    }),
  )
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      await sql`truncate report, source, subject, counter, snapshot_body restart identity cascade`
      run++
      const { reading, again } = await stored(figure({ value: 800_000 }))
      for (const [index, one] of steps.entries()) {
        if (one.kind === 'read')
          await again(`run${run}@${index}`, figure({ value: one.value, ...(one.elsewhere ? { place: aleppo } : {}) }))
        else {
          const now = await figuresOfReport(sql, reading.reportId)
          const target = now[one.at % Math.max(now.length, 1)]
          if (!target) continue
          const told = { ...person, figureId: target.id }
          if (one.verdict === 'corrected')
            await reviewFigure(sql, {
              ...told,
              verdict: 'corrected',
              corrected: figure({ value: 700_000, place: target.place }),
              changes: {},
            })
          else await reviewFigure(sql, { ...told, verdict: one.verdict as 'approved' | 'rejected' })
        }
      }
      const all = await figuresOfReport(sql, reading.reportId)
      const rejected = new Set(all.filter(({ review }) => review === 'rejected').map(({ id }) => id))
      const counting = all.filter(
        ({ id, review, rivalOf }) =>
          !rejected.has(id) &&
          (rivalOf === null ||
            review !== 'unreviewed' ||
            rejected.has(rivalOf) ||
            !all.some((one) => one.id === rivalOf)),
      )
      expect((await counted()).length).toBeLessThanOrEqual(counting.length)
      const words = counting.map(({ excerpt }) => excerpt.text)
      expect(words).toEqual([...new Set(words)])
      // Two of one place count only where a person has said so of both.
      for (const machine of counting.filter(({ review }) => review === 'unreviewed'))
        expect(counting.filter(({ place }) => place?.placeId === machine.place?.placeId)).toEqual([machine])
    }),
    { numRuns: 25 },
  )
})

test('a verdict that fails in the middle leaves nothing behind', async () => {
  const { id } = await stored(figure())
  const before = await allRows(sql)
  const broken = { ...figure({ value: 5 }), category: 'nonsense' } as unknown as FoldedFigure
  await expect(
    reviewFigure(sql, { ...person, figureId: id, verdict: 'corrected', corrected: broken, changes: {} }),
  ).rejects.toThrow()
  expect(await allRows(sql)).toEqual(before)
})
