/** Rows of figures as SQL reads them: written into the statement, or, where they are many, copied into a table of the transaction's own. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { JsonValue, Sql } from './client.ts'
import { figureRecord } from './folded-figure.ts'

export type FigureRows = readonly Record<string, JsonValue>[]

export interface FigureSource {
  rows: FigureRows
  /** What stands behind `from`: the rows, named f. */
  from: (tx: Sql) => ReturnType<Sql>
}

/** For a report's few: each statement carries them. */
export const inStatement = (rows: FigureRows): FigureSource => ({
  rows,
  from: (tx) => tx`jsonb_to_recordset(${tx.json(rows)}::jsonb) as f(${tx.unsafe(figureRecord)})`,
})

/** For thousands: sent once, by COPY. Once a transaction; gone with it. */
export async function copied(tx: Sql, rows: FigureRows): Promise<FigureSource> {
  await tx`create temporary table figure_in (${tx.unsafe(figureRecord)}) on commit drop`
  const into = await tx`copy figure_in (${tx.unsafe(columns.join(', '))}) from stdin`.writable()
  await pipeline(Readable.from(blocks(rows)), into)
  await tx`analyze figure_in`
  return { rows, from: (sql) => sql`figure_in as f` }
}

const columns = figureRecord.split(',').map((column) => column.trim().split(' ')[0] ?? '')
const rowsInBlock = 500

function* blocks(rows: FigureRows): Generator<string> {
  for (let at = 0; at < rows.length; at += rowsInBlock)
    yield rows
      .slice(at, at + rowsInBlock)
      .map((row) => `${columns.map((column) => cell(row[column])).join('\t')}\n`)
      .join('')
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign)

/** A value in the text format of COPY. */
function cell(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return '\\N'
  if (Array.isArray(value))
    return escaped(`{${value.map((item) => `"${String(item).replace(/["\\]/g, (sign) => `\\${sign}`)}"`).join(',')}}`)
  return escaped(String(value))
}
