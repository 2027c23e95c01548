import type { Series, SeriesPoint } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { type ResampleOptions, resample, trailingSum } from './resample.ts'

const point = (asOf: string, value: number | null, parts: Partial<SeriesPoint> = {}): SeriesPoint => ({
  from: null, asOf, value, low: value, high: value, quantifier: 'exact', review: 'machine_read', witnesses: 1,
  claimIds: value === null ? [] : [value], flags: [], reason: '', ...parts,
}) // biome-ignore format: a default
const shown = (kind: Series['kind'], points: SeriesPoint[], options: ResampleOptions) =>
  resample({ kind, points }, options).samples.map(({ to, value, flags }) => [to, value, ...flags])

describe('a count', () => {
  const points = [point('2020-02-10', 700), point('2020-02-13', 800)]

  test('is held between its points, and ends at its last as-of', () => {
    expect(shown('cumulative', points, { from: '2020-02-09', to: '2020-02-15', step: 'day' })).toEqual([
      ['2020-02-09', null],
      ['2020-02-10', 700],
      ['2020-02-11', 700, 'carried'],
      ['2020-02-12', 700, 'carried'],
      ['2020-02-13', 800],
      ['2020-02-14', null],
      ['2020-02-15', null],
    ])
  })

  test('by week from Monday and by month, cut to the range', () => {
    expect(shown('cumulative', points, { from: '2020-02-05', to: '2020-02-20', step: 'week' })).toEqual([
      ['2020-02-09', null],
      ['2020-02-16', 800],
      ['2020-02-20', null],
    ])
    const months = resample({ kind: 'cumulative', points }, { from: '2020-01-15', to: '2020-03-02', step: 'month' })
    expect(months.samples.map(({ from, to, value }) => [from, to, value])).toEqual([
      ['2020-01-15', '2020-01-31', null],
      ['2020-02-01', '2020-02-29', 800],
      ['2020-03-01', '2020-03-02', null],
    ])
  })

  test("at the claims' own days", () => {
    expect(shown('cumulative', points, { from: '2020-02-11', to: '2020-12-31', step: 'claims' })).toEqual([
      ['2020-02-13', 800],
    ])
  })

  test('an empty series and an empty range give no number', () => {
    expect(shown('cumulative', [], { from: '2020-02-01', to: '2020-02-01', step: 'day' })).toEqual([
      ['2020-02-01', null],
    ])
    expect(shown('cumulative', points, { from: '2020-02-02', to: '2020-02-01', step: 'day' })).toEqual([])
  })
})

describe('a stock', () => {
  test('is carried with its age, then unknown', () => {
    const points = [point('2020-01-31', 100), point('2020-03-31', 90)]
    const { samples } = resample({ kind: 'stock', points }, { from: '2020-01-01', to: '2020-09-30', step: 'month' })
    expect(samples.map(({ to, value, ageDays }) => [to, value, ageDays])).toEqual([
      ['2020-01-31', 100, 0],
      ['2020-02-29', 100, 29],
      ['2020-03-31', 90, 0],
      ['2020-04-30', 90, 30],
      ['2020-05-31', 90, 61],
      ['2020-06-30', 90, 91],
      ['2020-07-31', null, null],
      ['2020-08-31', null, null],
      ['2020-09-30', null, null],
    ])
  })

  test('is unknown where its line says so', () => {
    const points = [point('2020-01-10', 100), point('2020-05-01', null, { flags: ['stale'] }), point('2020-07-10', 90)]
    expect(shown('stock', points, { from: '2020-04-01', to: '2020-07-31', step: 'month' })).toEqual([
      ['2020-04-30', 100, 'carried'],
      ['2020-05-31', null],
      ['2020-06-30', null],
      ['2020-07-31', 90],
    ])
  })
})

describe('windows', () => {
  const bars = [
    point('2020-06-10', 5, { from: '2020-06-01' }),
    point('2020-06-30', 7, { from: '2020-06-20' }),
    point('2020-07-05', 11, { from: '2020-06-28' }),
    point('2020-07-09', 13, { flags: ['start_untold'] }),
  ]

  test('are summed where they lie wholly in a step; what no step holds is left out, absent is null', () => {
    const { samples, leftOut } = resample(
      { kind: 'period', points: bars },
      { from: '2020-06-01', to: '2020-08-31', step: 'month' },
    )
    expect(samples.map(({ to, value }) => [to, value])).toEqual([
      ['2020-06-30', 12],
      ['2020-07-31', null],
      ['2020-08-31', null],
    ])
    expect(leftOut).toEqual([
      { claimId: 11, reason: 'begins before the step it ends in' },
      { claimId: 13, reason: 'no report tells its first day: never added' },
    ])
  })

  test('of events are summed where they end, and over the last 30 days', () => {
    expect(shown('event_sum', bars.slice(0, 3), { from: '2020-06-01', to: '2020-07-31', step: 'month' })).toEqual([
      ['2020-06-30', 12],
      ['2020-07-31', 11],
    ])
    const series = { kind: 'event_sum', points: bars.slice(0, 3) } as const
    expect(trailingSum(series, '2020-07-09')).toMatchObject({ from: '2020-06-10', to: '2020-07-09', value: 23 })
    expect(trailingSum(series, '2020-09-01').value).toBe(null)
  })
})
