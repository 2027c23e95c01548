/**
 * Tables: rows of cells under a row of heads, parted by bars, tabs, runs of blanks or, in texts of PDFs, one cell a line.
 * A column (or, where the table lies on its side, a row) whose head tells of displaced people gives its cells their meaning.
 */
import type { Tag } from '../languages/pack.ts'
import { type Cell, type Span, senseOf } from '../reading/cell.ts'
import { hasAny, readLexemes } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import type { Sentence } from '../reading/sentence.ts'
import { type Token, tokenKinds } from '../reading/token.ts'
import { hasDigits, isNumeric, isRule, type Line, linesOf } from './lines.ts'

/** Rows of a table, from the first row's first token to the last row's last. */
export interface Block extends Span {
  cells: Sentence[]
}

/** Longest head of a column and longest title of a table, in tokens; most columns that stand one cell a line. */
const [longestHead, longestTitle, mostColumns] = [14, 30, 12]
/** Words of a head that leave what is counted to the table's title: "Households", "Total number". */
export const unitTags: readonly Tag[] = ['person', 'household', 'newly', 'numberOf', 'filler', 'of', 'determiner']

interface Page {
  tokens: readonly Token[]
  lexicon: Lexicon
  lines: readonly Line[]
}

export function tablesOf(tokens: readonly Token[], lexicon: Lexicon): Block[] {
  const page: Page = { tokens, lexicon, lines: linesOf(tokens) }
  const blocks: Block[] = []
  for (let i = 0; i < page.lines.length; ) {
    const found = rowsUnder(page, i) ?? columnsFrom(page, i)
    if (found && found.block.cells.length > 0) blocks.push(found.block)
    i = found?.next ?? i + 1
  }
  return blocks
}

/** The rows under the heads of line `at`. */
function rowsUnder(page: Page, at: number): { block: Block; next: number } | null {
  const { tokens, lexicon, lines } = page
  const head = lines[at]
  if (!head || head.cells.length < 2 || !isHead(page, head)) return null
  const rows: (readonly Span[])[] = []
  let next = at + 1
  for (; next < lines.length; next++) {
    const line = lines[next]
    if (!line) break
    if (line.barred === head.barred && isRule(tokens, line) && rows.length === 0) continue
    // The first column often has no head.
    const extra = line.cells.length - head.cells.length
    if (line.barred !== head.barred || extra < 0 || extra > 1 || (rows[0] && rows[0].length !== line.cells.length))
      break
    if (!line.cells.some((cell, c) => c > 0 && hasDigits(tokens, cell) && isNumeric(tokens, cell, lexicon))) break
    rows.push(line.cells)
  }
  const width = rows[0]?.length
  if (width === undefined) return null
  const heads = width === head.cells.length ? head.cells : [null, ...head.cells]
  return { block: readGrid(page, heads, rows, titleBefore(page, at)), next }
}

/** Lines of one cell each: the heads, then again and again a name and as many numbers as there are heads. */
function columnsFrom({ tokens, lexicon, lines }: Page, at: number): { block: Block; next: number } | null {
  const page = { tokens, lexicon, lines }
  const isName = (i: number) => isText(page, i) && isNumber(page, i + 1)
  if (!isName(at)) return null
  let width = 1
  while (width <= mostColumns && isNumber(page, at + 1 + width)) width++
  const rows: Span[][] = []
  let next = at
  for (; isName(next); next += width + 1) {
    const row = lines.slice(next, next + width + 1)
    if (row.length <= width || !row.every((_, k) => k === 0 || isNumber(page, next + k))) break
    rows.push(row)
  }
  if (rows.length < 2) return null
  // Rows without heads are passed over at once: no row of theirs begins a table.
  const none = { block: { first: 0, last: 0, cells: [] }, next }
  if (isNumber(page, next) || width > mostColumns) return none
  const heads: (Span | null)[] = [null]
  for (let i = at - width; i < at; i++) {
    if (!isText(page, i) || (width === 1 && !senseOf(tokens, lines[i] ?? { first: 0, last: 0 }, lexicon))) return none
    heads.push(lines[i] ?? null)
  }
  const block = readGrid(page, heads, rows, titleBefore(page, at - width - (isText(page, at - width - 1) ? 1 : 0)))
  if (width === 1) for (const { cell } of block.cells) if (cell) cell.needsPlace = true
  return { block, next }
}

function isText({ tokens, lexicon, lines }: Page, i: number): boolean {
  const line = lines[i]
  if (line?.cells.length !== 1 || line.last - line.first > longestHead || isNumeric(tokens, line, lexicon)) return false
  return tokens[line.last - 1]?.kind === tokenKinds.word || tokens[line.last - 1]?.lower === ')'
}

