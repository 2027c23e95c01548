/** `method=latest` and `method=highest`: no lead, no folding into a monotone line; for comparison beside `reconciled`. */

import type { Method, SeriesPoint } from '@displacement-monitor/shared/domain'
import { type Line, leave } from './line.ts'
import { byTrust, type Reading } from './reading.ts'

const printedLast = (a: Reading, b: Reading): number =>
  a.printedOn === b.printedOn ? byTrust(a, b) : a.printedOn < b.printedOn ? 1 : -1
const highest = (a: Reading, b: Reading): number => b.value - a.value || byTrust(a, b)

export type PlainMethod = 'latest' | 'highest'
export const isPlain = (method: Method): method is PlainMethod => method === 'latest' || method === 'highest'

/** latest: of each day the number printed last, by any counter. highest: of each day the highest; of a count never falling. */
export function buildPlain(readings: readonly Reading[], method: PlainMethod, isCount: boolean): Line {
  const days = new Map<number, Reading[]>()
  for (const reading of readings) days.set(reading.day, [...(days.get(reading.day) ?? []), reading])
  const line: Line = { points: [], leftOut: [] }
  let top = -1
  for (const day of [...days.keys()].sort((a, b) => a - b)) {
    const [first, ...rest] = [...(days.get(day) ?? [])].sort(method === 'latest' ? printedLast : highest)
    for (const other of rest) line.leftOut.push(...leave(other, `another number of the day under method ${method}`))
    if (!first) continue
    if (isCount && method === 'highest' && first.value <= top) {
      line.leftOut.push(...leave(first, 'lower than a number before it'))
      continue
    }
    top = first.value
    line.points.push(toPoint(first, method))
  }
  return line
}

const toPoint = (reading: Reading, method: string): SeriesPoint => ({
  from: null,
  asOf: reading.asOf,
  value: reading.value,
  low: reading.interval.low,
  high: reading.interval.high,
  quantifier: reading.claim.quantifier,
  review: reading.review,
  witnesses: reading.witnesses,
  claimIds: reading.claimIds,
  flags: reading.stated ? [] : ['inferred'],
  reason: `${reading.office ?? 'Nobody named'}: the ${method} number for this day.`,
})
