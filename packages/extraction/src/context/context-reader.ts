/** What a document tells around a statement: its places, counters, causes and dates, each read once and only when asked. */
import type {
  Gazetteer,
  Place,
  PlaceContext,
  PlaceId,
  PlaceMention,
  StatedPlace,
  TextDocument,
} from '@displacement-monitor/shared/domain'
import { type CounterMention, readCounters } from '../counters/counter.ts'
import type { TextCalendar } from '../dates/text-calendar.ts'
import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme, readLexemes, tagsOf } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import { isDash } from '../reading/marks.ts'
import type { Sentence } from '../reading/sentence.ts'
import { readTokens, type TextPieces } from '../reading/text-pieces.ts'
import type { Token } from '../reading/token.ts'
import { tokenise, tokensUntil } from '../reading/token.ts'
import { readWords, type SentenceReading, wordsOf } from '../sentence-reading.ts'
import {
  addTally,
  type CauseTally,
  causeOfTally,
  causeOfText,
  emptyTally,
  type StatedCause,
  tallyCauses,
} from './cause.ts'
import { countriesByName } from './country-by-name.ts'
import { officeCountries } from './office-countries.ts'
import type { ReportText } from './report-dates.ts'
import { type LocatedMention, locate, type PlaceFinder, resolveMention } from './stated-place.ts'

/** Sentences of a document that are looked through for its cause. */
const causeSample = 60

/** Characters at the beginning that may name the office that speaks. */
const officeHead = 3000

/** Words of "Ministry of Emergency Situations, bulletin of 14 April". */
const longestSignature = 20

/** A text with more names than these is of many places. */
const mostNames = 30

/** Items of a list that are looked at for a known place. */
const mostItems = 40

/** A country of less weight than a known town gives is nobody's guess; no more are two alike that only such names speak for. */
const leastWeight = 0.35
const closeRival = 0.8

/** A country of less weight than this, beside the main one, does not own "the East region". */
const leastCompassShare = 0.5

/** "North-east", "Central and Western", "East region": words of direction alone. */
function isCompassName(name: string, lexicon: Lexicon): boolean {
  const tokens = tokenise(name)
  const words = readLexemes(tokens, 0, tokens.length, lexicon)
  return (
    words.some((word) => has(word, 'direction')) &&
    words.every((word) => hasAny(word, ['direction', 'placeKind', 'and']) || isDash(word.lower))
  )
}

/** "La région" opens a sentence and is not Louisiana, which stands in capitals. */
const isFunctionWord = (text: string, lexicon: Lexicon) =>
  text !== text.toUpperCase() && lexicon.isFunctionWord(text.toLowerCase())

/** "28 May", "8 March", "October 6": towns are called so; in a report they are days. */
const isDayName = (text: string, lexicon: Lexicon) => {
  if (!/\d/.test(text)) return false
  const words = text.toLowerCase().split(/[\s-]+/u)
  return (
    words.length === 2 &&
    words.some((word) => /^\d{1,2}$/.test(word)) &&
    words.some((word) => lexicon.pack.calendar.months.some((names) => names.includes(word)))
  )
}

/** للصين is to China: the preposition took the first letter of the article that the name is written with. */
const withArticle = (mention: PlaceMention, text: string): PlaceMention =>
  text.startsWith('لل', mention.start - 2) && !/^ل?ال/u.test(mention.text)
    ? { ...mention, text: `ال${mention.text}` }
    : mention

