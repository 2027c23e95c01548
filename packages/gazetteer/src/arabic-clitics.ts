/**
 * Arabic writes "and", "in", "to", "like" and the article as letters of the next word: وبإدلب is "and in Idlib", للسودان
 * "to Sudan" with the article's alif gone. Offers the shorter words that may stand behind, plainest first.
 */
import { expansionOf, foldedCode, ignorable, separator } from './fold.ts'
import { hashWord } from './name-hash.ts'

export interface Stripped {
  /** UTF-16 units cut from the front of the word as printed. */
  cut: number
  hashA: number
  hashB: number
  /** The article was cut too. */
  article: boolean
}

const conjunctions = new Set(['و', 'ف'])
const prepositions = new Set(['ب', 'ل', 'ك'])
const shortestRest = 2

/** Folded letters of a stretch with the offset of each in the text. */
function letters(text: string, start: number, end: number): { folded: string; offsets: number[] } {
  let folded = ''
  const offsets: number[] = []
  for (let at = start; at < end; at++) {
    const code = foldedCode(text.charCodeAt(at))
    if (code === ignorable || code === separator) continue
    for (const letter of expansionOf(code) ?? String.fromCharCode(code)) {
      folded += letter
      offsets.push(at - start)
    }
  }
  return { folded, offsets }
}

const openers = new Set(['و', 'ف', 'ب', 'ل', 'ك', 'ا', 'أ', 'إ', 'آ'])

export function articleStripped(text: string, start: number, end: number): Stripped[] {
  if (!openers.has(text.charAt(start)) || end - start <= shortestRest) return []
  const { folded, offsets } = letters(text, start, end)
  const options: Stripped[] = []
  const offer = (from: number, word: string, article: boolean): void => {
    if (word.length < shortestRest) return
    const { a, b } = hashWord(word)
    options.push({ cut: offsets[from] ?? 0, hashA: a, hashB: b, article })
  }
  const starts = [0]
  if (conjunctions.has(folded[0] ?? '')) starts.push(1)
  for (const from of [...starts]) if (prepositions.has(folded[from] ?? '')) starts.push(from + 1)
  for (const from of starts) {
    const rest = folded.slice(from)
    if (from > 0) offer(from, rest, false)
    // The preposition ل swallows the alif of the article: لل is ل + ال. The printed rest begins behind both.
    if (rest.startsWith('لل')) {
      offer(from + 2, `ا${rest.slice(1)}`, false)
      offer(from + 2, rest.slice(2), true)
    }
    if (rest.startsWith('ال')) offer(from + 2, rest.slice(2), true)
  }
  return options
}
