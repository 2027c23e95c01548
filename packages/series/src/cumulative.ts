/** A cumulative line: one family's count since one start, which never falls but at a marked revision (rules 2 to 5). */

import {
  daysBetween,
  type IsoDate,
  type LeftOut,
  type PointFlag,
  type SeriesPoint,
} from '@displacement-monitor/shared/domain'
import { clip } from './interval.ts'
import { conflictsWith } from './lead.ts'
import { keptBounds, placeValues } from './monotone.ts'
import { byTrust, type Reading } from './reading.ts'
import { cutSegments, misreadSpikes, type Segment } from './revision.ts'
import { ruleNumbers } from './rule.ts'
import { oneADay } from './same-day.ts'

export interface Line {
  points: SeriesPoint[]
  leftOut: LeftOut[]
}

export const leave = (reading: Reading, reason: string): LeftOut[] =>
  reading.claimIds.map((claimId) => ({ claimId, reason }))

const number = (value: number): string => value.toLocaleString('en-GB')

/** `own`: the lead's readings of this start; `others`: those of other families; `windows`: closed spans that may extend it. */
export function buildCumulative(
  own: readonly Reading[],
  others: readonly Reading[],
  windows: readonly Reading[],
): Line {
  const leftOut: LeftOut[] = others.flatMap((other) =>
    leave(other, `counted by ${other.office ?? 'nobody named'}: the line follows one family of counters`),
  )
  const { deciding, idle } = withoutIdle(own)
  leftOut.push(...idle)
  const stated = oneADay(deciding.filter((reading) => reading.stated))
  leftOut.push(...stated.leftOut)
  const spikes = misreadSpikes(deciding)
  leftOut.push(
    ...[...spikes].flatMap((spike) =>
      leave(spike, 'more than double of all that its counter printed in the month after: misread'),
    ),
  )
  const inferred = deciding.filter((reading) => !reading.stated && !spikes.has(reading))
  const points: Drawn[] = []
  const { segments, echoes, misread } = cutSegments(stated.chosen, inferred)
  leftOut.push(...echoes.flatMap((echo) => leave(echo, 'repeats a number that its counter took back')))
  leftOut.push(
    ...misread.flatMap((one) =>
      leave(one, 'misread: less than half of, or over double, what its counter said before and after'),
    ),
  )
  for (const segment of segments) {
    const line = drawSegment(segment)
    points.push(...line.points)
    leftOut.push(...line.leftOut)
  }
  extend(points, windows)
  const conflicts = conflictsWith(points, others)
  return { points: points.map((point) => toPoint(point, conflicts.get(point.day), stated.replaced)), leftOut }
}

/**
 * An undated relay is known from the day it was recorded only, so it decides nothing beside a dated print or the counter's
 * own document of its day (± 1); where it states no as-of either, nothing beside any of these.
 */
function withoutIdle(own: readonly Reading[]): { deciding: Reading[]; idle: LeftOut[] } {
  const telling = own.filter((reading) => reading.dated || reading.primary || reading.review === 'cleared')
  const days = new Set(telling.map(({ day }) => day))
  const isIdle = (reading: Reading): boolean => {
    if (reading.dated || reading.primary || reading.review === 'cleared') return false
    return reading.stated ? [-1, 0, 1].some((step) => days.has(reading.day + step)) : telling.length > 0
  }
  return {
    deciding: own.filter((reading) => !isIdle(reading)),
    idle: own
      .filter(isIdle)
      .flatMap((reading) => leave(reading, 'an undated print decides nothing beside a dated one')),
  }
}

interface Drawn {
  reading: Reading
  day: number
  asOf: IsoDate
  value: number
  low: number
  high: number
  flags: PointFlag[]
  reason: string
  /** Other claims that make the point: those that say the same day less precisely, the window that extends. */
  beside: readonly Reading[]
}

