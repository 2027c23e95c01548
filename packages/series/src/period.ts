/** Closed windows as bars: windows that share a day are alternatives, never added (rule 5). */

import { type IsoDate, type LeftOut, type SeriesPoint, spanOf } from '@displacement-monitor/shared/domain'
import { type Line, leave } from './line.ts'
import { byTrust, type Reading } from './reading.ts'
import { oneADay } from './same-day.ts'

interface Bar {
  reading: Reading
  first: IsoDate
  last: IsoDate
}

/** First to last day of a window, coarse ends taken whole: "between January and March" ends on 31 March. */
export function windowOf({ claim, since, asOf }: Reading): { first: IsoDate; last: IsoDate } {
  const last = claim.asOf !== null && claim.asOfBasis === 'stated' ? spanOf(claim.asOf).last : asOf
  const first = since === null ? last : spanOf(since).first
  // A start told later than the end (two dates of one text taken for a window) tells nothing: the last day stands alone.
  if (first > last) return { first: last, last }
  return { first, last }
}

/**
 * `own`: the lead's closed windows and counts whose start nobody tells; `others`: those of other families, drawn only on
 * days of which the lead tells nothing, and marked where the family changes.
 */
export function buildPeriods(own: readonly Reading[], others: readonly Reading[]): Line {
  const leftOut: LeftOut[] = []
  const bars = oneAWindow(own, leftOut)
  const drawn = disjoint(bars)
  for (const { reading } of bars.filter((bar) => !drawn.has(bar))) {
    leftOut.push(...leave(reading, 'an alternative: shares days with windows that are drawn'))
  }
  const foreign = oneAWindow(others, leftOut)
  const taken = [...drawn].sort(byEnd)
  const free = foreign.filter((bar) => isFree(bar, taken))
  const added = disjoint(free)
  for (const { reading } of foreign.filter((bar) => !added.has(bar))) {
    const office = reading.office ?? 'nobody named'
    leftOut.push(...leave(reading, `counted by ${office}: shares days with windows of the family that leads`))
  }
  const all = [...drawn, ...added].sort(byEnd)
  const points = all.map((bar, index) => toPoint(bar, all[index - 1] ?? null))
  return { points, leftOut }
}

/** Shares no day with any of these disjoint bars, sorted by last day. */
function isFree(bar: Bar, drawn: readonly Bar[]): boolean {
  const next = drawn[endingBefore(drawn, bar.first)]
  return next === undefined || next.first > bar.last
}

/** Of several numbers for one and the same window one stands, as on one day of a count. */
function oneAWindow(own: readonly Reading[], leftOut: LeftOut[]): Bar[] {
  const windows = new Map<string, Reading[]>()
  for (const reading of own) {
    const { first, last } = windowOf(reading)
    const key = `${first} ${last} ${reading.since === null}`
    windows.set(key, [...(windows.get(key) ?? []), reading])
  }
  return [...windows.values()].flatMap((same) => {
    // Inferred as-ofs of one window may differ in `day`; the window itself is the day here.
    const day = Math.max(...same.map((reading) => reading.day))
    const { chosen, leftOut: replaced } = oneADay(same.map((reading) => ({ ...reading, day })))
    leftOut.push(...replaced)
    return chosen.map((reading): Bar => ({ reading, ...windowOf(reading) }))
  })
}

/**
 * The disjoint windows of most weight (weighted interval scheduling), by last day; of equals those that end earlier. Finer
 * windows win over the one that spans them, as together they weigh more.
 */
function disjoint(bars: Bar[]): ReadonlySet<Bar> {
  bars.sort(byEnd)
  const best: number[] = [0]
  const fits = bars.map(({ first }) => endingBefore(bars, first))
  for (const [index, { reading }] of bars.entries()) {
    best.push(Math.max(best[index] ?? 0, (best[fits[index] ?? 0] ?? 0) + reading.weight))
  }
  const drawn = new Set<Bar>()
  for (let index = bars.length; index > 0; ) {
    const bar = bars[index - 1]
    if (bar && (best[index] ?? 0) > (best[index - 1] ?? 0) + 1e-9) {
      drawn.add(bar)
      index = fits[index - 1] ?? 0
    } else index--
  }
  return drawn
}

/** How many of the bars, sorted by last day, end before `first`. */
function endingBefore(bars: readonly Bar[], first: IsoDate): number {
  let [from, to] = [0, bars.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((bars[middle]?.last ?? '') < first) from = middle + 1
    else to = middle
  }
  return from
}

const byEnd = (a: Bar, b: Bar): number =>
  compare(a.last, b.last) || compare(b.first, a.first) || byTrust(a.reading, b.reading)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function toPoint({ reading, first, last }: Bar, before: Bar | null): SeriesPoint {
  const untold = reading.since === null
  return {
    from: untold ? null : first,
    asOf: last,
    value: reading.value,
    low: reading.interval.low,
    high: reading.interval.high,
    quantifier: reading.claim.quantifier,
    review: reading.review,
    witnesses: reading.witnesses,
    claimIds: reading.claimIds,
    flags: [
      ...(before && before.reading.family !== reading.family ? (['lead_change'] as const) : []),
      ...(untold ? (['start_untold'] as const) : []),
      ...(reading.stated || reading.claim.asOfBasis === 'stated' ? [] : (['inferred'] as const)),
      ...(reading.attribution ? (['attribution'] as const) : []),
    ],
    reason: untold
      ? `${reading.office ?? 'Nobody named'}: a count whose first day no report tells, known by ${last}; never added to another.`
      : `${reading.office ?? 'Nobody named'}: new displacement from ${first} to ${last}.`,
  }
}
