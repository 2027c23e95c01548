/** What holds for every set of prints: order, repeats and the future never matter; a count never falls unmarked. */

import { addDays, type IsoDate, type Series } from '@displacement-monitor/shared/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildSubjects } from './build-subjects.ts'
import { foldClaims } from './fold-claims.ts'
import { gatherClaims, type WitnessFigure } from './gather-claims.ts'
import { naiveAddition } from './naive.ts'

const start = '2020-01-01'
const dayIn = (days: number): fc.Arbitrary<IsoDate> =>
  fc.integer({ min: 0, max: days }).map((offset) => addDays(start, offset))
const sinces = [
  { day: '2019-12-01', accuracy: 'day' },
  { day: '2019-12-12', accuracy: 'day' },
  { day: '2019-12-01', accuracy: 'month' },
  { day: '2019-12-01', accuracy: 'week' },
  { day: '2020-01-09', accuracy: 'day' },
  { day: '2020-01-01', accuracy: 'month' },
  { day: '2019-01-01', accuracy: 'year' },
  null,
] as const

const figure = (category: 'internal_displacements' | 'idps'): fc.Arbitrary<WitnessFigure> =>
  fc
    .record({
      value: fc.oneof(
        fc.integer({ min: 1, max: 40 }).map((tens) => tens * 10_000),
        fc.constantFrom(147_032, 208_382, 300_000, 312_000, 900_000, 1_000_000),
      ),
      quantifier: fc.constantFrom('exact', 'more_than', 'nearly', 'approximately', 'less_than'),
      since: fc.constantFrom(...sinces),
      asOf: fc.option(fc.record({ day: dayIn(60), accuracy: fc.constantFrom('day', 'day', 'day', 'week', 'month') }), {
        nil: null,
      }),
      publishedOn: fc.option(dayIn(70), { nil: null, freq: 8 }),
      counter: fc.constantFrom('OCHA', 'UN', 'UNICEF', 'SOHR', 'REACH', null),
      publisher: fc.constantFrom('a', 'b', 'c', null),
      primary: fc.boolean(),
      reportId: fc.integer({ min: 1, max: 60 }),
      operation: fc.constantFrom(null, null, 'Displacement Tracking', 'Flood Response'),
      round: fc.constantFrom(null, 1, 2, 3),
      assessmentType: fc.constantFrom(null, 'BA', 'SA'),
      recordedOn: dayIn(90),
      cause: fc.constantFrom('conflict', 'conflict', 'conflict', 'disaster', null),
      placeRole: fc.constantFrom('origin', 'origin', 'destination', 'both'),
      window: fc.constantFrom('since', 'between', 'rolling', null),
    })
    .map(({ since, operation, round, assessmentType, recordedOn, asOf, ...rest }): WitnessFigure => {
      const isStock = category === 'idps'
      return {
        ...rest,
        placeId: 'area:north-west-syria',
        category,
        scope: 'all',
        unit: 'person',
        valueHigh: null,
        householdSize: null,
        since: isStock ? null : since,
        asOf: asOf as WitnessFigure['asOf'],
        asOfBasis: asOf ? 'stated' : 'published',
        confidence: 0.9,
        recordedAt: new Date(`${recordedOn}T12:00:00Z`),
        review: 'unreviewed',
        role: 'candidate',
        eventId: null,
        operation: isStock ? operation : null,
        round: isStock && operation !== null ? round : null,
        assessmentType: isStock && operation !== null ? assessmentType : null,
        coverage: null,
      }
    })

const sets = fc
  .constantFrom('internal_displacements' as const, 'idps' as const)
  .chain((category) => fc.array(figure(category), { maxLength: 40 }))

const build = (figures: readonly WitnessFigure[], knownOn: IsoDate | null = null): Series[] =>
  buildSubjects(gatherClaims(figures, { knownOn }), { now: '2020-06-01', knownOn })
/** Claims by content, as numbers of rows depend on arrival. */
const shown = (figures: readonly WitnessFigure[], knownOn: IsoDate | null = null): string =>
  JSON.stringify(build(figures, knownOn))

