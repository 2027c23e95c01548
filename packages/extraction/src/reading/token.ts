/** Cuts a text into words, digit runs and single signs in one pass, without regular expressions. */
import { foldArabic, isArabicWord } from './arabic-script.ts'

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
}

const TAB = 0x09
const OTHER = 0
const LETTER = 1
const DIGIT = 2
const BLANK = 3
const LINE = 4
const APOSTROPHE = 5
const IGNORED = 6

const classes = new Uint8Array(65_536).fill(LETTER)
const mark = (from: number, to: number, value: number) => classes.fill(value, from, to + 1)
mark(0, 0xbf, OTHER)
mark(0x41, 0x5a, LETTER)
mark(0x61, 0x7a, LETTER)
classes[0xaa] = LETTER
classes[0xb5] = LETTER
classes[0xba] = LETTER
classes[0xd7] = OTHER
classes[0xf7] = OTHER
mark(0x30, 0x39, DIGIT)
mark(0x660, 0x669, DIGIT)
mark(0x6f0, 0x6f9, DIGIT)
mark(0x966, 0x96f, DIGIT)
mark(0xff10, 0xff19, DIGIT)
for (const code of [0x09, 0x0b, 0x20, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000, 0xfeff]) classes[code] = BLANK
mark(0x2000, 0x200a, BLANK)
for (const code of [0x0a, 0x0c, 0x0d, 0x85, 0x2028, 0x2029]) classes[code] = LINE
for (const code of [0x27, 0x2019, 0x2bc, 0x2018, 0x60, 0xb4]) classes[code] = APOSTROPHE
// Soft hyphens, zero-width signs and bidi marks are invisible in print.
for (const code of [0xad, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x61c, 0x640]) classes[code] = IGNORED
mark(0x202a, 0x202e, IGNORED)
mark(0x2010, 0x2017, OTHER)
mark(0x201a, 0x2027, OTHER)
mark(0x2030, 0x205e, OTHER)
mark(0x2060, 0x2bff, OTHER)
mark(0x3001, 0x3004, OTHER)
mark(0x3008, 0x3020, OTHER)
for (const code of [0x60c, 0x61b, 0x61f, 0x66a, 0x66b, 0x66c, 0x6d4, 0x964, 0x965]) classes[code] = OTHER
// Private use: fonts of PDFs put bullets there.
mark(0xe000, 0xf8ff, OTHER)
mark(0xff01, 0xff0f, OTHER)
mark(0xfff0, 0xffff, OTHER)

/** Commas of Arabic script are read as those of Latin script. */
const latinSigns: Readonly<Record<string, string>> = { '،': ',', '؛': ';' }

const ligature = /[\ufb00-\ufb06]/
const invisible = /[\u00ad\u200b-\u200f\u061c\u0640\u202a-\u202e]/g

