/** Crossings → incidents and messages. Evaluated again with what it wanted written, it wants nothing more. */
import type { Crossing, Incident, IncidentChange, Threshold } from '@displacement-monitor/shared/domain'
import { canonical } from './canonical.ts'
import { termsOf } from './find-crossings.ts'
import { matchIncidents } from './match-incidents.ts'
import { nextAlert } from './next-alert.ts'
import { type Evaluation, type Judged, nextState } from './next-state.ts'

type Rules = Pick<Threshold, 'rule' | 'watch' | 'forDays' | 'coolDownDays' | 'escalateRatio'>

/** `crossings` of one series as they are found now; `incidents`: all that the threshold has ever had on it. */
export function advanceIncidents(
  threshold: Rules,
  crossings: readonly Crossing[],
  incidents: readonly Incident[],
  evaluation: Evaluation,
): IncidentChange[] {
  const { incidentOf, gone, covered } = matchIncidents(threshold.rule.kind, crossings, incidents)
  const terms = termsOf(threshold)
  const keys = new Set(incidents.map(({ crossing }) => crossing.key))
  const changes: IncidentChange[] = []
  for (const found of crossings) {
    const incident = incidentOf.get(found) ?? null
    const crossing = { ...found, key: incident?.crossing.key ?? freeKey(found.key, keys) }
    keys.add(crossing.key)
    changes.push(
      ...changeOf(threshold, crossing, incident, nextState(threshold, found, incident, evaluation), evaluation),
    )
  }
  for (const incident of gone) {
    const judged = stateOfGone(threshold, terms, incident, covered.has(incident))
    if (!judged) continue
    const [change] = changeOf(threshold, incident.crossing, incident, judged, evaluation)
    // It did not end by a number: only that it was wrong is told.
    if (change) changes.push(judged.state === 'corrected' ? change : { ...change, alert: null })
  }
  return changes
}

function changeOf(
  threshold: Rules,
  crossing: Crossing,
  incident: Incident | null,
  { state, reason }: Judged,
  evaluation: Evaluation,
): IncidentChange[] {
  const alert = nextAlert(threshold, state, crossing, incident, evaluation)
  const known = incident !== null && state === incident.state && canonical(crossing) === canonical(incident.crossing)
  return known && alert === null ? [] : [{ incidentId: incident?.id ?? null, crossing, state, alert, reason }]
}

/** What becomes of an incident of which no crossing is left; null: nothing. */
function stateOfGone({ rule }: Rules, terms: string, { state, crossing }: Incident, isCovered: boolean): Judged | null {
  const isOn = state === 'firing' || state === 'pending' || state === 'possible'
  const end = (reason: string): Judged | null => (isOn ? { state: 'cleared', reason } : null)
  if (crossing.terms !== terms) return end('The threshold was changed: it is not beyond the new one.')
  if (isCovered) return end('It is one with another incident now.')
  if (rule.kind === 'stale') return end('A number came.')
  return { state: 'corrected', reason: 'What was known of it was withdrawn, corrected or replaced.' }
}

/** The key of a crossing that was split off one which had that key is numbered. */
function freeKey(key: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const free = count === 1 ? key : `${key}#${count}`
    if (!taken.has(free)) return free
  }
}
