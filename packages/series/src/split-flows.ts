/** Rule 5, first part: which claims count on since a fixed day, and from which, and which tell a closed span. */

import { addDays, type DatedDay, daysBetween, daysInMonth, spanOf } from '@displacement-monitor/shared/domain'
import type { Reading } from './reading.ts'
import { ruleNumbers } from './rule.ts'

/** Counts since one start, whoever counts. */
export interface StartGroup {
  since: DatedDay
  readings: readonly Reading[]
}

export interface SplitFlows {
  cumulative: readonly StartGroup[]
  /** Closed spans. */
  periods: readonly Reading[]
  /** No report tells their first day. */
  untold: readonly Reading[]
}

type Kind = 'count' | 'span' | 'open'

/** A month, a quarter, a year or a week from Monday, as its dates tell. */
function isCalendarSpan(first: string, last: string): boolean {
  const [year, month, day] = [Number(last.slice(0, 4)), Number(last.slice(5, 7)), Number(last.slice(8, 10))]
  const wholeMonths = first.endsWith('-01') && day === daysInMonth(year, month)
  const months = (year - Number(first.slice(0, 4))) * 12 + month - Number(first.slice(5, 7)) + 1
  const monday = new Date(`${first}T00:00:00Z`).getUTCDay() === 1
  return (wholeMonths && [1, 3, 6, 12].includes(months)) || (monday && daysBetween(first, last) === 6)
}

/**
 * "Between 1 December and 2 February" tells the count since 1 December as of 2 February, where others count since that very
 * day or go on from it: the first day is an anchor, and each of these windows a later reading of one count.
 */
function countsInWindows(readings: readonly Reading[]): Set<Reading> {
  const windows = readings.filter(
    ({ claim, since, stated, asOf }) =>
      claim.window === 'between' &&
      claim.role === 'candidate' &&
      since?.accuracy === 'day' &&
      stated &&
      since.day < asOf,
  )
  const isOfCalendar = ({ since, asOf }: Reading): boolean => since !== null && isCalendarSpan(since.day, asOf)
  const anchors = new Set(
    readings.flatMap(({ claim, since }) => (claim.window === 'since' && since?.accuracy === 'day' ? [since.day] : [])),
  )
  const shared = sharedStarts(windows.filter((window) => !isOfCalendar(window)))
  return new Set(
    windows.filter(({ since }) => since !== null && (anchors.has(since.day) || shared.has(startKey(since)))),
  )
}

/** What the words, the structure or the shape of its dates say of one claim alone; `open`: its company decides. */
function kindAlone({ claim, since, stated, asOf }: Reading): Kind {
  if (claim.window === 'between' || claim.window === 'rolling') return 'span'
  if (claim.window === 'since') return 'count'
  if (!since || (claim.role !== 'candidate' && claim.asOfBasis === 'stated')) return 'span'
  // "In the last week" bears the same dates as "since the week of 3 February".
  if (since.accuracy === 'day' || (since.accuracy === 'week' && claim.asOfBasis === 'published')) return 'open'
  // "In June", "between January and March": both ends are as coarse, or the end is the last day of the start's span.
  const coarseEnd = claim.asOfBasis === 'stated' && claim.asOf !== null && claim.asOf.accuracy === since.accuracy
  return coarseEnd || (stated && asOf === spanOf(since).last) ? 'span' : 'count'
}

const startKey = ({ day, accuracy }: DatedDay): string => `${day}/${accuracy}`

/** Starts that two or more counts with different as-ofs share. */
function sharedStarts(readings: readonly Reading[]): Set<string> {
  const asOfs = new Map<string, Set<string>>()
  for (const { since, asOf } of readings) {
    if (since) asOfs.set(startKey(since), (asOfs.get(startKey(since)) ?? new Set()).add(asOf))
  }
  return new Set([...asOfs].filter(([, days]) => days.size > 1).map(([key]) => key))
}

