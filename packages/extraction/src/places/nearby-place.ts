/** The place of a statement that stands outside of its sentence: the same event told before, a heading, the title, what follows. */
import type { StatedPlace } from '@displacement-monitor/shared/domain'
import type { ContextReader } from '../context/context-reader.ts'
import { type LocatedMention, statedPlace } from '../context/stated-place.ts'
import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { tokenKinds } from '../reading/token.ts'
import type { SentenceReading } from '../sentence-reading.ts'
import { isDateline, type PlaceCue, type StatementSpan } from './place-cues.ts'
import { placeOfCue, readScene } from './place-scene.ts'

/** Countries named far less than the main one do not place a number from another sentence. */
const leastShare = 0.2
const leastCountryShare = 0.5
/** Sentences that are looked back through, and those in which a place said for a number still holds. */
const mostBack = 6
const stillHolds = 2

const anywhere: StatementSpan = {
  from: 0,
  to: 0,
  phraseFrom: 0,
  family: 'stock',
  stock: true,
  hostAt: -1,
  nearness: 0.3,
}

export function earlierPlace(
  index: number,
  hosted: boolean,
  context: ContextReader,
  total: number | null = null,
): StatedPlace | null {
  const own = context.sentence(index)
  for (let i = index - 1; i >= 0 && index - i <= mostBack; i--) {
    const sentence = context.sentence(i)
    if (!sentence || !own) break
    // A row's place is that of its row.
    if (sentence.cell) continue
    const { lastPlace } = context
    if (total !== null && lastPlace?.index === i && lastPlace.value < total) continue
    const near = sentence.paragraph === own.paragraph || index - i === 1
    if (lastPlace?.index === i && index - i <= stillHolds && near) return lastPlace.place
    if (!(sentence.paragraph === own.paragraph || index - i <= stillHolds || sentence.ownLine)) continue
    const place = placeOfSentence(i, hosted, context)
    if (place) return place
  }
  return null
}

/** `hosted`: the place of refugees is wanted. */
function placeOfSentence(index: number, hosted: boolean, context: ContextReader): StatedPlace | null {
  const reading = context.reading(index)
  if (!reading) return null
  const scene = readScene(reading, anywhere, context)
  // "North-east: Kunduz": of a heading's names first those that are known.
  const cues = reading.sentence.ownLine ? [...scene.cues].sort((a, b) => isUnknown(a) - isUnknown(b)) : scene.cues
  for (const cue of cues) {
    if (cue.mention.kind !== 'name' || cue.mainly || cue.score < 0) continue
    // "ARGENTINA – COVID-19" on a line of its own is a heading.
    if (!isHeading(reading) && isDateline(reading.lexemes, cue.mention)) continue
    if (cue.relation === 'none' && !isSubject(reading, cue.mention) && !isStruck(reading.lexemes, cue.mention)) continue
    if (isPicked(reading.lexemes, cue.mention) || isSeat(reading.lexemes, cue.mention)) continue
    if (isForecast(reading.lexemes, cue.mention)) continue
    // "into Crisis or Emergency": not all that people come into is a place.
    if (cue.relation === 'to' && cue.mention.candidateIds.length === 0 && !tellsHarm(reading.lexemes, cue.mention))
      continue
    // "most arrivals are from Sudan": refugees are not where they come from.
    if (hosted && cue.relation === 'from') continue
    const found = placeOfCue(cue, scene, context)
    if (!found) continue
    const { countryIso3, accuracy } = found.place
    if (countryIso3 && context.shareOf(countryIso3) < (accuracy === 'adm0' ? leastCountryShare : leastShare)) continue
    return found.place
  }
  return null
}

/** "Khuzestan – IFRC Update.": names and days alone head what follows, on a line of their own or not. */
const isHeading = ({ sentence, lexemes }: SentenceReading) =>
  sentence.ownLine ||
  (lexemes.length <= longestHeading &&
    lexemes.every(
      (word) =>
        word.capital ||
        word.kind === tokenKinds.sign ||
        word.dated ||
        hasAny(word, ['source', 'placeKind', 'nameLink']),
    ))
const longestHeading = 10

const isUnknown = ({ mention }: PlaceCue) => (mention.candidateIds.length === 0 ? 1 : 0)

