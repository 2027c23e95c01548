/** The names of one sentence as places of one statement: ranked, those of offices apart, and what a name stands for. */
import type { Place, PlaceId, StatedPlace } from '@displacement-monitor/shared/domain'
import type { ContextReader } from '../context/context-reader.ts'
import { type LocatedMention, statedPlace } from '../context/stated-place.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { gaps } from '../reading/token.ts'
import type { SentenceReading } from '../sentence-reading.ts'
import type { FoundPlace } from './find-place.ts'
import { type PlaceCue, rankMentions, type StatementSpan } from './place-cues.ts'
import { innermost, listOf, mostBetween, type Names, narrowerBehind } from './place-lists.ts'
import { unknownNames } from './place-names.ts'

export interface Scene {
  lexemes: readonly Lexeme[]
  /** Best first. */
  cues: readonly PlaceCue[]
  /** Names inside the names of offices ("authorities in Nangarhar", "Peru's civil defence"). */
  offices: readonly LocatedMention[]
  nearby: readonly PlaceId[]
}

type SentenceNames = Pick<Scene, 'offices' | 'nearby'> & { usable: readonly LocatedMention[] }

/** The names of a sentence serve all its statements. */
const namesOf = new WeakMap<SentenceReading, SentenceNames>()

export function readScene(reading: SentenceReading, span: StatementSpan, context: ContextReader): Scene {
  const names = namesOf.get(reading) ?? readNames(reading, context)
  namesOf.set(reading, names)
  const { lexemes } = reading
  return { lexemes, cues: rankMentions(lexemes, names.usable, span), offices: names.offices, nearby: names.nearby }
}

function readNames({ lexemes, index }: SentenceReading, context: ContextReader): SentenceNames {
  const counters = context.counters(index)
  const printed = context.mentions(index)
  const located = printed.map((mention, i) => asCountry(mention, printed[i + 1], lexemes, context))
  const known = located.map((mention, i) =>
    isNamesake(mention, located[i + 1], lexemes, context) ? { ...mention, candidateIds: [] } : mention,
  )
  const nearby = known.flatMap((mention) => mention.candidateIds.slice(0, 3))
  const fits = (mention: LocatedMention) => context.resolve(mention, nearby) !== null
  const unknown = unknownNames(lexemes, known, fits, context.document.text)
  const widened = (mention: LocatedMention) => unknown.some(({ from, to }) => from <= mention.from && mention.to <= to)
  const all = [...known.filter((mention) => !widened(mention)), ...unknown]
  const ofOffice = (mention: LocatedMention) =>
    counters.some(({ from, to }) => mention.from >= from && mention.to <= to) ||
    ownsOffice(lexemes, mention.to) ||
    isNational(lexemes, mention) ||
    seatOfOffice(lexemes, mention, context)
  const usable = all.filter(
    (mention) =>
      !ofOffice(mention) &&
      !context.isForeignAcronym(mention) &&
      !onlyCourse(lexemes, mention) &&
      !beginsName(lexemes, mention, all),
  )
  return { usable, offices: known.filter((mention) => mention.kind === 'name' && ofOffice(mention)), nearby }
}

/** "Yemeni provinces", "les provinces congolaises": places told by an adjective of their country, which is the place then. */
function asCountry(
  mention: LocatedMention,
  next: LocatedMention | undefined,
  lexemes: readonly Lexeme[],
  context: ContextReader,
): LocatedMention {
  const { kind, from, to } = mention
  if (kind !== 'demonym') return mention
  const behind = has(lexemes[from - 1], 'placeKind')
  const last = behind ? to : to + 1
  // "The Syrian city of Idlib", "la ville syrienne d'Idlib": the name behind it is the place.
  const named = next !== undefined && next.from - last <= 1
  const placed = !named && !lexemes[to]?.capital && (behind || has(lexemes[to], 'placeKind'))
  const country = placed ? context.resolve(mention, []) : null
  return country?.kind === 'country' ? { ...mention, kind: 'name', text: country.name } : mention
}

