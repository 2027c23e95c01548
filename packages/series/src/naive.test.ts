/** `method=naive`: what was printed, added up by day of print, and nothing that passes for a line. */
import { expect, test } from 'vitest'
import { buildSeries } from './build-series.ts'
import { claimOf } from './test-claims.ts'

test('a running count is added up print by print, whatever was counted since when and by whom', () => {
  const claims = [
    claimOf({ value: 312_000, since: '2019-12-01', asOf: '2020-01-08', printed: '2020-01-09', witnesses: 3 }),
    claimOf({ value: 800_000, since: '2019-12-01', asOf: '2020-02-12', printed: '2020-02-13' }),
    claimOf({ value: 1_500_000, counter: 'SOHR', printed: '2020-02-13' }),
  ]
  const [line, ...others] = buildSeries(claims, { now: '2020-03-01', method: 'naive' })
  expect(others).toEqual([])
  expect(line).toMatchObject({ kind: 'cumulative', since: null, counter: null, method: 'naive', rule: 'naive@1' })
  expect(line?.leftOut).toEqual([])
  expect(line?.points.map(({ asOf, value, low, high, flags, witnesses }) => [asOf, value, low, high, flags, witnesses])).toEqual([
    ['2020-01-09', 312_000, 312_000, 312_000, ['naive'], 3],
    ['2020-02-13', 2_612_000, 2_612_000, 2_612_000, ['naive'], 2],
  ]) // biome-ignore format: a table
  expect(line?.points[1]?.reason).toBe(
    'Plain addition, for comparison: 3 claims printed by this day, each added once; added once for each report that prints it, 3236000. It is no number of people.',
  )
})

test('of a past day only what was printed by then; persons and households are two sums', () => {
  const claims = [
    claimOf({ category: 'idps', value: 100, printed: '2020-01-09' }),
    claimOf({ category: 'idps', value: 20, unit: 'household', printed: '2020-01-09' }),
    claimOf({ category: 'idps', value: 50, printed: '2020-01-10' }),
  ]
  const told = buildSeries(claims, { now: '2020-03-01', method: 'naive', knownOn: '2020-01-09' })
  expect(told.map(({ kind, unit, points }) => [kind, unit, points.map(({ value }) => value)])).toEqual([
    ['stock', 'person', [100]],
    ['stock', 'household', [20]],
  ])
})
