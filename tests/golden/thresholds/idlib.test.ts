/**
 * North-west Syria, December 2019 to May 2020, replayed day by day as it was printed. What is expected was written by hand
 * from the published numbers (north-west-syria.ts) before the first run.
 */
import { describe, expect, test } from 'vitest'
import { rulesOf } from '../../../packages/series/src/thresholds/test-watched.ts'
import { timelineClaims } from '../series/north-west-syria.ts'
import { eachDay, live, messages, readOn, states } from './replay.ts'

const claims = timelineClaims()
const winter = eachDay(claims, '2019-12-20', '2020-05-20')
const today = '2026-11-23'

describe('at least 500,000 since a day', () => {
  const level = rulesOf({ kind: 'level', atLeast: 500_000, clearBelow: null })

  test('live: two lines, each told once', () => {
    const incidents = live(level, winter)
    // 7 January: "700,000 in eight months" is a count of its own, since May. 4 February: a spokesman says 520,000; on the 6th
    // OCHA prints 586,000 by 2 February, which makes the same crossing begin two days earlier, and tells nobody again.
    expect(messages(incidents)).toEqual([
      '2020-01-07 fired: nothing → 2020-01-07 700000',
      '2020-02-04 fired: 2020-01-27 390000 → 2020-02-04 520000',
    ])
    // Nobody continues the counts: 60 days after their last number they are over, without a word.
    expect(states(incidents)).toEqual([
      '2020-01-07 to 2020-01-07: 2020-01-07 firing, 2020-03-08 cleared',
      '2020-02-02 to 2020-03-03: 2020-02-04 firing, 2020-05-03 cleared',
    ])
  })

  test('a growth by a quarter is told again: from 520,000 to 700,000, and to 900,000', () => {
    expect(messages(live({ ...level, escalateRatio: 0.25 }, winter))).toEqual([
      '2020-01-07 fired: nothing → 2020-01-07 700000',
      '2020-02-04 fired: 2020-01-27 390000 → 2020-02-04 520000',
      '2020-02-10 escalated: 2020-01-27 390000 → 2020-02-02 586000, newest 2020-02-10 700000',
      '2020-02-17 escalated: 2020-01-27 390000 → 2020-02-02 586000, newest 2020-02-17 900000',
    ])
  })

  test('read today: history, told to nobody', () => {
    const incidents = readOn(level, claims, today)
    expect(messages(incidents)).toEqual([])
    expect(states(incidents)).toEqual([
      `2020-01-07 to 2020-01-07: ${today} would_have_fired`,
      `2020-02-02 to 2020-03-05: ${today} would_have_fired`,
    ])
  })
})

describe('20 % more within 7 days', () => {
  const rise = rulesOf({ kind: 'rise', by: 0, ratio: 0.2, days: 7 })

  test('live: twice in the winter', () => {
    const incidents = live(rise, winter)
    // 27 January to 2 February: half as many again in six days, printed on the 6th. 10 to 17 February: 29 % in seven days.
    // Not: 284,000 to 300,000 (6 %), 312,000 to 350,000 (12 %), 390,000 to 520,000 (in eight days), 700,000 to 830,000 (19 %).
    expect(messages(incidents)).toEqual([
      '2020-02-06 fired: 2020-01-27 390000 → 2020-02-02 586000',
      '2020-02-17 fired: 2020-02-10 700000 → 2020-02-17 900000',
    ])
    expect(incidents.map(({ crossing }) => crossing.key)).toEqual(['rise 2020-02-02', 'rise 2020-02-17'])
  })

  test('read today: history, told to nobody', () => {
    const incidents = readOn(rise, claims, today)
    expect(messages(incidents)).toEqual([])
    expect(states(incidents)).toEqual([
      `2020-02-02 to 2020-02-02: ${today} would_have_fired`,
      `2020-02-17 to 2020-02-17: ${today} would_have_fired`,
    ])
  })
})

test("an observatory's 1.5 million is a conflict, once", () => {
  const conflict = rulesOf({ kind: 'conflict', ratio: 0.1 })
  expect(messages(live(conflict, winter))).toEqual(['2020-03-04 fired: 2020-03-03 1000000 → 2020-03-04 1500000'])
})

test('the first number of the winter makes the place known, once', () => {
  const first = rulesOf({ kind: 'first', atLeast: 2_500 })
  expect(messages(live(first, winter))).toEqual(['2019-12-27 fired: nothing → 2019-12-25 235000'])
})