/** "Rubaya town, Masisi territory", "Qala Ka in Farah province" where the gazetteer has the first name only in another country. */
function isNamesake(
  mention: LocatedMention,
  next: LocatedMention | undefined,
  lexemes: readonly Lexeme[],
  context: ContextReader,
): boolean {
  if (
    mention.kind !== 'name' ||
    next?.kind !== 'name' ||
    next.from <= mention.to ||
    next.from - mention.to > mostBetween
  )
    return false
  const between = lexemes.slice(mention.to, next.from)
  const chained = between.every(
    (word) =>
      word.lower === ',' || word.lower === '(' || word.capital || hasAny(word, ['in', 'of', 'and', 'placeKind']),
  )
  const inside = between.some((word) => word.lower === '(' || hasAny(word, ['in', 'of']))
  if (!chained || !(inside || between.some((word) => word.lower === ','))) return false
  const [inner, outer] = [context.resolve(mention, []), context.resolve(next, [])]
  if (!inner || !outer || inner.countryIso3 === outer.countryIso3) return false
  // A comma may part two of a list.
  const small = inner.kind === 'city' || inner.kind === 'adm2' || (inside && inner.kind === 'adm1')
  return small && (outer.kind === 'adm1' || outer.kind === 'adm2')
}

/** "the Iranian Red Crescent": whose office it is. */
function isNational(lexemes: readonly Lexeme[], { kind, to }: LocatedMention): boolean {
  if (kind !== 'demonym') return false
  let last = to
  while (last - to < 4 && lexemes[last]?.capital && lexemes[last]?.gap !== gaps.paragraph) last++
  return lexemes.slice(to, last).some((word) => hasAny(word, ['office', 'acronym']))
}

/** "Peru's National Institute of Civil Defence", "Kenya's government". */
function ownsOffice(lexemes: readonly Lexeme[], at: number): boolean {
  if (lexemes[at]?.lower !== "'s") return false
  for (let i = at + 1; i < lexemes.length && i - at <= 5; i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.gap === gaps.paragraph) return false
    if (hasAny(lexeme, ['office', 'title', 'source', 'acronym'])) return true
    if (!lexeme.capital && !hasAny(lexeme, ['of', 'and', 'for', 'disaster'])) return false
  }
  return false
}

/** "the joint office in the DRC", "Agency for Refugees in the Levant": where an office is, not people. */
function seatOfOffice(lexemes: readonly Lexeme[], mention: LocatedMention, context: ContextReader): boolean {
  const own = lexemes[mention.from]
  const country = context.resolve(mention, [])?.kind === 'country'
  if (own && (own.start < mention.start || !country) && hasAny(own, ['office', 'acronym'])) return true
  if (!country) return false
  let i = mention.from - 1
  while (hasAny(lexemes[i], ['determiner'])) i--
  return hasAny(lexemes[i], ['in']) && hasAny(lexemes[i - 1], ['office', 'acronym']) && i > 0
}

/** "clouds drifted towards South East": a course, not a region. */
const onlyCourse = (lexemes: readonly Lexeme[], { from, to, candidateIds }: LocatedMention): boolean =>
  candidateIds.length === 0 &&
  has(lexemes[from - 1], 'to') &&
  lexemes.slice(from, to).every((lexeme) => has(lexeme, 'direction'))

/** "in South West Parganas": directions before an unknown name are its beginning; before a known one a region of it. */
function beginsName(lexemes: readonly Lexeme[], { from, to }: LocatedMention, all: readonly LocatedMention[]): boolean {
  const next = lexemes[to]
  if (!next?.capital || next.gap !== gaps.blank || hasAny(next, ['placeKind', 'areaNoun', 'direction'])) return false
  if (all.some((mention) => mention.kind === 'name' && mention.candidateIds.length > 0 && mention.from === to))
    return false
  return lexemes.slice(from, to).every((lexeme) => has(lexeme, 'direction'))
}

