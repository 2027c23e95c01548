import { expect, test } from 'vitest'
import { buildPeriods } from './period.ts'
import { readClaim } from './reading.ts'
import { claimOf } from './test-claims.ts'

test('windows told to begin after they end stand on their last day alone, and choosing them comes to an end', () => {
  const readings = [
    claimOf({ since: '2020-02-20', asOf: '2020-02-03', value: 20_000 }),
    claimOf({ since: '2020-02-25', asOf: '2020-02-10', value: 30_000 }),
  ].map(readClaim)
  const { points } = buildPeriods(readings, [])
  expect(points.map(({ from, asOf, value }) => [from, asOf, value])).toEqual([
    ['2020-02-03', '2020-02-03', 20_000],
    ['2020-02-10', '2020-02-10', 30_000],
  ])
})
