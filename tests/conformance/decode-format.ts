/** What a person would read in an answer of any format, as text: cells, properties and the file's own words alike. */

import { readXlsx } from 'hucre/xlsx'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'

export async function wordsOf(format: string, body: Buffer): Promise<string> {
  if (format === 'xlsx') {
    const { sheets, properties } = await readXlsx(body)
    return [
      JSON.stringify(properties),
      ...sheets.flatMap(({ rows }) => rows.map((row) => row.map(wordOf).join('\t'))),
    ].join('\n')
  }
  if (format === 'parquet') {
    const file = new Uint8Array(body).buffer
    const rows = await parquetReadObjects({ file })
    const own = parquetMetadata(file).key_value_metadata ?? []
    return JSON.stringify({ own, rows }, (_, value) => (typeof value === 'bigint' ? Number(value) : value))
  }
  return body.toString('utf8')
}

const wordOf = (cell: unknown): string => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ''))
