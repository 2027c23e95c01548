/**
 * Rows of a sheet to lines of text: cells parted by bars under their heads, as the figures' reader reads tables. Each line begins
 * with its row's number, so that a figure leads back to its cell.
 */

export interface GridRow {
  /** As the sheet counts: from 1. */
  number: number
  cells: readonly string[]
}

/** Rows of heads on top of each other. */
const mostHeadRows = 4
const number = /^[-+~<>]?\d[\d\s.,'’]*%?$/
const code = /^(?=.*\d)[A-Z]{2,3}[A-Z0-9_-]{1,12}$|^[A-Z]{2,3}$/
const hashtag = /^#[a-z][a-z0-9]*(?:[+_][a-z0-9_]+)*(?:\s*\+[a-z0-9_]+)*$/i

/** Tables are parted by empty rows; a row of one cell is a line of its own. */
export function gridText(rows: readonly GridRow[]): string[] {
  const paragraphs: string[] = []
  for (const block of blocksOf(rows)) paragraphs.push(linesOf(block).join('\n'))
  return paragraphs.filter((paragraph) => paragraph !== '')
}

const filled = ({ cells }: GridRow): number => cells.filter((cell) => cell !== '').length
const hasNumber = ({ cells }: GridRow): boolean => cells.some((cell, c) => c > 0 && number.test(cell))
/** Of the Humanitarian Exchange Language: they name columns for programs. */
const isHashtags = ({ cells }: GridRow): boolean => {
  const words = cells.filter((cell) => cell !== '')
  return words.length > 0 && words.every((cell) => hashtag.test(cell))
}

function blocksOf(rows: readonly GridRow[]): GridRow[][] {
  const blocks: GridRow[][] = [[]]
  for (const row of rows) {
    const block = blocks.at(-1)
    if (filled(row) > 0) {
      if (!isHashtags(row)) block?.push(row)
    } else if (block?.length !== 0) blocks.push([])
  }
  return blocks.filter((block) => block.length > 0)
}

function linesOf(block: readonly GridRow[]): string[] {
  const lines: string[] = []
  let at = 0
  for (; at < block.length && filled(block[at] as GridRow) < 2; at++) lines.push(onlyCell(block[at] as GridRow))
  const table = block.slice(at)
  const width = Math.max(0, ...table.map(({ cells }) => cells.findLastIndex((cell) => cell !== '') + 1))
  const body = table.findIndex(hasNumber)
  const heads = table.slice(0, body > 0 && body <= mostHeadRows ? body : 1)
  const rest = table.slice(heads.length)
  const codes = codeColumns(rest, width)
  const head = Array.from({ length: width }, (_, c) => headOf(heads, c))
  if (table.length > 0) lines.push(barred(['Row', ...head]))
  for (const { number: row, cells } of rest)
    lines.push(
      barred([String(row), ...Array.from({ length: width }, (_, c) => (codes.has(c) ? '' : (cells[c] ?? '')))]),
    )
  return lines
}

const onlyCell = ({ cells }: GridRow): string => cells.find((cell) => cell !== '') ?? ''

/** The same words in two rows (a head merged over both) are said once. */
function headOf(heads: readonly GridRow[], column: number): string {
  const words = heads.map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== '')
  return words.filter((cell, n) => words.indexOf(cell) === n).join(' ')
}

/** Columns of codes ("NG008") beside names: a code in the place of a name would hide it. Their cells are told as empty. */
function codeColumns(rows: readonly GridRow[], width: number): ReadonlySet<number> {
  const columns = Array.from({ length: width }, (_, c) => rows.map(({ cells }) => cells[c] ?? '').filter(Boolean))
  const isCodes = (cells: readonly string[] | undefined) =>
    Boolean(cells?.length && cells.every((cell) => code.test(cell)))
  const isNames = (cells: readonly string[]) => cells.length > 0 && cells.every((cell) => /\p{Ll}/u.test(cell))
  if (!columns.some(isNames)) return new Set()
  return new Set(columns.flatMap((cells, c) => (isCodes(cells) ? [c] : [])))
}

const barred = (cells: readonly string[]): string =>
  cells.map((cell) => (cell === '' ? '-' : cell.replaceAll('|', '/').replace(/\s+/g, ' '))).join(' | ')
