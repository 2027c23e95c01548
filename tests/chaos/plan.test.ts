import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planStrikes } from './conductor/plan.ts'
import { makeReports } from './conductor/reports.ts'
import { differenceOf, type Rows } from './conductor/rows.ts'

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 })

test('a seed makes the same plan again, and each fault comes once before any comes again', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(60), names, (seed, rounds, faults) => {
      const options = { seed, rounds, faults, longestQuietMs: 500 }
      const strikes = planStrikes(options)
      expect(planStrikes(options)).toEqual(strikes)
      expect(strikes.map(({ round }) => round)).toEqual(Array.from({ length: rounds }, (_, at) => at + 1))
      for (let at = 0; at + faults.length <= rounds; at += faults.length)
        expect(
          strikes
            .slice(at, at + faults.length)
            .map(({ fault }) => fault)
            .sort(),
        ).toEqual([...faults].sort())
      expect(strikes.every(({ afterMs }) => afterMs >= 0 && afterMs <= 500)).toBe(true)
    }),
  )
})

test('no two reports are alike but the copies, which say what the one before says', () => {
  const reports = makeReports(400)
  expect(new Set(reports.map(({ path }) => path)).size).toBe(400)
  expect(new Set(reports.map(({ html }) => html)).size).toBe(390)
  expect(reports[39]).toEqual({ ...reports[38], path: '/report/39' })
})

test('a row too few is lost, a row too many is doubled, a row that reads otherwise is both', () => {
  const rows = (table: Record<string, number>): Rows => new Map([['figure', new Map(Object.entries(table))]])
  const told = (table: Record<string, number>) => {
    const { lost, doubled } = differenceOf(rows({ a: 1, b: 2 }), rows(table))
    return [lost, doubled]
  }
  expect([told({ a: 1, b: 2 }), told({ b: 2 }), told({ a: 3, b: 2 }), told({ a: 1, b: 1, c: 1 })]).toEqual([
    [0, 0],
    [1, 0],
    [0, 2],
    [1, 1],
  ])
})
