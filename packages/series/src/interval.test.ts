import { describe, expect, test } from 'vitest'
import { gapShare, intervalOf, isRoundingOf, lastDigitUnit } from './interval.ts'

describe('rule 1: a claim is an interval', () => {
  test.each([
    [800_000, null, 'more_than', 800_000, 900_000],
    [830_000, null, 'more_than', 830_000, 840_000],
    [100_000, null, 'more_than', 100_000, 112_500],
    [390_000, null, 'nearly', 370_500, 390_000],
    [284_000, null, 'approximately', 283_500, 284_500],
    [900_000, null, 'exact', 855_000, 945_000],
    [147_032, null, 'exact', 147_032, 147_032],
    [300_000, null, 'less_than', 262_500, 300_000],
    [300_000, null, 'up_to', 262_500, 300_000],
    [10_000, 99_999, 'vague', 10_000, 99_999],
    [40_000, 50_000, 'range', 40_000, 50_000],
    [0, null, 'exact', 0, 0],
    [7, null, 'more_than', 7, 7],
  ] as const)('%i (%s) %s is %i to %i', (value, high, quantifier, low, upper) => {
    expect(intervalOf(value, high, quantifier)).toEqual({ low, high: upper })
  })

  test('the last digit that is not zero gives the unit', () => {
    expect([800_000, 284_000, 147_032, 0].map(lastDigitUnit)).toEqual([100_000, 1_000, 1, 1])
  })

  test('a rounding is coarser, within 5 % and within its unit', () => {
    expect(isRoundingOf(300_000, 291_000)).toBe(true)
    expect(isRoundingOf(900_000, 875_000)).toBe(true)
    expect(isRoundingOf(291_000, 300_000)).toBe(false)
    expect(isRoundingOf(300_000, 270_000)).toBe(false)
    expect(isRoundingOf(300_000, 300_000)).toBe(false)
  })

  test('intervals that meet have no gap', () => {
    expect(gapShare({ low: 1, high: 10 }, { low: 10, high: 20 })).toBe(0)
    expect(gapShare({ low: 90, high: 90 }, { low: 100, high: 100 })).toBe(0.1)
  })
})