/** The place that a name stands for, with the list around it and the narrowest name of its chain; null where it is ambiguous. */
export function placeOfCue(cue: PlaceCue, scene: Scene, context: ContextReader): FoundPlace | null {
  const { lexemes, cues, nearby } = scene
  const ordered = cues
    .filter(({ mention, mainly }) => mention.kind === 'name' && !mainly)
    .sort((a, b) => a.mention.start - b.mention.start)
  const names: Names = { lexemes, ordered, nearby, context }
  const inner = narrowerBehind(innermost(cue, names), names)
  const { mention } = inner
  const place = leftPlace(inner, scene, context) ?? context.resolve(mention, nearby) ?? knownSite(mention, context)
  if (!place && mention.candidateIds.length > 0 && cue.score <= 6 && inner.relation === 'none') return null
  // "In Europe", "across the Sahel": a region of many countries lies in none of them.
  const country =
    place?.kind === 'area'
      ? place.countryIso3
      : (place?.countryIso3 ?? countryNear(cues, scene, context) ?? context.mainCountry())
  const { text } = context.document
  const list = listOf(inner, place, names, text)
  return { place: list ?? partOf(mention, lexemes, text, statedPlace(mention.text, place, country)), cue: inner }
}

/** "The camp at Dadaab holds Somali refugees": a site that there is one of, whatever people it holds. */
function knownSite({ candidateIds }: LocatedMention, context: ContextReader): Place | null {
  const place = candidateIds.length === 1 && candidateIds[0] ? context.gazetteer.place(candidateIds[0]) : null
  return place?.kind === 'area' ? place : null
}

/** "evacuated from Donetsk to Russia": of two places of a name the one that lies not where they went. */
function leftPlace({ mention, relation }: PlaceCue, { cues, nearby }: Scene, context: ContextReader): Place | null {
  if (relation !== 'from' && relation !== 'object') return null
  const goal = cues.find((cue) => cue.relation === 'to' && cue.mention.kind === 'name')
  const country = goal ? context.resolve(goal.mention, [])?.countryIso3 : null
  if (!country || mention.candidateIds.length < 2) return null
  const inCountry = (id: PlaceId) => context.gazetteer.place(id)?.countryIso3 === country
  if (!mention.candidateIds.some(inCountry) || goal?.mention.candidateIds.length !== 1) return null
  const away = mention.candidateIds.filter((id) => !inCountry(id))
  return away.length > 0 ? context.resolve({ ...mention, candidateIds: away }, nearby) : null
}

/** "southeast Brazil", "southern areas of Tripoli": a part of the unit that is named; the unit's id holds it. */
function partOf(
  { start, end, from, to }: LocatedMention,
  lexemes: readonly Lexeme[],
  text: string,
  whole: StatedPlace,
): StatedPlace {
  if (whole.placeId === null || whole.accuracy === 'area' || has(lexemes[from], 'direction')) return whole
  const owned = lexemes[to]?.lower === "'s" && has(lexemes[to + 1], 'direction') ? lexemes[to + 2] : undefined
  if (owned && hasAny(owned, ['portion', 'placeKind']))
    return { ...whole, name: text.slice(start, owned.end).replace(/\s+/g, ' '), accuracy: 'area' }
  let i = from - 1
  if (has(lexemes[i], 'portion')) i--
  else if (has(lexemes[i], 'of') && has(lexemes[i - 1], 'portion')) i -= 2
  // "in the north of Mali", but not "25 km north of Gao".
  else if (has(lexemes[i], 'of') && has(lexemes[i - 1], 'direction') && hasAny(lexemes[i - 2], ['determiner', 'in']))
    i--
  if (lexemes[i]?.lower === '-' && has(lexemes[i - 1], 'direction')) i--
  const first = lexemes[i]
  if (!first || !has(first, 'direction') || first.gap === gaps.paragraph || lexemes[i + 1]?.gap === gaps.paragraph)
    return whole
  const before = lexemes[i - 1]
  // "25 km north of Kabul" measures, "central and southern Brazil" begins further left.
  const joined = has(before, 'and') && has(lexemes[i - 2], 'direction') ? lexemes[i - 2] : undefined
  const name = text.slice((joined ?? first).start, end).replace(/\s+/g, ' ')
  return name.length - (end - start) > longestPart ? whole : { ...whole, name, accuracy: 'area' }
}

/** Characters of "south-western parts of the". */
const longestPart = 40

function countryNear(cues: readonly PlaceCue[], { nearby }: Scene, context: ContextReader): string | null {
  for (const { mention } of cues) {
    const place = mention.kind === 'name' && mention.candidateIds.length > 0 ? context.resolve(mention, nearby) : null
    if (place?.countryIso3) return place.countryIso3
  }
  return null
}
