import type { Incident, WatchedSeries } from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'
import { advanceIncidents } from './advance-incidents.ts'
import { applyChange } from './apply-change.ts'
import { findCrossings } from './find-crossings.ts'
import { pointOf, type Rules, rulesOf, seriesOf } from './test-watched.ts'

const level = (parts: Partial<Rules> = {}): Rules =>
  rulesOf({ kind: 'level', atLeast: 500_000, clearBelow: 400_000 }, parts)

/** Evaluates as a worker does, and writes what comes of it. */
function evaluate(rules: Rules, series: WatchedSeries, incidents: Incident[], today: string) {
  const now = new Date(`${today}T12:00:00Z`)
  const crossings = findCrossings(rules, series, { today })
  const evaluation = { now, today, foundIn: 'live', thresholdIsNew: false } as const
  const changes = advanceIncidents(rules, crossings, incidents, evaluation)
  for (const change of changes) {
    const at = incidents.findIndex(({ id }) => id === change.incidentId)
    const written = applyChange(incidents[at] ?? null, change, incidents.length + 1, now)
    if (at < 0) incidents.push(written)
    else incidents[at] = written
  }
  return changes.map(({ state, alert }) => [state, alert])
}

test('fires once, clears once, and has nothing to add', () => {
  const incidents: Incident[] = []
  const points = [pointOf('2026-01-01', 300_000), pointOf('2026-01-05', 600_000)]
  expect(evaluate(level(), seriesOf(points), incidents, '2026-01-06')).toEqual([['firing', 'fired']])
  expect(evaluate(level(), seriesOf(points), incidents, '2026-01-06')).toEqual([])
  points.push(pointOf('2026-01-09', 350_000))
  expect(evaluate(level(), seriesOf(points), incidents, '2026-01-10')).toEqual([['cleared', 'cleared']])
  expect(evaluate(level(), seriesOf(points), incidents, '2026-02-10')).toEqual([])
})
