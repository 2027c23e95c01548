/** `rise` and `drop`: more or less than like numbers of the days before. */
import { dayNumber, type ThresholdRule, type WatchedSeries } from '@displacement-monitor/shared/domain'
import { grouped } from '../line.ts'
import type { Found } from './found.ts'
import { joinMoments, type Moment } from './join-moments.ts'
import type { KnownPoint } from './known-points.ts'
import { isBars, isShare, percent, tellPoint, windowOf } from './tell-point.ts'

type Change = Extract<ThresholdRule, { kind: 'rise' | 'drop' }>

/** Bars of like length: a month has 28 to 31 days. */
const lengthShare = 0.15

export function findChange(
  rule: Change,
  series: WatchedSeries,
  points: readonly KnownPoint[],
  coolDownDays: number,
): Found[] {
  // Events are not compared with each other, and a count never falls but by a revision.
  if (series.kind === 'event_sum' || (rule.kind === 'drop' && series.kind === 'cumulative')) return []
  const bars = isBars(series.kind)
  const moments: Moment[] = []
  let begun: KnownPoint | null = null
  for (const [index, point] of points.entries()) {
    const base = furthest(rule, points, index, bars, Number.NEGATIVE_INFINITY)
    if (!base || !isFar(rule, point, base)) continue
    // Measured from where the last one was told: less than a whole further change is still that one.
    const since = begun && furthest(rule, points, index, bars, begun.day)
    const goesOn = begun !== null && base.day < begun.day && (since === null || !isFar(rule, point, since))
    moments.push(toMoment(rule, point, goesOn ? base : (since ?? base), goesOn))
    if (!goesOn) begun = point
  }
  return joinMoments(rule.kind, moments, coolDownDays)
}

/** Of the like points of the days before it, none older than `fromDay`: the lowest for a rise, the highest for a drop; of equals the newest. */
function furthest(
  { kind, days }: Change,
  points: readonly KnownPoint[],
  index: number,
  bars: boolean,
  fromDay: number,
): KnownPoint | null {
  const point = points[index]
  const sign = kind === 'rise' ? 1 : -1
  let found: KnownPoint | null = null
  for (let at = index - 1; point && at >= 0; at--) {
    const other = points[at]
    if (!other || other.run !== point.run || point.day - other.day > days || other.day < fromDay) break
    if (other.day === point.day || (bars && !areAlike(point, other))) continue
    if (found === null || sign * (other.value - found.value) < 0) found = other
  }
  return found
}

/** Windows of like length that share no day. */
export function areAlike(bar: KnownPoint, other: KnownPoint): boolean {
  if (bar.from === null || other.from === null || (other.asOf >= bar.from && bar.asOf >= other.from)) return false
  const [a, b] = [lengthOf(bar, bar.from), lengthOf(other, other.from)]
  return Math.abs(a - b) <= lengthShare * Math.max(a, b)
}

const lengthOf = ({ day }: KnownPoint, from: string): number => day - dayNumber(from) + 1

function isFar({ kind, by, ratio }: Change, point: KnownPoint, base: KnownPoint): boolean {
  const change = (point.value - base.value) * (kind === 'rise' ? 1 : -1)
  return change > 0 && change >= by && isShare(change, ratio, base.value)
}

function toMoment({ kind }: Change, point: KnownPoint, base: KnownPoint, goesOn: boolean): Moment {
  const change = point.value - base.value
  const share = base.value === 0 ? '' : ` (${percent(Math.abs(change) / base.value)})`
  const word = kind === 'rise' ? 'more' : 'fewer'
  return {
    key: windowOf(point),
    before: tellPoint(base),
    at: tellPoint(point),
    possible: false,
    reason: `${grouped(Math.abs(change))} ${word}${share} by ${point.asOf} than by ${base.asOf}: ${grouped(base.value)}, then ${grouped(point.value)}.`,
    goesOn,
  }
}
