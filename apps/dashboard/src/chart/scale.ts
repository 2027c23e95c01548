/** Days and numbers → pixels, with ticks that a person would choose. Pure. */
import { dayNumber, dayOf } from '../words/days.ts'

export interface Frame {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
}

export interface Scale {
  frame: Frame
  /** Day numbers at the left and the right edge. */
  from: number
  to: number
  most: number
  x: (day: number) => number
  y: (value: number) => number
  dayAt: (x: number) => number
}

export function scaleOf(frame: Frame, from: number, to: number, most: number): Scale {
  const span = Math.max(1, to - from)
  const inner = frame.width - frame.left - frame.right
  const tall = frame.height - frame.top - frame.bottom
  const top = ceilingOf(most)
  return {
    frame,
    from,
    to,
    most: top,
    x: (day) => frame.left + ((day - from) / span) * inner,
    y: (value) => frame.top + (1 - value / top) * tall,
    dayAt: (x) => from + ((x - frame.left) / inner) * span,
  }
}

/** Words beside an upright line: to its right, near the right edge to its left, so that they are not cut off. */
export const besideLine = (x: number, { width, right }: Frame) =>
  x > (width - right) * 0.75
    ? { x: x - 4, 'text-anchor': 'end' as const }
    : { x: x + 4, 'text-anchor': 'start' as const }

const nice = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.25, 2.5, 2.75, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9, 10]

/** The round number above it, with a little air. */
export function ceilingOf(most: number): number {
  if (most <= 0) return 1
  const wanted = most * 1.06
  const unit = 10 ** Math.floor(Math.log10(wanted))
  return (nice.find((step) => step * unit >= wanted) ?? 10) * unit
}

export function valueTicks(most: number, count = 5): number[] {
  const raw = most / count
  const unit = 10 ** Math.floor(Math.log10(raw))
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * unit >= raw) ?? 10) * unit
  const ticks: number[] = []
  for (let value = 0; value <= most * 1.0001; value += step) ticks.push(value)
  return ticks
}

export interface DayTick {
  day: number
  /** What the tick is the first day of. */
  unit: 'day' | 'month' | 'year'
}

/** Days, months or years: as many as have room. */
export function dayTicks(from: number, to: number, room: number): DayTick[] {
  const span = Math.max(1, to - from)
  if (span <= room * 2) return daysBy(from, to, Math.max(1, Math.ceil(span / room)))
  if (span <= 45) return daysBy(from, to, 7)
  const months = [1, 2, 3, 6].find((step) => span / 30.44 / step <= room)
  if (months !== undefined) return monthsBy(from, to, months)
  return monthsBy(from, to, 12 * Math.ceil(span / 365.25 / room))
}

function daysBy(from: number, to: number, step: number): DayTick[] {
  const ticks: DayTick[] = []
  for (let day = Math.ceil(from); day <= to; day += step) ticks.push({ day, unit: 'day' })
  return ticks
}

function monthsBy(from: number, to: number, step: number): DayTick[] {
  const first = new Date(dayOf(Math.floor(from)))
  const ticks: DayTick[] = []
  const start = first.getUTCFullYear() * 12 + first.getUTCMonth()
  for (let index = Math.ceil(start / step) * step; ; index += step) {
    const day = dayNumber(new Date(Date.UTC(Math.floor(index / 12), index % 12, 1)).toISOString().slice(0, 10))
    if (day > to) return ticks
    if (day >= from) ticks.push({ day, unit: index % 12 === 0 ? 'year' : 'month' })
  }
}
