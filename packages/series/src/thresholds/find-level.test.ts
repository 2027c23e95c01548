import type { WatchedPoint, WatchedSeries } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { findCrossings } from './find-crossings.ts'
import { anySeries, barOf, pointOf, type Rules, rulesOf, seriesOf } from './test-watched.ts'

const today = '2026-06-01'
const level = (atLeast: number, clearBelow: number | null = null, parts: Partial<Rules> = {}): Rules =>
  rulesOf({ kind: 'level', atLeast, clearBelow }, parts)
/** Start, end, possible, the crossing number, the newest within, and the one that ended it. */
const found = (rules: Rules, series: WatchedSeries) =>
  findCrossings(rules, series, { today }).map(({ startedOn, endedOn, possible, at, latest, endedBy }) => [
    startedOn,
    endedOn,
    possible,
    at.value,
    latest.value,
    endedBy?.value ?? null,
  ])
const stock = (...values: number[]): WatchedSeries =>
  seriesOf(values.map((value, index) => pointOf(`2026-01-0${index + 1}`, value)))
const count = (points: WatchedPoint[], parts: Partial<WatchedSeries> = {}): WatchedSeries =>
  seriesOf(points, { kind: 'cumulative', category: 'internal_displacements', ...parts })

describe('a stock', () => {
  test('is beyond from the level itself on', () => {
    expect(found(level(500), stock(499, 500, 501))).toEqual([['2026-01-02', null, false, 500, 501, null]])
  })

  test('is over below the clear level, not at it, nor between the two', () => {
    expect(found(level(500, 400), stock(500, 450, 400, 399, 450))).toEqual([
      ['2026-01-01', '2026-01-04', false, 500, 400, 399],
    ])
  })

  test('without a clear level is over a tenth below the level', () => {
    expect(found(level(500), stock(500, 450, 449))).toEqual([['2026-01-01', '2026-01-03', false, 500, 450, 449]])
  })

  test('that comes back is another crossing, and the same one within the cool-down', () => {
    expect(found(level(500), stock(500, 300, 600))).toEqual([
      ['2026-01-01', '2026-01-02', false, 500, 500, 300],
      ['2026-01-03', null, false, 600, 600, null],
    ])
    expect(found(level(500, null, { coolDownDays: 1 }), stock(500, 300, 600))).toEqual([
      ['2026-01-01', null, false, 500, 600, null],
    ])
    expect(found(level(500, null, { coolDownDays: 1 }), stock(500, 300, 300, 600))).toHaveLength(2)
  })

  test('of which nothing is known from a day on has not ended', () => {
    const points = [pointOf('2026-01-01', 600), pointOf('2026-04-02', null, { flags: ['stale'] })]
    expect(found(level(500), seriesOf(points))).toEqual([['2026-01-01', null, false, 600, 600, null]])
  })
})

describe('what was said allows less', () => {
  const nearly = (asOf: string, value: number): WatchedPoint => pointOf(asOf, value, { low: value * 0.95 })

  test('only a possible crossing, until a low end passes', () => {
    expect(found(level(500), seriesOf([nearly('2026-01-01', 510)]))).toEqual([
      ['2026-01-01', null, true, 510, 510, null],
    ])
    expect(found(level(500), seriesOf([nearly('2026-01-01', 510), nearly('2026-01-05', 530)]))).toEqual([
      ['2026-01-05', null, false, 530, 530, null],
    ])
  })

  test('a possible one is over at once below the level', () => {
    expect(found(level(500), seriesOf([nearly('2026-01-01', 510), pointOf('2026-01-02', 499)]))).toEqual([
      ['2026-01-01', '2026-01-02', true, 510, 510, 499],
    ])
  })
})

