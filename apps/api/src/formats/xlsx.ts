/** A table as a workbook: a flat sheet for filters and pivots, and one that says what it is. No cell is a formula. */
import { neutralText } from '@displacement-monitor/shared/contracts'
import type { Column, Table } from '@displacement-monitor/trends'
import { writeXlsx } from 'hucre/xlsx'
import { type About, aboutRows } from './about.ts'

type Cell = string | number | Date | null
/** What Excel holds in one cell. */
const longestCell = 32_767
/** Characters that XML cannot hold; control characters are escaped by the writer. */
const notInXml = /[\ufffe\uffff\p{Surrogate}]/gu
/** Of the document itself: equal data are equal bytes. */
const noTime = new Date('2000-01-01T00:00:00Z')

const widths = { text: 18, count: 12, decimal: 10, day: 12 } as const

export async function tableXlsx(table: Table, about: About): Promise<Buffer> {
  const { columns, rows } = table
  const bytes = await writeXlsx({
    properties: { title: about.title, description: about.notice, creator: 'Displacement monitor', created: noTime, modified: noTime },
    sheets: [
      {
        name: 'Data',
        columns: columns.map(({ type }) => ({ width: widths[type], ...(type === 'day' ? { numFmt: 'yyyy-mm-dd' } : {}) })),
        rows: [columns.map(({ name }) => name), ...rows.map((row) => row.map((cell, index) => cellOf(cell, columns[index])))],
        freezePane: { rows: 1 },
        autoFilter: { range: `A1:${columnName(columns.length)}${rows.length + 1}` },
      },
      {
        name: 'About',
        columns: [{ width: 30 }, { width: 110, style: { alignment: { wrapText: true, vertical: 'top' } } }],
        rows: aboutRows(about, table).map((row) => row.map(textOf)),
      },
    ],
  }) // biome-ignore format: a description of sheets
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Days become days, so that a pivot groups them by month. Excel knows none before 1900. */
function cellOf(cell: string | number | null, column: Column | undefined): Cell {
  if (typeof cell !== 'string') return cell
  if (column?.type === 'day' && cell >= '1900-03-01') return new Date(`${cell}T00:00:00Z`)
  return textOf(cell)
}

/** As in CSV, so that what is copied out of a cell or edited in it runs nowhere. */
const textOf = (text: string): string => neutralText(text.replace(notInXml, '�')).slice(0, longestCell)

/** 1 → A, 27 → AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + ((index - 1) % 26))
  return index > 26 ? columnName(Math.floor((index - 1) / 26)) + letter : letter
}