describe('a series', () => {
  test('is the same in whatever order the figures arrive', () => {
    fc.assert(
      fc.property(
        sets.chain((figures) =>
          fc.tuple(fc.constant(figures), fc.shuffledSubarray(figures, { minLength: figures.length })),
        ),
        ([figures, shuffled]) => {
          expect(shown(shuffled)).toBe(shown(figures))
          const claims = gatherClaims(figures)
          const order = shuffled.length % 2 === 0 ? claims.toReversed() : claims.toSorted((a, b) => b.value - a.value)
          expect(buildSubjects(order, { now: '2020-06-01' })).toEqual(buildSubjects(claims, { now: '2020-06-01' }))
          expect(foldClaims(order)).toEqual(foldClaims(claims))
          expect(naiveAddition(order)).toEqual(naiveAddition(claims))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('is the same under all orders of a small set', () => {
    fc.assert(
      fc.property(fc.array(figure('internal_displacements'), { minLength: 1, maxLength: 5 }), (figures) => {
        const once = shown(figures)
        for (const order of permutations(figures)) expect(shown(order)).toBe(once)
      }),
      { numRuns: 25 },
    )
  })

  test('does not change when the same reports are read twice', () => {
    fc.assert(
      fc.property(sets, (figures) => {
        expect(shown([...figures, ...figures])).toBe(shown(figures))
      }),
    )
  })

  test('known on a day never changes by what was printed after it', () => {
    fc.assert(
      fc.property(sets, dayIn(90), (figures, day) => {
        const early = figures.filter(({ publishedOn, recordedAt }) => printed(publishedOn, recordedAt) <= day)
        expect(shown(figures, day)).toBe(shown(early, day))
      }),
      { numRuns: 300 },
    )
  })

  test('never falls along a count but at a marked revision, and each value lies within its interval', () => {
    fc.assert(
      fc.property(sets, (figures) => {
        for (const series of build(figures)) {
          for (const [index, point] of series.points.entries()) {
            const before = series.points[index - 1]
            if (before && series.kind === 'cumulative' && !point.flags.includes('revised')) {
              expect(point.value ?? 0).toBeGreaterThanOrEqual(before.value ?? 0)
            }
            if (before) expect(`${point.asOf} ${point.from}` > `${before.asOf} ${before.from}`).toBe(true)
            if (point.value === null) continue
            expect(point.low ?? 0).toBeLessThanOrEqual(point.value)
            expect(point.high ?? 0).toBeGreaterThanOrEqual(point.value)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test('accounts for every possible claim: in a point, or left out with its reason', () => {
    fc.assert(
      fc.property(sets, (all) => {
        // A subject whose claims are all impossible has no series to say so.
        const figures = all.map((one): WitnessFigure => ({ ...one, cause: 'conflict', placeRole: 'origin' }))
        const series = build(figures)
        const told = new Set(
          series.flatMap(({ points, leftOut }) => [
            ...points.flatMap(({ claimIds }) => claimIds),
            ...leftOut.map(({ claimId }) => claimId),
          ]),
        )
        const claims = gatherClaims(figures)
        if (series.length === 0) return
        for (const { id } of claims) expect(told.has(id)).toBe(true)
      }),
    )
  })

  test('is not raised or lowered by inferred claims where stated ones agree and are higher', () => {
    const stated = (['2020-01-10', '2020-01-20', '2020-01-30'] as const).map((day, index): WitnessFigure => ({
      ...base, reportId: 100 + index, value: 500_000 + index * 100_000, asOf: { day, accuracy: 'day' },
      asOfBasis: 'stated', publishedOn: day,
    })) // biome-ignore format: one figure
    const once = build(stated).flatMap(({ points }) => points.map(({ asOf, value }) => [asOf, value]))
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 49 }), dayIn(60)), { maxLength: 20 }), (prints) => {
        const stale = prints.map(([tens, publishedOn], index): WitnessFigure => ({
          ...base, reportId: index, value: tens * 10_000, publishedOn: publishedOn < '2020-01-10' ? '2020-01-11' : publishedOn,
        })) // biome-ignore format: one figure
        const [line] = build([...stated, ...stale])
        expect(line?.points.map(({ asOf, value }) => [asOf, value])).toEqual(once)
      }),
    )
  })
})

const printed = (on: IsoDate | null, recordedAt: Date): IsoDate => on ?? recordedAt.toISOString().slice(0, 10)

const base: WitnessFigure = {
  placeId: 'SY-ID', placeRole: 'origin', category: 'internal_displacements', scope: 'all', cause: 'conflict',
  value: 0, valueHigh: null, quantifier: 'exact', unit: 'person', householdSize: null,
  since: { day: '2019-12-01', accuracy: 'day' }, asOf: null, asOfBasis: 'published', counter: 'OCHA', confidence: 1,
  reportId: 0, publisher: 'x', publishedOn: null, recordedAt: new Date('2020-05-01T00:00:00Z'), primary: false,
  review: 'unreviewed', role: 'candidate', eventId: null, operation: null, round: null, coverage: null,
} // biome-ignore format: a default

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  )
}
