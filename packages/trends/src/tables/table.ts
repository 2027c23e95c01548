/** A flat table that every tabular format is written from: typed columns with their HXL tags, rows in the same order. */
import { type CsvCell, csvTable } from '@displacement-monitor/shared/contracts'

export type ColumnType = 'text' | 'count' | 'decimal' | 'day'

export interface Column {
  name: string
  type: ColumnType
  /** Hashtag with attributes after HXL 1.1; null: the column has none. */
  hxl: string | null
  /** For the sheet that explains the data. */
  means: string
}

export interface Table {
  columns: readonly Column[]
  rows: readonly (readonly CsvCell[])[]
}

/** A column and how a row of its kind fills it. */
export interface Filled<Row> extends Column {
  of: (row: Row) => CsvCell
}

export function fillTable<Row>(columns: readonly Filled<Row>[], rows: Iterable<Row>): Table {
  return {
    columns: columns.map(({ of: _, ...column }) => column),
    rows: Array.from(rows, (row) => columns.map(({ of }) => of(row))),
  }
}

const names = ({ columns }: Table): string[] => columns.map(({ name }) => name)

export const tableCsv = (table: Table, lineEnd?: '\r\n' | '\n'): string => csvTable(names(table), table.rows, lineEnd)

/** CSV whose second row holds the hashtags (HXL 1.1, https://hxlstandard.org/standard/1-1final/tagging/). */
export function tableHxl(table: Table): string {
  // A tag begins with # and a plus stands inside it: nothing that a spreadsheet would run.
  return csvTable(names(table), [table.columns.map(({ hxl }) => hxl), ...table.rows])
}
