/** Evaluates a threshold on a series for tests, as a worker does: finds, advances, writes what comes of it. */
import type { FoundIn, Incident, IncidentChange, IsoDate, WatchedSeries } from '@displacement-monitor/shared/domain'
import { advanceIncidents } from './advance-incidents.ts'
import { applyChange } from './apply-change.ts'
import { findCrossings } from './find-crossings.ts'
import { pointOf, type Rules, rulesOf, seriesOf } from './test-watched.ts'

export interface Seen {
  foundIn?: FoundIn
  thresholdIsNew?: boolean
  /** Hour of the day; noon where not told. */
  hour?: number
}

/** `incidents` is changed in place. */
export function evaluate(
  rules: Rules,
  series: WatchedSeries,
  incidents: Incident[],
  today: IsoDate,
  { foundIn = 'live', thresholdIsNew = false, hour = 12 }: Seen = {},
): IncidentChange[] {
  const now = new Date(`${today}T${String(hour).padStart(2, '0')}:00:00Z`)
  const crossings = findCrossings(rules, series, { today })
  const changes = advanceIncidents(rules, crossings, incidents, { now, today, foundIn, thresholdIsNew })
  for (const change of changes) {
    const at = incidents.findIndex(({ id }) => id === change.incidentId)
    const written = applyChange(incidents[at] ?? null, change, incidents.length + 1, now)
    if (at < 0) incidents.push(written)
    else incidents[at] = written
  }
  return changes
}

/** State and message of each change. */
export const told = (changes: readonly IncidentChange[]): (string | null)[][] =>
  changes.map(({ state, alert }) => [state, alert])

/** What each evaluation tells; each is made twice, and the second one must find nothing to write. */
export function run(rules: Rules, ...steps: [day: string, series: WatchedSeries, seen?: Seen][]) {
  const incidents: Incident[] = []
  const all = steps.map(([day, series, seen]) => {
    const changes = told(evaluate(rules, series, incidents, `2026-${day}`, seen))
    const again = evaluate(rules, series, incidents, `2026-${day}`, { ...seen, thresholdIsNew: false })
    if (again.length > 0) throw new Error(`looked at again on ${day} it wants ${JSON.stringify(again)}`)
    return changes
  })
  return { all, incidents }
}

/** At least 500, over below 400. */
export const level = (parts: Partial<Rules> = {}): Rules =>
  rulesOf({ kind: 'level', atLeast: 500, clearBelow: 400 }, parts)

/** Days of January 2026. */
export const stock = (...points: [day: string, value: number, low?: number][]): WatchedSeries =>
  seriesOf(points.map(([day, value, low = value]) => pointOf(`2026-01-${day}`, value, { low })))
