/** What a threshold would have found over a past period, had it watched then: the same rules, over what was known on each day. */
import type {
  AlertKind,
  Crossing,
  Incident,
  IncidentState,
  IsoDate,
  Threshold,
  WatchedSeries,
} from '@displacement-monitor/shared/domain'
import { advanceIncidents } from './advance-incidents.ts'
import { applyChange } from './apply-change.ts'
import { findCrossings } from './find-crossings.ts'

/** The series that the threshold watches, as they were known on a day. */
export interface KnownOnDay {
  day: IsoDate
  series: readonly WatchedSeries[]
}

export interface PreviewedMessage {
  day: IsoDate
  alert: AlertKind
  /** As it was known then. */
  crossing: Crossing
  reason: string
}

export interface PreviewedIncident {
  seriesId: number
  /** Day on which it was found. */
  openedOn: IsoDate
  /** As it stood on the last day. */
  state: IncidentState
  crossing: Crossing
  /** States by the day on which each began. */
  states: { day: IsoDate; state: IncidentState; reason: string }[]
  messages: PreviewedMessage[]
}

type Previewed = Pick<Threshold, 'rule' | 'watch' | 'forDays' | 'coolDownDays' | 'escalateRatio'>

interface Watched {
  incidents: Map<number, Incident>
  previews: Map<number, PreviewedIncident>
}

/** By the day on which each was found, then by its start. On the first of `days` the threshold is new. */
export function previewThreshold(threshold: Previewed, days: readonly KnownOnDay[]): PreviewedIncident[] {
  const watched = new Map<number, Watched>()
  const sorted = [...days].sort((a, b) => (a.day < b.day ? -1 : 1))
  for (const [index, { day, series }] of sorted.entries()) {
    for (const one of [...series].sort((a, b) => a.id - b.id)) {
      const known = watched.get(one.id) ?? { incidents: new Map(), previews: new Map() }
      watched.set(one.id, known)
      evaluate(threshold, one, day, index === 0, known)
    }
  }
  return [...watched.values()]
    .flatMap(({ previews }) => [...previews.values()])
    .sort(
      (a, b) =>
        compare(a.openedOn, b.openedOn) ||
        compare(a.crossing.startedOn, b.crossing.startedOn) ||
        a.seriesId - b.seriesId,
    )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function evaluate(threshold: Previewed, series: WatchedSeries, day: IsoDate, isNew: boolean, known: Watched): void {
  const now = new Date(`${day}T12:00:00Z`)
  const crossings = findCrossings(threshold, series, { today: day })
  const evaluation = { now, today: day, foundIn: 'live', thresholdIsNew: isNew } as const
  for (const change of advanceIncidents(threshold, crossings, [...known.incidents.values()], evaluation)) {
    const before = change.incidentId === null ? null : (known.incidents.get(change.incidentId) ?? null)
    const incident = applyChange(before, change, known.incidents.size + 1, now)
    known.incidents.set(incident.id, incident)
    const preview = known.previews.get(incident.id) ?? {
      seriesId: series.id,
      openedOn: day,
      state: change.state,
      crossing: change.crossing,
      states: [],
      messages: [],
    }
    const { state, crossing, alert, reason } = change
    if (preview.states.at(-1)?.state !== state) preview.states.push({ day, state, reason })
    if (alert !== null) preview.messages.push({ day, alert, crossing, reason })
    known.previews.set(incident.id, { ...preview, state, crossing })
  }
}
