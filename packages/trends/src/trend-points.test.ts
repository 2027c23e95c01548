import type { Series, SeriesPoint } from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'
import { TrendRefusal } from './refusal.ts'
import { trendPoints } from './trend-points.ts'

const point = (asOf: string, value: number): SeriesPoint => ({
  from: null, asOf, value, low: value, high: value, quantifier: 'exact', review: 'machine_read', witnesses: 1, claimIds: [1],
  flags: [], reason: `OCHA: ${value}.`,
}) // biome-ignore format: a row of fields
const series = (points: SeriesPoint[], kind: Series['kind'] = 'cumulative'): Series => ({
  placeId: 'SY-ID', placeRole: 'origin', category: 'internal_displacements', scope: 'all', cause: 'conflict', kind,
  unit: 'person', since: null, counter: 'UN', state: 'open', method: 'reconciled', rule: 'reconciled@1', points, leftOut: [],
}) // biome-ignore format: a row of fields
const query = { step: 'claims' as const }
const options = { query, today: '2020-06-01', veilsBelow: null }

test('the claims’ own days, with the reason of each', () => {
  const { points } = trendPoints(series([point('2020-01-31', 60)]), options)
  expect(points).toEqual([
    {
      as_of: '2020-01-31',
      value: 60,
      low: 60,
      high: 60,
      quantifier: 'exact',
      review: 'machine_read',
      witnesses: 1,
      claims: [1],
      flags: [],
      reason: 'OCHA: 60.',
    },
  ])
})

test('a step tells the number at its end, whose day it is, and how old', () => {
  const { points } = trendPoints(series([point('2020-01-10', 60), point('2020-03-05', 90)]), {
    ...options,
    query: { step: 'month' },
  })
  expect(points.map(({ from, to, as_of, value, age_days }) => [from, to, as_of, value, age_days])).toEqual([
    ['2020-01-01', '2020-01-31', '2020-01-10', 60, 21],
    ['2020-02-01', '2020-02-29', '2020-01-10', 60, 50],
    ['2020-03-01', '2020-03-31', '2020-03-05', 90, 26],
  ])
})

test('weeks begin on Monday', () => {
  const { points } = trendPoints(series([point('2020-01-01', 60)]), { ...options, query: { step: 'week' } })
  expect(points.map(({ from, to }) => [from, to])).toEqual([['2019-12-30', '2020-01-05']])
})

test('a small count is veiled with its bounds and its reason', () => {
  const { points } = trendPoints(series([point('2020-01-31', 49), point('2020-02-01', 50)]), {
    ...options,
    veilsBelow: 50,
  })
  expect(points.map(({ value, low, high, quantifier, reason }) => [value, low, high, quantifier, reason])).toEqual([
    [50, 0, 49, 'less_than', 'A small count.'],
    [50, 50, 50, 'exact', 'OCHA: 50.'],
  ])
})

test('more than 4,000 steps are refused', () => {
  const asked = { step: 'day' as const, from: '1990-01-01', to: '2020-01-01' }
  expect(() => trendPoints(series([point('2020-01-01', 1)]), { ...options, query: asked })).toThrow(TrendRefusal)
})
