/** Many rows into one table by COPY, which takes them several times as fast as statements do. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { JsonValue, Sql } from './client.ts'
import { asDatabaseFailure } from './failures.ts'

const charactersInBlock = 1 << 16

/** `lines`: as `copyLine` writes them, in the order of `columns`; `table` and `columns` are names of ours. */
export async function copyRows(
  tx: Sql,
  table: string,
  columns: readonly string[],
  lines: Iterable<string>,
): Promise<void> {
  const copy = tx`copy ${tx.unsafe(table)} (${tx.unsafe(columns.join(', '))}) from stdin`
  const refused = refusalOf(copy)
  await Promise.race([copy.writable().then((into) => pipeline(Readable.from(blocks(lines)), into)), refused]).catch(
    (error: unknown) => {
      throw asDatabaseFailure(error)
    },
  )
}

/**
 * Rejects as the query does. What the server finds wrong after the last row, or a connection that ends there, reaches neither the
 * promise of postgres.js 3.4, which has become the stream by then, nor the stream, which waits for ever.
 */
function refusalOf(query: unknown): Promise<never> {
  const settling = query as { reject: (error: unknown) => void }
  const { reject } = settling
  const refused = new Promise<never>((_, refuse) => {
    settling.reject = (error) => {
      refuse(error)
      reject(error)
    }
  })
  refused.catch(() => {})
  return refused
}

function* blocks(lines: Iterable<string>): Generator<string> {
  let block = ''
  for (const line of lines) {
    block += line
    block += '\n'
    if (block.length < charactersInBlock) continue
    yield block
    block = ''
  }
  if (block !== '') yield block
}

/** Values in the text format of COPY; a list is one of texts. */
export function copyLine(cells: readonly (JsonValue | undefined)[]): string {
  let line = ''
  for (const [n, cell] of cells.entries()) line += n === 0 ? written(cell) : `\t${written(cell)}`
  return line
}

const special = /[\\\t\n\r]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (text: string): string =>
  special.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : text

function written(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (Array.isArray(value))
    return escaped(`{${value.map((item) => `"${String(item).replace(/["\\]/g, (sign) => `\\${sign}`)}"`).join(',')}}`)
  return String(value)
}
