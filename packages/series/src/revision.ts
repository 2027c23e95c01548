/** Rule 4: where a counter's own later number is lower by 2 % or more, the line breaks and a revised segment begins. */

import type { Reading } from './reading.ts'
import { ruleNumbers } from './rule.ts'
import { isSameOffice } from './same-day.ts'

export interface Segment {
  /** At most one a day, by day. */
  stated: Reading[]
  inferred: Reading[]
  revised: boolean
  /** A re-print of a number that the revision took back raises nothing: the highest level before; -1 in the first segment. */
  before: number
}

/** The reading that `lower` takes back, if it is a revision of one in the running segment. */
function takenBack(lower: Reading, segment: readonly Reading[]): Reading | null {
  const own = segment.findLast((earlier) => earlier.day < lower.day && isSameOffice(earlier, lower))
  if (!own || lower.printedOn < own.printedOn || lower.interval.high >= own.interval.low) return null
  return lower.value <= own.value * (1 - ruleNumbers.revisedShare) ? own : null
}

const isHalved = (high: Reading, low: Reading): boolean => low.value < high.value * ruleNumbers.misreadShare
const isCorroborated = ({ primary, review, claim }: Reading): boolean =>
  primary || review === 'cleared' || claim.publishers > 2

/**
 * A number more than halved, whose office next stands where it stood before, was misread (a part taken for the whole, a zero
 * too many). It is left to the least weight of bounds; nothing is marked as revised.
 */
function isMisread(lower: Reading, high: Reading, before: Reading | undefined, next: Reading | undefined): boolean {
  if (!isHalved(high, lower)) return false
  const dip = !isCorroborated(lower) && next !== undefined && next.value >= high.interval.low
  const spike = !isCorroborated(high) && before !== undefined && lower.value >= before.interval.low
  return dip || spike
}

/** `stated`: at most one a day, by day. Always at least one segment; `echoes` are re-prints of numbers taken back. */
export function cutSegments(
  stated: readonly Reading[],
  inferred: readonly Reading[],
): { segments: Segment[]; echoes: Reading[] } {
  const segments: Segment[] = [{ stated: [], inferred: [], revised: false, before: -1 }]
  for (const [index, reading] of stated.entries()) {
    const segment = segments.at(-1)
    if (!segment) break
    const high = takenBack(reading, segment.stated)
    const next = stated.slice(index + 1, index + 20).find((other) => isSameOffice(other, reading))
    const before = high
      ? segment.stated.findLast((other) => other.day < high.day && isSameOffice(other, high))
      : undefined
    if (high && !isMisread(reading, high, before, next)) {
      const top = Math.max(segment.before, ...segment.stated.map(({ value }) => value))
      segments.push({ stated: [reading], inferred: [], revised: true, before: top })
    } else segment.stated.push(reading)
  }
  const echoes: Reading[] = []
  for (const reading of inferred) {
    const home =
      segments.findLast(({ stated }) => (stated[0]?.day ?? Number.NEGATIVE_INFINITY) <= reading.day) ?? segments[0]
    if (home?.revised && reading.interval.low <= home.before) echoes.push(reading)
    else home?.inferred.push(reading)
  }
  return { segments, echoes }
}
