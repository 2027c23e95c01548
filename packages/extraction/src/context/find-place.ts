/** Which place a statement belongs to: its sentence, the event told before, a heading, the dateline, the title, the country. */
import type { Place, PlaceRole, StatedPlace } from '@displacement-monitor/shared/domain'
import type { Statement } from '../figures/statement.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { isDash } from '../reading/sentence.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import type { SentenceReading } from '../sentence-reading.ts'
import type { ContextReader } from './context-reader.ts'
import type { CounterMention } from './counter.ts'
import { type LocatedMention, type PlaceCue, rankMentions, statedPlace } from './place.ts'

export interface FoundPlace {
  place: StatedPlace
  /** Null where the place stands outside of the statement's sentence. */
  cue: PlaceCue | null
}

export function findPlace(
  statement: Statement,
  { lexemes, index, sentence }: SentenceReading,
  context: ContextReader,
  counters: readonly CounterMention[],
): FoundPlace | null {
  const { text } = context.document
  const span = { from: statement.from, to: statement.to, phraseFrom: statement.phrase.from, family: statement.family }
  const known = context.mentions(index)
  const nearby = known.flatMap((mention) => mention.candidateIds.slice(0, 3))
  // Refugees are where their hosts are; their own name ("Ukrainian refugees") is nearer but tells only whence they came.
  const least = statement.kind === 'refugee' ? -5 : 0
  const cues = rankMentions(lexemes, [...known, ...unknownNames(lexemes, known, text)], span, counters).filter(
    (cue) => cue.score > least && !context.isForeignAcronym(cue.mention),
  )
  const named = cues.filter((cue) => cue.mention.kind === 'name')
  // "Burundians returned from Rwanda": home is where the demonym says, not where they had been.
  const leftBehind = (cue: PlaceCue) => statement.family === 'return' && cue.relation === 'from'
  for (const cue of named.filter((each) => !leftBehind(each))) {
    const place = context.resolve(cue.mention, nearby)
    if (!place && cue.mention.candidateIds.length > 0 && cue.score <= 6) continue
    const country = place?.countryIso3 ?? countryNear(named, context, nearby) ?? context.mainCountry()
    const list = place ? listOf(lexemes, cue, place, named, context, nearby, text) : null
    const found = list ?? statedPlace(cue.mention, place, country, 'origin')
    context.lastPlace = { index, place: found }
    return { place: found, cue }
  }
  const fallback = earlierPlace(index, context) ?? titlePlace(context) ?? laterPlace(index, context)
  const demonym = cues.find((cue) => cue.mention.kind === 'demonym')
  if (demonym) {
    const place = context.resolve(demonym.mention, nearby)
    if (place && (!fallback || (fallback.countryIso3 !== place.countryIso3 && statement.kind !== 'refugee')))
      return { place: statedPlace(demonym.mention, place, null, 'origin'), cue: demonym }
  }
  if (fallback) return { place: fallback, cue: null }
  const country = context.mainCountry()
  const place = country ? context.gazetteer.place(country) : null
  if (!place || !sentence) return null
  return {
    place: { name: place.name, placeId: place.id, countryIso3: place.countryIso3, role: 'origin', accuracy: 'adm0' },
    cue: null,
  }
}

const countryNear = (cues: readonly PlaceCue[], context: ContextReader, nearby: readonly string[]): string | null => {
  for (const { mention } of cues) {
    const place = mention.candidateIds.length > 0 ? context.resolve(mention, nearby) : null
    if (place?.countryIso3) return place.countryIso3
  }
  return null
}

/**
 * "from Ehsem, Ariha and Idlib areas of Idlib governorate": of names side by side, the unit named after them that holds
 * them all; else their common container under the printed list.
 */
/** Only a comma, an "and" and a noun of places stand between names of one list. */
const besideEachOther = (lexemes: readonly Lexeme[], from: number, to: number) => {
  const between = lexemes.slice(from, to)
  const joined = between.some((lexeme) => lexeme.lower === ',' || lexeme.lower === '/' || has(lexeme, 'and'))
  return (
    joined &&
    between.length <= 4 &&
    between.every(
      (lexeme) =>
        lexeme.lower === ',' || lexeme.lower === '/' || hasAny(lexeme, ['and', 'thing', 'determiner', 'in', 'from']),
    )
  )
}

function listOf(
  lexemes: readonly Lexeme[],
  cue: PlaceCue,
  place: Place,
  named: readonly PlaceCue[],
  context: ContextReader,
  nearby: readonly string[],
  text: string,
): StatedPlace | null {
  const ordered = [...named].sort((a, b) => a.mention.start - b.mention.start)
  const group = [cue]
  for (const other of ordered) {
    const last = group.at(-1)
    if (!last || other.mention.start <= last.mention.end || other.mention.candidateIds.length === 0) continue
    if (besideEachOther(lexemes, last.mention.to, other.mention.from)) group.push(other)
    else break
  }
  if (group.length < 2) return null
  const resolved = group.flatMap(({ mention }) => context.resolve(mention, nearby) ?? [])
  const containers = resolved.map((each) => [each.id, ...context.gazetteer.containersOf(each.id)])
  const holds = (outer: string, list: readonly string[]) => list.slice(1).includes(outer)
  const last = group.at(-1)
  const after = ordered.find(
    (other) => last && other.mention.start > last.mention.end && other.mention.start - last.mention.end < 40,
  )
  const [holder, lastPlace] = [after ? context.resolve(after.mention, nearby) : null, resolved.at(-1)]
  if (after && holder && containers.every((list) => holds(holder.id, list)))
    return statedPlace(after.mention, holder, null, 'origin')
  // "Bandundu, DRC": the second name holds the first; no list.
  if (lastPlace && containers[0] && holds(lastPlace.id, containers[0])) {
    const inner = resolved.slice(0, -1)
    return inner.length > 1 && last ? statedPlace(last.mention, lastPlace, null, 'origin') : null
  }
  const common = containers[0]?.find((id) => containers.every((list) => list.includes(id))) ?? null
  const unit = common ? context.gazetteer.place(common) : null
  const end = last?.mention.end ?? cue.mention.end
  if (!unit || unit.id === place.id) return null
  return {
    ...statedPlace(cue.mention, unit, place.countryIso3, 'origin'),
    name: text.slice(cue.mention.start, end).replace(/\s+/g, ' '),
  }
}

