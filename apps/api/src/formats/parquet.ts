/** A table as Parquet: typed columns, what the table says about itself in the file's own metadata. */
import { neutralText } from '@displacement-monitor/shared/contracts'
import type { ColumnType, Table } from '@displacement-monitor/trends'
import { parquetWriteBuffer } from 'hyparquet-writer'
import type { About } from './about.ts'

type SchemaElement = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>[number]

export function tableParquet({ columns, rows }: Table, about: About): Buffer {
  const bytes = parquetWriteBuffer({
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, type }): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...types[type] })),
    ],
    columnData: columns.map(({ name, type }, index) => ({
      name,
      data: rows.map((row) => cellOf(row[index] ?? null, type)),
    })),
    kvMetadata: [
      { key: 'title', value: about.title },
      { key: 'asked', value: about.asked },
      { key: 'rule', value: about.rules.join(', ') },
      { key: 'known_on', value: about.knownOn ?? '' },
      { key: 'notice', value: about.notice },
      { key: 'caveats', value: about.caveats.join(' ') },
      { key: 'attributions', value: JSON.stringify(about.attributions) },
      { key: 'columns', value: JSON.stringify(columns.map(({ name, means, hxl }) => ({ name, means, hxl }))) },
      { key: 'next', value: about.next ?? '' },
    ],
    createdBy: 'displacement monitor',
  })
  return Buffer.from(bytes)
}

const types: Record<ColumnType, Omit<SchemaElement, 'name'>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  count: { type: 'INT64' },
  decimal: { type: 'DOUBLE' },
  day: { type: 'INT32', converted_type: 'DATE' },
}

/** Text is neutral here as well: these files are opened in spreadsheets, too. */
function cellOf(cell: string | number | null, type: ColumnType): string | number | bigint | Date | null {
  if (cell === null) return null
  if (type === 'count') return BigInt(cell)
  if (type === 'day') return new Date(`${cell}T00:00:00Z`)
  return typeof cell === 'string' ? neutralText(cell.replace(/\p{Surrogate}/gu, '�')) : cell
}
