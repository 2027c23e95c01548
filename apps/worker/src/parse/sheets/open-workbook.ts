/** A workbook to the rows that a person sees in it: no hidden sheets, rows or columns; merged heads said of each column; days as days. */
import { PipelineError } from '@displacement-monitor/shared/errors'
import { type Cell, readXlsx, type Sheet } from 'hucre/xlsx'
import type { GridRow } from './grid-text.ts'
import { unpackedBytes } from './unpacked-size.ts'

export interface SheetRows {
  name: string
  rows: GridRow[]
}

export interface OpenedWorkbook {
  title: string | null
  savedAt: Date | null
  sheets: SheetRows[]
}

/** Unpacked; a year's rounds of a whole country have 20 MB. */
const largestUnpacked = 80_000_000
const mostCells = 2_000_000

/** Throws `too_large` and `unreadable_file`. */
export async function openWorkbook(bytes: Buffer): Promise<OpenedWorkbook> {
  const unpacked = unpackedBytes(bytes)
  if (unpacked > largestUnpacked)
    throw new PipelineError(
      'too_large',
      `The workbook would unpack to ${Math.round(unpacked / 1e6).toLocaleString('en')} MB; ${largestUnpacked / 1e6} MB are read at most.`,
    )
  const { sheets, properties } = await readXlsx(bytes, {
    sheets: ({ hidden, veryHidden }) => !hidden && !veryHidden,
    readStyles: true,
  }).catch((error: unknown) => {
    if (error instanceof RangeError) throw error
    if (error instanceof Error && /over the \d+ limit/.test(error.message))
      throw new PipelineError('too_large', 'A sheet of the workbook spans more than 20 million cells.')
    throw new PipelineError('unreadable_file', 'The workbook is damaged or locked with a password.', { cause: error })
  })
  return {
    title: properties?.title ?? null,
    savedAt: properties?.modified ?? properties?.created ?? null,
    sheets: sheets.map((sheet) => ({ name: sheet.name, rows: rowsOf(sheet) })),
  }
}

function rowsOf(sheet: Sheet): GridRow[] {
  const { rows, merges = [], cells, rowDefs, columns } = sheet
  let left = mostCells
  const grid = rows.map((row, r) => {
    left -= row.length
    if (left < 0) throw new PipelineError('too_large', `A sheet has more than ${mostCells.toLocaleString('en')} cells.`)
    return row.map((value, c) => (isWrongSum(cells?.get(`${r},${c}`), rows) ? '' : cellText(value)))
  })
  // Words over several cells are said of each; a number over several would be counted again.
  for (const { startRow, startCol, endRow, endCol } of merges.slice(0, 10_000)) {
    const word = grid[startRow]?.[startCol] ?? ''
    if (!/\p{L}/u.test(word)) continue
    for (let r = startRow; r <= Math.min(endRow, startRow + 5_000, grid.length - 1); r++)
      for (let c = startCol; c <= Math.min(endCol, startCol + 200); c++) {
        const row = grid[r]
        if (row) for (let k = row.length; k <= c; k++) row[k] = ''
        if (row) row[c] = word
      }
  }
  const hidden = new Set(columns?.flatMap((column, c) => (column?.hidden ? [c] : [])))
  return grid.flatMap((row, r) =>
    rowDefs?.get(r)?.hidden ? [] : [{ number: r + 1, cells: row.map((cell, c) => (hidden.has(c) ? '' : cell)) }],
  )
}

function cellText(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value === 'number') return Number.isFinite(value) ? String(Math.round(value * 1e6) / 1e6) : ''
  return typeof value === 'string' ? value.trim() : ''
}

const sum = /^=?SUM\(([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\)$/i

/**
 * A sum of a column or row whose kept value is not what its cells come to: the file was changed by a program that does not
 * calculate, and the number is stated by nobody.
 */
function isWrongSum(cell: Cell | undefined, rows: Sheet['rows']): boolean {
  const match = sum.exec(cell?.formula?.replaceAll('$', '').trim() ?? '')
  if (!cell || !match || typeof cell.value !== 'number') return false
  const [, fromColumn = '', fromRow, toColumn = '', toRow] = match
  const [c0, c1] = [columnNumber(fromColumn), columnNumber(toColumn)]
  let total = 0
  for (const row of rows.slice(Number(fromRow) - 1, Number(toRow)))
    for (const value of row.slice(c0, c1 + 1)) if (typeof value === 'number') total += value
  return Math.abs(total - cell.value) > Math.max(0.5, Math.abs(total) * 1e-6)
}

const columnNumber = (letters: string): number =>
  [...letters.toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
