/** Rules 1, 2 and 4 on one segment of a count: which claims stand, what room they leave each other, where the line runs. */

import type { IsoDate, LeftOut, PointFlag } from '@displacement-monitor/shared/domain'
import { clip } from './interval.ts'
import { counterOf, grouped, leave } from './line.ts'
import { keptBounds, placeValues, type Room } from './monotone.ts'
import { byTrust, type Reading } from './reading.ts'
import type { Segment } from './revision.ts'

/** A point in the making. */
export interface Drawn {
  reading: Reading
  day: number
  asOf: IsoDate
  value: number
  low: number
  high: number
  flags: PointFlag[]
  reason: string
  /** Other readings that make the point: of a window that extends, the count that it extends. */
  beside: readonly Reading[]
}

export function drawSegment(segment: Segment): { points: Drawn[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = []
  const standing = standingOf(segment, leftOut)
  const telling = raising(standing, segment.before, leftOut)
  const values = placeValues(telling.map(({ room }) => room))
  const points = telling.map(({ reading, room }, index): Drawn => {
    const value = values[index] ?? room.printed
    const flags = flagsOf(reading, segment.revised && index === 0)
    const { low, high } = room
    return {
      reading,
      day: reading.day,
      asOf: reading.asOf,
      value,
      low,
      high,
      flags,
      reason: reasonOf(reading, value, flags),
      beside: [],
    }
  })
  return { points, leftOut }
}

/** The readings of the line that breaks least, by day; of one day the stated number first, then the highest floor. */
function standingOf({ stated, inferred }: Segment, leftOut: LeftOut[]): Reading[] {
  const bounding = [...stated, ...inferred].sort(
    (a, b) => a.day - b.day || Number(b.stated) - Number(a.stated) || b.interval.low - a.interval.low || byTrust(a, b),
  )
  const kept = keptBounds(
    bounding.map(({ day, interval, stated, weight }) => ({
      day,
      low: interval.low,
      high: stated ? interval.high : Number.POSITIVE_INFINITY,
      weight,
    })),
  )
  for (const [index, reading] of bounding.entries()) {
    if (kept[index]) continue
    leftOut.push(...leave(reading, 'contradicts more weight of other claims: a count since a day never falls'))
  }
  return bounding.filter((_, index) => kept[index])
}

/** Stated readings, and inferred ones whose floor lies above the line so far, each with its room. */
function raising(standing: readonly Reading[], before: number, leftOut: LeftOut[]): { reading: Reading; room: Room }[] {
  const ceilings = lowestCeilings(standing)
  const telling: { reading: Reading; room: Room }[] = []
  let floor = Number.NEGATIVE_INFINITY
  let level = before
  for (const [index, reading] of standing.entries()) {
    const { interval, stated, value, width } = reading
    const sameDay = telling.at(-1)?.reading.day === reading.day
    if (!stated && (sameDay || interval.low <= level)) {
      leftOut.push(...leave(reading, `by ${reading.asOf} the line had reached that many: a witness`))
      continue
    }
    floor = Math.max(floor, interval.low)
    const high = Math.min(Math.max(interval.high, floor), ceilings[index] ?? Number.POSITIVE_INFINITY)
    telling.push({ reading, room: { printed: value, low: floor, high, width } })
    level = Math.max(level, clip(value, { low: floor, high }))
  }
  return telling
}

/** For each reading the lowest high end of a stated one of its day or later. */
function lowestCeilings(standing: readonly Reading[]): number[] {
  const ceilings = new Array<number>(standing.length)
  let ceiling = Number.POSITIVE_INFINITY
  for (let index = standing.length - 1; index >= 0; index--) {
    const reading = standing[index]
    if (reading?.stated) ceiling = Math.min(ceiling, reading.interval.high)
    ceilings[index] = ceiling
  }
  return ceilings
}

export function flagsOf(reading: Reading, revised = false): PointFlag[] {
  const flags: PointFlag[] = []
  if (revised) flags.push('revised')
  if (!reading.stated) flags.push('inferred')
  if (reading.attribution) flags.push('attribution')
  return flags
}

function reasonOf(reading: Reading, value: number, flags: readonly PointFlag[]): string {
  const basis = reading.stated
    ? 'stated for this day'
    : 'no as-of stated: that many had been reached when it was printed'
  const clipped =
    value === reading.value ? '' : `; printed ${grouped(reading.value)}, held within what other claims allow`
  const revised = flags.includes('revised') ? '; lower than its own earlier number: a revised segment begins' : ''
  return `${counterOf(reading)}: ${basis}${clipped}${revised}.`
}
