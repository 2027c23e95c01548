/** Rule 6: people displaced on a day, as steps: one counter and one operation, carried for a while, then unknown. */

import {
  addDays,
  dayFromNumber,
  daysBetween,
  type LeftOut,
  type PointFlag,
  type SeriesPoint,
} from '@displacement-monitor/shared/domain'
import { cadenceOf, carryDaysOf } from './cadence.ts'
import { isSameCoverage } from './coverage.ts'
import { gapShare } from './interval.ts'
import { conflictsWith, leadOf, type Named } from './lead.ts'
import { type Line, leave } from './line.ts'
import { isSameOrAbove } from './normalise-counter.ts'
import { byDay, type Reading } from './reading.ts'
import { oneADay } from './same-day.ts'

export interface StockLine extends Line {
  /** The office followed at the end of the line; null where nobody is named. */
  counter: string | null
}

/** What a stock follows: one office and one of its operations. */
const lineKey = (reading: Reading): string => `${reading.office ?? ''}\u0000${reading.claim.operation ?? ''}`

interface Track {
  key: string
  points: Reading[]
  carryDays: number
}

export function buildStock(readings: readonly Reading[], named: Named): StockLine {
  const leftOut: LeftOut[] = []
  const sorted = oneAssessment([...readings].sort(byDay), leftOut)
  const { standing, idle } = withoutStale(sorted)
  leftOut.push(...idle)
  const tracks = tracksOf(standing, leftOut)
  const segments = follow(tracks, standing, named)
  const drawn = segments.flatMap(({ points }) => points)
  const drawnSet = new Set(drawn)
  const others = tracks.flatMap(({ points }) => points).filter((reading) => !drawnSet.has(reading))
  for (const reading of others) {
    leftOut.push(...leave(reading, 'another counter or operation: operations are never added'))
  }
  const offices = new Set(drawn.map(({ office }) => office))
  const isForeign = ({ office }: Reading): boolean =>
    ![...offices].some((own) => own !== null && office !== null && isSameOrAbove(own, office))
  const cadence = cadenceOf(drawn.map(({ day }) => day))
  const placed = drawn.map(({ day, interval }) => ({ day, ...interval }))
  const conflicts = conflictsWith(placed, others.filter(isForeign), cadence)
  return { points: toPoints(segments, conflicts), leftOut, counter: drawn.at(-1)?.office ?? null }
}

/** Rule 7: where an operation has baseline rounds (BA), its site rounds (SA) are the same people counted again. */
function oneAssessment(sorted: readonly Reading[], leftOut: LeftOut[]): Reading[] {
  const baseline = new Set(sorted.filter(({ claim }) => claim.assessmentType === 'BA').map(lineKey))
  return sorted.filter((reading) => {
    const again = reading.claim.assessmentType === 'SA' && baseline.has(lineKey(reading))
    if (again) leftOut.push(...leave(reading, 'a site assessment: the same people as the baseline of that operation'))
    return !again
  })
}

/**
 * An inferred print makes a point only where its counter has no stated claim within its cadence before it; else it is a
 * witness of the newest stated number that it meets, or stale.
 */
function withoutStale(sorted: readonly Reading[]): { standing: Reading[]; idle: LeftOut[] } {
  const stated = new Map<string, Reading[]>()
  for (const reading of sorted) {
    if (!reading.stated) continue
    const own = stated.get(reading.office ?? '')
    if (own) own.push(reading)
    else stated.set(reading.office ?? '', [reading])
  }
  const cadences = new Map([...stated].map(([office, own]) => [office, cadenceOf(own.map(({ day }) => day))]))
  const idle: LeftOut[] = []
  const standing = sorted.filter((reading) => {
    if (reading.stated) return true
    const own = stated.get(reading.office ?? '') ?? []
    const newest = own.findLast(({ day }) => day <= reading.day)
    if (!newest || reading.day - newest.day > (cadences.get(reading.office ?? '') ?? 0)) return true
    const met = own.findLast((other) => other.day <= reading.day && gapShare(other.interval, reading.interval) === 0)
    idle.push(
      ...leave(
        reading,
        met
          ? `a witness of the number stated for ${met.asOf}`
          : `stale: its counter has stated another number for ${newest.asOf}`,
      ),
    )
    return false
  })
  return { standing, idle }
}

/** One track per office and operation, one number a day. */
function tracksOf(standing: readonly Reading[], leftOut: LeftOut[]): Track[] {
  const tracks = new Map<string, Reading[]>()
  for (const reading of standing) {
    const own = tracks.get(lineKey(reading))
    if (own) own.push(reading)
    else tracks.set(lineKey(reading), [reading])
  }
  return [...tracks].map(([key, own]) => {
    const { chosen, leftOut: replaced } = oneARound(own)
    leftOut.push(...replaced)
    return { key, points: chosen, carryDays: carryDaysOf(chosen.map(({ day }) => day)) }
  })
}

