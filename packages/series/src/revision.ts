/** Rule 4: where a counter's own later number is lower by 2 % or more, the line breaks and a revised segment begins. */

import { byDay, type Reading } from './reading.ts'
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
 * A number more than halved, whose office next stands where it stood before, was misread: a part taken for the whole, a
 * zero too many. Nothing is marked as revised; the misread one of the two leaves the line.
 */
function misreadOf(lower: Reading, high: Reading, before?: Reading, next?: Reading): Reading | null {
  if (!isHalved(high, lower)) return null
  if (!isCorroborated(lower) && next !== undefined && next.value >= high.interval.low) return lower
  if (!isCorroborated(high) && before !== undefined && lower.value >= before.interval.low) return high
  return null
}

export interface Segments {
  /** At least one. */
  segments: Segment[]
  /** Re-prints of numbers that a revision took back. */
  echoes: Reading[]
  misread: Reading[]
}

/** `stated`: at most one a day, by day. */
export function cutSegments(stated: readonly Reading[], inferred: readonly Reading[]): Segments {
  const segments: Segment[] = [{ stated: [], inferred: [], revised: false, before: -1 }]
  const misread: Reading[] = []
  for (const [index, reading] of stated.entries()) {
    const segment = segments.at(-1)
    if (!segment) break
    const high = takenBack(reading, segment.stated)
    const next = stated.slice(index + 1, index + 20).find((other) => isSameOffice(other, reading))
    const before = high
      ? segment.stated.findLast((other) => other.day < high.day && isSameOffice(other, high))
      : undefined
    const wrong = high ? misreadOf(reading, high, before, next) : null
    if (wrong) misread.push(wrong)
    if (wrong === reading) continue
    if (wrong) segment.stated.splice(segment.stated.indexOf(wrong), 1)
    if (high && !wrong) {
      const before = Math.max(segment.before, ...segment.stated.map(({ value }) => value))
      segments.push({ stated: [reading], inferred: [], revised: true, before })
    } else segment.stated.push(reading)
  }
  const echoes: Reading[] = []
  for (const reading of inferred) {
    const home =
      segments.findLast(({ stated }) => (stated[0]?.day ?? Number.NEGATIVE_INFINITY) <= reading.day) ?? segments[0]
    if (home?.revised && reading.interval.low <= home.before) echoes.push(reading)
    else home?.inferred.push(reading)
  }
  return { segments, echoes, misread }
}

const echoDays = 30
const outnumbered = 3

/**
 * Inferred numbers that are more than double of all that their family printed in the month after, three claims or more,
 * and that one publisher alone tells: a population or another count, misread. They have no ceiling of their own to break.
 */
export function misreadSpikes(own: readonly Reading[]): Set<Reading> {
  const sorted = [...own].sort(byDay)
  const spikes = new Set<Reading>()
  for (const [index, reading] of sorted.entries()) {
    if (reading.stated || isCorroborated(reading) || reading.claim.publishers > 1) continue
    let lower = 0
    for (let next = index + 1; next < sorted.length; next++) {
      const later = sorted[next]
      if (!later || later.day > reading.day + echoDays) break
      if (later.value >= reading.value * ruleNumbers.misreadShare) {
        lower = 0
        break
      }
      lower++
    }
    if (lower >= outnumbered) spikes.add(reading)
  }
  return spikes
}
