/**
 * A crisis may be told under another cause, side or start once a later report says more: its line is then another series, and
 * the one that bore it is empty. Its incidents follow the line, so that nobody is told twice, nor that it was an error.
 */
import {
  type Crossing,
  type Incident,
  spanOf,
  type ThresholdKind,
  type WatchedSeries,
} from '@displacement-monitor/shared/domain'
import { type Matching, matchIncidents } from './match-incidents.ts'

/** One series of a place, category and scope, as a threshold finds it now. */
export interface FoundLine {
  series: Pick<WatchedSeries, 'id' | 'kind' | 'unit' | 'since'>
  crossings: readonly Crossing[]
  incidents: readonly Incident[]
}

export interface Move {
  incidentId: number
  from: number
  to: number
}

export interface Followed<Line> {
  lines: Line[]
  moves: Move[]
}

/** The same lines with each incident where its crossing is now; one whose crossing is nowhere stays where it was. */
export function followLines<Line extends FoundLine>(kind: ThresholdKind, lines: readonly Line[]): Followed<Line> {
  const incidents = new Map(lines.map(({ series, incidents: own }) => [series.id, [...own]]))
  const matchings = new Map<number, Matching>()
  const matchingOf = ({ series: { id }, crossings }: FoundLine): Matching => {
    const matching = matchings.get(id) ?? matchIncidents(kind, crossings, incidents.get(id) ?? [])
    matchings.set(id, matching)
    return matching
  }
  const moves: Move[] = []
  const inOrder = [...lines].sort((a, b) => a.series.id - b.series.id)
  for (const from of inOrder)
    for (const incident of matchIncidents(kind, from.crossings, from.incidents).gone) {
      const to = inOrder.find(
        (line) =>
          isSameLine(line, from) && takes(kind, line, incidents.get(line.series.id) ?? [], matchingOf(line), incident),
      )
      if (!to) continue
      moves.push({ incidentId: incident.id, from: from.series.id, to: to.series.id })
      incidents.set(
        from.series.id,
        (incidents.get(from.series.id) ?? []).filter(({ id }) => id !== incident.id),
      )
      incidents.get(to.series.id)?.push(incident)
      matchings.delete(from.series.id)
      matchings.delete(to.series.id)
    }
  return { lines: lines.map((line) => ({ ...line, incidents: incidents.get(line.series.id) ?? [] })), moves }
}

function isSameLine(line: FoundLine, other: FoundLine): boolean {
  const [a, b] = [line.series, other.series]
  if (a.id === b.id || a.kind !== b.kind || a.unit !== b.unit) return false
  if (a.since === null || b.since === null) return a.since === b.since
  const [one, two] = [spanOf(a.since), spanOf(b.since)]
  return one.first <= two.last && two.first <= one.last
}

/** Whether a crossing that is nobody's is this incident's, and all others stay whose they were. */
function takes(
  kind: ThresholdKind,
  { crossings }: FoundLine,
  own: readonly Incident[],
  before: Matching,
  incident: Incident,
): boolean {
  if (before.incidentOf.size === crossings.length) return false
  const after = matchIncidents(kind, crossings, [...own, incident])
  return !after.gone.includes(incident) && after.gone.length === before.gone.length
}