function drawSegment({ stated, inferred, revised, before }: Segment): { points: Drawn[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = []
  const leave_ = (reading: Reading, reason: string): void => void leftOut.push(...leave(reading, reason))
  // Of one day the stated number first, then the highest floor.
  const bounding = [...stated, ...inferred].sort(
    (a, b) => a.day - b.day || Number(b.stated) - Number(a.stated) || b.interval.low - a.interval.low || byTrust(a, b),
  )
  const kept = keptBounds(
    bounding.map(({ day, interval, stated, weight }) => ({
      day,
      low: interval.low,
      high: stated ? interval.high : Number.POSITIVE_INFINITY,
      weight,
    })),
  )
  const standing = bounding.filter((_, index) => kept[index])
  for (const [index, reading] of bounding.entries()) {
    if (!kept[index]) leave_(reading, 'contradicts more weight of other claims: a count since a day never falls')
  }
  const ceilings = suffixCeilings(standing)
  const points: Drawn[] = []
  const rooms: { printed: number; low: number; high: number; width: number }[] = []
  let floor = Number.NEGATIVE_INFINITY
  let level = before
  for (const [index, reading] of standing.entries()) {
    const sameDay = points.at(-1)?.day === reading.day
    if (!reading.stated && (sameDay || reading.interval.low <= level)) {
      leave_(reading, `by ${reading.asOf} the line had reached that many: a witness`)
      continue
    }
    floor = Math.max(floor, reading.interval.low)
    const ceiling = ceilings[index] ?? Number.POSITIVE_INFINITY
    const low = Math.max(floor, reading.interval.low)
    const high = Math.min(reading.stated ? reading.interval.high : Math.max(reading.interval.high, low), ceiling)
    rooms.push({ printed: reading.value, low, high, width: reading.width })
    level = Math.max(level, clip(reading.value, { low, high }))
    points.push({
      reading,
      day: reading.day,
      asOf: reading.asOf,
      value: reading.value,
      low,
      high,
      flags: flagsOf(reading, revised && points.length === 0),
      reason: '',
      beside: [],
    })
  }
  for (const [index, value] of placeValues(rooms).entries()) {
    const point = points[index]
    if (!point) continue
    point.value = value
    point.reason = reasonOf(point)
  }
  return { points, leftOut }
}

/** For each standing bound the lowest ceiling of its day or later. */
function suffixCeilings(standing: readonly Reading[]): number[] {
  const ceilings = new Array<number>(standing.length)
  let ceiling = Number.POSITIVE_INFINITY
  for (let index = standing.length - 1; index >= 0; index--) {
    const reading = standing[index]
    if (reading?.stated) ceiling = Math.min(ceiling, reading.interval.high)
    ceilings[index] = ceiling
  }
  return ceilings
}

function flagsOf(reading: Reading, revised: boolean): PointFlag[] {
  const flags: PointFlag[] = []
  if (revised) flags.push('revised')
  if (!reading.stated) flags.push('inferred')
  if (reading.attribution) flags.push('attribution')
  return flags
}

function reasonOf({ reading, value, flags }: Drawn): string {
  const basis = reading.stated
    ? 'stated for this day'
    : `no as-of stated: that many had been reached when it was printed`
  const clipped =
    value === reading.value ? '' : `; printed ${number(reading.value)}, held within what other claims allow`
  const revised = flags.includes('revised') ? '; lower than its own earlier number: a revised segment begins' : ''
  return `${reading.office ?? 'Nobody named'}: ${basis}${clipped}${revised}.`
}

/**
 * Rule 5, last part: a window extends the line only from its last stated day (± 1), and where no count of that office ends
 * inside or after it. Windows that share a day are alternatives: the weightiest extends, the latest end of equals.
 */
function extend(points: Drawn[], windows: readonly Reading[]): void {
  const last = points.at(-1)
  if (!last?.reading.stated) return
  const fitting = windows.filter(
    ({ since, stated, asOf, family }) =>
      since?.accuracy === 'day' &&
      stated &&
      family === last.reading.family &&
      Math.abs(daysBetween(last.asOf, since.day)) <= 1 &&
      asOf > last.asOf,
  )
  const [window] = fitting.sort((a, b) => b.weight - a.weight || b.day - a.day || (a.key < b.key ? -1 : 1))
  if (!window) return
  points.push({
    reading: window,
    day: window.day,
    asOf: window.asOf,
    value: last.value + window.value,
    low: last.low + window.interval.low,
    high: last.high + window.interval.high,
    flags: flagsOf(window, false),
    reason: `${number(last.value)} by ${last.asOf} and the window's ${number(window.value)} after it, by the same family of counters.`,
    beside: [last.reading],
  })
}

function toPoint(point: Drawn, conflict: Reading | undefined, replaced: ReadonlySet<Reading>): SeriesPoint {
  const { reading, beside } = point
  const flags = [...point.flags]
  if (replaced.has(reading) && !flags.includes('revised')) flags.push('revised')
  if (conflict) flags.push('conflict')
  const apart = conflict ? ` ${conflict.office} says ${number(conflict.value)} for ${conflict.asOf}.` : ''
  return {
    from: null,
    asOf: point.asOf,
    value: point.value,
    low: point.low,
    high: point.high,
    quantifier: reading.claim.quantifier,
    review: reading.review,
    witnesses: reading.witnesses,
    claimIds: [...reading.claimIds, ...beside.flatMap(({ claimIds }) => claimIds)],
    flags,
    reason: point.reason + apart,
  }
}

export const isClosed = (lastAsOf: IsoDate, now: IsoDate): boolean =>
  daysBetween(lastAsOf, now) > ruleNumbers.closedAfterDays
