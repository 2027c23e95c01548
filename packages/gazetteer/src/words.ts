/**
 * A text as words: where each begins and ends, its hashes, how it is capitalised, and what stands before it. One pass,
 * no strings made. Elisions ("d'Idlib", "l'Ituri") and the English possessive ("Syria's") are cut off here, because
 * whoever looks for names must not see them.
 */
import { expansionOf, foldedCode, ignorable, isArabic, isHan, separator } from './fold.ts'
import { hashCharA, hashCharB, seedA, seedB } from './name-hash.ts'

/** What stands between a word and the one before it. */
export const gap = {
  start: 0,
  none: 1,
  space: 2,
  hyphen: 3,
  period: 4,
  comma: 5,
  sentence: 6,
  other: 7,
  line: 8,
} as const
/** How a word is capitalised; `none` for scripts without case and for numbers. */
export const letterCase = { none: 0, lower: 1, initial: 2, upper: 3 } as const
export const script = { other: 0, latin: 1, arabic: 2, han: 3 } as const

export interface Words {
  count: number
  start: Int32Array
  end: Int32Array
  hashA: Int32Array
  hashB: Int32Array
  gapBefore: Uint8Array
  letterCase: Uint8Array
  script: Uint8Array
}

const { charCodeAt } = String.prototype

/**
 * The code unit at an offset. The engine stores strings in half a dozen forms (cut, joined, of one byte or two); called
 * in this way the method need not be looked up for each of them at each letter.
 */
const codeAt = (text: string, at: number): number => charCodeAt.call(text, at)

const elisions = new Set([
  'd',
  'l',
  'qu',
  'n',
  's',
  'j',
  'c',
  'm',
  't',
  'jusqu',
  'lorsqu',
  'puisqu',
  'dell',
  'all',
  'nell',
  'un',
])
const longestElision = 7

const isApostrophe = (code: number): boolean =>
  code === 0x27 || code === 0x2019 || code === 0x2018 || code === 0x60 || code === 0xb4

function gapKind(code: number): number {
  if (code === 0x20 || code === 0xa0 || code === 0x202f || code === 0x09 || code === 0x2009) return gap.space
  if (code === 0x2d || (code >= 0x2010 && code <= 0x2015)) return gap.hyphen
  if (code === 0x2e) return gap.period
  if (code === 0x2c || code === 0x060c || code === 0x3001) return gap.comma
  if (code === 0x0a || code === 0x0d) return gap.line
  if (code === 0x21 || code === 0x3f || code === 0x3a || code === 0x061f || code === 0x3002) return gap.sentence
  return gap.other
}

/** The stronger of two gaps decides: a hyphen between spaces is a dash, a second line break ends a paragraph. */
function widen(before: number, next: number): number {
  if (before === gap.none || before === gap.start) return before === gap.start ? gap.start : next
  if (next === gap.space) return before === gap.hyphen ? gap.other : before
  if (before === gap.space) return next === gap.hyphen ? gap.other : next
  if (before === gap.line && next === gap.line) return gap.sentence
  return Math.max(before, next)
}

function emptyWords(capacity: number): Words {
  return {
    count: 0,
    start: new Int32Array(capacity),
    end: new Int32Array(capacity),
    hashA: new Int32Array(capacity),
    hashB: new Int32Array(capacity),
    gapBefore: new Uint8Array(capacity),
    letterCase: new Uint8Array(capacity),
    script: new Uint8Array(capacity),
  }
}

/** Reads one word from `at`; answers where to go on. */
class WordReader {
  private readonly text: string
  private readonly words: Words
  constructor(text: string, words: Words) {
    this.text = text
    this.words = words
  }

