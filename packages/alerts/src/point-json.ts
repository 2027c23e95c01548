/** A point that a message or an incident tells. */
import type { PointToldJson } from '@displacement-monitor/shared/contracts'
import type { PointTold } from '@displacement-monitor/shared/domain'

export const pointJson = ({ asOf, claimIds, ...point }: PointTold): PointToldJson => ({
  from: point.from,
  as_of: asOf,
  value: point.value,
  low: point.low,
  high: point.high,
  quantifier: point.quantifier,
  review: point.review,
  witnesses: point.witnesses,
  claims: [...claimIds],
})
