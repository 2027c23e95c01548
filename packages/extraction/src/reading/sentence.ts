/**
 * Where sentences begin and end: at full stops that end no abbreviation, at empty lines, at bullets, and at line ends
 * that do not look like wrapped prose.
 */

import { isArabicWord } from './arabic-script.ts'
import type { Cell, Span } from './cell.ts'
import { type LabelRow, labelRowsOf } from './label-rows.ts'
import type { Lexicon } from './lexicon.ts'
import { isBullet, isDash } from './marks.ts'
import { gaps, type Token, tokenKinds } from './token.ts'

export interface Sentence {
  /** Token indices within its piece of the text, the last excluded. */
  first: number
  last: number
  start: number
  end: number
  /** Counts empty lines before it: sentences of one paragraph share it. */
  paragraph: number
  /** It fills its line or lines alone: a heading, a label, a cell. */
  ownLine: boolean
  /** Of a number joined with its label: the offset where the second of them begins. */
  joint: number | null
  /** Of a row whose label and number only a gap or dots part: the offset of the number, before which a colon is understood. */
  colonAt?: number
  /** Tokens that are read elsewhere: shares of places in brackets. */
  omitted: readonly Span[]
  /** Of a number in a table or list: where its meaning stands. Null for running text. */
  cell: Cell | null
}

const stops = new Set(['.', '!', '?', '…', '。', '؟', '۔', '।'])
const closers = new Set(['"', '”', '’', ')', ']', '»', "'"])
/** A line shorter than this that ends without a mark is a heading or a cell, not wrapped prose (measured on reports in columns of 45 to 110). */
const shortLine = 40

/** Sentences in order, covering all tokens; each of the label `rows` is one. A sentence longer than 400 tokens is cut, so that work stays linear. */
export function splitSentences(
  tokens: readonly Token[],
  lexicon: Lexicon,
  rows: ReadonlyMap<number, LabelRow> = labelRowsOf(tokens, lexicon),
): Sentence[] {
  const sentences: Sentence[] = []
  let first = 0
  let paragraph = 0
  let lineStart = tokens[0]?.start ?? 0
  let lineFirst = 0
  let startsLine = true
  const close = (last: number, endsLine: boolean) => {
    const [head, tail] = [tokens[first], tokens[last - 1]]
    if (head && tail && last > first)
      sentences.push({
        first,
        last,
        start: head.start,
        end: tail.end,
        paragraph,
        ownLine: startsLine && endsLine,
        joint: null,
        ...understood(rows.get(first), tokens),
        cell: null,
      })
    first = last
    startsLine = endsLine
  }
  for (let i = 1; i < tokens.length; i++) {
    const token = tokens[i]
    const before = tokens[i - 1]
    if (!token || !before) continue
    const { gap } = token
    if (gap >= gaps.line && (rows.has(i) || rows.has(lineFirst))) {
      close(i, true)
      if (gap === gaps.paragraph) paragraph++
      lineStart = token.start
      lineFirst = i
      continue
    }
    if (gap >= gaps.line) lineFirst = i
    if (gap === gaps.paragraph && !runsOn(token, before, before.end - lineStart, lexicon)) {
      close(i, true)
      paragraph++
      lineStart = token.start
    } else if (gap >= gaps.line) {
      const length = before.end - lineStart
      if (breaksLine(token, before, length, lexicon)) close(i, true)
      lineStart = token.start
    } else if (isBullet(token) && token.lower !== '*' && token.lower !== '·') close(i, true)
    else if (gap === gaps.wide && isDash(token.lower) && (tokens[i + 1]?.gap ?? 0) > gaps.none) close(i, true)
    else if (isLostBullet(tokens, i)) close(i, true)
    else if (i - first > 400) close(i, false)
    else if (endsSentence(tokens, i, lexicon)) close(i, false)
  }
  close(tokens.length, true)
  return sentences
}

