/** The names of one sentence as places of one statement: ranked, those of offices apart, and what a name stands for. */
import type { PlaceId } from '@displacement-monitor/shared/domain'
import type { ContextReader } from '../context/context-reader.ts'
import { type LocatedMention, statedPlace } from '../context/stated-place.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { gaps } from '../reading/token.ts'
import type { SentenceReading } from '../sentence-reading.ts'
import type { FoundPlace } from './find-place.ts'
import { type PlaceCue, rankMentions, type StatementSpan } from './place-cues.ts'
import { innermost, listOf, type Names } from './place-lists.ts'
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
  const known = context.mentions(index)
  const nearby = known.flatMap((mention) => mention.candidateIds.slice(0, 3))
  const fits = (mention: LocatedMention) => context.resolve(mention, nearby) !== null
  const unknown = unknownNames(lexemes, known, fits, context.document.text)
  const widened = (mention: LocatedMention) => unknown.some(({ from, to }) => from <= mention.from && mention.to <= to)
  const all = [...known.filter((mention) => !widened(mention)), ...unknown]
  const ofOffice = (mention: LocatedMention) =>
    counters.some(({ from, to }) => mention.from >= from && mention.to <= to) ||
    ownsOffice(lexemes, mention.to) ||
    seatOfOffice(lexemes, mention, context)
  const usable = all.filter(
    (mention) => !ofOffice(mention) && !context.isForeignAcronym(mention) && !onlyCourse(lexemes, mention),
  )
  return { usable, offices: known.filter((mention) => mention.kind === 'name' && ofOffice(mention)), nearby }
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

/** The place that a name stands for, with the list around it and the narrowest name of its chain; null where it is ambiguous. */
export function placeOfCue(cue: PlaceCue, scene: Scene, context: ContextReader): FoundPlace | null {
  const { lexemes, cues, nearby } = scene
  const ordered = cues
    .filter(({ mention, mainly }) => mention.kind === 'name' && !mainly)
    .sort((a, b) => a.mention.start - b.mention.start)
  const names: Names = { lexemes, ordered, nearby, context }
  const inner = innermost(cue, names)
  const { mention } = inner
  const place = context.resolve(mention, nearby)
  if (!place && mention.candidateIds.length > 0 && cue.score <= 6 && inner.relation === 'none') return null
  const country = place?.countryIso3 ?? countryNear(cues, scene, context) ?? context.mainCountry()
  const list = listOf(inner, place, names, context.document.text)
  return { place: list ?? statedPlace(mention.text, place, country), cue: inner }
}

function countryNear(cues: readonly PlaceCue[], { nearby }: Scene, context: ContextReader): string | null {
  for (const { mention } of cues) {
    const place = mention.kind === 'name' && mention.candidateIds.length > 0 ? context.resolve(mention, nearby) : null
    if (place?.countryIso3) return place.countryIso3
  }
  return null
}
