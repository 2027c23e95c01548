/** The message that readers need, from what they were last told: at most one, and none while there is a silence. */
import type { AlertKind, Crossing, Incident, IncidentState, Threshold } from '@displacement-monitor/shared/domain'
import type { Evaluation } from './next-state.ts'
import { isShare } from './tell-point.ts'

export function nextAlert(
  { rule, escalateRatio }: Pick<Threshold, 'rule' | 'escalateRatio'>,
  state: IncidentState,
  crossing: Crossing,
  incident: Incident | null,
  { now, foundIn }: Evaluation,
): AlertKind | null {
  if (incident?.silencedUntil && now < incident.silencedUntil) return null
  const told = incident?.lastTold ?? null
  const on = told === 'fired' || told === 'escalated'
  switch (state) {
    case 'firing':
      if (foundIn === 'backfill') return null
      if (!on) return 'fired'
      return grows(rule.kind) && hasGrown(escalateRatio, crossing, incident) ? 'escalated' : null
    case 'cleared':
      // What no number ended (a bar, a rise, a count that nobody continued) ends without a word.
      return on && crossing.endedBy !== null ? 'cleared' : null
    case 'corrected':
      return on || told === 'cleared' ? 'corrected' : null
    default:
      return null
  }
}

const growing: readonly string[] = ['level', 'rise', 'record', 'first']
const grows = (kind: string): boolean => growing.includes(kind)

function hasGrown(ratio: number | null, { latest }: Crossing, incident: Incident | null): boolean {
  const told = incident?.toldValue ?? null
  if (ratio === null || told === null || latest.value <= told) return false
  return isShare(latest.value - told, ratio, told)
}
