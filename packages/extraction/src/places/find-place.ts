/** Which place a statement belongs to: its sentence, the event told before, a heading, the title, what follows, the country. */
import type { PlaceRole, StatedPlace } from '@displacement-monitor/shared/domain'
import type { ContextReader } from '../context/context-reader.ts'
import { statedPlace } from '../context/stated-place.ts'
import type { Statement } from '../figures/statement.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { tokenKinds } from '../reading/token.ts'
import type { SentenceReading } from '../sentence-reading.ts'
import { earlierPlace, laterPlace, onlyPlace, titlePlace } from './nearby-place.ts'
import { isDateline, type PlaceCue, type StatementSpan } from './place-cues.ts'
import { placeOfCue, readScene, type Scene } from './place-scene.ts'

export interface FoundPlace {
  place: StatedPlace
  /** Null where the place stands outside of the statement's sentence. */
  cue: PlaceCue | null
}

/** A name that says where refugees are, though another stands nearer. */
const hostLeast = 7

export function findPlace(statement: Statement, reading: SentenceReading, context: ContextReader): FoundPlace | null {
  const { lexemes, index } = reading
  const { from, to, family, stock } = statement
  const hostAt = hostVerb(statement, lexemes)
  const span: StatementSpan = { from, to, phraseFrom: statement.phrase.from, family, stock, hostAt, nearness: 1 }
  const scene = readScene(reading, span, context)
  // Refugees are where their hosts are; their own name ("Ukrainian refugees") is nearer but tells only whence they came.
  const least = statement.kind === 'refugee' ? -5 : 0
  const fitting = scene.cues.filter((cue) => cue.score > least && !cue.mainly)
  const returning = family === 'return'
  const everywhere = isEverywhere(statement, lexemes) ? countryPlace(context) : null
  if (everywhere) return { place: everywhere, cue: null }
  const compass = partOfCountry(statement, lexemes, context)
  if (compass) return { place: compass, cue: null }
  const own = statement.pattern === 'list' ? countryOfItem(statement, lexemes, scene, context) : null
  if (own) return own
  // "Burundians returned from Rwanda": home is where the demonym says, not where they had been.
  const left = (cue: PlaceCue) => returning && cue.relation === 'from'
  for (const cue of fitting) {
    if (cue.mention.kind !== 'name' || left(cue) || isDateline(lexemes, cue.mention)) continue
    const narrower = withinCountry(cue, fitting, span, scene, context)
    const found = placeOfCue(narrower ?? cue, scene, context)
    if (!found) continue
    // "40,000 Nicaraguans were evacuated from the Miskito coast": a name that nobody knows lies where its people are from.
    if (found.place.placeId === null && !returning) {
      const own = fitting.find(
        ({ mention: { kind, from: at } }) => kind === 'demonym' && at >= statement.phrase.from && at < to,
      )
      const country = own ? context.resolve(own.mention, scene.nearby)?.countryIso3 : null
      if (country) found.place = { ...found.place, countryIso3: country }
    }
    // "Aden: 4,800 households were displaced to Aden": the name that says which way is the same.
    if (cue.relation === 'none') found.cue = fitting.find((other) => saysSide(other, cue)) ?? found.cue
    if (statement.kind === 'refugee' && cue.relation === 'from') {
      // "143 refugees from Sudan in Tripoli": they are counted where they are.
      if (fitting.some((other) => other.relation === 'in' && other.mention.kind === 'name' && other.score > hostLeast))
        continue
      const host = hostOf(found.place, index, context)
      if (host) return { place: host, cue: null }
    }
    // "19,000 were displaced from Yumbi, 16,000 of whom crossed into Congo": a part left where the whole did.
    const { lastPlace } = context
    if (statement.partOf !== null && cue.relation === 'to' && lastPlace?.index === index)
      return { place: lastPlace.place, cue: null }
    const whence = leftBehind(statement, found, reading, context)
    if (whence) return whence
    context.lastPlace = { index, place: found.place, value: statement.phrase.number.value }
    return found
  }
  const demonym = (returning ? scene.cues : fitting).find((cue) => cue.mention.kind === 'demonym')
  const people = demonym ? context.resolve(demonym.mention, scene.nearby) : null
  const home = demonym && people ? { place: statedPlace(demonym.mention.text, people, null), cue: demonym } : null
  if (home && returning) {
    context.lastPlace = { index, place: home.place, value: statement.phrase.number.value }
    return home
  }
  const fallback = aroundSentence(statement, lexemes, scene, index, context)
  if (home && (!fallback || (fallback.countryIso3 !== home.place.countryIso3 && statement.kind !== 'refugee')))
    return home
  const found = fallback ? { place: fallback, cue: null } : lastResort(scene, context)
  const whence = statement.kind === 'refugee' ? whenceTheyCame(scene, context) : null
  return whence && (!found || found.place.countryIso3 === whence.place.countryIso3) ? whence : found
}