export class ContextReader implements PlaceFinder, ReportText {
  readonly gazetteer: Gazetteer
  readonly context: PlaceContext
  readonly titleMentions: readonly PlaceMention[]
  readonly document: TextDocument
  readonly calendar: TextCalendar
  readonly #sentences: readonly Sentence[]
  readonly #lexicon: Lexicon
  readonly #pieces: TextPieces
  readonly #mentions: readonly PlaceMention[]
  readonly #readings = new Map<number, SentenceReading>()
  readonly #words = new Map<number, Lexeme[]>()
  readonly #counters = new Map<number, CounterMention[]>()
  readonly #located = new Map<number, LocatedMention[]>()
  readonly #tags = new Map<number, ReadonlySet<Tag>>()
  readonly #tallies = new Map<number, CauseTally>()
  readonly #causes = new Map<number, StatedCause>()
  readonly #resolvedAlone = new Map<string, Place | null>()
  readonly #resolvedBeside = new WeakMap<readonly PlaceId[], Map<string, Place | null>>()
  readonly #placed = new Map<number, boolean>()
  #cause: StatedCause | null = null
  #lone: PlaceMention | null | undefined
  /** The place of the last statement that named one: the next ones of the same event share it. */
  lastPlace: { index: number; place: StatedPlace; value: number } | null = null

  constructor(
    document: TextDocument,
    calendar: TextCalendar,
    sentences: readonly Sentence[],
    pieces: TextPieces,
    gazetteer: Gazetteer,
  ) {
    this.document = document
    this.calendar = calendar
    this.#sentences = sentences
    const { lexicon } = pieces
    this.#lexicon = lexicon
    this.#pieces = pieces
    this.gazetteer = gazetteer
    const read = (text: string) =>
      gazetteer
        .findMentions(text, lexicon.pack.code)
        .filter(({ text: name }) => !isFunctionWord(name, lexicon) && !isDayName(name, lexicon))
        .map((mention) => withArticle(mention, text))
    const mentions = read(document.text)
    this.titleMentions = document.title ? read(document.title) : []
    const telling = mentions.filter(({ text }) => !isCompassName(text, lexicon))
    this.context = this.#withOffices(gazetteer.contextOf(document.title, telling))
    this.#mentions = telling.length < mentions.length ? this.#withoutFarCompass(mentions) : mentions
  }

