/** A workbook to one table a sheet. How large it will be is asked of its directory before anything is unpacked. */
import { readXlsx as readWorkbook } from 'hucre/xlsx'
import { unpackedBytes } from '../parse/sheets/unpacked-size.ts'
import { badList, type Table } from './table.ts'

/** Unpacked. The largest list that HDX has (all countries, all levels) is about 60 MB. */
const largestUnpacked = 300_000_000

export const isZip = (bytes: Buffer): boolean => bytes.length > 3 && bytes.readUInt32LE(0) === 0x04034b50

export async function readXlsx(bytes: Buffer): Promise<Table[]> {
  const unpacked = unpackedBytes(bytes)
  if (unpacked > largestUnpacked)
    throw badList(`The workbook would unpack to ${Math.round(unpacked / 1e6)} MB; a P-code list may have 300 MB.`)
  const { sheets } = await readWorkbook(bytes).catch((error: unknown) => {
    throw badList(
      'The workbook cannot be read: it is damaged, encrypted or no XLSX. Save it as CSV and try again.',
      error,
    )
  })
  return sheets.map(({ name, rows }) => ({
    sheet: name,
    rows: rows.map((cells, index) => ({ number: index + 1, cells: cells.map(cellText) })),
  }))
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  return typeof value === 'object' ? '' : String(value)
}
