/** Words as printed, each folded once however often texts repeat it: what they mean is looked up once as well. */
import { foldArabic, isArabicWord } from './arabic-script.ts'
import { APOSTROPHE, classes, codeAt, IGNORED, isUpper, LETTER } from './characters.ts'
import type { Lexicon, Meaning } from './lexicon.ts'

/** With what the lexicon that was asked last says of it; see `Lexicon.meaningOf`. */
export interface Word extends Meaning {
  readonly printed: string
  readonly hash: number
  /** In lower case, with typographic ligatures undone and curly apostrophes made straight. */
  readonly lower: string
  readonly capital: boolean
  lexicon: Lexicon | null
}

const shaped = /[\ufb50-\ufdff\ufe70-\ufefc]/
const ligature = /[\ufb00-\ufb06]/
const invisible = /[\u00ad\u200b-\u200f\u061c\u0640\u202a-\u202e]/g

/** The form under which words are compared. */
export function foldWord(word: string): string {
  let folded = word.toLowerCase()
  let [odd, unseen, curly] = [false, false, false]
  for (let i = 0; i < folded.length; i++) {
    const code = codeAt(folded, i)
    if (code > 0x7e) odd = true
    if (classes[code] === IGNORED) unseen = true
    else if (classes[code] === APOSTROPHE && code !== 0x27) curly = true
  }
  if (!odd && !curly) return folded
  // Letters as they look within a word (ﻼﺟﺌ), in the order in which they are read.
  if (shaped.test(folded)) folded = folded.normalize('NFKC')
  if (unseen) folded = folded.replace(invisible, '')
  if (curly) folded = folded.replace(/[\u2019\u02bc\u2018`\u00b4]/g, "'")
  if (isArabicWord(folded)) return foldArabic(folded)
  return ligature.test(folded) ? folded.normalize('NFKC') : folded
}

/** Commas of Arabic script are read as those of Latin script. */
const latinSigns: Readonly<Record<string, string>> = { '،': ',', '؛': ';' }

/** The same of digits and signs, which stay as they are. */
function fold(printed: string): string {
  const kind = classes[codeAt(printed, 0)]
  if (kind === LETTER) return foldWord(printed)
  if (kind === APOSTROPHE) return (codeAt(printed, 1) | 0x20) === 0x73 ? "'s" : "'"
  return latinSigns[printed] ?? printed
}

/** Words kept: the few thousand that make up most of all texts, in twos; of three that share a place the oldest goes. */
const places = 32_768
/** Longer ones come but once. */
const longestKept = 40
type Kept = (Word | undefined)[]
const keptPrinted: Kept = new Array(places)
const keptFolded: Kept = new Array(places)

/** The hash of no letters yet, and of one letter more. */
export const emptyHash = 17
export const hashWith = (hash: number, code: number) => (Math.imul(hash, 31) + code) | 0

export function hashBetween(text: string, start: number, end: number): number {
  let hash = emptyHash
  for (let i = start; i < end; i++) hash = hashWith(hash, codeAt(text, i))
  return hash
}

const newWord = (printed: string, hash: number, lower: string): Word => ({
  printed,
  hash,
  lower,
  capital: isUpper(codeAt(printed, 0)),
  lexicon: null,
  node: null,
  known: false,
  functional: false,
  tells: false,
  begins: false,
  cut: 0,
  damaged: false,
  restored: null,
})

/** The letters in a string of their own: a slice would keep the whole text alive. */
function copied(text: string, start: number, end: number): string {
  let copy = ''
  for (let i = start; i < end; i++) copy += text.charAt(i)
  return copy
}

/** The first of the two places of a word. */
const placeOf = (hash: number) => (hash ^ (hash >>> 15)) & (places - 2)

const isPrinted = (word: Word | undefined, text: string, start: number, end: number, hash: number): word is Word =>
  word !== undefined &&
  word.hash === hash &&
  word.printed.length === end - start &&
  text.startsWith(word.printed, start)

/** The word between two offsets; `hash` is that of its code units. */
export function wordAt(text: string, start: number, end: number, hash: number): Word {
  const place = placeOf(hash)
  const first = keptPrinted[place]
  if (isPrinted(first, text, start, end, hash)) return first
  const second = keptPrinted[place + 1]
  if (isPrinted(second, text, start, end, hash)) return second
  const isKept = end - start <= longestKept
  const printed = isKept ? copied(text, start, end) : text.slice(start, end)
  const word = newWord(printed, hash, fold(printed))
  if (!isKept) return word
  keptPrinted[place + 1] = first
  keptPrinted[place] = word
  return word
}

/** A folded word that no text prints so: two pieces put together, a clitic cut off. */
export function wordOf(lower: string): Word {
  const hash = hashBetween(lower, 0, lower.length)
  const known = keptFolded[placeOf(hash)]
  if (known !== undefined && known.printed === lower) return known
  const word = newWord(lower, hash, lower)
  if (lower.length <= longestKept) keptFolded[placeOf(hash)] = word
  return word
}
