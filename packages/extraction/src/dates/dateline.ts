/** The day that the head of a text gives as its own: "JUBA, 15 October 2014 –", "Date: 12 March 2019", "Update, 06 MAY 2019". */
import type { DatedDay } from '@displacement-monitor/shared/domain'
import { has, hasAny, type Lexeme, readLexemes } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import { isDash } from '../reading/marks.ts'
import { gaps, type Token, tokenKinds, tokensUntil } from '../reading/token.ts'
import { readTimes } from './read-times.ts'
import { isPoint, noReference, type TimeMention } from './time-mention.ts'

/** Characters at the beginning that may hold a dateline, and those that may hold a line "Date: …". */
export const datelineHead = 240
const labelledHead = 700
/** Words that may stand before the day of a dateline: the city, the agency; with the day and what follows it no more than these. */
const mostBefore = 6
const opened = 40

export interface Dateline {
  day: DatedDay
  /** It opens the text; else it is labelled, and may be told of what follows as well. */
  opens: boolean
  /** The offset where the date ends. */
  end: number
}

/** `opening`: the first tokens of the text. */
export function datelineOf(opening: readonly Token[], lexicon: Lexicon): Dateline | null {
  const words = readLexemes(opening, 0, tokensUntil(opening, labelledHead), lexicon)
  if (!words.some(({ kind }) => kind === tokenKinds.digits)) return null
  // Without a label anywhere the day stands among the first words.
  const labelled = words.some((word) => has(word, 'dateLabel'))
  const times = readTimes(labelled ? words : words.slice(0, opened), noReference)
  const first = times[0]
  const opens = first && first.role === 'window' && first.from <= mostBefore && first.first.accuracy === 'day'
  const line =
    opens && isPoint(first) && isByline(words, first) && isSetOff(words, first)
      ? first
      : times.find((time) => isLabelled(words, time))
  return line
    ? { opens: line === first && !isLabelled(words, line), day: line.last, end: words[line.to - 1]?.end ?? 0 }
    : null
}

/** Names and labels alone stand before it: "JUBA, South Sudan", "Update"; a small word begins a sentence. */
function isByline(words: readonly Lexeme[], { from, to }: TimeMention): boolean {
  if ((words[to - 1]?.end ?? 0) > datelineHead) return false
  return words
    .slice(0, from)
    .every((word) => word.kind !== tokenKinds.word || word.capital || hasAny(word, ['dateLabel', 'during', 'weekday']))
}

/** By a dash, a bracket, a colon or the end of its line. */
function isSetOff(words: readonly Lexeme[], { to }: TimeMention): boolean {
  const next = words[to]
  return !next || next.gap >= gaps.line || isDash(next.lower) || ['(', ')', ':', '|', '/'].includes(next.lower)
}

/** "Date:", "Last updated", "Situation Report No. 5", "Flash Update #2" before it, with no other sentence between. */
function isLabelled(words: readonly Lexeme[], time: TimeMention): boolean {
  if (time.last.accuracy === 'year' || (time.role !== 'window' && time.role !== 'asOf')) return false
  if (!isSetOff(words, time)) return false
  for (let i = time.from; i >= 0 && time.from - i <= 7; i--) {
    const word = words[i]
    if (i < time.from && word?.lower === '.' && (words[i + 1]?.capital ?? false)) return false
    if (has(word, 'dateLabel')) return true
  }
  return false
}
