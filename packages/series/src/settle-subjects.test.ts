import type { Claim } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { buildSubjects } from './build-subjects.ts'
import { settleSubjects } from './settle-subjects.ts'
import { type ClaimParts, claimOf, month } from './test-claims.ts'

const since = '2019-12-01'
const count = (value: number, asOf: string, parts: ClaimParts = {}): Claim =>
  claimOf({ value, since, asOf, printed: asOf, window: 'since', ...parts })
const settled = (claims: readonly Claim[]) =>
  settleSubjects(claims).map(({ value, placeRole, cause }) => [value, placeRole, cause])
const causeOf = (claim: Claim, others: readonly Claim[]) =>
  settleSubjects([...others, claim]).find(({ id }) => id === claim.id)?.cause

describe('a claim that leaves the cause out', () => {
  const conflict = [count(284_000, '2019-12-29'), count(312_000, '2020-01-08')]

  test('joins the only cause that is told of that count', () => {
    expect(causeOf(count(390_000, '2020-01-27', { cause: null }), conflict)).toBe('conflict')
  })

  test('stays apart where nobody tells one, or where two are told and neither has three quarters of the weight', () => {
    const untold = count(390_000, '2020-01-27', { cause: null })
    expect(causeOf(untold, [])).toBe(null)
    const flood = [
      count(20_000, '2019-12-30', { cause: 'disaster' }),
      count(30_000, '2020-01-09', { cause: 'disaster' }),
    ]
    expect(causeOf(untold, [...conflict, ...flood])).toBe(null)
  })

  test('is a witness of the one number that says the same, whatever else is told', () => {
    const flood = [
      count(20_000, '2019-12-30', { cause: 'disaster' }),
      count(30_000, '2020-01-09', { cause: 'disaster' }),
    ]
    const relay = count(30_000, '2020-01-11', { cause: null, asOf: null, counter: null })
    expect(causeOf(relay, [...conflict, ...flood])).toBe('disaster')
  })

  test('does not follow a count of other days: a window that shares none, a start untold more than 60 days off', () => {
    const before = count(5_000, '2019-11-20', { since: '2019-11-01', cause: null })
    expect(causeOf(before, conflict)).toBe(null)
    expect(causeOf(count(5_000, '2020-03-20', { since: null, cause: null }), conflict)).toBe(null)
    expect(causeOf(count(5_000, '2020-03-01', { since: null, cause: null }), conflict)).toBe('conflict')
  })

  test('as a stock is the total over causes where that is told', () => {
    const stock = (value: number, cause: Claim['cause'], parts: ClaimParts = {}): Claim =>
      claimOf({
        category: 'idps',
        placeRole: 'destination',
        value,
        cause,
        asOf: '2020-02-29',
        counter: 'IOM',
        ...parts,
      })
    const rounds = [
      stock(208_382, 'all', { operation: 'Lake Chad', round: 10, role: 'recommended' }),
      stock(192_596, 'conflict', { operation: 'Lake Chad', round: 10, role: 'recommended' }),
    ]
    expect(causeOf(stock(208_000, null, { counter: 'OCHA', asOf: '2020-03-20' }), rounds)).toBe('all')
    expect(causeOf(stock(192_596, null, { asOf: '2020-02-29' }), rounds)).toBe('conflict')
  })

  test('as a row of a structured source means it, and stays', () => {
    const row = count(1_000, '2020-01-20', { cause: null, role: 'recommended', eventId: 4 })
    expect(causeOf(row, conflict)).toBe(null)
  })
})

describe('a claim under another cause', () => {
  const conflict = [
    count(284_000, '2019-12-29'),
    count(312_000, '2020-01-08'),
    count(390_000, '2020-01-27'),
    count(586_000, '2020-02-02'),
  ]
  const rain = (value: number, asOf: string, parts: ClaimParts = {}) =>
    count(value, asOf, { cause: 'disaster', ...parts })

  test("counts with its office's count that began the same day and has it just before and just after", () => {
    expect(causeOf(rain(350_000, '2020-01-14'), conflict)).toBe('conflict')
  })

  test('stays where it does not fit, where another number of its cause is told, or where its count began another day', () => {
    expect(causeOf(rain(30_000, '2020-01-14'), conflict)).toBe('disaster')
    expect(causeOf(rain(600_000, '2020-02-20'), conflict)).toBe('disaster')
    expect(causeOf(rain(350_000, '2020-01-14'), [...conflict, rain(20_000, '2020-01-02')])).toBe('disaster')
    expect(causeOf(rain(350_000, '2020-01-14', { since: '2020-01-03' }), conflict)).toBe('disaster')
    expect(causeOf(rain(350_000, '2020-01-14', { counter: 'SOHR' }), conflict)).toBe('disaster')
  })

  test('stays where a reviewer cleared it', () => {
    expect(causeOf(rain(350_000, '2020-01-14', { review: 'cleared' }), conflict)).toBe('disaster')
  })
})

describe('the side of a move', () => {
  test('is one for internal displacement of a country or a region: a flow under its origin, a stock where people are', () => {
    expect(settled([count(1, '2020-01-02'), count(2, '2020-01-03', { placeRole: 'destination' })])).toEqual([
      [1, 'origin', 'conflict'],
      [2, 'origin', 'conflict'],
    ])
    const stock = { category: 'idps', placeId: 'SYR' } as const
    expect(
      settled([count(1, '2020-01-02', stock), count(2, '2020-01-03', { ...stock, placeRole: 'destination' })]),
    ).toEqual([
      [1, 'destination', 'conflict'],
      [2, 'destination', 'conflict'],
    ])
  })

  test('is kept for a town or province, and for who crossed a border', () => {
    for (const parts of [{ placeId: 'SY-ID' }, { category: 'cross_border_displacements', placeId: 'SYR' }] as const)
      expect(
        settled([count(1, '2020-01-02', parts), count(2, '2020-01-03', { ...parts, placeRole: 'destination' })]),
      ).toEqual([
        [1, 'origin', 'conflict'],
        [2, 'destination', 'conflict'],
      ])
  })

  test('"both" joins the side that others tell, and stands alone where nobody does', () => {
    const both = count(2, '2020-01-03', { placeId: 'SY-ID', placeRole: 'both' })
    expect(settled([both])).toEqual([[2, 'both', 'conflict']])
    expect(settled([both, count(1, '2020-01-02', { placeId: 'SY-ID', placeRole: 'destination' })])[0]).toEqual([
      2,
      'destination',
      'conflict',
    ])
  })
})

test('one crisis is one line, whatever each text leaves out, and known-on sees no later hint', () => {
  const claims = [
    count(284_000, '2019-12-29', { cause: null }),
    count(300_000, '2020-01-01', { quantifier: 'nearly', placeRole: 'destination' }),
    count(312_000, '2020-01-08', { cause: null, since: month(since) }),
  ]
  const lines = (knownOn: string | null) =>
    buildSubjects(claims, { now: '2020-01-20', knownOn }).map(({ cause, placeRole, points }) => [
      cause,
      placeRole,
      ...points.map(({ value }) => value),
    ])
  expect(lines(null)).toEqual([['conflict', 'origin', 284_000, 300_000, 312_000]])
  expect(lines('2019-12-31')).toEqual([[null, 'origin', 284_000]])
})
