/** `conflict`: another family of counters is apart. One crossing for each of them, over when it meets the line again. */
import {
  dayNumber,
  type PointTold,
  type Rival,
  type ThresholdRule,
  type WatchedSeries,
} from '@displacement-monitor/shared/domain'
import { gapShare } from '../interval.ts'
import { grouped } from '../line.ts'
import type { Found } from './found.ts'
import { joinStretches, type Stretch } from './join-stretches.ts'
import type { KnownPoint } from './known-points.ts'
import { isBars, percent, tellPoint } from './tell-point.ts'

type Conflict = Extract<ThresholdRule, { kind: 'conflict' }>

/** A number and the one of the line that it is held against. */
interface Compared {
  rival: Rival
  own: KnownPoint
  day: number
  apart: number
}

/** Numbers further apart in time are not held against each other. */
const nearDays = 14

export function findConflict(
  rule: Conflict,
  series: WatchedSeries,
  points: readonly KnownPoint[],
  coolDownDays: number,
): Found[] {
  if (isBars(series.kind)) return []
  const counters = new Map<string, Compared[]>()
  for (const rival of [...series.rivals].sort((a, b) =>
    a.asOf < b.asOf ? -1 : a.asOf > b.asOf ? 1 : a.value - b.value,
  )) {
    const compared = compare(rival, points)
    if (compared) counters.set(rival.counter, [...(counters.get(rival.counter) ?? []), compared])
  }
  return [...counters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, compared]) =>
      joinStretches(compared, coolDownDays, ({ apart }) => (apart > rule.ratio ? 'begins' : 'ends')),
    )
    .flatMap((stretch) => toCrossing(stretch) ?? [])
}

/** Between two points a line is anywhere from the lower to the upper. */
function compare(rival: Rival, points: readonly KnownPoint[]): Compared | null {
  const day = dayNumber(rival.asOf)
  const at = points.findLastIndex((point) => point.day <= day)
  const [before, after] = [points[at], points[at + 1]]
  const near = [before, after].filter((point) => point !== undefined && Math.abs(point.day - day) <= nearDays)
  const own = near.reduce((a, b) => (a && b && Math.abs(b.day - day) < Math.abs(a.day - day) ? b : a), near[0])
  if (!own) return null
  const ends = near.flatMap((point) => (point ? [point.low, point.high] : []))
  const line = { low: Math.min(...ends), high: Math.max(...ends) }
  // A number without an as-of says "by then": it may be old, so that a lower one contradicts nothing.
  if (!rival.stated && rival.value <= line.high) return { rival, own, day, apart: 0 }
  return { rival, own, day, apart: gapShare(line, { low: rival.value, high: rival.value }) }
}

function toCrossing({ points, end }: Stretch<Compared>): Found | null {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  const { rival, own, apart } = first
  return {
    key: `conflict ${rival.counter} ${rival.asOf}`,
    startedOn: rival.asOf,
    endedOn: end?.rival.asOf ?? null,
    endedBy: end && tellRival(end.rival),
    possible: false,
    before: tellPoint(own),
    at: tellRival(rival),
    latest: tellRival(last.rival),
    reason: `${rival.counter} says ${grouped(rival.value)} for ${rival.asOf}, ${percent(apart)} apart from ${grouped(own.value)} by ${own.asOf}.`,
  }
}

const tellRival = ({ asOf, value, claimId }: Rival): PointTold => ({
  from: null,
  asOf,
  value,
  low: value,
  high: value,
  quantifier: 'exact',
  review: 'machine_read',
  witnesses: 1,
  claimIds: [claimId],
})
