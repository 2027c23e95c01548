/** One statement and its context become one figure. */
import {
  type Excerpt,
  type Figure,
  isFlow,
  type PlaceRole,
  type StatedPlace,
  type TextDocument,
} from '@displacement-monitor/shared/domain'
import { confidenceOf } from '../confidence.ts'
import { causeInSentence } from '../context/cause.ts'
import type { ContextReader } from '../context/context-reader.ts'
import { type CounterMention, nearestCounter } from '../context/counter.ts'
import { type PlaceCue, rankMentions, statedPlace } from '../context/place.ts'
import { windowOf } from '../context/window.ts'
import type { SentenceReading } from '../document-reading.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { tokenKinds } from '../reading/token.ts'
import { classify } from './category.ts'
import type { Statement } from './statement.ts'

/** `base`: index in the document's list of the first figure of this sentence. */
export function buildFigure(
  statement: Statement,
  reading: SentenceReading,
  context: ContextReader,
  document: TextDocument,
  base: number,
): Figure {
  const { lexemes, index } = reading
  const { phrase, unit } = statement
  const counters = context.counters(index)
  const place = findPlace(statement, reading, context, counters)
  const crossing = crossingOf(statement, reading, place, context)
  const classified = classify(statement, lexemes, crossing)
  const stock = !isFlow(classified.category)
  const window = windowOf(
    stock,
    statement.from,
    statement.to,
    reading.times,
    context.inheritedAsOf(index),
    document.publishedOn,
  )
  const cause = causeInSentence(lexemes, statement.from, statement.to) ?? context.causeAround(index)
  return {
    excerpt: excerptOf(statement, lexemes, document.text),
    value: phrase.number.value,
    valueHigh: phrase.number.high,
    quantifier: phrase.quantifier,
    unit,
    householdSize: null,
    persons: unit === 'person' ? phrase.number.value : null,
    ...classified,
    ...cause,
    place: place ? { ...place.place, role: roleOf(place.cue, statement) } : null,
    ...window,
    counter: counterOf(phrase.index, index, counters, context),
    subsetOf: statement.partOf === null ? null : base + statement.partOf,
    confidence: confidenceOf(statement),
  }
}

interface Found {
  place: StatedPlace
  cue: PlaceCue | null
}

/** Sentence, then the sentences before in the paragraph, then headings, dateline, title, then the document's country. */
function findPlace(
  statement: Statement,
  { lexemes, index }: SentenceReading,
  context: ContextReader,
  counters: readonly CounterMention[],
): Found | null {
  const span = { from: statement.from, to: statement.to, phraseFrom: statement.phrase.from, family: statement.family }
  const mentions = context.mentions(index)
  const nearby = mentions.flatMap((mention) => mention.candidateIds.slice(0, 3))
  const cues = rankMentions(lexemes, mentions, span, counters)
  const best = cues.find((cue) => cue.score > 0 && cue.mention.kind === 'name') ?? cues.find((cue) => cue.score > 0)
  if (best && best.mention.kind === 'name') {
    const place = context.resolve(best.mention, nearby)
    if (place || best.score > 6)
      return { place: statedPlace(best.mention, place, context.mainCountry(), 'origin'), cue: best }
  }
  const fallback = earlierPlace(index, context) ?? titlePlace(context)
  if (best && (best.mention.kind === 'demonym' || !fallback)) {
    const place = context.resolve(best.mention, nearby)
    if (place && (!fallback || fallback.countryIso3 !== place.countryIso3))
      return { place: statedPlace(best.mention, place, null, 'origin'), cue: best }
  }
  if (fallback) return { place: fallback, cue: null }
  const country = context.mainCountry()
  const place = country ? context.gazetteer.place(country) : null
  return place
    ? {
        place: {
          name: place.name,
          placeId: place.id,
          countryIso3: place.countryIso3,
          role: 'origin',
          accuracy: 'adm0',
        },
        cue: null,
      }
    : null
}

function earlierPlace(index: number, context: ContextReader): StatedPlace | null {
  const own = context.sentence(index)
  for (let i = index - 1; i >= 0 && index - i <= 6; i--) {
    const sentence = context.sentence(i)
    if (!sentence || !own) break
    const near = sentence.paragraph === own.paragraph || index - i <= 2 || sentence.ownLine
    if (!near) continue
    const reading = context.reading(i)
    if (!reading) continue
    for (const cue of rankMentions(
      reading.lexemes,
      context.mentions(i),
      { from: 0, to: 0, phraseFrom: 0, family: 'stock' },
      context.counters(i),
    )) {
      if (cue.mention.kind !== 'name' || (cue.relation === 'none' && !sentence.ownLine && cue.mention.from > 1))
        continue
      const place = context.resolve(cue.mention, [])
      if (place) return statedPlace(cue.mention, place, null, 'origin')
    }
  }
  return null
}

function titlePlace(context: ContextReader): StatedPlace | null {
  for (const mention of context.titleMentions) {
    if (mention.kind !== 'name') continue
    const place = context.resolve(mention, [])
    if (place) return statedPlace(mention, place, null, 'origin')
  }
  return null
}