  /** "East region" is one of the country that the text speaks of, else only a part of whatever is meant. */
  #withoutFarCompass(mentions: readonly PlaceMention[]): PlaceMention[] {
    return mentions.map((mention) => {
      if (!isCompassName(mention.text, this.#lexicon)) return mention
      const iso3 = this.resolve(mention, [])?.countryIso3
      return iso3 && this.shareOf(iso3) >= leastCompassShare ? mention : { ...mention, candidateIds: [] }
    })
  }

  sentence(index: number): Sentence | undefined {
    return this.#sentences[index]
  }

  /** The sentence at a character. */
  sentenceAt(offset: number): number {
    let [low, high] = [0, this.#sentences.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#sentences[middle]?.end ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Where looking back begins: all cells of a table stand under the lines before it. */
  anchor(index: number): number {
    return index - (this.#sentences[index]?.cell?.ordinal ?? 0)
  }

  /** Lines of a name and a number are places under a heading only if one of them names a place that is known. */
  isPlaced({ index, sentence }: SentenceReading): boolean {
    if (!sentence.cell?.needsPlace) return true
    const anchor = this.anchor(index)
    const known = this.#placed.get(anchor)
    if (known !== undefined) return known
    let placed = false
    for (let i = anchor; !placed && i - anchor < mostItems; i++) {
      const each = this.#sentences[i]
      if (i > anchor && !each?.cell?.ordinal) break
      placed = this.mentions(i).some((mention) => mention.kind === 'name')
    }
    this.#placed.set(anchor, placed)
    return placed
  }

  /** Readings made already are not made again. */
  remember(reading: SentenceReading): void {
    this.#readings.set(reading.index, reading)
  }

  reading(index: number): SentenceReading | null {
    const sentence = this.#sentences[index]
    if (!sentence) return null
    const known = this.#readings.get(index)
    if (known) return known
    const reading = readWords(this.#wordsOf(index, sentence), sentence, index, this.#lexicon, this.calendar)
    this.#words.delete(index)
    this.#readings.set(index, reading)
    return reading
  }

  /** The words alone, for whoever asks neither for dates nor for numbers: most sentences are only looked at for a cause. */
  words(index: number): readonly Lexeme[] {
    const sentence = this.#sentences[index]
    return this.#readings.get(index)?.lexemes ?? (sentence ? this.#wordsOf(index, sentence) : [])
  }

  #wordsOf(index: number, sentence: Sentence): Lexeme[] {
    const known = this.#words.get(index)
    if (known) return known
    const words = wordsOf(this.#pieces, sentence, this.#lexicon)
    this.#words.set(index, words)
    return words
  }

  /** The meanings of all words of a sentence. */
  tags(index: number): ReadonlySet<Tag> {
    const known = this.#tags.get(index)
    if (known) return known
    const tags = new Set<Tag>()
    for (const word of this.words(index)) for (const tag of tagsOf(word)) tags.add(tag)
    this.#tags.set(index, tags)
    return tags
  }

  counters(index: number): CounterMention[] {
    const known = this.#counters.get(index)
    if (known) return known
    const reading = this.reading(index)
    const counters = reading ? readCounters(reading.lexemes, this.document.text) : []
    this.#counters.set(index, counters)
    return counters
  }

  /** Asked of every sentence behind a statement; few have a bracket or a colon. */
  citation(index: number): CounterMention | null {
    const cites = (word: Lexeme) =>
      word.lower === '(' || word.lower === '[' || word.lower.endsWith(':') || hasAny(word, ['saidThis', 'accordingTo'])
    // A short sentence may be a signature.
    const words = this.words(index)
    if (words.length > longestSignature && !words.some(cites)) return null
    return this.counters(index).find(({ citation }) => citation) ?? null
  }

  mentions(index: number): LocatedMention[] {
    const known = this.#located.get(index)
    if (known) return known
    const reading = this.reading(index)
    if (!reading) return []
    const { start, end } = reading.sentence.cell?.named ?? reading.sentence
    let [low, high] = [0, this.#mentions.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#mentions[middle]?.start ?? 0) < start) low = middle + 1
      else high = middle
    }
    const own: PlaceMention[] = []
    for (let i = low; i < this.#mentions.length; i++) {
      const mention = this.#mentions[i]
      if (!mention || mention.start >= end) break
      own.push(mention)
    }
    const { lexemes } = reading
    const located = locate(own, lexemes, reading.sentence.cell !== null).filter(
      // "the Pan-American highway", "anti-French": a name joined to a small word is no place.
      ({ from }) =>
        !(isDash(lexemes[from - 1]?.lower ?? '') && has(lexemes[from - 2], 'joinedPrefix') && lexemes[from]?.gap === 0),
    )
    const told = countriesByName(located, lexemes, this.gazetteer)
    this.#located.set(index, told)
    return told
  }

  /** The same names stand beside each other again and again; each is weighed once among the same neighbours. */
  resolve(mention: PlaceMention, nearby: readonly PlaceId[]): Place | null {
    const resolved = nearby.length > 0 ? this.#beside(nearby) : this.#resolvedAlone
    const key = mention.candidateIds.join()
    const known = resolved.get(key)
    if (known !== undefined) return known
    const place = resolveMention(this, mention, nearby)
    resolved.set(key, place)
    return place
  }

  #beside(nearby: readonly PlaceId[]): Map<string, Place | null> {
    const known = this.#resolvedBeside.get(nearby) ?? new Map()
    this.#resolvedBeside.set(nearby, known)
    return known
  }

  /** A bulletin of a national office speaks of its country, though it may never name it. */
  #withOffices(context: PlaceContext): PlaceContext {
    const weights = new Map(context.countryWeights)
    const add = (words: readonly Token[], weight: number) => {
      for (const { lower } of words) {
        const iso3 = officeCountries.get(lower)
        if (iso3) weights.set(iso3, (weights.get(iso3) ?? 0) + weight)
      }
    }
    add(tokenise((this.document.title ?? '').replaceAll('_', ' ')), 4)
    const { opening } = this.#pieces
    add(
      opening.slice(0, tokensUntil(opening, officeHead)).filter(({ capital }) => capital),
      1,
    )
    return { ...context, countryWeights: weights }
  }

  /** The one name of the text that is no country, or the narrowest where each of the others holds it. */
  loneMention(): PlaceMention | null {
    if (this.#lone !== undefined) return this.#lone
    this.#lone = null
    const main = this.mainCountry()
    let narrowest: Place | null = null
    const wider = new Set<PlaceId>()
    if (!main || this.#mentions.length > mostNames) return null
    let lone: PlaceMention | null = null
    for (const mention of this.#mentions) {
      const place = mention.kind === 'name' ? this.resolve(mention, []) : null
      if (!place || place.kind === 'country' || place.id === narrowest?.id || wider.has(place.id)) continue
      if (place.countryIso3 !== main) return null
      const holders = this.gazetteer.containersOf(place.id)
      if (narrowest && !holders.includes(narrowest.id)) {
        if (!this.gazetteer.containersOf(narrowest.id).includes(place.id)) return null
        wider.add(place.id)
        continue
      }
      if (narrowest) wider.add(narrowest.id)
      narrowest = place
      lone = mention
    }
    this.#lone = lone
    return lone
  }

  /** Weight of a country among all of the document, 0 to 1. */
  shareOf(iso3: string): number {
    const top = Math.max(0, ...this.context.countryWeights.values())
    return top > 0 ? (this.context.countryWeights.get(iso3) ?? 0) / top : 1
  }

  /** "CAR" in a bulletin of another country is a region of it: letters name a country only where the text speaks of it. */
  isForeignAcronym(mention: PlaceMention): boolean {
    if (mention.text.length > 4 || mention.text !== mention.text.toUpperCase()) return false
    const place = this.resolve(mention, [])
    if (!place?.countryIso3 || this.shareOf(place.countryIso3) >= 0.5) return false
    // "the Central African Republic (CAR)", in a text that then speaks of Chad.
    return !this.#mentions.some(({ text, candidateIds }) => text.length > 4 && candidateIds[0] === place.id)
  }

  /** The country that the document speaks of most, if it stands out. */
  mainCountry(): string | null {
    const [first, second] = [...this.context.countryWeights].sort((a, b) => b[1] - a[1])
    if (!first || first[1] < leastWeight) return null
    return second && second[1] > closeRival * first[1] && first[1] < 1 ? null : first[0]
  }

  /** The cause in the sentences around, else in the title, else in the document. */
  causeAround(index: number): StatedCause {
    const base = this.anchor(index)
    const known = this.#causes.get(base) ?? this.#readCause(base)
    this.#causes.set(base, known)
    return known
  }

  #readCause(base: number): StatedCause {
    for (const [before, after] of [
      [1, 0],
      [3, 2],
    ] as const) {
      const tally = emptyTally()
      for (let i = Math.max(0, base - before); i <= base + after; i++) this.#tally(i, tally)
      const near = causeOfTally(tally)
      if (near.cause) return near
    }
    if (this.#cause) return this.#cause
    const tally = emptyTally()
    if (this.document.title) {
      const { title } = this.document
      const titleTokens = readTokens(title, 0, title.length, this.#lexicon)
      tallyCauses(readLexemes(titleTokens, 0, titleTokens.length, this.#lexicon), tally)
      tallyCauses(readLexemes(titleTokens, 0, titleTokens.length, this.#lexicon), tally)
    }
    for (let i = 0; i < Math.min(causeSample, this.#sentences.length); i++) this.#tally(i, tally)
    this.#cause = causeOfText(tally)
    return this.#cause
  }

  #tally(index: number, tally: CauseTally): void {
    const own = this.#tallies.get(index) ?? tallyCauses(this.words(index), emptyTally())
    this.#tallies.set(index, own)
    addTally(own, tally)
  }
}
