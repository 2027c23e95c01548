/** A number that is said of this place and, by the same counter for the same window, of a wider one (design: restated_from). */

import { type Claim, daysBetween, spanOf } from '@displacement-monitor/shared/domain'
import type { Reading } from './reading.ts'
import { ruleNumbers } from './rule.ts'

const startsMeet = (a: Reading, b: Reading): boolean => {
  if (a.since === null || b.since === null) return true
  const [x, y] = [spanOf(a.since), spanOf(b.since)]
  return x.first <= y.last && y.first <= x.last
}
const daysMeet = (a: Reading, wider: Reading): boolean => {
  if (a.stated && wider.stated) return a.day === wider.day
  return Math.abs(daysBetween(wider.asOf, a.asOf)) <= ruleNumbers.reprintDays
}

/** By which a number is looked for elsewhere: as printed, and as persons where a household's size is named. */
export const numbersOf = (claims: readonly Claim[]): number[] => [
  ...new Set(
    claims.flatMap(({ value, householdSize }) =>
      householdSize === null ? [value] : [value, Math.round(value * householdSize)],
    ),
  ),
]

/** The wider claim that each reading restates. `wider`: claims of the places that contain or overlap this one. */
export function restatedFrom(readings: readonly Reading[], wider: readonly Reading[]): Map<Reading, Reading> {
  const byNumber = new Map<string, Reading[]>()
  const key = ({ unit, value, family, claim }: Reading): string =>
    `${unit} ${value} ${family} ${claim.category} ${claim.scope} ${claim.placeRole}`
  for (const reading of wider) byNumber.set(key(reading), [...(byNumber.get(key(reading)) ?? []), reading])
  const found = new Map<Reading, Reading>()
  for (const reading of readings) {
    const source = byNumber
      .get(key(reading))
      ?.find(
        (other) =>
          other.claim.placeId !== reading.claim.placeId && startsMeet(reading, other) && daysMeet(reading, other),
      )
    if (source) found.set(reading, source)
  }
  return found
}
