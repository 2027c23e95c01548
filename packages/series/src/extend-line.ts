/** Rule 5, last part: a window carries a count on from its last stated day. */

import { daysBetween } from '@displacement-monitor/shared/domain'
import { type Drawn, flagsOf } from './draw-segment.ts'
import { grouped } from './line.ts'
import type { Reading } from './reading.ts'

/**
 * The point that a window adds, or null. It begins on the line's last stated day (± 1), is of the same family, and no count of
 * that family ends inside or after it. Windows that share a day are alternatives: the weightiest, of equals the latest end.
 */
export function extension(points: readonly Drawn[], windows: readonly Reading[]): Drawn | null {
  const last = points.at(-1)
  if (!last?.reading.stated) return null
  const fitting = windows.filter(
    ({ since, stated, asOf, family }) =>
      since?.accuracy === 'day' &&
      stated &&
      family === last.reading.family &&
      Math.abs(daysBetween(last.asOf, since.day)) <= 1 &&
      asOf > last.asOf,
  )
  const [window] = fitting.sort((a, b) => b.weight - a.weight || b.day - a.day || (a.key < b.key ? -1 : 1))
  if (!window) return null
  return {
    reading: window,
    day: window.day,
    asOf: window.asOf,
    value: last.value + window.value,
    low: last.low + window.interval.low,
    high: last.high + window.interval.high,
    flags: flagsOf(window),
    reason: `${grouped(last.value)} by ${last.asOf}, and the window's ${grouped(window.value)} after it, by the same family of counters.`,
    beside: [last.reading],
  }
}