/** A claim whose start nobody shares: a span if short and stated, of the calendar, in a chain, or short and within a count. */
function isLoneSpan(
  reading: Reading,
  ends: ReadonlySet<string>,
  begins: ReadonlySet<string>,
  counts: readonly Reading[],
) {
  const first = reading.since?.day ?? reading.asOf
  const length = daysBetween(first, reading.asOf)
  const within = (count: Reading): boolean =>
    count.since !== null &&
    spanOf(count.since).first < first &&
    addDays(count.asOf, 1) >= first &&
    count.value >= reading.value
  if (!reading.stated) return length <= ruleNumbers.shortWindowDays && counts.some(within)
  const chained = [-1, 0, 1].some((step) => ends.has(addDays(first, step)) || begins.has(addDays(reading.asOf, step)))
  return length <= ruleNumbers.shortWindowDays || isCalendarSpan(first, reading.asOf) || chained
}

/**
 * Each coarse start joins the day in its span with most claims of its family, then of anybody (so that another
 * office's "since December" is compared, not drawn beside), ties to the earliest; else it stands alone.
 */
function joinStarts(counts: readonly Reading[]): StartGroup[] {
  interface Start {
    since: DatedDay
    readings: Reading[]
    /** Claims that state this very start, by family. */
    own: Map<string, number>
  }
  const groups = new Map<string, Start>()
  const add = (since: DatedDay, reading: Reading, own: boolean): void => {
    const group: Start = groups.get(startKey(since)) ?? { since, readings: [], own: new Map() }
    groups.set(startKey(since), group)
    group.readings.push(reading)
    if (own) group.own.set(reading.family, (group.own.get(reading.family) ?? 0) + 1)
  }
  for (const accuracy of ['day', 'week', 'month', 'year'] as const) {
    const finer = [...groups.values()]
    const homes = new Map<string, DatedDay>()
    for (const reading of counts) {
      const { since, family } = reading
      if (since?.accuracy !== accuracy) continue
      const key = `${since.day} ${family}`
      const home = homes.get(key) ?? homeOf(since, family, finer)
      homes.set(key, home)
      add(home, reading, startKey(home) === startKey(since))
    }
  }
  return [...groups.values()].map(({ since, readings }) => ({ since, readings }))
}

function homeOf(
  since: DatedDay,
  family: string,
  finer: readonly { since: DatedDay; own: ReadonlyMap<string, number> }[],
): DatedDay {
  const { first, last } = spanOf(since)
  const claims = (own: ReadonlyMap<string, number>): number => [...own.values()].reduce((sum, count) => sum + count, 0)
  const best = finer
    // "Since mid-December" is no anchor of "since December": a month says nothing of which week.
    .filter(
      ({ since: start, own }) => start.accuracy === 'day' && start.day >= first && start.day <= last && own.size > 0,
    )
    .sort(
      (a, b) =>
        (b.own.get(family) ?? 0) - (a.own.get(family) ?? 0) ||
        claims(b.own) - claims(a.own) ||
        (a.since.day < b.since.day ? -1 : 1),
    )
  return best[0]?.since ?? since
}

export function splitFlows(readings: readonly Reading[]): SplitFlows {
  const untold = readings.filter(
    ({ since, claim }) => since === null && (claim.eventId === null || claim.role === 'candidate'),
  )
  const told = readings.filter(({ since }) => since !== null)
  const goingOn = countsInWindows(told)
  const kinds = new Map(
    told.map((reading) => [reading, goingOn.has(reading) ? ('count' as const) : kindAlone(reading)]),
  )
  const of = (kind: Kind): Reading[] => told.filter((reading) => kinds.get(reading) === kind)
  const [counted, open] = [of('count'), of('open')]
  const shared = sharedStarts([...counted, ...open])
  const isShared = ({ since }: Reading): boolean => since !== null && shared.has(startKey(since))
  const counts = [...counted, ...open.filter(isShared)]
  const lone = open.filter((reading) => !isShared(reading))
  const stated = lone.filter((reading) => reading.stated)
  const ends = new Set(stated.map(({ asOf }) => asOf))
  const begins = new Set(stated.map(({ since }) => since?.day ?? ''))
  const spans = new Set(lone.filter((reading) => isLoneSpan(reading, ends, begins, counts)))
  const loneCounts = lone.filter((reading) => !spans.has(reading))
  return { cumulative: joinStarts([...counts, ...loneCounts]), periods: [...of('span'), ...spans], untold }
}
