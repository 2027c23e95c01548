/** A point as a message tells it, and the words that the reasons of all kinds share. */
import type { PointTold, SeriesKind } from '@displacement-monitor/shared/domain'
import type { KnownPoint } from './known-points.ts'

export const tellPoint = (point: KnownPoint): PointTold => ({
  from: point.from,
  asOf: point.asOf,
  value: point.value,
  low: point.low,
  high: point.high,
  quantifier: point.quantifier,
  review: point.review,
  witnesses: point.witnesses,
  claimIds: point.claimIds,
})

/** Bars tell what happened between two days, lines how many there are, or have been, by a day. */
export const isBars = (kind: SeriesKind): boolean => kind === 'period' || kind === 'event_sum'

/** `2020-01-26..2020-02-02`; of a bar whose first day no report tells, its last alone. */
export const windowOf = ({ from, asOf }: Pick<PointTold, 'from' | 'asOf'>): string =>
  from === null ? asOf : `${from}..${asOf}`

/** Whether `change` is at least that share of `base`, whatever a product of decimals leaves behind the point. */
export const isShare = (change: number, ratio: number, base: number): boolean =>
  change >= ratio * base - 1e-9 * Math.abs(base)

/** 0.2 → "20 %"; 0.125 → "12.5 %". */
export const percent = (ratio: number): string => `${Number((ratio * 100).toFixed(1)).toLocaleString('en-GB')} %`
