/** Cuts a text into words, digit runs and single signs in one pass, without regular expressions. */
import {
  APOSTROPHE,
  BLANK,
  classes,
  codeAt,
  DIGIT,
  IGNORED,
  isLower,
  isUpper,
  LETTER,
  LINE,
  OTHER,
} from './characters.ts'
import { emptyHash, foldWord, hashBetween, hashWith, type Word, wordAt, wordOf } from './word.ts'

export const tokenKinds = { word: 0, digits: 1, sign: 2 } as const
export type TokenKind = (typeof tokenKinds)[keyof typeof tokenKinds]

/** White space before a token: none, one blank, several or a tab (a flattened line break, the border of a cell), one line break, an empty line. */
export const gaps = { none: 0, blank: 1, wide: 2, line: 3, paragraph: 4 } as const
export type Gap = (typeof gaps)[keyof typeof gaps]

export interface Token {
  start: number
  end: number
  kind: TokenKind
  gap: Gap
  /** As printed, in lower case, with typographic ligatures undone and curly apostrophes made straight. */
  lower: string
  capital: boolean
  word: Word
}

/** A token that the text does not print so. */
export const newToken = (
  start: number,
  end: number,
  kind: TokenKind,
  gap: Gap,
  word: Word,
  capital = word.capital,
): Token => ({ start, end, kind, gap, lower: word.lower, capital, word })

const TAB = 0x09

/** Rows of one sign ("......", "-----") are one token; four of a kind are decoration. */
function runEnd(text: string, at: number, to: number, code: number): number {
  let end = at
  while (end < to && codeAt(text, end) === code) end++
  return end - at >= 3 ? end : at
}

/** "evacuatedBased", "evacuatedRESPONSE": two words whose line break was lost. Five small letters before and one after tell it from a name. */
function splitGlued(text: string, start: number, end: number): number {
  if (end - start < 8) return end
  let small = 0
  for (let i = start; i < end - 1; i++) {
    const code = codeAt(text, i)
    const next = codeAt(text, i + 1)
    if (small >= 5 && code >= 0x41 && code <= 0x5a && (isLower(next) || (next >= 0x41 && next <= 0x5a))) return i
    small = isLower(code) ? small + 1 : 0
  }
  return end
}

/** Elided words of a language; see LanguagePack. */
export type Elisions = Readonly<Record<string, 'any' | 'small'>>
const noElisions: Elisions = {}
const noWord = wordOf('')

/** True where the letters before the apostrophe at `at` are an elided word ("l'", "qu'"). */
function elides(text: string, start: number, at: number, elisions: Elisions): boolean {
  const rule = elisions[foldWord(text.slice(start, at))]
  return rule === 'any' || (rule === 'small' && !isUpper(codeAt(text, at + 1)))
}

/** Reads one token after the other. Linear; a word keeps inner apostrophes, a possessive 's stands alone. */
export class Scanner {
  readonly #text: string
  readonly #to: number
  readonly #elisions: Elisions
  #at: number
  /** The gap before the next token, as far as it is known. */
  #gap: Gap = gaps.none
  /** The token that was read last. */
  start = 0
  end = 0
  kind: TokenKind = tokenKinds.sign
  gap: Gap = gaps.none
  word: Word = noWord

  constructor(text: string, from: number, to: number, elisions: Elisions = noElisions) {
    this.#text = text
    this.#at = from
    this.#to = to
    this.#elisions = elisions
  }

  /** False behind the last token. */
  next(): boolean {
    const text = this.#text
    const to = this.#to
    let gap = this.#gap
    for (let at = this.#at; at < to; at++) {
      const code = codeAt(text, at)
      const kind = classes[code]
      if (kind === BLANK) {
        if (gap < gaps.wide) gap = gap === gaps.none && code !== TAB ? gaps.blank : gaps.wide
      } else if (kind === LINE) {
        if (gap < gaps.line) gap = gaps.line
        else if (!(code === 0x0a && codeAt(text, at - 1) === 0x0d)) gap = gaps.paragraph
        if (code === 0x0c) gap = gaps.paragraph
      } else if (kind !== IGNORED) {
        this.start = at
        this.gap = gap
        this.#gap = gaps.none
        if (kind === LETTER) this.#readWord(at, code)
        else if (kind === DIGIT) this.#readDigits(at)
        else if (kind === APOSTROPHE && (codeAt(text, at + 1) | 0x20) === 0x73 && gap === gaps.none)
          this.#end(tokenKinds.word, at + 2, hashBetween(text, at, at + 2))
        else {
          const end = runEnd(text, at + 1, to, code)
          this.#end(tokenKinds.sign, end, hashBetween(text, at, end))
        }
        return true
      }
    }
    this.#at = to
    return false
  }

  #end(kind: TokenKind, end: number, hash: number): void {
    this.kind = kind
    this.end = end
    this.#at = end
    this.word = wordAt(this.#text, this.start, end, hash)
  }

  #readDigits(start: number): void {
    const text = this.#text
    let hash = emptyHash
    let at = start
    for (; at < this.#to; at++) {
      const code = codeAt(text, at)
      if (classes[code] !== DIGIT) break
      hash = hashWith(hash, code)
    }
    this.#end(tokenKinds.digits, at, hash)
  }

  #readWord(start: number, first: number): void {
    const text = this.#text
    const to = this.#to
    let hash = hashWith(emptyHash, first)
    // Only a word with a capital inside may be two.
    let capitals = 0
    let at = start + 1
    for (; at < to; at++) {
      const code = codeAt(text, at)
      const kind = classes[code]
      if (kind === LETTER || kind === IGNORED) {
        if (code < 0x61) capitals++
      } else if (kind !== APOSTROPHE) break
      else if (this.#elisions !== noElisions && elides(text, start, at, this.#elisions)) {
        hash = hashWith(hash, code)
        at++
        this.#gap = gaps.blank
        break
      } else if (!continuesWord(text, at, to)) break
      hash = hashWith(hash, code)
    }
    const end = capitals > 0 ? splitGlued(text, start, at) : at
    this.#end(tokenKinds.word, end, end < at ? hashBetween(text, start, end) : hash)
  }
}

/** True of an apostrophe between two letters, but not of that before a possessive s. */
function continuesWord(text: string, at: number, to: number): boolean {
  if (at + 1 >= to || classes[codeAt(text, at + 1)] !== LETTER) return false
  const after = at + 2 < to ? classes[codeAt(text, at + 2)] : OTHER
  return (codeAt(text, at + 1) | 0x20) !== 0x73 || after === LETTER || after === APOSTROPHE
}

/** All tokens of `text` between two offsets. */
export function tokenise(text: string, from = 0, to = text.length, elisions: Elisions = noElisions): Token[] {
  const tokens: Token[] = []
  const scanner = new Scanner(text, from, to, elisions)
  while (scanner.next()) {
    const { start, end, kind, gap, word } = scanner
    tokens.push({ start, end, kind, gap, lower: word.lower, capital: word.capital, word })
  }
  return tokens
}

/** How many of some tokens end at an offset or before. */
export function tokensUntil(tokens: readonly Token[], offset: number): number {
  let [low, high] = [0, tokens.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
