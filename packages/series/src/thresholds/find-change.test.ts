import type { WatchedPoint, WatchedSeries } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { findCrossings } from './find-crossings.ts'
import { barOf, pointOf, type Rules, rulesOf, seriesOf } from './test-watched.ts'

const rise = (parts: Partial<Rules> = {}): Rules => rulesOf({ kind: 'rise', by: 100, ratio: 0.2, days: 7 }, parts)
const drop = rulesOf({ kind: 'drop', by: 100, ratio: 0.2, days: 7 })
const found = (rules: Rules, points: WatchedPoint[], parts: Partial<WatchedSeries> = {}) =>
  findCrossings(rules, seriesOf(points, parts), { today: '2026-06-01' }).map(({ startedOn, before, at, latest }) => [
    startedOn,
    before?.value,
    at.value,
    latest.value,
  ])
const two = (first: number, second: number, days = 7): WatchedPoint[] => [
  pointOf('2026-01-01', first),
  pointOf(`2026-01-${String(1 + days).padStart(2, '0')}`, second),
]

describe('a rise', () => {
  const edges: [string, number, number, number, number][] = [
    ['by both exactly', 500, 600, 7, 1],
    ['by the number, not by the part', 600, 700, 7, 0],
    ['by the part, not by the number', 400, 499, 7, 0],
    ['from nothing', 0, 100, 7, 1],
    ['a day too slow', 500, 600, 8, 0],
    ['a part that binary fractions miss', 1_000_000, 1_200_000, 7, 1],
    ['a fall', 600, 400, 7, 0],
  ]
  test.each(edges)('%s', (_, first, second, days, crossings) => {
    expect(found(rise(), two(first, second, days))).toHaveLength(crossings)
  })

  test('is measured from the lowest of the days before', () => {
    const points = [pointOf('2026-01-01', 550), pointOf('2026-01-03', 500), pointOf('2026-01-05', 600)]
    expect(found(rise(), points)).toEqual([['2026-01-05', 500, 600, 600]])
  })

  test.each(['lead_change', 'coverage_break', 'revised'] as const)('is none across %s', (flag) => {
    expect(found(rise(), [pointOf('2026-01-01', 500), pointOf('2026-01-03', 700, { flags: [flag] })])).toEqual([])
    const between = [
      pointOf('2026-01-01', 500),
      pointOf('2026-01-02', null, { flags: [flag] }),
      pointOf('2026-01-03', 700),
    ]
    expect(found(rise(), between)).toEqual([])
  })

  test('restated and stale points are aside', () => {
    const points = [
      pointOf('2026-01-01', 500),
      pointOf('2026-01-02', 100, { flags: ['restated'] }),
      pointOf('2026-01-03', null, { flags: ['stale'] }),
      pointOf('2026-01-05', 590),
    ]
    expect(found(rise(), points)).toEqual([])
  })

  test('that goes on is told again once it has risen by as much again', () => {
    const daily = [500, 550, 600, 640, 680, 700, 730].map((value, index) => pointOf(`2026-01-0${index + 1}`, value))
    expect(found(rise(), daily)).toEqual([
      ['2026-01-03', 500, 600, 700],
      ['2026-01-07', 600, 730, 730],
    ])
  })

  test('within a cool-down is one', () => {
    const daily = [500, 550, 600, 640, 680, 700, 730].map((value, index) => pointOf(`2026-01-0${index + 1}`, value))
    expect(found(rise({ coolDownDays: 4 }), daily)).toEqual([['2026-01-03', 500, 600, 730]])
  })

  test('of bars compares windows of like length that share no day', () => {
    const weeks = rulesOf({ kind: 'rise', by: 100, ratio: 0.2, days: 31 })
    const january = barOf('2026-01-01', '2026-01-31', 500)
    expect(found(weeks, [january, barOf('2026-02-01', '2026-02-28', 700)], { kind: 'period' })).toHaveLength(1)
    expect(found(weeks, [january, barOf('2026-02-01', '2026-02-07', 700)], { kind: 'period' })).toEqual([])
    expect(found(weeks, [january, barOf('2026-01-15', '2026-02-14', 700)], { kind: 'period' })).toEqual([])
    expect(found(weeks, [january, barOf('2026-02-01', '2026-02-28', 700)], { kind: 'event_sum' })).toEqual([])
  })
})

describe('a drop', () => {
  const edges: [string, number, number, number][] = [
    ['by both exactly', 500, 400, 1],
    ['by the part, not by the number', 490, 391, 0],
    ['by the number, not by the part', 600, 490, 0],
    ['a rise', 400, 600, 0],
  ]
  test.each(edges)('%s', (_, first, second, crossings) => {
    expect(found(drop, two(first, second))).toHaveLength(crossings)
  })

  test('is measured from the highest of the days before', () => {
    const points = [pointOf('2026-01-01', 450), pointOf('2026-01-03', 500), pointOf('2026-01-05', 400)]
    expect(found(drop, points)).toEqual([['2026-01-05', 500, 400, 400]])
  })

  test('is none of a count: it never falls but by a revision', () => {
    expect(found(drop, two(500, 300), { kind: 'cumulative' })).toEqual([])
  })
})

test('says from what to what', () => {
  const [crossing] = findCrossings(rise(), seriesOf(two(500, 612)), { today: '2026-06-01' })
  expect(crossing?.reason).toBe('112 more (22.4 %) by 2026-01-08 than by 2026-01-01: 500, then 612.')
})
