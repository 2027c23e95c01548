/** The sum of bars over the last days, each spread evenly over its own days, as HDX Signals does with IDMC's events. */
import { dayFromNumber, dayNumber, type IsoDate, type PointTold } from '@displacement-monitor/shared/domain'
import type { KnownPoint } from './known-points.ts'

interface Bar extends KnownPoint {
  first: number
}

export interface RollingSum {
  /** Days on which a sum can peak: the last of a bar, and the last that holds all of one; ascending. */
  peaks: readonly number[]
  /** Rounded; 0 where no bar reaches. */
  on(day: number): number
  /** The newest of the days with the highest sum, both ends included; null where all are 0. */
  highest(from: number, to: number): number | null
  tell(day: number): PointTold
  /** Last day of the newest bar that reaches into the sum. */
  knownBy(day: number): IsoDate
}

/** `disjoint`: bars that share days are alternatives, of which the earlier stands. A bar without a first day is in no sum. */
export function rollingSum(points: readonly KnownPoint[], sumDays: number, disjoint: boolean): RollingSum {
  const bars = barsOf(points, disjoint)
  const begin = bars.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY)
  const end = bars.reduce((most, { day }) => Math.max(most, day), Number.NEGATIVE_INFINITY)
  const total = bars.length === 0 ? new Float64Array(1) : runningTotal(bars, begin, end)
  const upTo = (day: number): number => total[Math.min(Math.max(day - begin + 1, 0), total.length - 1)] ?? 0
  const on = (day: number): number => (bars.length === 0 ? 0 : Math.round(upTo(day) - upTo(day - sumDays)))
  const peaks = bars.flatMap(({ first, day }) => [day, first + sumDays - 1]).filter((day) => day <= end)
  return {
    peaks: [...new Set(peaks)].sort((a, b) => a - b),
    on,
    highest(from, to) {
      let found: number | null = null
      for (let day = Math.max(from, begin); day <= to; day++) {
        if (on(day) > 0 && (found === null || on(day) >= on(found))) found = day
      }
      return found
    },
    tell: (day) => tellSum(bars, day, sumDays, on(day)),
    knownBy: (day) => dayFromNumber(Math.max(...within(bars, day, sumDays).map((bar) => bar.day))),
  }
}

function barsOf(points: readonly KnownPoint[], disjoint: boolean): Bar[] {
  const bars: Bar[] = []
  for (const point of points) {
    if (point.from === null) continue
    const first = dayNumber(point.from)
    const before = bars.at(-1)
    if (!disjoint || !before || first > before.day) bars.push({ ...point, first })
  }
  return bars
}

/** Of all days up to each, from the day before `begin` on. */
function runningTotal(bars: readonly Bar[], begin: number, end: number): Float64Array {
  const change = new Float64Array(end - begin + 3)
  for (const { first, day, value } of bars) {
    const rate = value / (day - first + 1)
    change[first - begin + 1] = (change[first - begin + 1] ?? 0) + rate
    change[day - begin + 2] = (change[day - begin + 2] ?? 0) - rate
  }
  const total = new Float64Array(end - begin + 2)
  let rate = 0
  for (let at = 1; at < total.length; at++) {
    rate += change[at] ?? 0
    total[at] = (total[at - 1] ?? 0) + rate
  }
  return total
}

const within = (bars: readonly Bar[], day: number, sumDays: number): Bar[] =>
  bars.filter((bar) => bar.first <= day && bar.day > day - sumDays)

function tellSum(bars: readonly Bar[], day: number, sumDays: number, value: number): PointTold {
  const from = day - sumDays + 1
  const added = within(bars, day, sumDays)
  const sum = (of: (bar: Bar) => number): number =>
    Math.round(
      added.reduce((total, bar) => {
        const days = Math.min(bar.day, day) - Math.max(bar.first, from) + 1
        return total + (of(bar) * days) / (bar.day - bar.first + 1)
      }, 0),
    )
  const cleared = added.every(({ review }) => review === 'cleared')
  const machine = added.every(({ review }) => review === 'machine_read')
  return {
    from: dayFromNumber(from),
    asOf: dayFromNumber(day),
    value,
    low: sum(({ low }) => low),
    high: sum(({ high }) => high),
    quantifier: added.length === 1 && added[0] ? added[0].quantifier : 'exact',
    review: cleared ? 'cleared' : machine ? 'machine_read' : 'partly',
    witnesses: added.reduce((total, { witnesses }) => total + witnesses, 0),
    claimIds: added.flatMap(({ claimIds }) => claimIds),
  }
}
