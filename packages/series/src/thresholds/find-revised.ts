/** `revised`: a counter went back on its own count. */
import type { ThresholdRule } from '@displacement-monitor/shared/domain'
import { grouped } from '../line.ts'
import type { Found } from './found.ts'
import { joinMoments } from './join-moments.ts'
import type { KnownPoint } from './known-points.ts'
import { isShare, percent, tellPoint } from './tell-point.ts'

type Revised = Extract<ThresholdRule, { kind: 'revised' }>

export function findRevised(rule: Revised, points: readonly KnownPoint[], coolDownDays: number): Found[] {
  const moments = points.flatMap((point, index) => {
    const before = points[index - 1]
    if (!before || !point.flags.includes('revised')) return []
    const less = before.value - point.value
    if (less <= 0 || !isShare(less, rule.ratio, before.value)) return []
    const reason = `Its own counter says ${grouped(point.value)} by ${point.asOf}, ${percent(less / before.value)} fewer than ${grouped(before.value)} by ${before.asOf}.`
    return [{ key: point.asOf, before: tellPoint(before), at: tellPoint(point), possible: false, reason }]
  })
  return joinMoments('revised', moments, coolDownDays)
}