/** A round printed again with another number replaces itself, whatever day it then bears; then one number a day. */
function oneARound(own: readonly Reading[]): { chosen: Reading[]; leftOut: LeftOut[] } {
  const newest = new Map<number, Reading>()
  for (const reading of own) {
    const { round } = reading.claim
    const other = round === null ? undefined : newest.get(round)
    if (round !== null && (!other || reading.printedOn > other.printedOn)) newest.set(round, reading)
  }
  const isOutdated = ({ claim, printedOn }: Reading): boolean =>
    claim.round !== null && (newest.get(claim.round)?.printedOn ?? '') > printedOn
  const outdated = own
    .filter(isOutdated)
    .flatMap((reading) => leave(reading, 'replaced: the round was printed again later'))
  const { chosen, leftOut } = oneADay(own.filter((reading) => !isOutdated(reading)))
  return { chosen, leftOut: [...outdated, ...leftOut] }
}

/** The heaviest track; before it began and after its carry ran out, the heaviest of those that go there. */
function follow(tracks: readonly Track[], standing: readonly Reading[], named: Named): Track[] {
  if (tracks.length === 0) return []
  const points = new Set(tracks.flatMap((track) => track.points))
  const key = leadOf(
    standing.filter((reading) => points.has(reading)),
    lineKey,
    named,
  )
  const lead = tracks.find((track) => track.key === key)
  const [first, last] = [lead?.points[0], lead?.points.at(-1)]
  if (!lead || !first || !last) return []
  const rest = tracks.filter((track) => track !== lead)
  const only = (keep: (reading: Reading) => boolean): Track[] =>
    rest.map((track) => ({ ...track, points: track.points.filter(keep) })).filter((track) => track.points.length > 0)
  const before = only(({ day }) => day < first.day)
  const after = only(({ day }) => day > last.day + lead.carryDays)
  const flat = (some: readonly Track[]): Reading[] => some.flatMap((track) => track.points)
  return [...follow(before, flat(before), named), lead, ...follow(after, flat(after), named)]
}

function toPoints(segments: readonly Track[], conflicts: ReadonlyMap<number, Reading>): SeriesPoint[] {
  const points: SeriesPoint[] = []
  let before: Reading | null = null
  let carryDays = 0
  for (const segment of segments) {
    for (const reading of segment.points) {
      if (before !== null && reading.day - before.day > carryDays + 1) points.push(unknownFrom(before, carryDays))
      const changed = before !== null && lineKey(before) !== lineKey(reading)
      points.push(toPoint(reading, before, changed, conflicts.get(reading.day)))
      before = reading
      carryDays = segment.carryDays
    }
  }
  return points
}

/** A gap longer than the carry: the line ends here and nothing is known until the next number. Absent is null, never 0. */
const unknownFrom = (last: Reading, carryDays: number): SeriesPoint => ({
  from: null,
  asOf: addDays(dayFromNumber(last.day), carryDays + 1),
  value: null,
  low: null,
  high: null,
  quantifier: 'exact',
  review: 'machine_read',
  witnesses: 0,
  claimIds: [],
  flags: ['stale'],
  reason: `Nothing stated for ${carryDays} days after ${last.asOf}: unknown from here on.`,
})

function toPoint(
  reading: Reading,
  before: Reading | null,
  changed: boolean,
  conflict: Reading | undefined,
): SeriesPoint {
  const { claim } = reading
  const flags: PointFlag[] = []
  if (changed) flags.push('lead_change')
  const breaks = before !== null && !changed && !isSameCoverage(before.claim.coverage, claim.coverage)
  if (breaks) flags.push('coverage_break')
  if (!reading.stated) flags.push('inferred')
  if (reading.attribution) flags.push('attribution')
  if (conflict) flags.push('conflict')
  const round =
    claim.operation === null ? '' : `, ${claim.operation}${claim.round === null ? '' : ` round ${claim.round}`}`
  return {
    from: null,
    asOf: reading.asOf,
    value: reading.value,
    low: reading.interval.low,
    high: reading.interval.high,
    quantifier: claim.quantifier,
    review: reading.review,
    witnesses: reading.witnesses,
    claimIds: reading.claimIds,
    flags,
    reason:
      `${reading.office ?? 'Nobody named'}${round}: ${reading.stated ? 'stated for this day' : 'printed this day, no as-of stated'}` +
      (breaks && before
        ? `; other units assessed than on ${before.asOf} (${daysBetween(before.asOf, reading.asOf)} days before)`
        : '') +
      (conflict ? `; ${conflict.office} says ${conflict.value.toLocaleString('en-GB')} for ${conflict.asOf}` : '') +
      '.',
  }
}
