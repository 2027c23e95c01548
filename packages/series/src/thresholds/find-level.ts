/** `level`: a number beyond a fixed one. Of a line a stretch, of bars each bar. */
import type { ThresholdRule, WatchedSeries } from '@displacement-monitor/shared/domain'
import { grouped } from '../line.ts'
import type { Found } from './found.ts'
import { joinMoments } from './join-moments.ts'
import { joinStretches, type Step, type Stretch } from './join-stretches.ts'
import type { KnownPoint } from './known-points.ts'
import { isBars, tellPoint, windowOf } from './tell-point.ts'

type Level = Extract<ThresholdRule, { kind: 'level' }>

/** Where no clear level is set, a stock is over once it is a tenth below the level. */
export const defaultClearShare = 0.9

export function findLevel(
  rule: Level,
  series: WatchedSeries,
  points: readonly KnownPoint[],
  coolDownDays: number,
): Found[] {
  if (!isBars(series.kind)) return ofLine(rule, series, points, coolDownDays)
  const beyond = points.filter(({ value }) => value >= rule.atLeast)
  const moments = beyond.map((point) => {
    const possible = point.low < rule.atLeast
    return { key: windowOf(point), before: null, at: tellPoint(point), possible, reason: reasonOf(rule, point) }
  })
  return joinMoments('level', moments, coolDownDays)
}

function ofLine(rule: Level, series: WatchedSeries, points: readonly KnownPoint[], coolDownDays: number): Found[] {
  const clearBelow = rule.clearBelow ?? rule.atLeast * defaultClearShare
  const step = ({ value, flags }: KnownPoint, lasting: readonly KnownPoint[] | null): Step => {
    if (value >= rule.atLeast) return 'begins'
    // A count never falls: where its own counter goes back, it takes back what it had said.
    if (series.kind === 'cumulative') return flags.includes('revised') ? 'undone' : 'stays'
    // What may never have been beyond is over at once; what was, only below the clear level.
    const certain = lasting?.some(({ low }) => low >= rule.atLeast) ?? false
    return value < (certain ? clearBelow : rule.atLeast) ? 'ends' : 'stays'
  }
  return joinStretches(points, coolDownDays, step).flatMap((stretch) => toCrossing(rule, series, points, stretch) ?? [])
}

function toCrossing(
  rule: Level,
  series: WatchedSeries,
  known: readonly KnownPoint[],
  { points, end }: Stretch<KnownPoint>,
): Found | null {
  const latest = points.at(-1)
  const isCertain = ({ low }: KnownPoint): boolean => low >= rule.atLeast
  // Of a count that its counter has revised, only what it says since then is sure.
  const standing = series.kind === 'cumulative' ? points.filter(({ run }) => run === latest?.run) : points
  const possible = !standing.some(isCertain)
  const at = (possible ? null : points.find(isCertain)) ?? points[0]
  if (!at || !latest) return null
  const closed = series.kind === 'cumulative' && series.state === 'closed'
  const before = known[known.indexOf(at) - 1]
  return {
    key: `level ${at.asOf}`,
    startedOn: at.asOf,
    endedOn: end?.asOf ?? (closed ? latest.asOf : null),
    endedBy: end && tellPoint(end),
    possible,
    before: before ? tellPoint(before) : null,
    at: tellPoint(at),
    latest: tellPoint(latest),
    reason: reasonOf(rule, at),
  }
}

function reasonOf({ atLeast }: Level, { value, low, asOf }: KnownPoint): string {
  if (low >= atLeast) return `${grouped(value)} by ${asOf} is at or beyond ${grouped(atLeast)}.`
  return `${grouped(value)} by ${asOf} may be beyond ${grouped(atLeast)}, but what was said allows ${grouped(low)}.`
}
