/** Which crossing is which known incident: by the days they share, then by key. One to one. */
import type { Crossing, Incident, ThresholdKind } from '@displacement-monitor/shared/domain'
import { isSameSpan, type Span, sharedDays, spanOfCrossing } from './crossing-span.ts'
import { historyDays } from './lasting.ts'

export interface Matching {
  /** Crossings without one are new. */
  incidentOf: ReadonlyMap<Crossing, Incident>
  /** Incidents of which no crossing is left. */
  gone: readonly Incident[]
  /** Those of them whose days a crossing with another incident holds: two that a later number has joined. */
  covered: ReadonlySet<Incident>
}

interface Found {
  crossing: Crossing
  span: Span
}
interface Known {
  incident: Incident
  span: Span
}
interface Pair {
  found: Found
  known: Known
  shared: number
  same: boolean
}

export function matchIncidents(
  kind: ThresholdKind,
  crossings: readonly Crossing[],
  incidents: readonly Incident[],
): Matching {
  const found = crossings.map((crossing): Found => ({ crossing, span: spanOfCrossing(kind, crossing, true) }))
  const known = incidents.map((incident): Known => {
    return { incident, span: spanOfCrossing(kind, incident.crossing, !isClosed(incident)) }
  })
  const incidentOf = unchanged(found, known)
  const taken = new Set(incidentOf.values())
  const pairs = pairsOf(
    kind,
    found.filter(({ crossing }) => !incidentOf.has(crossing)),
    known.filter(({ incident }) => !taken.has(incident)),
  )
  for (const { found, known } of pairs.sort(byFit)) {
    if (incidentOf.has(found.crossing) || taken.has(known.incident)) continue
    incidentOf.set(found.crossing, known.incident)
    taken.add(known.incident)
  }
  const gone = known.filter(({ incident }) => !taken.has(incident))
  const covered = gone.filter(({ span }) => found.some((one) => covers(one.span, span)))
  return {
    incidentOf,
    gone: gone.map(({ incident }) => incident),
    covered: new Set(covered.map(({ incident }) => incident)),
  }
}

/** History, or taken back: it reaches no further than what was known of it, and what begins after that is new. */
const isClosed = ({ state }: Incident): boolean => state === 'would_have_fired' || state === 'corrected'

/** Nearly all of them, nearly always: the same key and days as before. */
function unchanged(found: readonly Found[], known: readonly Known[]): Map<Crossing, Incident> {
  const byKey = new Map(known.map((one) => [one.span.key, one]))
  const incidentOf = new Map<Crossing, Incident>()
  for (const { crossing, span } of found) {
    const one = byKey.get(span.key)
    if (one && isSameSpan(span, one.span)) incidentOf.set(crossing, one.incident)
  }
  return incidentOf
}

function pairsOf(kind: ThresholdKind, found: readonly Found[], known: readonly Known[]): Pair[] {
  const pairs: Pair[] = []
  for (const a of found)
    for (const b of known) {
      if (a.span.lane !== b.span.lane) continue
      const shared = sharedDays(a.span, b.span)
      if (!mayBeOne(kind, a, b, shared)) continue
      pairs.push({ found: a, known: b, shared, same: !a.span.isWindow && isSameSpan(a.span, b.span) })
    }
  return pairs
}

function mayBeOne(kind: ThresholdKind, { span: a }: Found, { span: b, incident }: Known, shared: number): boolean {
  // One silence is told by the number that it follows.
  if (a.key === b.key || kind === 'stale') return a.key === b.key
  if (a.isWindow || b.isWindow) return shared >= Math.min(a.length, b.length) / 2
  // An inferred as-of that a report later states moves by some days; of what was told, that is no second news.
  return shared > (isClosed(incident) ? 0 : -historyDays)
}

/** The same days first, then most days shared (what goes on shares all to come), then the key. */
function byFit(a: Pair, b: Pair): number {
  return (
    Number(b.same) - Number(a.same) ||
    b.shared - a.shared ||
    Number(hasKey(b)) - Number(hasKey(a)) ||
    (a.found.span.startedOn < b.found.span.startedOn ? -1 : a.found.span.startedOn > b.found.span.startedOn ? 1 : 0) ||
    a.known.incident.id - b.known.incident.id
  )
}

const hasKey = ({ found, known }: Pair): boolean => found.span.key === known.span.key

const covers = (crossing: Span, incident: Span): boolean =>
  !crossing.isSingle && crossing.lane === incident.lane && sharedDays(crossing, incident) > 0