/** "More than 200,000 took refuge in Liberia", after "a million Ivorians were displaced": people left the country told just before. */
function leftBehind(
  { family, kind, stock }: Statement,
  { place, cue }: FoundPlace,
  { index, sentence }: SentenceReading,
  context: ContextReader,
): FoundPlace | null {
  const { lastPlace } = context
  const entered = cue?.relation === 'to' || cue?.relation === 'in'
  if (stock || kind === 'refugee' || (family !== 'flee' && family !== 'cross') || !entered || place.accuracy !== 'adm0')
    return null
  if (!lastPlace?.place.countryIso3 || lastPlace.place.countryIso3 === place.countryIso3) return null
  return lastPlace.index === index - 1 && context.sentence(lastPlace.index)?.paragraph === sentence.paragraph
    ? { place: lastPlace.place, cue: null }
    : null
}

/** "61,300 refugees, most of them from Burundi", "mainly Somalis": whoever hosts them, their own country does not. */
function whenceTheyCame(scene: Scene, context: ContextReader): FoundPlace | null {
  const cue = scene.cues.find(
    ({ mainly, relation, mention }) => mainly && (relation === 'from' || mention.kind === 'demonym'),
  )
  const found = cue ? placeOfCue(cue, scene, context) : null
  return found && cue ? { ...found, cue: { ...cue, relation: 'from' } } : null
}

/** "90.000 en Asunción, 20.000 en el litoral argentino": an item of a list that tells its country by an adjective. */
function countryOfItem(
  { phrase: { to } }: Statement,
  lexemes: readonly Lexeme[],
  { cues, nearby }: Scene,
  context: ContextReader,
): FoundPlace | null {
  if (!has(lexemes[to], 'in')) return null
  let end = to
  while (end < to + 6 && lexemes[end] && !lexemes[end]?.number && lexemes[end]?.kind !== tokenKinds.sign) end++
  const within = cues.filter(({ mention }) => mention.from >= to && mention.from < end)
  const cue = within.some(({ mention }) => mention.kind === 'name') ? undefined : within[0]
  const place = cue ? context.resolve(cue.mention, nearby) : null
  return cue && place ? { place: statedPlace(cue.mention.text, place, null), cue } : null
}

const saysSide = ({ mention, relation }: PlaceCue, { mention: same }: PlaceCue) =>
  mention !== same && mention.text === same.text && (relation === 'to' || relation === 'from')

/** Of a country in front and a place in it that stands behind the words about as near, the place. */
const aboutAsNear = 1.5
/** "Bangladesh hosts", "the town is sheltering": the verb before the number. */
function hostVerb({ governor, phrase }: Statement, lexemes: readonly Lexeme[]): number {
  if (!governor || governor.at >= phrase.from) return -1
  return hasAny(lexemes[governor.at], ['host', 'hostRefuge', 'shelter']) ? governor.at : -1
}

/** "1.65 million people have been displaced across the country, 800,000 of them in Sagaing": all of it, told right behind. */
function isEverywhere({ phrase, to }: Statement, lexemes: readonly Lexeme[]): boolean {
  for (let i = phrase.to; i < to + everywhereReach && lexemes[i]; i++) {
    if (i >= to && (lexemes[i]?.kind === tokenKinds.sign || lexemes[i]?.number)) return false
    if (has(lexemes[i], 'homeCountry') && hasAny(lexemes[i - 1], ['in', 'within', 'during'])) return true
    if (has(lexemes[i], 'within') && has(lexemes[i], 'homeCountry')) return true
  }
  return false
}
const everywhereReach = 4

/** Words of the sentence before the country: "Meanwhile in the". */
const furthestOpening = 4

/** "In the Philippines, 700,000 people were evacuated in several provinces of Calabarzon". */
function withinCountry(
  { mention, score }: PlaceCue,
  fitting: readonly PlaceCue[],
  { phraseFrom }: StatementSpan,
  { nearby }: Scene,
  context: ContextReader,
): PlaceCue | undefined {
  if (mention.from >= phraseFrom || mention.from > furthestOpening) return undefined
  const near = fitting.filter(
    (other) =>
      other.mention.from > phraseFrom &&
      other.relation === 'in' &&
      other.mention.kind === 'name' &&
      score - other.score <= aboutAsNear,
  )
  const country = near.length > 0 ? context.resolve(mention, nearby) : null
  if (country?.kind !== 'country') return undefined
  return near.find(({ mention: inner }) => {
    const place = context.resolve(inner, nearby)
    return place ? context.gazetteer.containersOf(place.id).includes(country.id) : inner.candidateIds.length === 0
  })
}