function isNumber({ tokens, lexicon, lines }: Page, i: number): boolean {
  const line = lines[i]
  return (
    line?.cells.length === 1 &&
    isNumeric(tokens, line, lexicon) &&
    (hasDigits(tokens, line) || line.last - line.first === 1)
  )
}

function isHead({ tokens, lexicon }: Page, { cells }: Line): boolean {
  return cells.every(
    (cell) => cell.last - cell.first <= longestHead && !(hasDigits(tokens, cell) && isNumeric(tokens, cell, lexicon)),
  )
}

/** "Table 1: IDPs by state": the line before the heads. */
function titleBefore({ tokens, lexicon, lines }: Page, at: number): Span | null {
  const line = lines[at - 1]
  if (!line || line.cells.length > 1 || line.last - line.first > longestTitle) return null
  return senseOf(tokens, line, lexicon) ? line : null
}

function readGrid(
  page: Page,
  heads: readonly (Span | null)[],
  rows: readonly (readonly Span[])[],
  title: Span | null,
): Block {
  const { tokens } = page
  const labels = heads.map((head, c) =>
    head ? (labelsOf(page, head, title) ?? besideOf(page, head, heads[c - 1])) : null,
  )
  const upright = labels.some((label) => label !== null)
  const cells: Sentence[] = []
  for (const row of rows) {
    const names = namesOf(page, row)
    const side = upright || !names[0] ? null : labelsOf(page, names[0], null)
    if (!upright && !side) continue
    const name = names.at(-1) ?? null
    for (let c = names.length > 0 ? 1 : 0; c < row.length; c++) {
      const [own, head] = [row[c], heads[c] ?? null]
      const label = upright ? labels[c] : side
      if (!own || !label || own === name || !hasDigits(tokens, own)) continue
      const start = name && name.first < own.first ? name.first : own.first
      cells.push(
        cellSentence(tokens, own, start, {
          labels: label,
          name: upright ? withoutTotal(page, name) : head,
          preposition: null,
          opening: null,
          item: null,
          needsPlace: !upright,
          ordinal: cells.length,
        }),
      )
    }
  }
  return { first: rows[0]?.[0]?.first ?? 0, last: rows.at(-1)?.at(-1)?.last ?? 0, cells }
}

/** Cells of words at the beginning of a row; a running number may stand before them. */
function namesOf({ tokens, lexicon }: Page, row: readonly Span[]): Span[] {
  const names: Span[] = []
  for (const [c, cell] of row.entries()) {
    if (!isNumeric(tokens, cell, lexicon)) names.push(cell)
    else if (names.length > 0 || c > 0) break
  }
  return names
}

/** What a head says, alone or with the title; null where it counts something else. */
function labelsOf({ tokens, lexicon }: Page, head: Span, title: Span | null): Span[] | null {
  if (senseOf(tokens, head, lexicon)) return [head]
  if (!title || head.last === head.first) return null
  const words = readLexemes(tokens, head.first, head.last, lexicon).filter(({ kind }) => kind === tokenKinds.word)
  return words.length > 0 && words.every((word) => hasAny(word, unitTags)) ? [title, head] : null
}

/** "Households" right of "IDPs": those of the column before. */
function besideOf({ tokens, lexicon }: Page, head: Span, left: Span | null | undefined): Span[] | null {
  if (!left || !senseOf(tokens, left, lexicon)) return null
  const [word, more] = readLexemes(tokens, head.first, head.last, lexicon)
  return hasAny(word, ['household']) && !more ? [left, head] : null
}

/** "Grand total" names no place: the row is of all. */
export function withoutTotal({ tokens, lexicon }: Pick<Page, 'tokens' | 'lexicon'>, name: Span | null): Span | null {
  if (!name) return null
  const words = readLexemes(tokens, name.first, name.last, lexicon).filter(({ kind }) => kind === tokenKinds.word)
  return words.every((word) => hasAny(word, ['filler', 'numberOf'])) ? null : name
}

export const cellSentence = (
  tokens: readonly Token[],
  own: Span,
  from: number,
  cell: Omit<Cell, 'named'>,
): Sentence => ({
  first: own.first,
  last: own.last,
  start: tokens[from]?.start ?? 0,
  end: tokens[own.last - 1]?.end ?? 0,
  paragraph: 0,
  ownLine: false,
  joint: null,
  omitted: [],
  cell: { ...cell, named: offsetsOf(tokens, cell.name) },
})

const offsetsOf = (tokens: readonly Token[], span: Span | null) =>
  span && { start: tokens[span.first]?.start ?? 0, end: tokens[span.last - 1]?.end ?? 0 }
