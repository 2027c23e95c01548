/** Which crossing is which known incident: by the days they share, then by key. One to one. */
import { type Crossing, dayNumber, type Incident, type ThresholdKind } from '@displacement-monitor/shared/domain'
import { historyDays } from './lasting.ts'

export interface Matching {
  /** Crossings without one are new. */
  incidentOf: ReadonlyMap<Crossing, Incident>
  /** Incidents of which no crossing is left. */
  gone: readonly Incident[]
}

interface Pair {
  crossing: Crossing
  incident: Incident
  /** Days shared; at most 0: days between, negative. */
  shared: number
  same: boolean
}

export function matchIncidents(
  kind: ThresholdKind,
  crossings: readonly Crossing[],
  incidents: readonly Incident[],
): Matching {
  const pairs = crossings
    .flatMap((crossing) => incidents.flatMap((incident) => pairOf(kind, crossing, incident) ?? []))
    .sort(byFit)
  const incidentOf = new Map<Crossing, Incident>()
  const taken = new Set<Incident>()
  for (const { crossing, incident } of pairs) {
    if (incidentOf.has(crossing) || taken.has(incident)) continue
    incidentOf.set(crossing, incident)
    taken.add(incident)
  }
  return { incidentOf, gone: incidents.filter((incident) => !taken.has(incident)) }
}

/** Whether a crossing with an incident of its own covers this one too: two that a later number has joined. */
export function isCovered(kind: ThresholdKind, incident: Incident, crossings: readonly Crossing[]): boolean {
  return crossings.some((crossing) => {
    const single = crossing.at.from !== null && crossing.at.asOf === crossing.latest.asOf
    return !single && laneOf(crossing) === laneOf(incident.crossing) && sharedDays(kind, crossing, incident) > 0
  })
}

function pairOf(kind: ThresholdKind, crossing: Crossing, incident: Incident): Pair | null {
  if (laneOf(crossing) !== laneOf(incident.crossing)) return null
  const shared = sharedDays(kind, crossing, incident)
  const sameKey = crossing.key === incident.crossing.key
  const same = crossing.startedOn === incident.crossing.startedOn && crossing.endedOn === incident.crossing.endedOn
  const pair = { crossing, incident, shared, same: same && (sameKey || crossing.at.from === null) }
  // One silence is told by the number that it follows.
  if (sameKey || kind === 'stale') return sameKey ? pair : null
  if (crossing.at.from !== null || incident.crossing.at.from !== null) {
    return shared >= Math.min(...[crossing, incident.crossing].map((one) => windowDays(kind, one))) / 2 ? pair : null
  }
  // An inferred as-of that a report later states moves by some days; of what was told, that is no second news.
  return shared > (isClosed(incident) ? 0 : -historyDays) ? pair : null
}

/** History, or taken back: it reaches no further than what was known of it, and what begins after that is new. */
const isClosed = ({ state }: Incident): boolean => state === 'would_have_fired' || state === 'corrected'

/** The same days first, then most days shared (what goes on shares all to come), then the key. */
function byFit(a: Pair, b: Pair): number {
  return (
    Number(b.same) - Number(a.same) ||
    b.shared - a.shared ||
    Number(b.crossing.key === b.incident.crossing.key) - Number(a.crossing.key === a.incident.crossing.key) ||
    (a.crossing.startedOn < b.crossing.startedOn ? -1 : a.crossing.startedOn > b.crossing.startedOn ? 1 : 0) ||
    a.incident.id - b.incident.id
  )
}

/** Crossings of one lane follow each other; conflicts have one for each counter. */
const laneOf = ({ key }: Crossing): string => key.slice(0, Math.max(key.lastIndexOf(' '), 0))

const longAfter = dayNumber('9999-12-31')

function sharedDays(kind: ThresholdKind, crossing: Crossing, incident: Incident): number {
  const [a, b] = [daysOf(kind, crossing, true), daysOf(kind, incident.crossing, !isClosed(incident))]
  return Math.min(a.last, b.last) - Math.max(a.first, b.first) + 1
}

const windowDays = (kind: ThresholdKind, crossing: Crossing): number => {
  const { first, last } = daysOf(kind, crossing, false)
  return last - first + 1
}

/** A change happened after the number that it is measured from. */
function daysOf(kind: ThresholdKind, { before, at, startedOn, endedOn, latest }: Crossing, open: boolean) {
  const since = (kind === 'rise' || kind === 'drop') && before !== null ? dayNumber(before.asOf) + 1 : null
  const first = at.from === null ? (since ?? dayNumber(startedOn)) : dayNumber(at.from)
  const last = endedOn === null && open ? longAfter : dayNumber(endedOn ?? latest.asOf)
  return { first, last: Math.max(last, dayNumber(latest.asOf)) }
}