describe('a count', () => {
  const points = [pointOf('2026-01-01', 400), pointOf('2026-01-05', 600)]

  test('says what it was before', () => {
    expect(findCrossings(level(500), count(points), { today })[0]).toMatchObject({
      key: 'level 2026-01-05',
      before: { asOf: '2026-01-01', value: 400 },
      reason: '600 by 2026-01-05 is at or beyond 500.',
    })
  })

  test('that its counter takes back was never beyond', () => {
    expect(found(level(500), count([...points, pointOf('2026-01-09', 450, { flags: ['revised'] })]))).toEqual([])
    expect(found(level(500), count([...points, pointOf('2026-01-09', 520, { flags: ['revised'] })]))).toEqual([
      ['2026-01-05', null, false, 600, 520, null],
    ])
  })

  test('revised to what may be less is possible only', () => {
    const revised = pointOf('2026-01-09', 510, { flags: ['revised'], low: 490 })
    expect(found(level(500), count([...points, revised]))).toEqual([['2026-01-05', null, true, 600, 510, null]])
  })

  test('that nobody continues ends, by no number', () => {
    expect(found(level(500), count(points, { state: 'closed' }))).toEqual([
      ['2026-01-05', '2026-01-05', false, 600, 600, null],
    ])
  })
})

describe('bars', () => {
  const bars = [
    barOf('2026-01-01', '2026-01-31', 700),
    barOf('2026-02-01', '2026-02-28', 400),
    barOf('2026-03-01', '2026-03-31', 500),
  ]
  const period = seriesOf(bars, { kind: 'period', category: 'internal_displacements' })

  test('each beyond is its own crossing, known by its window', () => {
    const crossings = findCrossings(level(500), period, { today })
    expect(crossings.map(({ key, startedOn, endedOn, endedBy }) => [key, startedOn, endedOn, endedBy])).toEqual([
      ['level 2026-01-01..2026-01-31', '2026-01-31', '2026-01-31', null],
      ['level 2026-03-01..2026-03-31', '2026-03-31', '2026-03-31', null],
    ])
  })

  test('of one day are told apart', () => {
    const events = seriesOf([barOf('2026-01-01', '2026-01-05', 600), barOf('2026-01-03', '2026-01-05', 700)], {
      kind: 'event_sum',
    })
    expect(found(level(500), events)).toHaveLength(2)
  })

  test('within a cool-down of the first are one', () => {
    expect(found(level(500, null, { coolDownDays: 59 }), period)).toEqual([
      ['2026-01-31', '2026-03-31', false, 700, 500, null],
    ])
    expect(found(level(500, null, { coolDownDays: 58 }), period)).toHaveLength(2)
  })

  test('may be beyond', () => {
    const vague = seriesOf([barOf('2026-01-01', '2026-01-31', 600, { low: 400 })], { kind: 'period' })
    expect(found(level(500), vague)).toEqual([['2026-01-31', '2026-01-31', true, 600, 600, null]])
  })
})

describe('what a threshold does not trust', () => {
  const beyond = { confidence: 0.6, reliability: 0.3, review: 'machine_read' } as const
  const series = seriesOf([pointOf('2026-01-01', 600, beyond)])
  const filters = [
    [{ minimumConfidence: 0.6 }, 1],
    [{ minimumConfidence: 0.61 }, 0],
    [{ minimumReliability: 0.3 }, 1],
    [{ minimumReliability: 0.31 }, 0],
    [{ reviewedOnly: true }, 0],
  ] as const
  test.each(filters)('%o: %i', (filter, crossings) => {
    expect(found(level(500, null, { watch: { ...anySeries, ...filter } }), series)).toHaveLength(crossings)
  })

  test('ends nothing either', () => {
    const sure = { review: 'cleared' } as const
    const points = [pointOf('2026-01-01', 600, sure), pointOf('2026-01-02', 100)]
    const watch = { ...anySeries, reviewedOnly: true }
    expect(found(level(500, null, { watch }), seriesOf(points))).toEqual([['2026-01-01', null, false, 600, 600, null]])
  })

  test('a number said of a wider place alerts there, not here', () => {
    expect(found(level(500), seriesOf([pointOf('2026-01-01', 600, { flags: ['restated'] })]))).toEqual([])
  })
})

test('flapping a thousand times around a level is one crossing', () => {
  const flapping = (low: number): WatchedSeries =>
    seriesOf(Array.from({ length: 2000 }, (_, at) => pointOf(dayAt(at), at % 2 === 0 ? 510 : low)))
  expect(found(level(500), flapping(490))).toHaveLength(1)
  expect(found(level(500, null, { coolDownDays: 7 }), flapping(100))).toHaveLength(1)
  // Without hysteresis and cool-down it would be a thousand.
  expect(found(level(500), flapping(100))).toHaveLength(1000)
})

const dayAt = (index: number): string => new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10)