/** The form under which words are compared. */
export function foldWord(word: string): string {
  let folded = word.toLowerCase()
  let [odd, unseen, curly] = [false, false, false]
  for (let i = 0; i < folded.length; i++) {
    const code = folded.charCodeAt(i)
    if (code > 0x7e) odd = true
    if (classes[code] === IGNORED) unseen = true
    else if (classes[code] === APOSTROPHE && code !== 0x27) curly = true
  }
  if (!odd && !curly) return folded
  if (unseen) folded = folded.replace(invisible, '')
  if (curly) folded = folded.replace(/[\u2019\u02bc\u2018`\u00b4]/g, "'")
  if (isArabicWord(folded)) return foldArabic(folded)
  return ligature.test(folded) ? folded.normalize('NFKC') : folded
}

const isUpper = (code: number) => (code >= 0x41 && code <= 0x5a) || (code >= 0xc0 && code <= 0xde && code !== 0xd7)

/** Rows of one sign ("......", "-----") are one token; four of a kind are decoration. */
function runEnd(text: string, at: number, to: number, code: number): number {
  let end = at
  while (end < to && text.charCodeAt(end) === code) end++
  return end - at >= 3 ? end : at
}

const isLower = (code: number) => code >= 0x61 && code <= 0x7a

/** "evacuatedBased", "evacuatedRESPONSE": two words whose line break was lost. Five small letters before and one after tell it from a name. */
function splitGlued(text: string, start: number, end: number): number {
  if (end - start < 8) return end
  let small = 0
  for (let i = start; i < end - 1; i++) {
    const code = text.charCodeAt(i)
    const next = text.charCodeAt(i + 1)
    if (small >= 5 && code >= 0x41 && code <= 0x5a && (isLower(next) || (next >= 0x41 && next <= 0x5a))) return i
    small = isLower(code) ? small + 1 : 0
  }
  return end
}

/** Elided words of a language; see LanguagePack. */
export type Elisions = Readonly<Record<string, 'any' | 'small'>>
const noElisions: Elisions = {}

/** True where the letters before the apostrophe at `at` are an elided word ("l'", "qu'"). */
function elides(text: string, start: number, at: number, elisions: Elisions): boolean {
  const rule = elisions[foldWord(text.slice(start, at))]
  return rule === 'any' || (rule === 'small' && !isUpper(text.charCodeAt(at + 1)))
}

const smallLetters = (word: string) => {
  const small = word.toLowerCase()
  return small.includes('`') ? small.replace('`', "'") : small
}

/** All tokens of `text` between two offsets. Linear; a word keeps inner apostrophes, a possessive 's stands alone. */
export function tokenise(text: string, from = 0, to = text.length, elisions: Elisions = noElisions): Token[] {
  const tokens: Token[] = []
  let gap: Gap = gaps.none
  let at = from
  while (at < to) {
    const code = text.charCodeAt(at)
    const kind = classes[code]
    if (kind === BLANK || kind === IGNORED) {
      if (kind === BLANK && gap < gaps.wide) gap = gap === gaps.none && code !== TAB ? gaps.blank : gaps.wide
      at++
    } else if (kind === LINE) {
      if (gap < gaps.line) gap = gaps.line
      else if (!(code === 0x0a && text.charCodeAt(at - 1) === 0x0d)) gap = gaps.paragraph
      if (code === 0x0c) gap = gaps.paragraph
      at++
    } else {
      const start = at++
      if (kind === LETTER) {
        // Most words are plain small letters and need no folding.
        let [inner, odd, elided] = [0, code > 0x7e, false]
        for (; at < to; at++) {
          const char = text.charCodeAt(at)
          const next = classes[char]
          if (char < 0x61) inner++
          else if (char > 0x7e) odd = true
          if (next === LETTER || next === IGNORED) continue
          if (next === APOSTROPHE && elisions !== noElisions && elides(text, start, at, elisions)) {
            elided = true
            at++
            break
          }
          if (next === APOSTROPHE && at + 1 < to && classes[text.charCodeAt(at + 1)] === LETTER) {
            const s = text.charCodeAt(at + 1) | 0x20
            const after = at + 2 < to ? classes[text.charCodeAt(at + 2)] : OTHER
            if (s === 0x73 && after !== LETTER && after !== APOSTROPHE) break
            continue
          }
          break
        }
        if (inner > 0) at = splitGlued(text, start, at)
        const word = text.slice(start, at)
        const lower = odd ? foldWord(word) : inner > 0 || code < 0x61 ? smallLetters(word) : word
        tokens.push({
          start, end: at, kind: tokenKinds.word, gap, lower, capital: isUpper(code),
        }) // biome-ignore format: one token a line
        if (elided) {
          gap = gaps.blank
          continue
        }
      } else if (kind === DIGIT) {
        while (at < to && classes[text.charCodeAt(at)] === DIGIT) at++
        tokens.push({ start, end: at, kind: tokenKinds.digits, gap, lower: text.slice(start, at), capital: false })
      } else if (kind === APOSTROPHE && (text.charCodeAt(at) | 0x20) === 0x73 && gap === gaps.none) {
        at++
        tokens.push({ start, end: at, kind: tokenKinds.word, gap, lower: "'s", capital: false })
      } else {
        at = runEnd(text, at, to, code)
        const lower = text.slice(start, at)
        tokens.push({
          start,
          end: at,
          kind: tokenKinds.sign,
          gap,
          lower: kind === APOSTROPHE ? "'" : (latinSigns[lower] ?? lower),
          capital: false,
        })
      }
      gap = gaps.none
    }
  }
  return tokens
}

/** The first of some tokens: those that end at an offset or before. */
export function tokensUntil(tokens: readonly Token[], offset: number): readonly Token[] {
  let [low, high] = [0, tokens.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return tokens.slice(0, low)
}
