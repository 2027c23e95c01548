/** One answer in whichever format was chosen. All formats are written from the answer as its reader may see it. */
import type { TableFormat } from '@displacement-monitor/shared/contracts'
import { type Location, type Table, tableCsv, tableHxl } from '@displacement-monitor/trends'
import { Problem } from '../http/problem.ts'
import type { About } from './about.ts'
import { tableGeoJson } from './geojson.ts'
import { tableParquet } from './parquet.ts'
import { tableXlsx } from './xlsx.ts'

export interface Tabular {
  table: Table
  about: About
  locate: (id: string | null) => Location | null
}

/** Ten years of days fit. What makes a workbook of 5,000 rows is at work for a quarter of a second, and answers nobody else. */
const mostRows = { xlsx: 5_000, geojson: 20_000, parquet: 20_000 } as const

/** Errors: 400 for more rows than these formats carry. */
export async function writeTable(
  format: Exclude<TableFormat, 'json'>,
  { table, about, locate }: Tabular,
): Promise<string | Buffer> {
  if (format === 'csv') return tableCsv(table)
  if (format === 'hxl') return tableHxl(table)
  if (table.rows.length > mostRows[format])
    throw new Problem(400, `That is more than ${mostRows[format]} rows, too many for ${format}: ask for fewer days, one category or a wider step; CSV has no such bound.`, {
      parameter: 'format',
      nearest: ['csv'],
    }) // biome-ignore format: one sentence
  if (format === 'geojson') return tableGeoJson(table, about, locate)
  if (format === 'parquet') return tableParquet(table, about)
  return tableXlsx(table, about)
}

/** What a browser saves it as: `displacement-SY-ID.xlsx`. JSON is read where it is. */
export const saveAs = (name: string, format: TableFormat): string =>
  `attachment; filename="${`displacement-${name}`.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80)}.${format === 'hxl' ? 'hxl.csv' : format}"`
