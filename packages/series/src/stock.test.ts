/** Rule 6 on small sets; real tracking rounds are under tests/golden/series. */

import type { Claim } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { buildSeries } from './build-series.ts'
import { carryDaysOf, medianInterval } from './cadence.ts'
import { type ClaimParts, claimOf } from './test-claims.ts'

const stock = (parts: ClaimParts): Claim =>
  claimOf({ placeId: 'AFG', placeRole: 'destination', category: 'idps', counter: 'IOM', ...parts })
const round = (number: number, asOf: string, value: number, parts: ClaimParts = {}): Claim =>
  stock({
    operation: 'Displacement Afghanistan',
    round: number,
    assessmentType: 'BA',
    asOf,
    printed: asOf,
    value,
    ...parts,
  })
const build = (claims: readonly Claim[], options = {}) => {
  const [series, ...rest] = buildSeries(claims, { now: '2021-12-31', ...options })
  expect(rest).toEqual([])
  return series
}
const shown = (claims: readonly Claim[], options = {}) =>
  build(claims, options)?.points.map(({ asOf, value, flags }) => [asOf, value, ...flags])

const rounds = [round(1, '2020-01-31', 1_000_100), round(2, '2020-05-31', 1_100_200), round(3, '2020-09-30', 1_200_300)]

describe('a stock', () => {
  test('steps at the stated days of one operation', () => {
    expect(shown(rounds)).toEqual([
      ['2020-01-31', 1_000_100],
      ['2020-05-31', 1_100_200],
      ['2020-09-30', 1_200_300],
    ])
    expect(build(rounds)).toMatchObject({ kind: 'stock', counter: 'IOM', since: null, state: 'open' })
  })

  test('an inferred print that meets a stated number is its witness, though older; one that meets none is stale', () => {
    const witness = stock({ value: 1_100_000, quantifier: 'more_than', printed: '2020-10-15' })
    const stale = stock({ value: 950_000, printed: '2020-10-20' })
    const series = build([...rounds, witness, stale])
    expect(series?.points).toHaveLength(3)
    expect(series?.leftOut).toEqual([
      { claimId: witness.id, reason: 'a witness of the number stated for 2020-05-31' },
      { claimId: stale.id, reason: 'stale: its counter has stated another number for 2020-09-30' },
    ])
  })

  test('an inferred print makes a point where its counter has stated nothing within its cadence', () => {
    const alone = stock({ value: 900_000, printed: '2020-03-03' })
    expect(shown([alone])).toEqual([['2020-03-03', 900_000, 'inferred']])
  })

  test('a second operation is never added, and leads only where the first has ended', () => {
    const flood = ['2020-05-31', '2021-11-30'].map((asOf, index) =>
      stock({ operation: 'Flood', round: index + 1, asOf, printed: asOf, value: 50_003 + index }),
    )
    expect(shown([...rounds, ...flood])).toEqual([
      ['2020-01-31', 1_000_100],
      ['2020-05-31', 1_100_200],
      ['2020-09-30', 1_200_300],
      ['2021-05-31', null, 'stale'],
      ['2021-11-30', 50_004, 'lead_change'],
    ])
  })

  test('another counter is a conflict where it is apart by over 2 % of a number in force', () => {
    const other = stock({ counter: 'UNHCR', asOf: '2020-06-30', printed: '2020-07-01', value: 2_500_000 })
    expect(shown([...rounds, other])?.[1]).toEqual(['2020-05-31', 1_100_200, 'conflict'])
    const near = stock({ counter: 'UNHCR', asOf: '2020-06-30', printed: '2020-07-01', value: 1_120_000 })
    expect(shown([...rounds, near])?.[1]).toEqual(['2020-05-31', 1_100_200])
  })

  test('other units assessed break the line', () => {
    const kabul = round(1, '2020-01-31', 300, { coverage: ['AF-KAB'] })
    const two = round(2, '2020-05-31', 900, { coverage: ['AF-KAB', 'AF-HER'] })
    const same = round(3, '2020-09-30', 950, { coverage: ['AF-HER', 'AF-KAB'] })
    expect(shown([kabul, two, same])).toEqual([
      ['2020-01-31', 300],
      ['2020-05-31', 900, 'coverage_break'],
      ['2020-09-30', 950],
    ])
  })

  test('may fall', () => {
    expect(shown([rounds[0] as Claim, round(2, '2020-05-31', 400_000)])).toEqual([
      ['2020-01-31', 1_000_100],
      ['2020-05-31', 400_000],
    ])
  })
})

describe('carrying', () => {
  test('is twice the median interval, within 90 and 400 days', () => {
    expect([[0, 10, 20], [0, 100, 220, 300], [0, 365, 730], [5]].map(carryDaysOf)).toEqual([90, 200, 400, 90])
    expect([medianInterval([3, 3]), medianInterval([])]).toEqual([null, null])
  })
})
