/** When a text speaks and which dates it tells where: what its partial dates ("25 May", "this month") are read against. */
import type { DatedDay, TextDocument } from '@displacement-monitor/shared/domain'
import { type Lexeme, readLexemes } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import { type Token, tokenise } from '../reading/token.ts'
import { exactly, monthOf, wholeYear, yearOf } from './calendar.ts'
import { type Dateline, datelineHead, datelineOf } from './dateline.ts'
import { readTimes } from './read-times.ts'
import { noReference, type PartialDay, type TimeMention, type TimeReference } from './time-mention.ts'
import { titleTimes, yearInTitle } from './title-times.ts'

/** Characters before a year in which its month stands: "25 September, ". */
const beforeYear = 24
/** Characters between a full date and another that continues it. */
const justBefore = 400
const yearDigits = /(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)/g

interface Anchor extends PartialDay {
  offset: number
}

export class TextCalendar implements TimeReference {
  readonly present: DatedDay | null
  /** Dates in the title, read against the print day. */
  readonly title: readonly TimeMention[]
  readonly #text: string
  readonly #opening: readonly Token[]
  readonly #lexicon: Lexicon
  /** Full dates, those since when something goes on, years alone. */
  #anchors: AnchorList[] | null = null
  #dateline: Dateline | null | undefined

  constructor({ text, title, publishedOn }: TextDocument, opening: readonly Token[], lexicon: Lexicon) {
    this.#text = text
    this.#lexicon = lexicon
    this.#opening = opening
    const told = publishedOn ? exactly(publishedOn) : (this.dateline?.day ?? null)
    this.title = title ? titleTimes(title, lexicon, told) : []
    this.present = told ?? spokenIn(this.title) ?? yearAlone(title)
  }

  /** The date of the text itself, of nothing that it tells. */
  get dateline(): Dateline | null {
    if (this.#dateline === undefined) this.#dateline = datelineOf(this.#opening, this.#lexicon)
    return this.#dateline
  }

  /** Whether a date that ends at an offset is that of the text itself. */
  isDateline(end: number): boolean {
    return end <= datelineHead && this.dateline?.opens === true && this.dateline.end === end
  }

  /** Full dates before years alone, which may belong to anything: "the 2020 hurricane season". */
  near = (offset: number): PartialDay | null => {
    this.#anchors ??= this.#findAnchors()
    for (const list of this.#anchors) if (list.all.length > 0) return nearest(list, offset)
    return null
  }

  #findAnchors(): AnchorList[] {
    const full: Anchor[] = []
    const begun: Anchor[] = []
    const years: Anchor[] = []
    for (const { index } of this.#text.matchAll(yearDigits)) {
      const words = this.#words(Math.max(0, index - beforeYear), Math.min(this.#text.length, index + beforeYear))
      const at = words.findIndex(({ start }) => start === index)
      const time = at < 0 ? null : readTimes(words, noReference).find(({ from, to }) => from <= at && at < to)
      if (!time) continue
      const { day, accuracy } = time.last
      const anchor = { offset: index, year: yearOf(day), month: accuracy === 'year' ? null : monthOf(day), day: null }
      // "since May 2011" and "before 2011" look back.
      const back = time.role === 'since' || time.role === 'before'
      ;(anchor.month === null ? years : back ? begun : full).push(anchor)
    }
    return [withMode(full), withMode(begun), { all: years, mode: [] }]
  }

  #words(from: number, to: number): Lexeme[] {
    const tokens = tokenise(this.#text, from, to)
    return readLexemes(tokens, 0, tokens.length, this.#lexicon)
  }
}

interface AnchorList {
  all: readonly Anchor[]
  /** Those of the year that the text tells most often; of two the later, for a report speaks of its own time. */
  mode: readonly Anchor[]
}

function withMode(all: readonly Anchor[]): AnchorList {
  const counts = new Map<number | null, number>()
  for (const { year } of all) counts.set(year, (counts.get(year) ?? 0) + 1)
  const [year] = [...counts].sort((a, b) => b[1] - a[1] || (b[0] ?? 0) - (a[0] ?? 0))[0] ?? [null]
  return { all, mode: all.filter((anchor) => anchor.year === year) }
}

/** The one told just before, else the last before of the text's main year, else the first one after. */
function nearest({ all, mode }: AnchorList, offset: number): Anchor | null {
  const before = all[indexAfter(all, offset) - 1]
  if (before && offset - before.offset <= justBefore) return before
  const at = indexAfter(mode, offset)
  return mode[at - 1] ?? mode[at] ?? before ?? all[0] ?? null
}

/** Index of the first anchor at or after an offset. */
function indexAfter(anchors: readonly Anchor[], offset: number): number {
  let [low, high] = [0, anchors.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((anchors[middle]?.offset ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
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
