/** Series → crossings: where a series is beyond a threshold, as its points tell it now. By as-of; no clock but `today`. */
import type { Crossing, IsoDate, Threshold, WatchedSeries } from '@displacement-monitor/shared/domain'
import { canonical } from './canonical.ts'
import { findChange } from './find-change.ts'
import { findConflict } from './find-conflict.ts'
import { findFirst } from './find-first.ts'
import { findLevel } from './find-level.ts'
import { findRecord } from './find-record.ts'
import { findRevised } from './find-revised.ts'
import { findStale } from './find-stale.ts'
import type { Found } from './found.ts'
import { type KnownPoint, knownPoints } from './known-points.ts'

type Terms = Pick<Threshold, 'rule' | 'watch' | 'coolDownDays'>

/** By start, then key. `today` decides only what is stale. */
export function findCrossings(threshold: Terms, series: WatchedSeries, { today }: { today: IsoDate }): Crossing[] {
  const terms = termsOf(threshold)
  return ofKind(threshold, series, knownPoints(series, threshold.watch), today)
    .map((found) => ({ ...found, terms }))
    .sort((a, b) => compare(a.startedOn, b.startedOn) || compare(a.key, b.key))
}

/** Equal for thresholds under which a crossing that was there once must still be there, or its evidence changed. */
export function termsOf({ rule, watch, coolDownDays }: Terms): string {
  const { minimumConfidence, minimumReliability, reviewedOnly } = watch
  return canonical({ rule, minimumConfidence, minimumReliability, reviewedOnly, coolDownDays })
}

function ofKind(
  { rule, coolDownDays }: Terms,
  series: WatchedSeries,
  points: readonly KnownPoint[],
  today: IsoDate,
): Found[] {
  switch (rule.kind) {
    case 'level':
      return findLevel(rule, series, points, coolDownDays)
    case 'rise':
    case 'drop':
      return findChange(rule, series, points, coolDownDays)
    case 'record':
      return findRecord(rule, series, points, coolDownDays)
    case 'first':
      return findFirst(rule, series, points)
    case 'stale':
      return findStale(rule, series, points, today)
    case 'conflict':
      return findConflict(rule, series, points, coolDownDays)
    case 'revised':
      return findRevised(rule, points, coolDownDays)
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
