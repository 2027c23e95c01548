/** Rule 1: a stated number is an interval, as wide as its words and its rounding. */

import type { Quantifier } from '@displacement-monitor/shared/domain'
import { ruleNumbers } from './rule.ts'

/** Both ends included, in the claim's unit. */
export interface Interval {
  low: number
  high: number
}

/** The unit of the last non-zero digit: 100000 for 800000, 1000 for 284000, 1 for 147032; 1 for 0. */
export function lastDigitUnit(value: number): number {
  if (value <= 0) return 1
  let unit = 1
  while (value % (unit * 10) === 0) unit *= 10
  return unit
}

/** What a statement allows. "Up to" and "less than" mirror "more than"; a range or vague amount is its two ends. */
export function intervalOf(value: number, valueHigh: number | null, quantifier: Quantifier): Interval {
  const unit = lastDigitUnit(value)
  const rounding = Math.min(unit / 2, value * ruleNumbers.roundingShare)
  const step = Math.min(unit, value * ruleNumbers.moreThanShare)
  const rounded = { low: Math.ceil(value - rounding), high: Math.floor(value + rounding) }
  const told = ((): Interval => {
    switch (quantifier) {
      case 'more_than':
        return { low: value, high: Math.floor(value + step) }
      case 'less_than':
      case 'up_to':
        return { low: Math.ceil(value - step), high: value }
      case 'nearly':
        return { low: Math.ceil(value * ruleNumbers.nearlyShare), high: value }
      case 'range':
      case 'vague':
        return valueHigh === null ? rounded : { low: value, high: valueHigh }
      case 'exact':
      case 'approximately':
        return rounded
    }
  })()
  return { low: told.low, high: Math.max(told.high, valueHigh ?? 0) }
}

/** Share of the larger value by which two intervals miss each other; 0 where they meet. */
export function gapShare(a: Interval, b: Interval): number {
  const gap = Math.max(a.low - b.high, b.low - a.high, 0)
  return gap === 0 ? 0 : gap / Math.max(a.high, b.high)
}

/** Whether the coarser of two printed values is the other one rounded (to nearest, down or up). */
export function isRoundingOf(coarse: number, fine: number): boolean {
  const unit = lastDigitUnit(coarse)
  if (unit <= lastDigitUnit(fine) || Math.abs(coarse - fine) > coarse * ruleNumbers.roundingShare) return false
  return Math.abs(coarse - fine) < unit
}

export const clip = (value: number, { low, high }: Interval): number => Math.min(Math.max(value, low), high)
