/** Watched series for tests: defaults, so that a test names only what it is about. */
import type { Threshold, Watch, WatchedPoint, WatchedSeries } from '@displacement-monitor/shared/domain'

export const anySeries: Watch = {
  placeId: null,
  withChildren: true,
  adminLevel: null,
  category: null,
  cause: null,
  scope: 'all',
  seriesKind: null,
  minimumConfidence: null,
  minimumReliability: null,
  reviewedOnly: false,
}

export type Rules = Pick<Threshold, 'rule' | 'watch' | 'forDays' | 'coolDownDays' | 'escalateRatio'>

export const rulesOf = (rule: Threshold['rule'], parts: Partial<Rules> = {}): Rules => ({
  rule,
  watch: anySeries,
  forDays: 0,
  coolDownDays: 0,
  escalateRatio: null,
  ...parts,
})

/** `low` and `high` are the value where not named; its claim has the number of its day. */
export function pointOf(asOf: string, value: number | null, parts: Partial<WatchedPoint> = {}): WatchedPoint {
  return {
    from: null,
    asOf,
    value,
    low: value,
    high: value,
    quantifier: 'exact',
    review: 'machine_read',
    witnesses: 1,
    claimIds: value === null ? [] : [Number(asOf.replaceAll('-', ''))],
    flags: [],
    reason: 'Stated for this day.',
    confidence: 0.9,
    reliability: 0.9,
    ...parts,
  }
}

export const barOf = (from: string, asOf: string, value: number, parts: Partial<WatchedPoint> = {}): WatchedPoint =>
  pointOf(asOf, value, { from, ...parts })

export function seriesOf(points: readonly WatchedPoint[], parts: Partial<WatchedSeries> = {}): WatchedSeries {
  return {
    placeId: 'SY-ID',
    placeRole: 'origin',
    category: 'idps',
    scope: 'all',
    cause: 'conflict',
    id: 1,
    version: 1,
    kind: 'stock',
    unit: 'person',
    since: null,
    counter: 'IOM',
    state: 'open',
    rule: 'reconciled@1',
    points,
    rivals: [],
    placeKnownSince: null,
    ...parts,
  }
}