  read(at: number, gapBefore: number): number {
    const { text, words } = this
    const slot = words.count++
    const first = codeAt(text, at)
    words.start[slot] = at
    words.gapBefore[slot] = gapBefore
    let a = seedA
    let b = seedB
    let end = at
    let index = at
    let letters = 0
    let uppers = 0
    const capital = isUpper(first)
    const { length } = text
    for (; index < length; index++) {
      const code = codeAt(text, index)
      const fold = foldedCode(code)
      if (fold === separator) break
      if (fold === ignorable) {
        if (isApostrophe(code) && this.cutsHere(at, index)) break
        continue
      }
      const han = isHan(code)
      if (han && index > at) break
      const expansion = expansionOf(fold)
      for (let part = 0; part < (expansion?.length ?? 1); part++) {
        const letter = expansion === null ? fold : codeAt(expansion, part)
        a = hashCharA(a, letter)
        b = hashCharB(b, letter)
      }
      letters++
      if (capital && isUpper(code)) uppers++
      end = index + 1
      if (han) {
        index++
        break
      }
    }
    words.end[slot] = end
    words.hashA[slot] = a
    words.hashB[slot] = b
    words.script[slot] = scriptOf(first)
    words.letterCase[slot] = capital
      ? uppers === letters && letters > 1
        ? letterCase.upper
        : letterCase.initial
      : caseClass(first) === 2
        ? letterCase.lower
        : letterCase.none
    return Math.max(index, end)
  }

  /** An apostrophe ends the word after an elided article and before a possessive s; else it is a letter's mark. */
  private cutsHere(start: number, at: number): boolean {
    if (at - start <= longestElision && elisions.has(foldedBetween(this.text, start, at))) return true
    const next = codeAt(this.text, at + 1)
    if (next !== 0x73 && next !== 0x53) return false
    const after = at + 2 < this.text.length ? foldedCode(codeAt(this.text, at + 2)) : separator
    return after === separator
  }
}

/** 1 upper, 2 lower, 3 neither; 0 not asked yet. */
const caseOfCode = new Uint8Array(65536)

function caseClass(code: number): number {
  const known = caseOfCode[code] ?? 3
  if (known !== 0) return known
  const character = String.fromCharCode(code)
  const computed = character.toLowerCase() !== character ? 1 : character.toUpperCase() !== character ? 2 : 3
  caseOfCode[code] = computed
  return computed
}

const isUpper = (code: number): boolean => caseClass(code) === 1

function scriptOf(code: number): number {
  if (code < 0x0250 || (code >= 0x1e00 && code < 0x1f00)) return script.latin
  if (isArabic(code)) return script.arabic
  return isHan(code) ? script.han : script.other
}

/**
 * Columns are kept from text to text: allocating them anew took a third of the time. What `readWords` returns is good
 * until the next call.
 */
let scratch: Words = emptyWords(4096)

/** All words of a text, in order. The answer is overwritten by the next call. */
export function readWords(text: string): Words {
  // Han text has a word per character; others need half.
  if (scratch.start.length < text.length + 1) scratch = emptyWords(text.length + 1)
  const words = scratch
  words.count = 0
  const reader = new WordReader(text, words)
  let gapBefore: number = gap.start
  let index = 0
  const { length } = text
  while (index < length) {
    const code = codeAt(text, index)
    const fold = foldedCode(code)
    if (fold === separator) {
      gapBefore = widen(gapBefore, gapKind(code))
      index++
    } else if (fold === ignorable) {
      index++
    } else {
      index = reader.read(index, gapBefore)
      gapBefore = gap.none
    }
  }
  return words
}

/** Folded letters of a stretch of text. */
function foldedBetween(text: string, start: number, end: number): string {
  let word = ''
  for (let at = start; at < end; at++) {
    const code = foldedCode(codeAt(text, at))
    if (code !== ignorable && code !== separator) word += expansionOf(code) ?? String.fromCharCode(code)
  }
  return word
}

/** The folded form of each word, for building keys and for people's queries; not on the way through long texts. */
export function foldedWords(text: string): string[] {
  const words = readWords(text)
  const folded: string[] = []
  for (let index = 0; index < words.count; index++) {
    folded.push(foldedBetween(text, words.start[index] ?? 0, words.end[index] ?? 0))
  }
  return folded
}
