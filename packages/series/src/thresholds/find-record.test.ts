import type { WatchedPoint, WatchedSeries } from '@displacement-monitor/shared/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCrossings } from './find-crossings.ts'
import { knownPoints } from './known-points.ts'
import { rollingSum } from './rolling-sum.ts'
import { anySeries, barOf, pointOf, type Rules, rulesOf, seriesOf } from './test-watched.ts'

const record = (atLeast: number, days: number, sumDays: number | null = null, parts: Partial<Rules> = {}): Rules =>
  rulesOf({ kind: 'record', atLeast, days, sumDays }, parts)
const found = (rules: Rules, points: WatchedPoint[], parts: Partial<WatchedSeries> = {}) =>
  findCrossings(rules, seriesOf(points, parts), { today: '2026-06-01' }).map(({ startedOn, before, at, latest }) => [
    startedOn,
    before?.value ?? null,
    at.value,
    latest.value,
  ])
const events = { kind: 'event_sum', category: 'internal_displacements' } as const

describe('of a stock', () => {
  test('is higher than all like it in those days', () => {
    const points = [pointOf('2026-01-01', 500), pointOf('2026-02-01', 500), pointOf('2026-03-01', 501)]
    expect(found(record(100, 366), points)).toEqual([['2026-03-01', 500, 501, 501]])
    expect(found(record(502, 366), points)).toEqual([])
  })

  test('forgets what lies further back, to the day', () => {
    const points = [pointOf('2026-01-01', 900), pointOf('2026-01-20', 500), pointOf('2026-01-31', 600)]
    expect(found(record(100, 31), points)).toEqual([])
    expect(found(record(100, 30), points)).toEqual([['2026-01-31', 500, 600, 600]])
  })

  test('is none of one number alone, nor across a change of coverage', () => {
    expect(found(record(100, 366), [pointOf('2026-01-01', 500)])).toEqual([])
    const wider = pointOf('2026-02-01', 900, { flags: ['coverage_break'] })
    expect(found(record(100, 366), [pointOf('2026-01-01', 500), wider])).toEqual([])
  })

  test('of a count is none: it always is its own', () => {
    expect(found(record(1, 366), [pointOf('2026-01-01', 5), pointOf('2026-01-02', 9)], { kind: 'cumulative' })).toEqual(
      [],
    )
  })
})

describe('of single bars', () => {
  test('an event without one before is the highest known', () => {
    expect(found(record(100, 366), [barOf('2026-01-01', '2026-01-03', 400)], events)).toEqual([
      ['2026-01-03', null, 400, 400],
    ])
  })

  test('windows are held against their like alone', () => {
    const bars = [barOf('2026-01-01', '2026-01-31', 400), barOf('2026-02-01', '2026-02-07', 500)]
    expect(found(record(100, 366), bars, { kind: 'period' })).toEqual([])
    expect(found(record(100, 366), [...bars, barOf('2026-03-01', '2026-03-31', 450)], { kind: 'period' })).toEqual([
      ['2026-03-31', 400, 450, 450],
    ])
  })
})

describe('of a sum over days', () => {
  test('an event longer than the sum counts with its part, and is known by its last day', () => {
    // 60 days of 100: no 30 of them have more than 3,000.
    expect(found(record(3_001, 366, 30), [barOf('2026-01-01', '2026-03-01', 6_000)], events)).toEqual([])
    expect(found(record(3_000, 366, 30), [barOf('2026-01-01', '2026-03-01', 6_000)], events)).toEqual([
      ['2026-03-01', null, 3_000, 3_000],
    ])
  })

  test('several small events are one news', () => {
    const bars = [10, 12, 14, 16].map((day) => barOf(`2026-01-${day}`, `2026-01-${day}`, 2_000))
    expect(found(record(5_000, 366, 30), bars, events)).toEqual([['2026-01-14', null, 6_000, 8_000]])
  })

  test('tells its window, its ends and its claims', () => {
    const bars = [
      barOf('2026-01-01', '2026-01-10', 3_000, { low: 2_000, high: 4_000, claimIds: [1] }),
      barOf('2026-01-20', '2026-01-20', 3_000, { claimIds: [2], review: 'cleared' }),
    ]
    const [crossing] = findCrossings(record(5_000, 366, 30), seriesOf(bars, events), { today: '2026-06-01' })
    expect(crossing).toMatchObject({
      key: 'record 2025-12-22..2026-01-20',
      before: null,
      at: {
        from: '2025-12-22',
        value: 6_000,
        low: 5_000,
        high: 7_000,
        claimIds: [1, 2],
        review: 'partly',
        witnesses: 2,
      },
      reason: '6,000 in the 30 days to 2026-01-20 is the highest in 366 days; nothing is known of before.',
    })
  })

  test('is never fed by alternatives that share days', () => {
    const bars = [barOf('2026-01-01', '2026-01-10', 3_000), barOf('2026-01-05', '2026-01-12', 3_000)]
    expect(found(record(5_000, 366, 30), bars, { kind: 'period' })).toEqual([])
    expect(found(record(5_000, 366, 30), bars, events)).toHaveLength(1)
  })

  test('leaves out a bar whose first day nobody tells', () => {
    const untold = pointOf('2026-01-08', 9_000, { flags: ['start_untold'] })
    expect(found(record(5_000, 366, 30), [untold], { kind: 'period' })).toEqual([])
  })

  test('is silent for the cool-down, then tells again', () => {
    const bars = ['2025-01-10', '2025-05-10', '2025-07-20', '2025-12-30'].map((day, index) =>
      barOf(day, day, 5_000 + index),
    )
    expect(found(record(5_000, 366, 30, { coolDownDays: 180 }), bars, events)).toEqual([
      ['2025-01-10', null, 5_000, 5_001],
      ['2025-07-20', 5_001, 5_002, 5_003],
    ])
  })

  test('is what adding day by day gives', () => {
    const bar = fc.record({ start: fc.nat(60), length: fc.integer({ min: 1, max: 40 }), value: fc.nat(10_000) })
    fc.assert(
      fc.property(fc.array(bar, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 45 }), (bars, sumDays) => {
        const at = (index: number): string => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)
        const series = seriesOf(
          bars.map(({ start, length, value }) => barOf(at(start), at(start + length - 1), value)),
          events,
        )
        const sums = rollingSum(knownPoints(series, anySeries), sumDays, false)
        const first = Date.UTC(2026, 0, 1) / 86_400_000
        const last = Math.max(...bars.map(({ start, length }) => start + length - 1))
        const daily = (day: number): number =>
          bars.reduce((sum, b) => sum + (day >= b.start && day < b.start + b.length ? b.value / b.length : 0), 0)
        const slow = (day: number): number => {
          let sum = 0
          for (let other = day - sumDays + 1; other <= day; other++) sum += daily(other)
          return sum
        }
        let highest = 0
        for (let day = 0; day <= last; day++) {
          expect(Math.abs(sums.on(first + day) - slow(day))).toBeLessThanOrEqual(0.501)
          highest = Math.max(highest, sums.on(first + day))
        }
        // Its peaks hold the highest of all days.
        expect(Math.max(...sums.peaks.map((day) => sums.on(day)))).toBe(highest)
      }),
      { numRuns: 300 },
    )
  })
})
