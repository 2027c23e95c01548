/** `record`: the highest in so many days: of a stock, of bars each by itself, or of their rolling sum. */
import type { ThresholdRule, WatchedSeries } from '@displacement-monitor/shared/domain'
import { grouped } from '../line.ts'
import { areAlike } from './find-change.ts'
import type { Found } from './found.ts'
import { joinMoments, type Moment } from './join-moments.ts'
import type { KnownPoint } from './known-points.ts'
import { rollingSum } from './rolling-sum.ts'
import { isBars, tellPoint, windowOf } from './tell-point.ts'

type HighMark = Extract<ThresholdRule, { kind: 'record' }>

export function findRecord(
  rule: HighMark,
  series: WatchedSeries,
  points: readonly KnownPoint[],
  coolDownDays: number,
): Found[] {
  // A count is always its own record.
  if (series.kind === 'cumulative') return []
  if (rule.sumDays !== null && isBars(series.kind)) {
    const moments = sumsOf(rule, rule.sumDays, points, series.kind === 'period')
    // Sums that share days share people: one news.
    return joinMoments('record', moments, Math.max(coolDownDays, rule.sumDays))
  }
  const moments = points.flatMap((point, index) => momentOf(rule, series, points, point, index) ?? [])
  return joinMoments('record', moments, coolDownDays)
}

function momentOf(
  rule: HighMark,
  series: WatchedSeries,
  points: readonly KnownPoint[],
  point: KnownPoint,
  index: number,
): Moment | null {
  if (point.value < rule.atLeast) return null
  const earlier: KnownPoint[] = []
  for (let at = index - 1; at >= 0; at--) {
    const other = points[at]
    if (!other || point.day - other.day >= rule.days) break
    if (isLike(series, point, other)) earlier.push(other)
  }
  // Of events none before is the lowest there can be; of all else one number alone is no record.
  if (earlier.length === 0 && series.kind !== 'event_sum') return null
  const highest = earlier.reduce<KnownPoint | null>((a, b) => (a === null || b.value > a.value ? b : a), null)
  if (highest !== null && highest.value >= point.value) return null
  const before = highest && tellPoint(highest)
  const reason = reasonOf(rule, point.value, `by ${point.asOf}`, before?.value ?? null)
  return { key: windowOf(point), before, at: tellPoint(point), possible: false, reason }
}

/** Stocks of one counter and coverage, windows of like length, events of any. */
function isLike({ kind }: WatchedSeries, point: KnownPoint, other: KnownPoint): boolean {
  if (kind === 'event_sum') return true
  return point.run === other.run && (kind === 'stock' || areAlike(point, other))
}

function sumsOf(rule: HighMark, sumDays: number, points: readonly KnownPoint[], disjoint: boolean): Moment[] {
  const sums = rollingSum(points, sumDays, disjoint)
  return sums.peaks.flatMap((day) => {
    const value = sums.on(day)
    if (value < rule.atLeast) return []
    const highest = sums.highest(day - rule.days + 1, day - 1)
    if (highest !== null && sums.on(highest) >= value) return []
    const at = sums.tell(day)
    // Sums of the days just before grow towards this one: it is told against those that share no day with it.
    const apart = sums.highest(day - rule.days + 1, day - sumDays)
    const before = apart === null ? null : sums.tell(apart)
    const reason = reasonOf(rule, value, `in the ${sumDays} days to ${at.asOf}`, before?.value ?? null)
    return [{ key: windowOf(at), before, at, on: sums.knownBy(day), possible: false, reason }]
  })
}

const reasonOf = ({ days }: HighMark, value: number, when: string, before: number | null): string =>
  `${grouped(value)} ${when} is the highest in ${grouped(days)} days` +
  (before === null ? '; nothing is known of before.' : `; the highest before was ${grouped(before)}.`)
