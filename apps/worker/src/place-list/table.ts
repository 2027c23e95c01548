/** A sheet as rows of cells with where each row stands, and the refusal that names row and column. */
import { PipelineError } from '@displacement-monitor/shared/errors'

export interface Row {
  /** As a person counts: from 1. */
  number: number
  cells: readonly string[]
}

export interface Table {
  /** Null for a CSV file. */
  sheet: string | null
  rows: readonly Row[]
}

/** "line 12", "sheet ADM2, row 12"; with a column "line 12, column 3 (P-Code)", "sheet ADM2, cell C12 (P-Code)". */
export function placeIn({ sheet }: Table, row: number, column?: { index: number; heading: string }): string {
  const heading = column === undefined || column.heading === '' ? '' : ` (${short(column.heading)})`
  if (sheet === null) return `line ${row}${column === undefined ? '' : `, column ${column.index + 1}${heading}`}`
  return `sheet ${short(sheet)}, ${column === undefined ? `row ${row}` : `cell ${letters(column.index)}${row}${heading}`}`
}

export const badList = (message: string, cause?: unknown): PipelineError =>
  new PipelineError('bad_place_list', message, cause === undefined ? {} : { cause })

/** A cell as a message quotes it: a hostile one must not fill the screen. */
export const short = (text: string): string => {
  const clean = text.replace(/\p{C}+/gu, ' ').trim()
  return clean.length > 40 ? `${clean.slice(0, 40)}…` : clean
}

/** 0 → A, 27 → AB. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}
