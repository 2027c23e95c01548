/** Thresholds on a line, and incidents that they found. Who may not see them sees the chart without. */
import type { IncidentsJson, ThresholdsJson } from '@displacement-monitor/shared/contracts'
import { useMemo } from 'preact/hooks'
import type { Level, Moment } from '../chart/chart.tsx'
import { useAnswer } from '../data/use-answer.ts'
import { dayNumber } from '../words/days.ts'
import { type Line, sayLabel } from '../words/lines.ts'
import { sayShort } from '../words/numbers.ts'

export function useAnnotations(placeId: string, line: Line): { levels: Level[]; moments: Moment[] } {
  const thresholds = useAnswer<ThresholdsJson>('/v1/thresholds').value
  const incidents = useAnswer<IncidentsJson>(
    `/v1/incidents?place=${encodeURIComponent(placeId)}&children=no&limit=50`,
  ).value
  return useMemo(
    () => ({
      levels: (thresholds?.thresholds ?? []).flatMap(({ name, watch, rule, enabled }) => {
        const isHere = watch.place === null || watch.place.id === placeId
        const isThis = watch.category === null || watch.category === line.category
        return enabled && isHere && isThis && rule.kind === 'level'
          ? [{ value: rule.at_least, words: `${name}: ${sayShort(rule.at_least)}` }]
          : []
      }),
      moments: (incidents?.incidents ?? [])
        .filter(
          ({ series, category, kind, since }) =>
            series === line.id || (category === line.category && kind === line.kind && since === line.since),
        )
        .map((incident) => ({ day: dayNumber(incident.started_on), words: sayIncident(incident) })),
    }),
    [thresholds, incidents, placeId, line],
  )
}

/** "syria-level: would have fired, moderate" */
export const sayIncident = (incident: {
  threshold: { name: string }
  state: IncidentsJson['incidents'][number]['state']
  severity: string
}): string => `${incident.threshold.name}: ${sayLabel(incident.state)}, ${incident.severity}`
