import { describe, expect, test } from 'vitest'
import { foldClaims } from './fold-claims.ts'
import { type ClaimParts, claimOf, month } from './test-claims.ts'

const ocha: ClaimParts = { id: 1, value: 800_000, since: '2019-12-01', asOf: '2020-02-12', printed: '2020-02-13' }
const fold = (...others: ClaimParts[]) => {
  const claims = [ocha, ...others.map((parts, index) => ({ ...ocha, id: index + 2, ...parts }))].map(claimOf)
  return foldClaims(claims)
}
const groups = (...others: ClaimParts[]) => fold(...others).groups.map(({ members }) => members)

describe('are one claim', () => {
  test.each([
    ['the UN and OCHA with one number', { counter: 'UN' }],
    ['a number that nobody is named for', { counter: null }],
    ['"since December" and "since 1 December"', { since: month('2019-12-01') }],
    ['a re-print without an as-of, days later', { asOf: null, printed: '2020-02-17' }],
    ['a re-print that tells neither start nor as-of', { asOf: null, since: null, printed: '2020-02-17' }],
    ['another quantifier', { quantifier: 'more_than' }],
    ['a rounding for the same stated day', { value: 790_000, counter: 'UN' }],
    ['an as-of told to the week', { asOf: { day: '2020-02-10', accuracy: 'week' } }],
  ] as const)('%s', (_, parts) => {
    const folded = groups(parts)
    expect(folded).toHaveLength(1)
    expect(folded[0]?.toSorted()).toEqual([1, 2])
  })
})

describe('are two claims', () => {
  test.each([
    ['numbers further apart than rounding', { value: 700_000 }],
    ['another start day', { since: '2019-12-12' }],
    ['another stated day', { asOf: '2020-02-17', printed: '2020-02-18' }],
    ['a print older than the as-of', { asOf: null, printed: '2020-02-10' }],
    ['a re-print months later', { asOf: null, printed: '2020-06-10' }],
    ['another family with one number', { counter: 'SOHR' }],
    ['two offices whose numbers are but near', { value: 790_000, counter: 'UNICEF' }],
  ] as const)('%s', (_, parts) => {
    expect(groups(parts)).toHaveLength(2)
  })

  test('rounds with one number', () => {
    const round = { ...ocha, operation: 'Displacement Tracking', category: 'idps', since: null } as const
    const claims = [1, 2].map((number) => claimOf({ ...round, id: number, round: number }))
    expect(foldClaims(claims).groups).toHaveLength(2)
  })

  test('rows of two events', () => {
    const claims = [1, 2].map((eventId) => claimOf({ ...ocha, id: eventId, eventId, role: 'recommended' }))
    expect(foldClaims(claims).groups).toHaveLength(2)
  })

  test('numbers that meet only over a third, rounder one', () => {
    const day = { asOf: '2020-02-12', counter: 'UN' }
    const folded = groups({ ...day, value: 770_000, counter: 'OCHA' }, { ...day, value: 830_000, counter: 'OCHA' })
    expect(folded.map((members) => members.toSorted())).toEqual([[1, 3], [2]])
  })
})

test('another attribution of one number is kept and flagged: folded within a family, apart between families', () => {
  const { attributionConflicts } = fold({ counter: 'OHCHR' }, { counter: 'SOHR' })
  expect(attributionConflicts.toSorted((a, b) => a.claimIds[1] - b.claimIds[1])).toMatchObject([
    { counters: ['OCHA', 'OHCHR'], folded: true },
    { counters: ['OCHA', 'SOHR'], folded: false },
  ])
})

test('a structured row leads the prose that repeats it', () => {
  expect(fold({ eventId: 2, role: 'recommended', counter: 'UN' }).groups).toEqual([{ lead: 2, members: [2, 1] }])
})

test('the most precise statement of the best-named office leads', () => {
  const { groups: all } = fold(
    { counter: 'UN' },
    { counter: null },
    { asOf: null, printed: '2020-02-14', counter: 'UN' },
  )
  expect(all).toEqual([{ lead: 1, members: [1, 2, 3, 4] }])
})
