/** Rows: a ruled table where a person watches, tab-separated lines with a heading in a pipe. */
import { createRequire } from 'node:module'
import type CliTable3 from 'cli-table3'
import type { Console } from './console.ts'
import { displayWidth } from './display-width.ts'
import type { Paint } from './paint.ts'

export interface Column<Row> {
  heading: string
  /** The plain cell; line breaks and tabs become spaces. */
  cell(row: Row): string
  /** How a person sees it. */
  colour?(row: Row, paint: Paint): (text: string) => string
  align?: 'right'
  /** The column that gives way first in a narrow window; its text breaks over lines. */
  grows?: boolean
}

/** Only these characters: no lines between rows, which would double the height. */
const ruled = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '' },
  ...{ 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
}
const gap = 2

export function tableLines<Row>(columns: readonly Column<Row>[], rows: readonly Row[], console: Console): string[] {
  const plain = rows.map((row) => columns.map((column) => column.cell(row).replace(/[\t\r\n]+/gu, ' ')))
  const headings = columns.map(({ heading }) => heading)
  if (!console.onTerminal) return [headings, ...plain].map((cells) => cells.join('\t'))

  const widths = fit(columns, [headings, ...plain], console.columns)
  const table = newTable(
    columns,
    headings.map((heading) => console.paint.faint(heading)),
    widths,
  )
  for (const [index, row] of rows.entries()) {
    const cells = plain[index] ?? []
    table.push(cells.map((cell, at) => columns[at]?.colour?.(row, console.paint)(cell) ?? cell))
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
}

const leastWidth = 12

/** Widths of the text. Growing columns share what a narrow window leaves: what one does not need goes to the others. */
function fit<Row>(columns: readonly Column<Row>[], cells: readonly (readonly string[])[], available: number): number[] {
  const wanted = columns.map((_, at) => Math.max(...cells.map((row) => displayWidth(row[at] ?? ''))))
  const fixed = columns.reduce((sum, { grows }, at) => sum + (grows ? 0 : (wanted[at] ?? 0)), 0)
  let room = available - fixed - gap * (columns.length - 1)
  const growing = columns
    .flatMap(({ grows }, at) => (grows ? [at] : []))
    .sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  const widths = [...wanted]
  for (const [index, at] of growing.entries()) {
    const share = Math.max(leastWidth, Math.floor(room / (growing.length - index)))
    widths[at] = Math.min(wanted[at] ?? 0, share)
    room -= widths[at] ?? 0
  }
  return widths
}

/** Loaded when first drawn: pipes do without. */
const load = createRequire(import.meta.url)

function newTable<Row>(columns: readonly Column<Row>[], head: string[], widths: readonly number[]): CliTable3.Table {
  const Table = load('cli-table3') as typeof CliTable3
  return new Table({
    chars: ruled,
    head,
    colWidths: [...widths],
    colAligns: columns.map(({ align }) => align ?? 'left'),
    wordWrap: true,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  })
}