/** What a row of a label and its number leaves to the eye. */
function understood(row: LabelRow | undefined, tokens: readonly Token[]): Pick<Sentence, 'omitted' | 'colonAt'> {
  const number = row && tokens[row.value.first]
  if (!row || !number || (!row.leader && row.label.last !== row.value.first)) return { omitted: [] }
  return { omitted: row.leader ? [row.leader] : [], colonAt: number.start }
}

/** "…were evacuated- 458 houses": a dash at a word's end and a number behind it began a line that was lost. */
function isLostBullet(tokens: readonly Token[], i: number): boolean {
  const dash = tokens[i]
  if (dash?.kind !== tokenKinds.sign || dash.gap > gaps.none || !isDash(dash.lower)) return false
  const [before, next] = [tokens[i - 1], tokens[i + 1]]
  if (before?.kind !== tokenKinds.word) return false
  return next?.kind === tokenKinds.digits && next.gap > gaps.none && before.end - before.start > 3
}

/** "in light of the current ⏎⏎ security situation": a page or column ends within a sentence of a PDF. */
function runsOn(next: Token, before: Token, length: number, lexicon: Lexicon): boolean {
  if (next.kind !== tokenKinds.word || next.capital || !/^[a-z]/.test(next.lower)) return false
  if (before.kind !== tokenKinds.word && before.lower !== ',') return false
  return length >= shortLine || lexicon.meaningOf(before.word).functional
}

function breaksLine(next: Token, before: Token, length: number, lexicon: Lexicon): boolean {
  if (isBullet(next) || (isDash(next.lower) && next.kind === tokenKinds.sign)) return true
  if (before.kind === tokenKinds.sign && (stops.has(before.lower) || before.lower === ':' || before.lower === ';'))
    return before.lower !== ':' || length < 80
  if (next.kind === tokenKinds.word && !next.capital && !isArabicWord(next.lower)) return false
  if (before.kind === tokenKinds.sign && (before.lower === ',' || isDash(before.lower))) return false
  if (lexicon.meaningOf(before.word).functional) return false
  return length < shortLine
}

function endsSentence(tokens: readonly Token[], i: number, lexicon: Lexicon): boolean {
  const next = tokens[i]
  let back = i - 1
  // Most tokens follow a word, which ends no sentence.
  if (tokens[back]?.kind !== tokenKinds.sign) return false
  while (back > 0 && i - back <= 4 && closers.has(tokens[back]?.lower ?? '')) back--
  const stop = tokens[back]
  if (!next || !stop || stop.kind !== tokenKinds.sign || !stops.has(stop.lower)) return false
  if (stop.lower !== '.') return next.gap > gaps.none
  const word = tokens[back - 1]
  if (!word || stop.gap !== gaps.none) return next.gap > gaps.none
  if (word.kind === tokenKinds.word) {
    const letter = word.end - word.start === 1
    // "…in Puri.3,400 people": the same before a number, but not "No.3" or "c.5,000".
    if (next.gap === gaps.none && next.kind === tokenKinds.digits)
      return word.end - word.start > 2 && !lexicon.isAbbreviation(word.lower)
    if (next.gap === gaps.none && i === back + 1)
      // "…in Myanmar.Since the…": a stop whose blank was lost.
      return next.kind === tokenKinds.word && next.capital && !letter && word.end - word.start > 3 && !word.capital
        ? true
        : next.kind === tokenKinds.word && next.capital && word.end - word.start > 4 && next.end - next.start > 1
    if (letter && word.capital) return false
    if (lexicon.isAbbreviation(word.lower) && !(next.capital && word.lower === 'etc')) return false
  } else if (word.kind === tokenKinds.digits && next.gap === gaps.none) return false
  if (next.gap === gaps.none) return false
  return next.kind !== tokenKinds.word || next.capital || next.gap >= gaps.wide || isArabicWord(next.lower)
}
