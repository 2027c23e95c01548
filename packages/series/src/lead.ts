/** Rule 3: a line follows one family of counters; the others are evidence, and flagged where they are apart. */

import { gapShare } from './interval.ts'
import type { Reading } from './reading.ts'
import { ruleNumbers } from './rule.ts'

/**
 * The counter named by the operator where it has a claim here, else the heaviest; ties by number of claims, then by name.
 * `keyOf` says what is followed: a family for counts, an office and its operation for stocks. Null for no readings.
 */
export function leadOf(readings: readonly Reading[], keyOf: (reading: Reading) => string, named: Named): string | null {
  const chosen = readings.find(named)
  if (chosen) {
    const own = readings.filter(named)
    if (own.length < readings.length) return leadOf(own, keyOf, nobody)
  }
  const weights = new Map<string, { weight: number; claims: number }>()
  for (const reading of readings) {
    const sum = weights.get(keyOf(reading)) ?? { weight: 0, claims: 0 }
    weights.set(keyOf(reading), { weight: sum.weight + reading.weight, claims: sum.claims + 1 })
  }
  const ranked = [...weights].sort(
    ([a, x], [b, y]) =>
      (Math.abs(y.weight - x.weight) > 1e-9 ? y.weight - x.weight : 0) || y.claims - x.claims || (a < b ? -1 : 1),
  )
  return ranked[0]?.[0] ?? null
}

/** Whether a reading is of the counter that the operator named. */
export type Named = (reading: Reading) => boolean
export const nobody: Named = () => false

/**
 * Days of the line's points at which another counter is apart by more than 2 %, with that counter's claim. Between two
 * points the line is anywhere from the lower to the upper.
 */
export function conflictsWith(
  points: readonly Placed[],
  others: readonly Reading[],
  nearDays = 7,
): Map<number, Reading> {
  const found = new Map<number, Reading>()
  for (const other of others) {
    if (other.family === '') continue
    const at = points.findLastIndex((point) => point.day <= other.day)
    const before = points[at]
    const after = points[at + 1]
    const near = [before, after].filter((point) => point && Math.abs(point.day - other.day) <= nearDays)
    if (near.length === 0) continue
    const line = {
      low: (before ?? after)?.low ?? 0,
      high: (after ?? before)?.high ?? 0,
    }
    // An inferred as-of says "by then": only a number above the line contradicts it.
    if (!other.stated && other.interval.low <= line.high) continue
    if (gapShare(line, other.interval) <= ruleNumbers.conflictShare) continue
    const nearest = near.reduce((a, b) => (a && b && Math.abs(b.day - other.day) < Math.abs(a.day - other.day) ? b : a))
    if (nearest && !found.has(nearest.day)) found.set(nearest.day, other)
  }
  return found
}

/** A point of a line, as far as comparing needs it. */
export interface Placed {
  day: number
  low: number
  high: number
}
