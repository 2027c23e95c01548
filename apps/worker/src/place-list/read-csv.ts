/** A CSV file to one table: comma, semicolon or tab, whichever its first line has most of. */
import { CsvError, parse } from 'csv-parse/sync'
import { decodeBytes } from '../parse/decode.ts'
import { delimiterOf } from '../parse/sheets/delimiter.ts'
import { badList, type Row, type Table } from './table.ts'

/** Of one row; a quotation mark that is never closed swallows the rest of the file. */
const largestRow = 100_000

export function readCsv(bytes: Buffer, mediaType: string | null): Table {
  const text = textOf(bytes, mediaType)
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      info: true,
      relax_column_count: true,
      max_record_size: largestRow,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return { sheet: null, rows: records.map(({ record, info }): Row => ({ number: info.lines, cells: record })) }
  } catch (error) {
    throw error instanceof CsvError ? badList(sentence(error), error) : error
  }
}

function textOf(bytes: Buffer, mediaType: string | null): string {
  // The container of Excel before 2007.
  if (bytes.length > 8 && bytes.readUInt32BE(0) === 0xd0cf11e0)
    throw badList('This is a workbook of the old kind (.xls) or an encrypted one. Save it as .xlsx or CSV.')
  try {
    return decodeBytes(bytes, mediaType)
  } catch (error) {
    throw badList('The file is neither CSV nor XLSX.', error)
  }
}

function sentence(error: CsvError): string {
  const { lines, column } = error as CsvError & { lines?: number; column?: number | string }
  const where = `line ${lines ?? '?'}${typeof column === 'number' ? `, column ${column + 1}` : ''}`
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return `${where}: a quotation mark is opened and never closed.`
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return `${where}: a quotation mark stands within a cell; it must be doubled ("").`
    default:
      return `${where}: this is no CSV (${error.code}).`
  }
}
