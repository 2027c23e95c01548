/** Rule 4: of several numbers for one day one stands: an office's later print replaces its earlier, the most precise leads. */

import type { LeftOut } from '@displacement-monitor/shared/domain'
import { gapShare } from './interval.ts'
import { isSameOrAbove } from './normalise-counter.ts'
import { byTrust, type Reading } from './reading.ts'
import { ruleNumbers } from './rule.ts'

export interface OneADay {
  /** At most one reading a day, by day. */
  chosen: Reading[]
  leftOut: LeftOut[]
  /** Those of them that took the place of their own office's earlier number, over 2 % apart. */
  replaced: Set<Reading>
}

export const isSameOffice = (a: Reading, b: Reading): boolean =>
  a.office === b.office || (a.office !== null && b.office !== null && isSameOrAbove(a.office, b.office))

/** A relay never replaces the counter's own document; an undated print never replaces a dated one. */
const mayReplace = (later: Reading, earlier: Reading): boolean =>
  isSameOffice(later, earlier) &&
  later.printedOn > earlier.printedOn &&
  (later.primary || !earlier.primary) &&
  (later.dated || !earlier.dated)

const isApart = (a: Reading, b: Reading): boolean => gapShare(a.interval, b.interval) > ruleNumbers.conflictShare

export function oneADay(readings: readonly Reading[]): OneADay {
  const days = new Map<number, Reading[]>()
  for (const reading of readings) {
    const day = days.get(reading.day)
    if (day) day.push(reading)
    else days.set(reading.day, [reading])
  }
  const answer: OneADay = { chosen: [], leftOut: [], replaced: new Set() }
  for (const day of [...days.keys()].sort((a, b) => a - b)) chooseOfDay(days.get(day) ?? [], answer)
  return answer
}

function chooseOfDay(readings: readonly Reading[], answer: OneADay): void {
  const sorted = [...readings].sort(byTrust)
  const outdated = new Map<Reading, Reading>()
  for (const earlier of sorted) {
    const later = sorted.find((other) => mayReplace(other, earlier) && isApart(other, earlier))
    if (later) outdated.set(earlier, later)
  }
  const chosen = mostPrecise(sorted.filter((reading) => !outdated.has(reading)))
  if (!chosen) return
  answer.chosen.push(chosen)
  for (const reading of sorted) {
    if (reading === chosen) continue
    const reason = outdated.has(reading)
      ? 'replaced: its own counter printed another number for the same day later'
      : 'a more precise or weightier claim stands for the same day'
    for (const claimId of reading.claimIds) answer.leftOut.push({ claimId, reason })
    if (outdated.has(reading) && isSameOffice(chosen, reading)) answer.replaced.add(chosen)
  }
}

/** Among the numbers that meet the weightiest one, the counter's own document first, then the narrowest interval. */
function mostPrecise(sorted: readonly Reading[]): Reading | undefined {
  const heaviest = sorted.reduce<Reading | undefined>((a, b) => (a && a.weight >= b.weight ? a : b), undefined)
  const meeting = sorted.filter((reading) => heaviest && !isApart(reading, heaviest))
  return meeting.sort((a, b) => Number(b.primary) - Number(a.primary) || a.width - b.width || byTrust(a, b))[0]
}
