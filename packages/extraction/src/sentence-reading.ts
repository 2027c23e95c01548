/** One sentence read: its words with their meanings, its dates, its numbers. */
import { readTimes } from './dates/read-times.ts'
import type { TimeMention, TimeReference } from './dates/time-mention.ts'
import { readNumbers } from './numbers/read-numbers.ts'
import { unprinted } from './reading/cell.ts'
import { type Lexeme, readLexemes } from './reading/lexeme.ts'
import type { Lexicon } from './reading/lexicon.ts'
import type { Sentence } from './reading/sentence.ts'
import type { TextPieces } from './reading/text-pieces.ts'
import { gaps, type Token } from './reading/token.ts'

export interface SentenceReading {
  index: number
  sentence: Sentence
  lexemes: Lexeme[]
  times: TimeMention[]
}

/** A sentence's lexemes, not yet with numbers; `tokens` are those of the piece of text in which it stands. */
export function sentenceWords(tokens: readonly Token[], sentence: Sentence, lexicon: Lexicon): Lexeme[] {
  const words = readLexemes(...readTokens(tokens, sentence), lexicon)
  if (words[0]) words[0].gap = gaps.none
  // The line break between a number and its label parts them no more.
  for (const word of words)
    if (word.start === sentence.joint) word.gap = gaps.blank
    // An empty line that the sentence runs over is the end of a page, not of a paragraph.
    else if (word.gap === gaps.paragraph && word.start !== sentence.start) word.gap = gaps.line
  const { colonAt } = sentence
  const at = colonAt === undefined ? -1 : words.findIndex((word) => word.start === colonAt)
  if (at > 0) words.splice(at, 0, unprinted(':', words[at - 1]?.end ?? 0, lexicon))
  return words
}

/** The tokens that a sentence is read from, with the first and the last index. */
function readTokens(tokens: readonly Token[], { first, last, omitted }: Sentence): [readonly Token[], number, number] {
  if (omitted.length === 0) return [tokens, first, last]
  const kept: Token[] = []
  for (let i = first; i < last; i++)
    if (!omitted.some((span) => span.first <= i && i < span.last)) kept.push(tokens[i] as Token)
  return [kept, 0, kept.length]
}

/** The same of a sentence anywhere in the text, with all that is printed in it. */
export function wordsOf(pieces: TextPieces, sentence: Sentence, lexicon: Lexicon): Lexeme[] {
  const { tokens, first, last } = pieces.between(sentence)
  return sentenceWords(tokens, { ...sentence, first, last, omitted: [], cell: null }, lexicon)
}

/** A sentence's lexemes with its dates found and its numbers merged. */
export function readWords(
  words: Lexeme[],
  sentence: Sentence,
  index: number,
  lexicon: Lexicon,
  reference: TimeReference,
): SentenceReading {
  const times = readTimes(words, reference)
  for (const time of times)
    for (let i = time.from; i < time.to; i++) {
      const word = words[i]
      if (word) word.dated = true
    }
  const lexemes = readNumbers(words, lexicon)
  return { index, sentence, lexemes, times: shift(times, words, lexemes) }
}

/** Time mentions of the words as indices of the merged lexemes. */
function shift(times: readonly TimeMention[], words: readonly Lexeme[], lexemes: readonly Lexeme[]): TimeMention[] {
  if (times.length === 0) return []
  const indexOf = new Map(lexemes.map((lexeme, i) => [lexeme.start, i]))
  const at = (word: number) => {
    for (let i = word; i < words.length; i++) {
      const index = indexOf.get(words[i]?.start ?? -1)
      if (index !== undefined) return index
    }
    return lexemes.length
  }
  return times.map((time) => ({ ...time, from: at(time.from), to: at(time.to) }))
}
