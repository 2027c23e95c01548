/** Lines of a text and what stands in their cells. */

import type { Span } from '../reading/cell.ts'
import { entryOf } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import { gaps, type Token, tokenKinds } from '../reading/token.ts'

export interface Line extends Span {
  /** Cells parted by bars, tabs or runs of blanks; one where nothing parts them. Of bars, empty cells count. */
  cells: readonly Span[]
  barred: boolean
}

/** The lines of the tokens. */
export function linesOf(tokens: readonly Token[]): Line[] {
  const lines: Line[] = []
  let first = 0
  for (let i = 1; i <= tokens.length; i++) {
    const token = tokens[i]
    if (token && token.gap < gaps.line) continue
    lines.push(lineOf(tokens, first, i))
    first = i
  }
  return lines
}

function lineOf(tokens: readonly Token[], first: number, last: number): Line {
  const cells: Span[] = []
  let barred = false
  for (let i = first; i < last; i++) if (tokens[i]?.lower === '|') barred = true
  let from = first
  for (let i = first; i < last; i++) {
    const token = tokens[i]
    if (barred ? token?.lower === '|' : token?.gap === gaps.wide && i > first) {
      cells.push({ first: from, last: i })
      from = barred ? i + 1 : i
    }
  }
  cells.push({ first: from, last })
  // Bars at the edges of a row part nothing.
  if (barred && tokens[first]?.lower === '|') cells.shift()
  if (barred && tokens[last - 1]?.lower === '|') cells.pop()
  return { first, last, cells, barred }
}

/** Digits with their signs, a dash or nothing: "1,400,000", "12 300", "3.4k*", "-". */
export function isNumeric(tokens: readonly Token[], { first, last }: Span, lexicon: Lexicon): boolean {
  if (last - first > 12) return false
  for (let i = first; i < last; i++) {
    const token = tokens[i]
    if (token?.kind !== tokenKinds.word) continue
    const { gluedMagnitudes } = lexicon.pack.numerals
    const entry = entryOf(token, lexicon)
    if (gluedMagnitudes[token.lower] === undefined && !entry?.tags.has('magnitude') && !entry?.before) return false
  }
  return true
}

export function hasDigits(tokens: readonly Token[], { first, last }: Span): boolean {
  for (let i = first; i < last; i++) if (tokens[i]?.kind === tokenKinds.digits) return true
  return false
}

/** Only rules and bars: the line under a head. */
export function isRule(tokens: readonly Token[], { first, last }: Span): boolean {
  for (let i = first; i < last; i++) if (tokens[i]?.kind !== tokenKinds.sign) return false
  return true
}
