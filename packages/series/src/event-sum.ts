/** Recommended figures of disjoint events, one point a window; steps and the 30-day sum are added from them (rule 7). */

import type { Claim, IsoDate, LeftOut, SeriesPoint } from '@displacement-monitor/shared/domain'
import { type Line, leave } from './line.ts'
import { windowOf } from './period.ts'
import { byTrust, type Reading } from './reading.ts'

/** Structured by an analyst, or approved by a reviewer. */
const counts = ({ claim }: Reading): boolean =>
  claim.eventId !== null && (claim.role !== 'candidate' || claim.review === 'cleared')
const isTriangulation = ({ claim }: Reading): boolean => claim.role === 'triangulation'

/**
 * A row that is counted at its place and, once more, as a part of its country: it adds up in the country's event sum, and is
 * no bar, no witness and no wider number that its own place restates.
 */
export const isPart = ({ eventId, operation }: Claim): boolean => eventId !== null && operation !== null

/** How far the numbers of one event and year have come; those of the best stand alone. */
const grades: Readonly<Record<string, number>> = { validated: 2, 'annual total': 1 }
const gradeOf = ({ claim }: Reading): number => grades[claim.assessmentType ?? ''] ?? 0

/** Flow claims of known events; the subject is the location. Empty where none is recommended, triangulated or approved. */
export function buildEventSum(readings: readonly Reading[]): Line {
  const leftOut: LeftOut[] = []
  const events = new Map<number, Reading[]>()
  for (const reading of readings) {
    if (reading.claim.eventId === null) continue
    if (!counts(reading)) leftOut.push(...leave(reading, 'read by machine: an event sums recommended figures only'))
    else events.set(reading.claim.eventId, [...(events.get(reading.claim.eventId) ?? []), reading])
  }
  const windows = new Map<string, Reading[]>()
  for (const event of [...events.keys()].sort((a, b) => a - b)) {
    for (const reading of ofEvent(events.get(event) ?? [], leftOut)) {
      const { first, last } = windowOf(reading)
      const key = `${last} ${first}`
      windows.set(key, [...(windows.get(key) ?? []), reading])
    }
  }
  const points = [...windows.keys()].sort().map((key) => toPoint(windows.get(key) ?? []))
  return { points, leftOut }
}

/** Of each year of the event the validated figures, where there are some: what was told before them is theirs anew. */
function ofBestGrade(readings: readonly Reading[], leftOut: LeftOut[]): Reading[] {
  const yearOf = (reading: Reading): string => windowOf(reading).last.slice(0, 4)
  const best = new Map<string, number>()
  for (const reading of readings) best.set(yearOf(reading), Math.max(best.get(yearOf(reading)) ?? 0, gradeOf(reading)))
  return readings.filter((reading) => {
    const stands = gradeOf(reading) === best.get(yearOf(reading))
    if (!stands) leftOut.push(...leave(reading, 'provisional: validated figures stand for this event and year'))
    return stands
  })
}

/** All recommended figures of one event at this place; where none is, the highest triangulation. */
function ofEvent(all: readonly Reading[], leftOut: LeftOut[]): Reading[] {
  const readings = ofBestGrade(all, leftOut)
  const recommended = readings.filter((reading) => !isTriangulation(reading))
  const triangulated = readings.filter(isTriangulation).sort((a, b) => b.value - a.value || byTrust(a, b))
  const chosen = recommended.length > 0 ? recommended : triangulated.slice(0, 1)
  const reason =
    recommended.length > 0
      ? 'triangulation: a recommended figure stands for this event and place'
      : 'triangulation: the highest alone stands where none is recommended'
  for (const reading of triangulated.slice(recommended.length > 0 ? 0 : 1)) leftOut.push(...leave(reading, reason))
  return chosen
}

function toPoint(readings: readonly Reading[]): SeriesPoint {
  const sorted = [...readings].sort(byTrust)
  const sum = (of: (reading: Reading) => number): number => sorted.reduce((total, reading) => total + of(reading), 0)
  const [lead] = sorted
  const window: { first: IsoDate; last: IsoDate } = lead ? windowOf(lead) : { first: '', last: '' }
  const cleared = sorted.every(({ review }) => review === 'cleared')
  const machine = sorted.every(({ review }) => review === 'machine_read')
  return {
    from: window.first,
    asOf: window.last,
    value: sum(({ value }) => value),
    low: sum(({ interval }) => interval.low),
    high: sum(({ interval }) => interval.high),
    quantifier: sorted.length === 1 && lead ? lead.claim.quantifier : 'exact',
    review: cleared ? 'cleared' : machine ? 'machine_read' : 'partly',
    witnesses: sum(({ witnesses }) => witnesses),
    claimIds: sorted.flatMap(({ claimIds }) => claimIds),
    flags: [],
    reason:
      sorted.length === 1
        ? `One recommended figure of an event from ${window.first} to ${window.last}.`
        : `Sum of ${sorted.length} recommended figures of disjoint events from ${window.first} to ${window.last}.`,
  }
}
