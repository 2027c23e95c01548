import { describe, expect, test } from 'vitest'
import { claimKey } from './claim-key.ts'
import { type ClaimParts, claimOf, day, month } from './test-claims.ts'

const seed: ClaimParts = {
  placeId: 'SY-ID',
  value: 800_000,
  quantifier: 'more_than',
  since: month('2019-12-01'),
  counter: 'UN',
  printed: '2020-02-17',
}
const key = (parts: ClaimParts = {}): string => {
  const claim = claimOf({ ...seed, ...parts })
  return claimKey(claim, claim)
}

describe('figures are one claim', () => {
  test('under a key that a person can read', () => {
    expect(key()).toBe('c1|SY-ID|origin|internal_displacements|all|conflict|person|800000||2019-12-01/month||un||||')
  })

  test.each([
    ['printed on another day', { printed: '2020-02-19' }],
    ['with the day of print as its inferred as-of', { asOf: day('2020-02-19'), asOfBasis: 'published' }],
    ['with another quantifier', { quantifier: 'exact' }],
    ['under another name of the same office', { counter: 'the United Nations' }],
    ['told by another publisher, as its own document', { publishers: 3, primary: true }],
  ] as const)('%s', (_, parts) => {
    expect(key(parts)).toBe(key())
  })
})

describe('figures are two claims', () => {
  test.each([
    ['of another value', { value: 900_000 }],
    ['of a range', { valueHigh: 900_000 }],
    ['by another office', { counter: 'OCHA' }],
    ['by nobody named', { counter: null }],
    ['since another day', { since: day('2019-12-01') }],
    ['with a stated as-of', { asOf: day('2020-02-12') }],
    ['of another place', { placeId: 'area:north-west-syria' }],
    ['of another role', { placeRole: 'destination' }],
    ['of another scope', { scope: 'registered' }],
    ['of an unknown cause', { cause: null }],
    ['in households', { unit: 'household' }],
    ['of an event', { eventId: 4 }],
    ['of a round', { operation: 'Displacement Tracking', round: 3 }],
    ['of a site assessment', { assessmentType: 'SA' }],
  ] as const)('%s', (_, parts) => {
    expect(key(parts)).not.toBe(key())
  })

  test('whatever bars stand in their names', () => {
    expect(key({ operation: 'a|b' })).not.toBe(key({ operation: 'a', round: null, assessmentType: 'b' }))
    expect(key({ operation: 'a|', round: 1 })).not.toBe(key({ operation: 'a', round: 1 }))
  })
})
