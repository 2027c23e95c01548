/** Why a threshold is refused. */
import type { Threshold } from '@displacement-monitor/shared/domain'

export type ThresholdTerms = Pick<Threshold, 'rule' | 'watch' | 'forDays' | 'coolDownDays' | 'escalateRatio'>

export interface Refusal {
  /** Where: `['rule', 'clearBelow']`. */
  path: readonly string[]
  reason: string
  /** What to do. */
  advice: string
}

export const refuse = (path: string, reason: string, advice: string): Refusal => ({
  path: path.split('.'),
  reason,
  advice,
})
