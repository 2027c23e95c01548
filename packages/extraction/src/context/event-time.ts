/** The day or days of what a statement speaks of, told in other sentences: "On 12 May a cyclone struck. … 3,000 fled." */
import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { SentenceReading } from '../sentence-reading.ts'
import type { TimeMention } from './time-mention.ts'

/** The sentences of a text by their index. */
export interface Sentences {
  sentence(index: number): Sentence | undefined
  reading(index: number): SentenceReading | null
  /** The words alone, without dates and numbers. */
  words(index: number): readonly Lexeme[]
}

/** Words of what happened: a date beside them is the date of the event. */
const eventTags: readonly Tag[] = [
  'conflict', 'disaster', 'flee', 'displace', 'evacuate', 'cross', 'exodus', 'displacement', 'evacuation', 'order',
] // biome-ignore format: one list

/** Sentences looked through: before and after in the paragraph, before and after it. */
const reach = { before: 8, after: 5, paragraphsBefore: 10, paragraphsAfter: 6 } as const
/** No fight or storm of a few days told elsewhere displaces more: such a number sums up a crisis. */
const largestEvent = 500_000

/** `value` of the statement in sentence `index`. */
export function eventTime(index: number, value: number, text: Sentences): TimeMention | null {
  const own = text.sentence(index)
  const kinds = kindsOf(text.words(index))
  if (!own) return null
  const near = (from: number, to: number, step: 1 | -1, sameParagraph: boolean): TimeMention | null => {
    for (let i = from; step > 0 ? i <= to : i >= to; i += step) {
      const sentence = text.sentence(i)
      if (!sentence) return null
      if ((sentence.paragraph === own.paragraph) !== sameParagraph) {
        if (sameParagraph) return null
        continue
      }
      const time = tellsOf(text.words(i), kinds) ? dayIn(text.reading(i)) : null
      if (time) return time
    }
    return null
  }
  const inParagraph = near(index - 1, index - reach.before, -1, true) ?? near(index + 1, index + reach.after, 1, true)
  if (inParagraph || value >= largestEvent) return inParagraph
  return (
    near(index - 1, index - reach.paragraphsBefore, -1, false) ??
    near(index + 1, index + reach.paragraphsAfter, 1, false)
  )
}

/** A sentence that tells of an event, and of none of another kind. */
function tellsOf(words: readonly Lexeme[], kinds: Kinds): boolean {
  if (!words.some((word) => hasAny(word, eventTags))) return false
  const told = kindsOf(words)
  const named = (kinds.conflict || kinds.disaster) && (told.conflict || told.disaster)
  return !named || (kinds.conflict && told.conflict) || (kinds.disaster && told.disaster)
}

/** The last date of a sentence that may be that of an event. */
const dayIn = (reading: SentenceReading | null): TimeMention | null =>
  reading?.times
    .filter(
      ({ role, first }) => (role === 'window' || role === 'since' || role === 'event') && first.accuracy !== 'year',
    )
    .at(-1) ?? null

interface Kinds {
  conflict: boolean
  disaster: boolean
}

const kindsOf = (lexemes: readonly Lexeme[]): Kinds => ({
  conflict: lexemes.some((lexeme) => has(lexeme, 'conflict')),
  disaster: lexemes.some((lexeme) => has(lexeme, 'disaster')),
})

/** What "since then" and "that day" point back to: the last date before. */
export function timeBefore(index: number, text: Sentences): TimeMention | null {
  for (let i = index - 1; i >= 0 && index - i <= 3; i--) {
    const time = text
      .reading(i)
      ?.times.filter(({ role }) => role !== 'before')
      .at(-1)
    if (time) return time
  }
  return null
}
