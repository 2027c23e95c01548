import type { Rival, WatchedSeries } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { findCrossings } from './find-crossings.ts'
import { anySeries, barOf, pointOf, type Rules, rulesOf, seriesOf } from './test-watched.ts'

const found = (rules: Rules, series: WatchedSeries, today = '2026-06-01') =>
  findCrossings(rules, series, { today }).map(({ key, startedOn, endedOn }) => [key, startedOn, endedOn])

describe('first', () => {
  const first = rulesOf({ kind: 'first', atLeast: 2_500 })
  const points = [pointOf('2026-01-01', 500), pointOf('2026-01-20', 2_500), pointOf('2026-01-25', 9_000)]

  test('the first number that is large enough, once', () => {
    expect(found(first, seriesOf(points))).toEqual([['first', '2026-01-20', '2026-01-20']])
  })

  test('a place known for over a month is not new', () => {
    expect(found(first, seriesOf([pointOf('2026-01-01', 500), pointOf('2026-01-31', 2_500)]))).toHaveLength(1)
    expect(found(first, seriesOf([pointOf('2026-01-01', 500), pointOf('2026-02-01', 2_500)]))).toEqual([])
  })

  test('the series that told of the place first speaks for it', () => {
    expect(found(first, seriesOf(points, { placeKnownSince: '2026-01-01' }))).toHaveLength(1)
    expect(found(first, seriesOf(points, { placeKnownSince: '2025-12-31' }))).toEqual([])
  })

  test('an office that is not trusted does not make a place known', () => {
    const rumour = pointOf('2026-01-01', 9_000, { reliability: 0.3 })
    const rules = { ...first, watch: { ...anySeries, minimumReliability: 0.6 } }
    const series = seriesOf([rumour, pointOf('2026-01-10', 3_000)], { placeKnownSince: '2026-01-01' })
    expect(found(rules, series)).toEqual([['first', '2026-01-10', '2026-01-10']])
  })
})

describe('stale', () => {
  const stale = rulesOf({ kind: 'stale', cadences: 2 })
  const weekly = ['2026-01-01', '2026-01-08', '2026-01-15'].map((day) => pointOf(day, 100))

  test('begins the day after twice the usual interval', () => {
    expect(found(stale, seriesOf(weekly), '2026-01-29')).toEqual([])
    expect(found(stale, seriesOf(weekly), '2026-01-30')).toEqual([['stale 2026-01-15', '2026-01-30', null]])
    expect(found(stale, seriesOf(weekly), '2026-06-30')).toEqual([['stale 2026-01-15', '2026-01-30', null]])
  })

  test('ends with the next number', () => {
    const points = [...weekly, pointOf('2026-02-10', 100)]
    expect(found(stale, seriesOf(points), '2026-02-11')).toEqual([['stale 2026-01-15', '2026-01-30', '2026-02-10']])
  })

  test('is nothing that two numbers, bars or a closed count can be', () => {
    expect(found(stale, seriesOf(weekly.slice(1)))).toEqual([])
    expect(found(stale, seriesOf(weekly, { kind: 'cumulative', state: 'closed' }))).toEqual([])
    expect(found(stale, seriesOf(weekly, { kind: 'cumulative' }))).toHaveLength(1)
    expect(found(stale, seriesOf(weekly, { kind: 'period' }))).toEqual([])
  })

  test('a point of which nothing is known is no news', () => {
    const points = [...weekly, pointOf('2026-01-20', null, { flags: ['stale'] })]
    expect(found(stale, seriesOf(points))).toEqual([['stale 2026-01-15', '2026-01-30', null]])
  })
})

describe('conflict', () => {
  const conflict = rulesOf({ kind: 'conflict', ratio: 0.1 })
  const rival = (asOf: string, value: number, parts: Partial<Rival> = {}): Rival => ({
    asOf,
    stated: true,
    value,
    counter: 'SOHR',
    claimId: 99,
    ...parts,
  })
  const line = (...rivals: Rival[]): WatchedSeries =>
    seriesOf([pointOf('2026-01-01', 900, { low: 880, high: 900 }), pointOf('2026-01-10', 950)], { rivals })

  test('apart by more than the ratio of the larger', () => {
    // 950 / 0.9 is 1055.6.
    expect(found(conflict, line(rival('2026-01-10', 1_055)))).toEqual([])
    expect(found(conflict, line(rival('2026-01-10', 1_056)))).toEqual([
      ['conflict SOHR 2026-01-10', '2026-01-10', null],
    ])
  })

  test('between two numbers the line is anywhere from one to the other', () => {
    expect(found(conflict, line(rival('2026-01-05', 800)))).toEqual([])
    expect(found(conflict, line(rival('2026-01-05', 780)))).toHaveLength(1)
  })

  test('a number whose as-of nobody states may be old: lower, it contradicts nothing', () => {
    expect(found(conflict, line(rival('2026-01-10', 500, { stated: false })))).toEqual([])
    expect(found(conflict, line(rival('2026-01-10', 1_500, { stated: false })))).toHaveLength(1)
  })

  test('each counter has its own, over when it meets the line again', () => {
    const rivals = [
      rival('2026-01-02', 1_500),
      rival('2026-01-03', 2_000, { counter: 'REACH' }),
      rival('2026-01-09', 950),
    ]
    expect(found(conflict, line(...rivals))).toEqual([
      ['conflict SOHR 2026-01-02', '2026-01-02', '2026-01-09'],
      ['conflict REACH 2026-01-03', '2026-01-03', null],
    ])
  })

  test('numbers far apart in time are not held against each other', () => {
    expect(found(conflict, line(rival('2026-01-24', 2_000)))).toHaveLength(1)
    expect(found(conflict, line(rival('2026-01-25', 2_000)))).toEqual([])
  })
})

describe('revised', () => {
  const revised = rulesOf({ kind: 'revised', ratio: 0.05 })
  const count = (second: number, flags: readonly ['revised'] | readonly [] = ['revised']): WatchedSeries =>
    seriesOf([pointOf('2026-01-01', 1_000), pointOf('2026-01-09', second, { flags })], { kind: 'cumulative' })

  test('by the ratio or more, where its own counter went back', () => {
    expect(found(revised, count(950))).toEqual([['revised 2026-01-09', '2026-01-09', '2026-01-09']])
    expect(found(revised, count(951))).toEqual([])
    expect(found(revised, count(900, []))).toEqual([])
  })
})

test('nothing is found in nothing', () => {
  const rules: Rules['rule'][] = [
    { kind: 'level', atLeast: 1, clearBelow: null },
    { kind: 'rise', by: 1, ratio: 0, days: 1 },
    { kind: 'drop', by: 1, ratio: 0, days: 1 },
    { kind: 'record', atLeast: 1, days: 10, sumDays: 5 },
    { kind: 'record', atLeast: 1, days: 10, sumDays: null },
    { kind: 'first', atLeast: 1 },
    { kind: 'stale', cadences: 2 },
    { kind: 'conflict', ratio: 0.1 },
    { kind: 'revised', ratio: 0.1 },
  ]
  for (const rule of rules) {
    for (const kind of ['cumulative', 'period', 'stock', 'event_sum'] as const) {
      expect(found(rulesOf(rule), seriesOf([], { kind }))).toEqual([])
      expect(found(rulesOf(rule), seriesOf([pointOf('2026-01-01', null)], { kind }))).toEqual([])
      const untrusted = { ...rulesOf(rule), watch: { ...anySeries, reviewedOnly: true } }
      expect(found(untrusted, seriesOf([barOf('2026-01-01', '2026-01-09', 9)], { kind }))).toEqual([])
    }
  }
})
