/**
 * A trend as a picture of characters: braille dots (2 × 4 to a cell) where the line steps from claim to claim and is never
 * interpolated; bars for closed windows. Pure: points in, lines out.
 */
import { dayNumber, type IsoDate, type SeriesKind } from '@displacement-monitor/shared/domain'
import { compact } from './amounts.ts'

export interface ChartPoint {
  /** First day of a window; null for a step. */
  from: IsoDate | null
  asOf: IsoDate
  /** Null: unknown from here on. */
  value: number | null
}

export interface ChartSize {
  /** Of everything, axis included. */
  columns: number
  /** Of the plot alone. */
  rows: number
}

const labelWidth = 6

/** Lines of the chart, or none where no point has a value. The axis begins at 0: a cut axis makes any rise look steep. */
export function chartLines(points: readonly ChartPoint[], kind: SeriesKind, { columns, rows }: ChartSize): string[] {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]))
  const firstDay = Math.min(...points.map(({ from, asOf }) => dayNumber(from ?? asOf)))
  const lastDay = Math.max(...points.map(({ asOf }) => dayNumber(asOf)))
  if (values.length === 0) return []
  const top = niceCeiling(Math.max(...values, 1))
  const width = Math.max(10, columns - labelWidth - 2)
  const dots = new DotGrid(width * 2, rows * 4)
  const yOf = (value: number) => Math.round((value / top) * (dots.height - 1))
  if (kind === 'period' || kind === 'event_sum') {
    // A window ends with its last day: the axis runs to the end of it.
    const days = lastDay + 1 - firstDay
    drawBars(dots, points, (day) => Math.round(((day - firstDay) / days) * dots.width), yOf)
  } else {
    const days = Math.max(1, lastDay - firstDay)
    drawSteps(dots, points, (day) => Math.round(((day - firstDay) / days) * (dots.width - 1)), yOf)
  }

  const middle = Math.floor((dots.height - 1 - yOf(top / 2)) / 4)
  const body = dots.lines().map((line, row) => {
    const label = row === 0 ? compact(top) : row === rows - 1 ? '0' : row === middle && rows > 4 ? compact(top / 2) : ''
    return `${label.padStart(labelWidth)} ${label === '' ? '│' : '┤'}${line}`
  })
  return [...body, `${' '.repeat(labelWidth)} └${'─'.repeat(width)}`, dayAxis(points, width)]
}

type Scale = (value: number) => number

function drawSteps(dots: DotGrid, points: readonly ChartPoint[], xOf: Scale, yOf: Scale): void {
  let previous: { x: number; y: number } | null = null
  for (const { asOf, value } of points) {
    const x = xOf(dayNumber(asOf))
    if (previous) for (let column = previous.x; column <= x; column++) dots.set(column, previous.y)
    if (value === null) {
      previous = null
      continue
    }
    const y = yOf(value)
    const from = previous?.y ?? y
    for (let row = Math.min(from, y); row <= Math.max(from, y); row++) dots.set(x, row)
    previous = { x, y }
  }
}

function drawBars(dots: DotGrid, points: readonly ChartPoint[], xOf: Scale, yOf: Scale): void {
  for (const { from, asOf, value } of points) {
    if (value === null) continue
    const left = xOf(dayNumber(from ?? asOf))
    const end = xOf(dayNumber(asOf) + 1)
    // A dot is left free between neighbouring windows, so that two months do not look like one.
    const last = Math.min(dots.width - 1, Math.max(left, end - left > 3 ? end - 2 : end - 1))
    for (let x = Math.min(left, last); x <= last; x++) for (let y = 0; y <= yOf(value); y++) dots.set(x, y)
  }
}

function dayAxis(points: readonly ChartPoint[], width: number): string {
  const days = points.flatMap(({ from, asOf }) => (from === null ? [asOf] : [from, asOf])).sort()
  const [first = '', last = ''] = [days[0], days.at(-1)]
  const pad = ' '.repeat(labelWidth + 2)
  return first === last
    ? `${pad}${first}`
    : `${pad}${first}${last.padStart(Math.max(last.length + 1, width - first.length))}`
}

/** The next 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 × a power of ten, so that the top label is a round number. */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((multiple) => multiple * power >= value) ?? 10
  return step * power
}

/** Bits of a braille cell (U+2800 + bits): left column dots 1 2 3 7, right column 4 5 6 8, from the top. */
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const

class DotGrid {
  readonly width: number
  readonly height: number
  private readonly cells: Uint8Array

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.cells = new Uint8Array((width / 2) * (height / 4))
  }

  /** `y` grows upwards from 0. */
  set(x: number, y: number): void {
    const row = this.height - 1 - y
    const cell = Math.floor(row / 4) * (this.width / 2) + Math.floor(x / 2)
    this.cells[cell] = (this.cells[cell] ?? 0) | (bits[row % 4]?.[x % 2] ?? 0)
  }

  lines(): string[] {
    const columns = this.width / 2
    return Array.from({ length: this.height / 4 }, (_, row) =>
      Array.from(this.cells.subarray(row * columns, (row + 1) * columns), (cell) =>
        cell === 0 ? ' ' : String.fromCharCode(0x2800 + cell),
      ).join(''),
    )
  }
}
