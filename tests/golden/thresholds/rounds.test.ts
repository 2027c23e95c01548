/** Rounds of a tracking operation against a level with a clear level; what is expected was written by hand before the first run. */
import type { Claim } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { claimOf } from '../../../packages/series/src/test-claims.ts'
import { rulesOf } from '../../../packages/series/src/thresholds/test-watched.ts'
import { eachDay, live, messages, readOn, states } from './replay.ts'

const round = (number: number, asOf: string, printed: string, value: number): Claim =>
  claimOf({
    category: 'idps',
    placeId: 'TCD',
    placeRole: 'destination',
    counter: 'IOM',
    operation: 'Displacement Chad',
    round: number,
    assessmentType: 'BA',
    coverage: ['TD-LC'],
    value,
    asOf,
    printed,
    primary: true,
  })

const rounds = [
  round(1, '2023-01-31', '2023-02-10', 120_000),
  round(2, '2023-04-30', '2023-05-12', 198_000),
  round(3, '2023-07-31', '2023-08-10', 210_000), // beyond
  round(4, '2023-10-31', '2023-11-12', 180_000), // below the level, not below the clear level
  round(5, '2024-01-31', '2024-02-11', 205_000), // still the same
  round(6, '2024-04-30', '2024-05-10', 149_000), // over
  round(7, '2024-07-31', '2024-08-09', 260_000), // beyond again,
  round(7, '2024-07-31', '2024-08-20', 190_000), // which its second print takes back
  round(8, '2024-10-31', '2024-11-10', 230_000), // beyond
  round(9, '2025-01-31', '2025-02-12', 140_000), // over
  round(10, '2025-04-30', '2025-05-20', 240_000), // beyond, printed 20 days later
]
const level = rulesOf({ kind: 'level', atLeast: 200_000, clearBelow: 150_000 })

describe('at least 200,000, over below 150,000', () => {
  test('live: fired, cleared, fired and corrected, fired and cleared', () => {
    const incidents = live(level, eachDay(rounds, '2023-02-01', '2025-06-30'))
    expect(messages(incidents)).toEqual([
      '2023-08-10 fired: 2023-04-30 198000 → 2023-07-31 210000',
      '2024-05-10 cleared: 2023-04-30 198000 → 2023-07-31 210000, newest 2024-01-31 205000, over 2024-04-30 149000',
      '2024-08-09 fired: 2024-04-30 149000 → 2024-07-31 260000',
      '2024-08-20 corrected: 2024-04-30 149000 → 2024-07-31 260000',
      '2024-11-10 fired: 2024-07-31 190000 → 2024-10-31 230000',
      '2025-02-12 cleared: 2024-07-31 190000 → 2024-10-31 230000, over 2025-01-31 140000',
    ])
    expect(states(incidents)).toEqual([
      '2023-07-31 to 2024-04-30: 2023-08-10 firing, 2024-05-10 cleared',
      '2024-07-31 to null: 2024-08-09 firing, 2024-08-20 corrected',
      '2024-10-31 to 2025-01-31: 2024-11-10 firing, 2025-02-12 cleared',
      // A round that is printed over 14 days after its day is history by then.
      '2025-04-30 to null: 2025-05-20 would_have_fired',
    ])
  })

  test('read today: history, told to nobody', () => {
    const incidents = readOn(level, rounds, '2026-11-23')
    expect(messages(incidents)).toEqual([])
    expect(states(incidents)).toEqual([
      '2023-07-31 to 2024-04-30: 2026-11-23 would_have_fired',
      '2024-10-31 to 2025-01-31: 2026-11-23 would_have_fired',
      '2025-04-30 to null: 2026-11-23 would_have_fired',
    ])
  })

  test('a rise between rounds is of one coverage', () => {
    const rise = rulesOf({ kind: 'rise', by: 10_000, ratio: 0.1, days: 190 })
    const wider = rounds.map((claim) => (claim.round === 8 ? { ...claim, coverage: ['TD-LC', 'TD-BA'] } : claim))
    const risen = (claims: readonly Claim[]): string[] =>
      live(rise, eachDay(claims, '2024-10-01', '2024-12-31')).map(({ crossing }) => crossing.key)
    expect(risen(rounds)).toContain('rise 2024-10-31')
    expect(risen(wider)).not.toContain('rise 2024-10-31')
  })
})
