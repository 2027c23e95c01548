/** A cumulative line: one family's count since one start, which never falls but at a marked revision (rules 2 to 5). */

import { daysBetween, type IsoDate, type LeftOut, type SeriesPoint } from '@displacement-monitor/shared/domain'
import { type Drawn, drawSegment } from './draw-segment.ts'
import { extension } from './extend-line.ts'
import { conflictsWith } from './lead.ts'
import { grouped, type Line, leave } from './line.ts'
import { byDay, type Reading } from './reading.ts'
import { cutSegments, misreadSpikes } from './revision.ts'
import { ruleNumbers } from './rule.ts'
import { oneADay } from './same-day.ts'

/** `own`: the lead's readings of this start; `others`: those of other families; `windows`: closed spans that may extend it. */
export function buildCumulative(
  own: readonly Reading[],
  others: readonly Reading[],
  windows: readonly Reading[],
): Line {
  const leftOut: LeftOut[] = []
  const leaveAll = (readings: Iterable<Reading>, reason: string): void => {
    for (const reading of readings) leftOut.push(...leave(reading, reason))
  }
  for (const other of others) {
    leaveAll([other], `counted by ${other.office ?? 'nobody named'}: the line follows one family of counters`)
  }
  const idle = idleOf(own)
  leaveAll(idle, 'an undated print decides nothing beside a dated one')
  const dated = own.filter((reading) => !idle.has(reading))
  const bold = boldOf(dated)
  leaveAll(bold, 'nobody is named for it, and it stands where a named number does, or far above all before it')
  const deciding = dated.filter((reading) => !bold.has(reading))
  const spikes = misreadSpikes(deciding)
  leaveAll(spikes, 'more than double of all that its counter printed in the month after: misread')
  const stated = oneADay(deciding.filter((reading) => reading.stated))
  leftOut.push(...stated.leftOut)
  const inferred = deciding.filter((reading) => !reading.stated && !spikes.has(reading))
  const { segments, echoes, misread } = cutSegments(stated.chosen, inferred)
  leaveAll(echoes, 'repeats a number that its counter took back')
  leaveAll(misread, 'misread: less than half of, or over double, what its counter said before and after')
  const drawn = segments.map(drawSegment)
  leftOut.push(...drawn.flatMap((segment) => segment.leftOut))
  const points = drawn.flatMap((segment) => segment.points)
  const extended = extension(points, windows)
  if (extended) points.push(extended)
  const conflicts = conflictsWith(points, others)
  return { points: points.map((point) => toPoint(point, conflicts.get(point.day), stated.replaced)), leftOut }
}

/**
 * An undated relay is known from the day it was recorded only, so it decides nothing beside a dated print or the counter's
 * own document of its day (± 1); where it states no as-of either, nothing beside any of these.
 */
function idleOf(own: readonly Reading[]): Set<Reading> {
  const tells = (reading: Reading): boolean => reading.dated || reading.primary || reading.review === 'cleared'
  const telling = own.filter(tells)
  const days = new Set(telling.map(({ day }) => day))
  return new Set(
    own.filter((reading) => {
      if (tells(reading)) return false
      return reading.stated ? [-1, 0, 1].some((step) => days.has(reading.day + step)) : telling.length > 0
    }),
  )
}

/**
 * A number that nobody is named for follows the line's family: it decides nothing on a day (± 1) for which that family states
 * one, and never lifts the line far above what stood before, as a population or another office's tally would.
 */
function boldOf(own: readonly Reading[]): Set<Reading> {
  const named = own.filter(({ family }) => family !== '')
  if (named.length === 0) return new Set()
  const days = new Set(named.filter(({ stated }) => stated).map(({ day }) => day))
  const bold = new Set<Reading>()
  let level = 0
  for (const reading of [...own].sort(byDay)) {
    const rise = ruleNumbers.unnamedRise[reading.stated ? 'stated' : 'inferred']
    const isBold =
      reading.family === '' &&
      ((reading.stated && [-1, 0, 1].some((step) => days.has(reading.day + step))) ||
        (level > 0 && reading.value > level * rise))
    if (isBold) bold.add(reading)
    else level = Math.max(level, reading.value)
  }
  return bold
}

function toPoint(point: Drawn, conflict: Reading | undefined, replaced: ReadonlySet<Reading>): SeriesPoint {
  const { reading, beside } = point
  const flags = [...point.flags]
  if (replaced.has(reading) && !flags.includes('revised')) flags.push('revised')
  if (conflict) flags.push('conflict')
  const apart = conflict ? ` ${conflict.office} says ${grouped(conflict.value)} for ${conflict.asOf}.` : ''
  return {
    from: null,
    asOf: point.asOf,
    value: point.value,
    low: point.low,
    high: point.high,
    // Nobody said "nearly 961,000" who said "nearly 1,000,000".
    quantifier: point.value === reading.value ? reading.claim.quantifier : 'approximately',
    review: reading.review,
    witnesses: reading.witnesses,
    claimIds: [...reading.claimIds, ...beside.flatMap(({ claimIds }) => claimIds)],
    flags,
    reason: point.reason + apart,
  }
}

export const isClosed = (lastAsOf: IsoDate, now: IsoDate): boolean =>
  daysBetween(lastAsOf, now) > ruleNumbers.closedAfterDays