/** A heading, or what the sentence begins with. */
const isSubject = ({ sentence }: SentenceReading, { from }: LocatedMention) => sentence.ownLine || from <= 1

/** "Fighting hit Kunduz", "gunmen attacked Djibo", "rains lashed Beira": the object of a verb of what happened. */
function isStruck(lexemes: readonly Lexeme[], { from, to }: LocatedMention): boolean {
  let i = from - 1
  while (hasAny(lexemes[i], ['determiner', 'direction'])) i--
  const verb = lexemes[i]
  if (verb?.kind !== tokenKinds.word || verb.capital || verb.number || verb.dated) return false
  if (verb.entry && !hasAny(verb, [...striking, 'otherPredicate'])) return false
  if (lexemes[to]?.lower === "'s" || hasAny(lexemes[to], ['office', 'title', 'said'])) return false
  return tellsHarm(lexemes, { from: i + 1 })
}

/** A fight, a disaster or its harm is told shortly before the name. */
const tellsHarm = (lexemes: readonly Lexeme[], { from }: Pick<LocatedMention, 'from'>) =>
  lexemes.slice(Math.max(0, from - longestSubject), from).some((lexeme) => hasAny(lexeme, striking))

const longestSubject = 8
const striking: readonly Tag[] = ['conflict', 'disaster', 'affected', 'harm', 'otherCause']
/** "the worst affected city is Lome": one place out of those that are meant. */
const isPicked = (lexemes: readonly Lexeme[], { from }: LocatedMention) =>
  lexemes.slice(Math.max(0, from - pickedReach), from).some((lexeme) => has(lexeme, 'worstHit'))
const pickedReach = 40

/** "It could get worse if the rain forecast for Artigas comes": what may happen there has moved nobody yet. */
const isForecast = (lexemes: readonly Lexeme[], { from }: LocatedMention) =>
  lexemes.slice(Math.max(0, from - pickedReach), from).some((lexeme) => has(lexeme, 'hypothetical') && !lexeme.dated)

/** "The UN in Kabul": where an office sits. */
function isSeat(lexemes: readonly Lexeme[], { from }: LocatedMention): boolean {
  return has(lexemes[from - 1], 'in') && has(lexemes[from - 2], 'acronym')
}

/** The sentence after, of the same paragraph; the area of an office that speaks there serves as well. */
export function laterPlace(index: number, context: ContextReader): StatedPlace | null {
  if (context.sentence(index + 1)?.paragraph !== context.sentence(index)?.paragraph) return null
  for (const mention of context.mentions(index + 1)) {
    const words = context.words(index + 1)
    if (mention.kind !== 'name' || isPicked(words, mention) || isDateline(words, mention)) continue
    const place = context.resolve(mention, [])
    if (place && place.countryIso3 === context.mainCountry()) return statedPlace(mention.text, place, null)
  }
  return null
}

/** The only place that the text names, beside what holds it, told before: whatever moved these people happened there. */
export function onlyPlace(index: number, context: ContextReader): StatedPlace | null {
  const mention = context.loneMention()
  const told = mention !== null && mention.start < (context.sentence(context.anchor(index))?.start ?? 0)
  const tags = told ? context.tags(context.sentenceAt(mention.start)) : null
  const place = told && happened.some((tag) => tags?.has(tag)) ? context.resolve(mention, []) : null
  return mention && place ? statedPlace(mention.text, place, null) : null
}

const happened: readonly Tag[] = ['conflict', 'disaster', 'affected', 'displace', 'flee', 'evacuate', 'homeless']

/** "Afghanistan: clashes in Kunduz province": the one narrower place of the country that the title begins with. */
export function titlePlace(context: ContextReader): StatedPlace | null {
  let country: StatedPlace | null = null
  let narrower: StatedPlace | null = null
  for (const mention of context.titleMentions) {
    if (mention.kind !== 'name') continue
    const place = context.resolve(mention, country?.countryIso3 ? [country.countryIso3] : [])
    if (!place) continue
    const stated = statedPlace(mention.text, place, null)
    if (!country && stated.accuracy !== 'adm0') return stated
    // Two narrower places: the number may be of either.
    if (narrower && stated.accuracy !== 'adm0') return country
    if (country && stated.accuracy !== 'adm0' && stated.countryIso3 === country.countryIso3) narrower = stated
    country ??= stated
  }
  return narrower ?? country
}