function roleOf(cue: PlaceCue | null, { family, stock }: Statement): PlaceRole {
  if (cue?.relation === 'to') return 'destination'
  if (cue?.relation === 'from' || cue?.relation === 'object') return 'origin'
  if (family === 'return' || family === 'host' || family === 'shelter' || family === 'inSite' || family === 'stock')
    return 'destination'
  if (family === 'arrive' || family === 'cross') return cue?.mention.kind === 'demonym' ? 'origin' : 'destination'
  return stock ? 'destination' : 'origin'
}

function crossingOf(
  statement: Statement,
  { lexemes, index }: SentenceReading,
  found: Found | null,
  context: ContextReader,
) {
  let [border, within] = [false, false]
  const start = statement.predicate?.at ?? statement.from
  for (let i = Math.min(start, statement.from); i < Math.min(lexemes.length, statement.to + 12); i++) {
    const lexeme = lexemes[i]
    if (i > statement.to && (lexeme?.lower === ';' || (lexeme?.number && i > statement.to + 2) || has(lexeme, 'but')))
      break
    if (hasAny(lexeme, ['within'])) within = true
    if (i >= statement.phrase.to && hasAny(lexeme, ['border']) && !hasAny(lexemes[i + 1], ['site'])) border = true
    if (
      i >= statement.phrase.to &&
      has(lexeme, 'homeCountry') &&
      (hasAny(lexemes[i - 1], ['flee', 'leaveHome', 'from']) || has(lexeme, 'flee'))
    )
      border = true
    if (has(lexeme, 'flee') && lexeme && /countr(y|ies)|homeland/.test(lexeme.lower)) border = true
  }
  const { family } = statement
  let country = false
  let abroad = false
  if (found?.cue && found.place.accuracy === 'adm0' && found.cue.mention.kind === 'name') {
    const { relation } = found.cue
    if (family === 'flee' || family === 'cross' || family === 'arrive')
      country = relation === 'object' || relation === 'from'
  }
  if (family === 'flee' || family === 'arrive' || family === 'displace') {
    for (const mention of context.mentions(index)) {
      if (mention.kind !== 'name' || mention.from < statement.phrase.from || mention.from > statement.to + 14) continue
      let j = mention.from - 1
      while (j >= 0 && mention.from - j <= 3 && hasAny(lexemes[j], ['determiner', 'border'])) j--
      if (!has(lexemes[j], 'to') || has(lexemes[j], 'for')) continue
      const place = context.resolve(mention, [])
      if (place?.kind === 'country') {
        const origin = found?.place.countryIso3 ?? null
        if (origin === null || origin !== place.countryIso3 || found?.place.accuracy === 'adm0')
          country = family !== 'displace' || origin !== place.countryIso3
        if (family === 'arrive' && origin === place.countryIso3) abroad = true
      }
    }
  }
  return { acrossBorder: (border || country) && !within, abroad }
}

/** Own sentence; a citation that covers it; "he said" after the one who was named; the opening sentence's "according to". */
function counterOf(at: number, index: number, own: readonly CounterMention[], context: ContextReader): string | null {
  const named = own.filter((mention) => !mention.pronoun)
  const nearest = nearestCounter(named, at)
  if (nearest) return nearest.name
  const paragraph = context.sentence(index)?.paragraph
  for (let i = index + 1; i <= index + 3 && context.sentence(i)?.paragraph === paragraph; i++) {
    const citation = context.counters(i).find((mention) => mention.citation)
    if (citation) return citation.name
  }
  const speaking = own.some((mention) => mention.pronoun)
  for (let i = index - 1; i >= 0 && index - i <= (speaking ? 6 : 1); i--) {
    if (!speaking && context.sentence(i)?.paragraph !== paragraph) break
    const earlier = context
      .counters(i)
      .filter((mention) => !mention.pronoun && (speaking || !mention.citation))
      .at(-1)
    if (earlier) return earlier.name
  }
  return null
}

const excerptStops = [
  'and',
  'but',
  'relative',
  'be',
  'bePast',
  'have',
  'said',
  'accordingTo',
  'since',
  'asOf',
  'including',
] as const

/** The number with its noun and verb, and the words that follow up to the next clause. */
function excerptOf({ from, to }: Statement, lexemes: readonly Lexeme[], text: string): Excerpt {
  let last = to
  for (; last < lexemes.length && last - to < 10; last++) {
    const lexeme = lexemes[last]
    if (!lexeme || lexeme.number || lexeme.dated || hasAny(lexeme, excerptStops)) break
    if (lexeme.kind === tokenKinds.sign && lexeme.lower !== '-' && lexeme.lower !== "'") break
  }
  while (
    last > to &&
    (hasAny(lexemes[last - 1], ['in', 'to', 'from', 'by', 'of', 'for', 'determiner', 'during']) ||
      lexemes[last - 1]?.kind === tokenKinds.sign)
  )
    last--
  const [start, end] = [lexemes[from]?.start ?? 0, lexemes[last - 1]?.end ?? 0]
  return { start, end, text: text.slice(start, end) }
}
