/** `stale`: nothing new for several times as long as usual. */
import { addDays, type ThresholdRule, type WatchedSeries } from '@displacement-monitor/shared/domain'
import type { Found } from './found.ts'
import type { KnownPoint } from './known-points.ts'
import { isBars, tellPoint } from './tell-point.ts'

type Stale = Extract<ThresholdRule, { kind: 'stale' }>

/** Of fewer none is usual. */
const fewestIntervals = 2

/** Each silence of a line, as long as was usual by then; of a closed count those that ended. */
export function findStale(rule: Stale, series: WatchedSeries, points: readonly KnownPoint[], today: string): Found[] {
  if (isBars(series.kind)) return []
  const intervals: number[] = []
  return points.flatMap((point, index) => {
    const since = point.day - (points[index - 1]?.day ?? point.day)
    if (since > 0) intervals.splice(placeOf(intervals, since), 0, since)
    // The lower of two middles, as for how long a stock is carried.
    const usual = intervals[(intervals.length - 1) >> 1]
    if (usual === undefined || intervals.length < fewestIntervals) return []
    const next = points[index + 1]
    const startedOn = addDays(point.asOf, Math.floor(rule.cadences * usual) + 1)
    if (next ? next.asOf < startedOn : today < startedOn || series.state === 'closed') return []
    return [
      {
        key: `stale ${point.asOf}`,
        startedOn,
        endedOn: next?.asOf ?? null,
        endedBy: null,
        possible: false,
        before: null,
        at: tellPoint(point),
        latest: tellPoint(point),
        reason: `Nothing newer than ${point.asOf}; numbers usually come every ${usual} days.`,
      },
    ]
  })
}

/** Where a value goes in a sorted list. */
function placeOf(sorted: readonly number[], value: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? 0) < value) from = middle + 1
    else to = middle
  }
  return from
}
