/** `first`: a place of which this category had told nothing before. */
import { daysBetween, type ThresholdRule, type WatchedSeries } from '@displacement-monitor/shared/domain'
import { grouped } from '../line.ts'
import type { Found } from './found.ts'
import { joinMoments } from './join-moments.ts'
import type { KnownPoint } from './known-points.ts'
import { tellPoint } from './tell-point.ts'

type First = Extract<ThresholdRule, { kind: 'first' }>

/** A place stays new for so long: its first number may be small, or not to be trusted. */
const newDays = 30

/** The first trusted number that is large enough, on the series that first told of the place; one in all its days. */
export function findFirst(rule: First, series: WatchedSeries, points: readonly KnownPoint[]): Found[] {
  const own = series.points.reduce<string | null>(
    (first, { asOf, value }) => (value !== null && (first === null || asOf < first) ? asOf : first),
    null,
  )
  const since = series.placeKnownSince ?? own
  if (own === null || since === null || since < own) return []
  const at = points.find(({ value }) => value >= rule.atLeast)
  if (!at || daysBetween(since, at.asOf) > newDays) return []
  const reason = `${grouped(at.value)} by ${at.asOf}; nothing of this kind was known of the place before ${since}.`
  const moment = { key: '', before: null, at: tellPoint(at), possible: false, reason }
  return joinMoments('first', [moment], 0).map((crossing) => ({ ...crossing, key: 'first' }))
}
