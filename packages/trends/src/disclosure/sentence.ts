/** A figure's own sentence: what open reading shows of a report's words, and never more. */
import type { Excerpt } from '@displacement-monitor/shared/domain'

/** Characters that open reading shows of one place in a text (design: data responsibility). */
export const openLength = 300

export interface Sentence {
  before: string
  /** The excerpt, or as much of it as fits. */
  words: string
  after: string
}

/** A full stop, question or exclamation mark that ends a sentence: closing marks, then a space, then a capital or no letter. */
const end = /[.!?…。؟।]["'”’»)\]]*(?=\s+(?:["'“‘«([]*[\p{Lu}\p{Lo}\p{N}]))/gu
/** After these a full stop goes on. */
const abbreviation =
  /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|St|No|Gen|Col|Gov|Sen|Rep|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|approx|ca|vs|U\.N|U\.S|\p{Lu})\.$/u
/** How far a sentence is looked for to either side; a line without stops must not cost more. */
const reach = 2_000

/** The sentence around an excerpt that is a slice of `text`, at most `length` characters, cut at words with an ellipsis. */
export function sentenceOf(text: string, excerpt: Excerpt, length = openLength): Sentence {
  const words = text.slice(excerpt.start, excerpt.end)
  if (words.length >= length) return { before: '', words: cutEnd(words, length), after: '' }
  const before = lastSentence(text.slice(Math.max(0, excerpt.start - reach), excerpt.start))
  const after = firstSentence(words, text.slice(excerpt.end, excerpt.end + reach))
  const spare = length - words.length
  if (before.length + after.length <= spare) return { before, words, after }
  // What precedes says who and where; it gets two thirds unless the rest needs less.
  const room = Math.max(Math.floor((spare * 2) / 3), spare - after.length)
  const kept = cutStart(before, Math.min(room, spare))
  return { before: kept, words, after: cutEnd(after, spare - kept.length) }
}

function lastSentence(text: string): string {
  const paragraph = text.slice(text.lastIndexOf('\n\n') + 1)
  let begin = 0
  for (const match of `${paragraph}X`.matchAll(end)) {
    const stop = match.index + match[0].length
    if (!abbreviation.test(paragraph.slice(Math.max(0, stop - 12), stop))) begin = stop
  }
  return paragraph.slice(begin).trimStart()
}

function firstSentence(words: string, text: string): string {
  const paragraph = text.split('\n\n', 1)[0] ?? ''
  if (/[.!?…。؟।]["'”’»)\]]*$/u.test(words.trimEnd())) return ''
  for (const match of paragraph.matchAll(end)) {
    const stop = match.index + match[0].length
    const upTo = words.slice(-12) + paragraph.slice(0, stop)
    if (!abbreviation.test(upTo.slice(-12))) return paragraph.slice(0, stop)
  }
  return paragraph.trimEnd()
}

function cutEnd(text: string, length: number): string {
  if (text.length <= length) return text
  if (length < 2) return ''
  const kept = whole(text.slice(0, length - 1))
  return `${kept.slice(0, Math.max(kept.lastIndexOf(' '), 0)) || kept}…`
}

function cutStart(text: string, length: number): string {
  if (text.length <= length) return text
  if (length < 2) return ''
  const kept = whole(text.slice(text.length - length + 1))
  const space = kept.indexOf(' ')
  return `…${space < 0 ? kept : kept.slice(space + 1)}`
}

/** Without halves of a surrogate pair at either end. */
const whole = (text: string): string => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')