/** Names behind "in" or "from" that the gazetteer does not know: kept as printed, without an id. */
function unknownNames(lexemes: readonly Lexeme[], known: readonly LocatedMention[], text: string): LocatedMention[] {
  const names: LocatedMention[] = []
  for (let i = 0; i < lexemes.length; i++) {
    if (!hasAny(lexemes[i], ['in', 'from', 'to']) || lexemes[i]?.dated || has(lexemes[i], 'for')) continue
    let from = i + 1
    while (hasAny(lexemes[from], ['determiner', 'of']) || (has(lexemes[from], 'thing') && !lexemes[from]?.capital))
      from++
    let to = from
    let letters = 0
    for (; to < lexemes.length && to - from < 6; to++) {
      const lexeme = lexemes[to]
      if (!lexeme || lexeme.number || lexeme.dated || lexeme.gap === gaps.paragraph) break
      const noun = to > from && has(lexeme, 'thing')
      if (
        lexeme.kind === tokenKinds.word &&
        lexeme.capital &&
        !hasAny(lexeme, ['month', 'weekday', 'office', 'acronym', 'idp', 'refugee'])
      )
        letters += lexeme.end - lexeme.start
      else if (
        !(noun || ((isDash(lexeme.lower) || lexeme.lower === "'" || lexeme.lower === '’') && lexeme.gap === gaps.none))
      )
        break
    }
    while (to > from && lexemes[to - 1]?.kind === tokenKinds.sign) to--
    const [first, last] = [lexemes[from], lexemes[to - 1]]
    if (!first || !last || letters < 4 || known.some((mention) => mention.from < to && from < mention.to)) continue
    // "in Buddhist-dominated Myanmar": half of an adjective.
    if (has(lexemes[to], 'title') || (isDash(lexemes[to]?.lower ?? '') && lexemes[to]?.gap === gaps.none)) continue
    names.push({
      start: first.start,
      end: last.end,
      text: text.slice(first.start, last.end),
      kind: 'name',
      candidateIds: [],
      from,
      to,
    })
    i = to - 1
  }
  return names
}

/** Countries named far less than the main one do not place a number from another sentence. */
const leastShare = 0.2

function earlierPlace(index: number, context: ContextReader): StatedPlace | null {
  const own = context.sentence(index)
  const { lastPlace } = context
  if (
    lastPlace &&
    index - lastPlace.index <= 2 &&
    (context.sentence(lastPlace.index)?.paragraph === own?.paragraph || index - lastPlace.index === 1)
  )
    return lastPlace.place
  for (let i = index - 1; i >= 0 && index - i <= 6; i--) {
    const sentence = context.sentence(i)
    if (!sentence || !own) break
    if (!(sentence.paragraph === own.paragraph || index - i <= 2 || sentence.ownLine)) continue
    const reading = context.reading(i)
    if (!reading) continue
    const ranked = rankMentions(
      reading.lexemes,
      context.mentions(i),
      { from: 0, to: 0, phraseFrom: 0, family: 'stock' },
      context.counters(i),
    )
    for (const cue of ranked) {
      if (cue.mention.kind !== 'name' || (cue.relation === 'none' && !sentence.ownLine && cue.mention.from > 1))
        continue
      const place = context.resolve(cue.mention, [])
      if (!place || (place.countryIso3 && context.shareOf(place.countryIso3) < leastShare)) continue
      return (
        listOf(
          reading.lexemes,
          cue,
          place,
          ranked.filter((each) => each.mention.kind === 'name'),
          context,
          [],
          context.document.text,
        ) ?? statedPlace(cue.mention, place, null, 'origin')
      )
    }
  }
  return null
}

/** The sentence after, of the same paragraph; the area of an office that speaks there serves as well. */
function laterPlace(index: number, context: ContextReader): StatedPlace | null {
  if (context.sentence(index + 1)?.paragraph !== context.sentence(index)?.paragraph) return null
  for (const mention of context.mentions(index + 1)) {
    if (mention.kind !== 'name') continue
    const place = context.resolve(mention, [])
    if (place && place.countryIso3 === context.mainCountry()) return statedPlace(mention, place, null, 'origin')
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

export function roleOf(cue: PlaceCue | null, { family, stock }: Statement): PlaceRole {
  if (cue?.relation === 'to') return 'destination'
  if (cue?.relation === 'from' || cue?.relation === 'object') return 'origin'
  if (family === 'return' || family === 'host' || family === 'shelter' || family === 'inSite' || family === 'stock')
    return 'destination'
  if (family === 'arrive' || family === 'cross') return cue?.mention.kind === 'demonym' ? 'origin' : 'destination'
  return stock ? 'destination' : 'origin'
}
