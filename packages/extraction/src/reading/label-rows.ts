/**
 * Rows of a label and its number, one a line: "Displaced persons: 1,200", "IDP households ..... 240". Where such lines stand
 * under each other, none runs on into the next: the number of one never takes the label of another.
 */
import type { Span } from './cell.ts'
import { entryOf } from './lexeme.ts'
import type { Lexicon } from './lexicon.ts'
import { isBullet, isDash } from './marks.ts'
import { gaps, type Token, tokenKinds } from './token.ts'

/** Longest label and longest value with its units and brackets, in tokens. */
const [longestLabel, longestValue] = [14, 18]
const parting = new Set([':', '|', '='])
/** Shortest row of dots or lines that leads the eye to a number. */
const shortestLeader = 3

export interface LabelRow extends Span {
  label: Span
  value: Span
  /** The row of dots between label and number, which says nothing; null where another mark parts them. */
  leader: Span | null
}

/** Rows by their first token; only such as stand under or above another and where one, or the line above them, tells of displaced people. */
export function labelRowsOf(tokens: readonly Token[], lexicon: Lexicon): ReadonlyMap<number, LabelRow> {
  const rows = new Map<number, LabelRow>()
  let run: LabelRow[] = []
  let above: Span = { first: 0, last: 0 }
  const close = () => {
    if (run.length > 1 && [above, ...run].some((span) => tells(tokens, span, lexicon)))
      for (const row of run) rows.set(row.first, row)
    run = []
  }
  let first = 0
  for (let i = 1; i <= tokens.length; i++) {
    const token = tokens[i]
    if (token && token.gap < gaps.line) continue
    const row = rowOf(tokens, first, i, lexicon)
    if (row) run.push(row)
    else {
      close()
      above = { first, last: i }
    }
    first = i
  }
  close()
  return rows
}

function rowOf(tokens: readonly Token[], first: number, last: number, lexicon: Lexicon): LabelRow | null {
  let from = first
  while (from < last && isMark(tokens[from])) from++
  let words = 0
  for (let i = from; i < last && i - from <= longestLabel; i++) {
    const token = tokens[i]
    if (!token) break
    const parts = words > 0 && partsAt(tokens, i)
    if (parts) {
      const value = token.kind === tokenKinds.digits || token.gap === gaps.wide ? i : i + 1
      if (last - value <= longestValue && startsValue(tokens, value, lexicon))
        return {
          first,
          last,
          label: { first: from, last: i },
          value: { first: value, last },
          leader: isLeader(token) ? { first: i, last: i + 1 } : null,
        }
    }
    if (token.kind === tokenKinds.word) words++
    else if (token.kind === tokenKinds.sign && (token.lower === '.' || token.lower === '|')) break
  }
  return null
}

const isMark = (token: Token | undefined) =>
  token !== undefined && (isBullet(token) || (token.kind === tokenKinds.sign && isDash(token.lower)))

const isLeader = ({ kind, start, end, lower }: Token) =>
  kind === tokenKinds.sign && end - start >= shortestLeader && /^[._·…]/.test(lower)

/** A colon, a bar, dots or a wide gap; a dash with blanks around it. */
function partsAt(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i]
  if (!token) return false
  if (token.gap === gaps.wide && token.kind !== tokenKinds.sign) return true
  if (token.kind !== tokenKinds.sign) return false
  const spaced = (tokens[i + 1]?.gap ?? gaps.none) > gaps.none
  return spaced && (parting.has(token.lower) || isLeader(token) || (isDash(token.lower) && token.gap > gaps.none))
}

/** A number, with at most two words before it ("about 1,200", "at least 1,200"), that begins no date. */
function startsValue(tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  let i = at
  while (i < at + 2 && tokens[i]?.kind === tokenKinds.word && entryOf(tokens[i], lexicon)?.before) i++
  if (tokens[i]?.kind !== tokenKinds.digits) return false
  return !entryOf(tokens[i + 1], lexicon)?.tags.has('month')
}

function tells(tokens: readonly Token[], { first, last }: Span, lexicon: Lexicon): boolean {
  for (let i = first; i < last; i++) {
    const token = tokens[i]
    if (token && lexicon.meaningOf(token.word).tells) return true
  }
  return false
}
