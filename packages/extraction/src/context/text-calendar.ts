/** When a text speaks and which dates it tells where: what its partial dates ("25 May", "this month") are read against. */
import type { DatedDay, TextDocument } from '@displacement-monitor/shared/domain'
import { type Lexeme, readLexemes } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import { type Token, tokenise } from '../reading/token.ts'
import { exactly, monthOf, wholeYear, yearOf } from './calendar.ts'
import { datelineOf } from './dateline.ts'
import { readTimes } from './read-times.ts'
import { noReference, type PartialDay, type TimeMention, type TimeReference } from './time-mention.ts'
import { titleTimes, yearInTitle } from './title-times.ts'

/** Characters before a year in which its month stands: "25 September, ". */
const beforeYear = 24
const yearDigits = /(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)/g

interface Anchor extends PartialDay {
  offset: number
}

export class TextCalendar implements TimeReference {
  readonly present: DatedDay | null
  /** Dates in the title, read against the print day. */
  readonly title: readonly TimeMention[]
  readonly #text: string
  readonly #lexicon: Lexicon
  #anchors: Anchor[] | null = null

  constructor({ text, title, publishedOn }: TextDocument, opening: readonly Token[], lexicon: Lexicon) {
    this.#text = text
    this.#lexicon = lexicon
    const dateline = publishedOn ? exactly(publishedOn) : datelineOf(opening, lexicon)
    this.title = title ? titleTimes(title, lexicon, dateline) : []
    this.present = dateline ?? spokenIn(this.title) ?? yearAlone(title)
  }

  /** Else the years alone, which may belong to anything: "the 2020 hurricane season". */
  near = (offset: number): PartialDay | null => {
    this.#anchors ??= this.#findAnchors()
    const full = this.#anchors.filter(({ month }) => month !== null)
    return nearest(full, offset) ?? nearest(this.#anchors, offset)
  }

  #findAnchors(): Anchor[] {
    const anchors: Anchor[] = []
    for (const { index } of this.#text.matchAll(yearDigits)) {
      const words = this.#words(Math.max(0, index - beforeYear), Math.min(this.#text.length, index + beforeYear))
      const at = words.findIndex(({ start }) => start === index)
      if (at < 0) continue
      const time = readTimes(words, noReference).find(({ from, to }) => from <= at && at < to)
      if (!time) continue
      const month = time.last.accuracy === 'year' ? null : monthOf(time.last.day)
      anchors.push({ offset: index, year: yearOf(time.last.day), month, day: null })
    }
    return anchors
  }

  #words(from: number, to: number): Lexeme[] {
    const tokens = tokenise(this.#text, from, to)
    return readLexemes(tokens, 0, tokens.length, this.#lexicon)
  }
}

/** The one told last before, else the first one after. */
function nearest(anchors: readonly Anchor[], offset: number): Anchor | null {
  let [low, high] = [0, anchors.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((anchors[middle]?.offset ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return anchors[low - 1] ?? anchors[low] ?? null
}

/** "Situation Report No. 5, 12 March 2019", "Country Brief December 2020". */
function spokenIn(times: readonly TimeMention[]): DatedDay | null {
  const told = times.filter(({ role }) => role === 'window' || role === 'asOf' || role === 'told')
  return told.at(-1)?.last ?? null
}

function yearAlone(title: string | null): DatedDay | null {
  const year = title ? yearInTitle(title) : null
  return year === null ? null : wholeYear(year)
}
