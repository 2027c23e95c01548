/** `stale`: nothing new for several times as long as usual. */
import { addDays, type ThresholdRule, type WatchedSeries } from '@displacement-monitor/shared/domain'
import { medianInterval } from '../cadence.ts'
import type { Found } from './found.ts'
import type { KnownPoint } from './known-points.ts'
import { isBars, tellPoint } from './tell-point.ts'

type Stale = Extract<ThresholdRule, { kind: 'stale' }>

/** Fewer numbers than this have no usual interval. */
const fewestPoints = 3

/** Each silence of a line, as long as was usual by then; of a closed count those that ended. */
export function findStale(rule: Stale, series: WatchedSeries, points: readonly KnownPoint[], today: string): Found[] {
  if (isBars(series.kind)) return []
  const days: number[] = []
  return points.flatMap((point, index) => {
    days.push(point.day)
    const usual = new Set(days).size < fewestPoints ? null : medianInterval(days)
    if (usual === null) return []
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
