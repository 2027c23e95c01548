/** Rule 6: how often a stock is counted, and how long a number is carried after its day. */

import { ruleNumbers } from './rule.ts'

/** Median days between distinct days, the lower of two middles; null for fewer than two. */
export function medianInterval(days: readonly number[]): number | null {
  const distinct = [...new Set(days)].sort((a, b) => a - b)
  const intervals = distinct.slice(1).map((day, index) => day - (distinct[index] ?? day))
  intervals.sort((a, b) => a - b)
  return intervals[(intervals.length - 1) >> 1] ?? null
}

/** 2 × the median interval, 90 to 400 days; 90 where one day alone is known. */
export function carryDaysOf(days: readonly number[]): number {
  const median = medianInterval(days)
  if (median === null) return ruleNumbers.minCarryDays
  return Math.min(Math.max(ruleNumbers.carryFactor * median, ruleNumbers.minCarryDays), ruleNumbers.maxCarryDays)
}

/** Within so many days after a stated number its counter is not expected to have stated another: half the carry. */
export const cadenceOf = (days: readonly number[]): number => carryDaysOf(days) / ruleNumbers.carryFactor
