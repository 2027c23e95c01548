/** From days and counts to places on the picture, and round numbers for the axes. */
import { addDays, dayNumber, type IsoDate } from '@displacement-monitor/shared/domain'

export interface Tick<T> {
  at: T
  label: string
}

/** A linear map of `[d0, d1]` to `[r0, r1]`; a domain without width lies in the middle. */
export function linear(
  [d0, d1]: readonly [number, number],
  [r0, r1]: readonly [number, number],
): (value: number) => number {
  if (d1 === d0) return () => (r0 + r1) / 2
  return (value) => r0 + ((value - d0) / (d1 - d0)) * (r1 - r0)
}

/** 0 and round steps of 1, 2, 2.5 or 5 times a power of ten, about `wanted` of them; the last is at or above `highest`. */
export function countTicks(highest: number, wanted = 5): Tick<number>[] {
  const raw = Math.max(highest, 1) / wanted
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = Math.max(1, ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power)
  const ticks: Tick<number>[] = []
  for (let at = 0; ; at += step) {
    ticks.push({ at, label: shortCount(at) })
    if (at >= highest) return ticks
  }
}

/** 800000 → "800k", 1250000 → "1.25m". */
export function shortCount(value: number): string {
  const short = (amount: number, letter: string) => `${Number(amount.toFixed(2))}${letter}`
  if (value >= 1_000_000) return short(value / 1_000_000, 'm')
  if (value >= 10_000) return short(value / 1_000, 'k')
  return new Intl.NumberFormat('en-GB').format(value)
}

const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' })
const monthYear = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })

/** First days of months (or of each 2nd, 3rd, 6th, 12th, …); days of a short span. Each new year is named. */
export function dayTicks(from: IsoDate, to: IsoDate, most: number): Tick<IsoDate>[] {
  const days = dayNumber(to) - dayNumber(from)
  if (days < 50) return everyDays(from, to, Math.max(1, Math.ceil(days / most)))
  if (days / 15 <= most) return halfMonths(from, to)
  const months = days / 30.44
  const step =
    [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000].find((count) => months / count <= most) ?? 12_000
  const ticks: Tick<IsoDate>[] = []
  let [year, index] = [Number(from.slice(0, 4)), Number(from.slice(5, 7)) - 1]
  index = Math.ceil(index / Math.min(step, 12)) * Math.min(step, 12)
  if (step > 12) [year, index] = [Math.ceil((year + index / 12) / (step / 12)) * (step / 12), 0]
  for (;;) {
    const at = firstOf(year, index)
    if (at > to) return ticks
    const isFirst = ticks.length === 0
    if (at >= from)
      ticks.push({ at, label: (isFirst || at.slice(5, 7) === '01' ? monthYear : month).format(dateOf(at)) })
    index += step
  }
}

function everyDays(from: IsoDate, to: IsoDate, step: number): Tick<IsoDate>[] {
  const ticks: Tick<IsoDate>[] = []
  for (let at = from; at <= to; at = addDays(at, step)) ticks.push({ at, label: dayMonth.format(dateOf(at)) })
  return ticks
}

function halfMonths(from: IsoDate, to: IsoDate): Tick<IsoDate>[] {
  const ticks: Tick<IsoDate>[] = []
  const year = Number(from.slice(0, 4))
  let index = Number(from.slice(5, 7)) - 1
  for (; firstOf(year, index) <= to; index++) {
    const first = firstOf(year, index)
    for (const at of [first, `${first.slice(0, 8)}15`]) {
      if (at < from || at > to) continue
      const format = at === first ? (first.slice(5, 7) === '01' || ticks.length === 0 ? monthYear : month) : dayMonth
      ticks.push({ at, label: format.format(dateOf(at)) })
    }
  }
  return ticks
}

const dateOf = (day: IsoDate): Date => new Date(`${day}T00:00:00Z`)
const firstOf = (year: number, index: number): IsoDate => {
  const [y, m] = [year + Math.floor(index / 12), index % 12]
  return `${String(y).padStart(4, '0')}-${String(m + 1).padStart(2, '0')}-01`
}
