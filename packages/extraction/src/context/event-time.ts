/** The day or days of what a statement speaks of, told in other sentences: "On 12 May a cyclone struck. … 3,000 fled." */

import { eventNouns } from '../dates/read-day.ts'
import type { TimeMention } from '../dates/time-mention.ts'
import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import type { Sentence } from '../reading/sentence.ts'
import type { SentenceReading } from '../sentence-reading.ts'

/** The sentences of a text by their index. */
export interface Sentences {
  sentence(index: number): Sentence | undefined
  reading(index: number): SentenceReading | null
  /** The words alone, without dates and numbers. */
  words(index: number): readonly Lexeme[]
  /** The meanings of all words of a sentence. */
  tags(index: number): ReadonlySet<Tag>
}

/** Words of what happened: a date beside them is the date of the event. */
const eventTags: readonly Tag[] = [
  'conflict', 'disaster', 'otherCause', 'flee', 'displace', 'evacuate', 'cross', 'exodus', 'displacement', 'evacuation', 'order', 'relocate',
  'leaveHome',
] // biome-ignore format: one list

/** Sentences looked through: before and after in the paragraph, before and after it. */
const reach = { before: 12, after: 5, paragraphsBefore: 10, paragraphsAfter: 6 } as const
/** No fight or storm of a few days told elsewhere displaces more: such a number sums up a crisis. */
const largestEvent = 500_000

const returnTags: readonly Tag[] = ['return', 'repatriate', 'returning', 'returnee']
/** Behind a statement, sentences of help and of what is to come tell nothing of it. */
const otherTags: readonly Tag[] = ['aid', 'nextPeriod']

/** What is known of the statement: its number, and whether it counts people who went home. */
export interface Told {
  value: number
  returned: boolean
}

export function eventTime(index: number, { value, returned }: Told, text: Sentences): TimeMention | null {
  const own = text.sentence(index)
  const told = text.tags(index)
  // "had displaced 10,000 prior to the storm", but "ahead of it 800,000 were evacuated".
  const precaution = told.has('evacuate') || told.has('moved')
  if (!own || (told.has('before') && !precaution)) return null
  const wanted: Wanted = { told, tags: returned ? returnTags : eventTags }
  if (text.sentence(index - 1)?.paragraph === own.paragraph) {
    const cause = text
      .reading(index - 1)
      ?.times.filter(isOfEvent)
      .at(-1)
    // "In 2010 floods struck. As a result, …": a year is enough where the words point at it, or it opens the sentence.
    const opens = cause && cause.from <= 1 && cause.first.accuracy === 'year' && tellsOf(text.tags(index - 1), wanted)
    if (cause && (opens || told.has('asResult'))) return cause
  }
  const near = (from: number, to: number, step: 1 | -1, sameParagraph: boolean): TimeMention | null => {
    for (let i = from; step > 0 ? i <= to : i >= to; i += step) {
      const sentence = text.sentence(i)
      if (!sentence) return null
      if ((sentence.paragraph === own.paragraph) !== sameParagraph) {
        if (sameParagraph) return null
        continue
      }
      const tags = text.tags(i)
      const aside = (step > 0 && otherTags.some((tag) => tags.has(tag))) || tellsOther(tags, () => text.words(i))
      const time = !aside && tellsOf(tags, wanted) ? dayIn(text.reading(i)) : null
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

interface Wanted {
  /** Meanings of one of which a sentence must tell. */
  tags: readonly Tag[]
  /** What the statement's own sentence tells. */
  told: ReadonlySet<Tag>
}

/** A sentence that tells of an event, and of none of another kind. */
function tellsOf(other: ReadonlySet<Tag>, { tags, told }: Wanted): boolean {
  if (!tags.some((tag) => other.has(tag))) return false
  const named = isCaused(told) && isCaused(other)
  return !named || causeTags.some((tag) => told.has(tag) && other.has(tag))
}

const causeTags: readonly Tag[] = ['conflict', 'disaster']
const isCaused = (tags: ReadonlySet<Tag>) => causeTags.some((tag) => tags.has(tag))

/** "another storm", "prior floods": not what displaced these people. */
export const namesOther = (words: readonly Lexeme[], i: number) =>
  has(words[i], 'otherTime') && words.slice(i + 1, i + 4).some((next) => hasAny(next, eventNouns))

/** A sentence of another event, or of a ceasefire. */
const tellsOther = (tags: ReadonlySet<Tag>, words: () => readonly Lexeme[]) =>
  tags.has('noEvent') || (tags.has('otherTime') && words().some((_, at, all) => namesOther(all, at)))

const isOfEvent = ({ role }: TimeMention) => role === 'window' || role === 'since' || role === 'event'

/** The last date of a sentence that may be that of an event. */
const dayIn = (reading: SentenceReading | null): TimeMention | null =>
  reading?.times.filter((time) => isOfEvent(time) && time.first.accuracy !== 'year').at(-1) ?? null

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
