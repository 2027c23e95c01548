/** Tables by their places: rows of a name and numbers whose cells stand below each other, told as lines with bars. */
import { rowsOf, type Segment } from './segments.ts'

const numeric = /^[~≈<>+\-–—]?[\p{Nd}\s.,'’]*\p{Nd}[\p{Nd}\s.,'’]*(?:%|[kKmM*†)]*)?$|^[-–—]+$|^n\/?a$/iu
const longestName = 60

/** Whether the segments are rows of one table. Boxes of key figures are none: their numbers stand without a name in their row. */
export function isGrid(segments: readonly Segment[]): boolean {
  const rows = rowsOf(segments)
  const body = rows.filter(isBodyRow)
  if (body.length < 2 || body.length < rows.length * 0.4) return false
  const columns = columnsOf(body)
  if (columns.length < 2) return false
  // A column of text beside one with numbers in it has rows by accident only.
  const names = body.map((row) => row[0]?.text.length ?? 0).toSorted((a, b) => a - b)
  if ((names[Math.floor(names.length / 2)] ?? 0) > longestName) return false
  return body.filter((row) => row.length >= columns.length - 1).length >= body.length * 0.6
}

/** A name and a number at least; a running number may stand before the name. */
function isBodyRow(row: readonly Segment[]): boolean {
  const name = row.findIndex(({ text }) => !numeric.test(text))
  return name >= 0 && name <= 1 && row.slice(name + 1).some(({ text }) => numeric.test(text))
}

interface Column {
  x0: number
  x1: number
}

function columnsOf(body: readonly (readonly Segment[])[]): Column[] {
  const columns: Column[] = []
  for (const { x0, x1 } of body.flat().toSorted((a, b) => a.x0 - b.x0)) {
    const last = columns.at(-1)
    if (last && x0 < last.x1) last.x1 = Math.max(last.x1, x1)
    else columns.push({ x0, x1 })
  }
  return columns
}

/** Lines with bars, the heads of several lines joined; words above the heads are lines of their own. */
export function tableLines(segments: readonly Segment[]): string[] {
  const rows = rowsOf(segments)
  const first = rows.findIndex(isBodyRow)
  const body = rows.filter(isBodyRow)
  const columns = columnsOf(body)
  const step = medianStep(body)
  const above: string[] = []
  const heads: string[][] = []
  for (const row of rows.slice(0, first)) {
    if (row.length === 1 && heads.length === 0) above.push(row[0]?.text ?? '')
    else heads.push(cellsOf(row, columns, true))
  }
  const lines: { cells: string[]; baseline: number; numbers: boolean }[] = []
  for (const row of rows.slice(first)) {
    const cells = cellsOf(row, columns, false)
    const baseline = row[0]?.baseline ?? 0
    const last = lines.at(-1)
    const numbers = row.some(({ text }) => numeric.test(text))
    // A name of several lines: its other lines have no numbers, or the numbers stand beside its middle.
    if (last && baseline - last.baseline < step * 0.8 && !(numbers && last.numbers)) {
      last.cells = joined(last.cells, cells)
      last.numbers ||= numbers
      last.baseline = baseline
    } else lines.push({ cells, baseline, numbers })
  }
  const head = heads.length > 0 ? [barred(heads.reduce(joined))] : []
  return [...above, ...head, ...lines.map(({ cells }) => barred(cells))]
}

const overlaps = (segment: Segment | undefined, { x0, x1 }: Column): boolean =>
  segment !== undefined && segment.x0 < x1 && segment.x1 > x0

/** A head over several columns is said of each. */
function cellsOf(row: readonly Segment[], columns: readonly Column[], spread: boolean): string[] {
  const cells = columns.map(() => '')
  for (const segment of row) {
    const under = columns.flatMap((column, c) => (overlaps(segment, column) ? [c] : []))
    const targets = under.length === 0 ? [nearest(segment, columns)] : spread ? under : under.slice(0, 1)
    for (const c of targets) cells[c] = `${cells[c]} ${segment.text}`.trim()
  }
  return cells
}

function nearest({ x0, x1 }: Segment, columns: readonly Column[]): number {
  const distances = columns.map((column) => Math.abs((column.x0 + column.x1) / 2 - (x0 + x1) / 2))
  return distances.indexOf(Math.min(...distances))
}

const joined = (above: readonly string[], below: readonly string[]): string[] =>
  above.map((cell, c) => `${cell} ${below[c] ?? ''}`.trim())

const barred = (cells: readonly string[]): string =>
  cells.map((cell) => (cell === '' ? '-' : cell.replaceAll('|', '/'))).join(' | ')

function medianStep(body: readonly (readonly Segment[])[]): number {
  const steps = body.slice(1).map((row, n) => (row[0]?.baseline ?? 0) - (body[n]?.[0]?.baseline ?? 0))
  return steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0
}