/** "Some 403,000 people were evacuated in the south": of the country that the text speaks of. */
function partOfCountry({ to }: Statement, lexemes: readonly Lexeme[], context: ContextReader): StatedPlace | null {
  const at = to + 2
  const part = lexemes[at]
  if (
    !hasAny(lexemes[to], ['in', 'to', 'from']) ||
    !has(lexemes[to + 1], 'determiner') ||
    !has(part, 'direction') ||
    !part
  )
    return null
  const kind = lexemes[at + 1]
  const named = kind && has(kind, 'placeKind') && !kind.capital ? kind : part
  const next = lexemes[named === part ? at + 1 : at + 2]
  // "in the southern districts of Mali", "in the north of Mali", "in the North Darfur camps" go on.
  if (
    next &&
    next.kind === tokenKinds.word &&
    !next.dated &&
    !hasAny(next, ['since', 'during', 'after', 'by', 'and', 'accordingTo', 'said', 'be', 'bePast', 'have', 'asOf'])
  )
    return null
  const country = context.mainCountry()
  if (!country) return null
  return {
    name: named === part ? part.lower : `${part.lower} ${named.lower}`,
    placeId: null,
    countryIso3: country,
    role: 'origin',
    accuracy: 'area',
  }
}

/** "UNHCR identified 143 refugees from Sudan" in a report on Libya: where they are, if the text speaks most of that country. */
function hostOf(origin: StatedPlace, index: number, context: ContextReader): StatedPlace | null {
  const main = context.mainCountry()
  if (main === null || main === origin.countryIso3) return null
  const host = earlierPlace(context.anchor(index), true, context) ?? titlePlace(context)
  return host?.placeId && host.countryIso3 === main ? host : null
}

/** The place of a statement whose own sentence names none. */
function aroundSentence(
  statement: Statement,
  lexemes: readonly Lexeme[],
  { offices, nearby }: Scene,
  index: number,
  context: ContextReader,
): StatedPlace | null {
  const whole =
    statement.family !== 'flee' && statement.family !== 'cross' && wholeCountry(lexemes) ? countryPlace(context) : null
  if (whole) return whole
  // "local authorities in Nangarhar reported": of a province they speak of their own; of a country it may be any part.
  const office = offices
    .map((mention) => ({ mention, place: context.resolve(mention, nearby) }))
    .find((each) => each.place)
  const officePlace = office?.place ? statedPlace(office.mention.text, office.place, null) : null
  if (officePlace && officePlace.accuracy !== 'adm0') return officePlace
  const earlier = earlierPlace(
    context.anchor(index),
    statement.kind === 'refugee',
    context,
    totalOf(statement, lexemes),
  )
  if (earlier) return earlier
  const title = titlePlace(context)
  const wide = totalOf(statement, lexemes) === null && (!title || title.accuracy === 'adm0')
  const only = wide ? onlyPlace(index, context) : null
  return (
    (only && (!title || only.countryIso3 === title.countryIso3) ? only : title) ??
    officePlace ??
    (context.sentence(index)?.cell ? null : laterPlace(index, context))
  )
}

/** "In total 27,000 people have fled": more than the parts told before, so of more than their places. */
const totalOf = ({ phrase }: Statement, lexemes: readonly Lexeme[]) =>
  lexemes.some((lexeme) => has(lexeme, 'overall')) ? phrase.number.value : null

/** "the worst floods to hit the country": all of it. */
const wholeCountry = (lexemes: readonly Lexeme[]) =>
  lexemes.some((lexeme) => hasAny(lexeme, ['homeCountry', 'within']) && !has(lexeme, 'repeated'))

function countryPlace(context: ContextReader): StatedPlace | null {
  const country = context.mainCountry()
  const place = country ? context.gazetteer.place(country) : null
  return place ? statedPlace(place.name, place, null) : null
}

/** "most of them in the canton of Sarapiquí", "KOLKATA: ": no place of the number, but they tell its country. */
function lastResort({ cues, nearby, lexemes }: Scene, context: ContextReader): FoundPlace | null {
  for (const cue of cues) {
    if (cue.mention.kind !== 'name') continue
    const place = context.resolve(cue.mention, nearby)
    if (!place?.countryIso3) continue
    if (isDateline(lexemes, cue.mention)) return { place: statedPlace(cue.mention.text, place, null), cue: null }
    const country = context.gazetteer.place(place.countryIso3)
    if (country) return { place: statedPlace(country.name, country, null), cue: null }
  }
  const country = countryPlace(context)
  return country ? { place: country, cue: null } : null
}

export function roleOf(cue: PlaceCue | null, { family, stock }: Statement): PlaceRole {
  if (cue?.inside && family === 'displace' && !stock) return 'both'
  if (cue?.relation === 'to') return 'destination'
  if (cue?.relation === 'from' || cue?.relation === 'object') return 'origin'
  if (family === 'return' || family === 'host' || family === 'shelter' || family === 'inSite' || family === 'stock')
    return 'destination'
  if (family === 'arrive' || family === 'cross') return cue?.mention.kind === 'demonym' ? 'origin' : 'destination'
  return stock ? 'destination' : 'origin'
}
