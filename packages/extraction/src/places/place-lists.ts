/** Names that say one place together: lists ("Sake and Masisi") and a place with what holds it ("Beaufort district of Sabah"). */
import type { Place, PlaceId, StatedPlace } from '@displacement-monitor/shared/domain'
import type { ContextReader } from '../context/context-reader.ts'
import { type LocatedMention, statedPlace } from '../context/stated-place.ts'
import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { isDash } from '../reading/marks.ts'
import type { PlaceCue } from './place-cues.ts'

/** Words between names that say one place together, at most. */
export const mostBetween = 5

export interface Names {
  lexemes: readonly Lexeme[]
  /** From left to right, without those that say "mostly". */
  ordered: readonly PlaceCue[]
  nearby: readonly PlaceId[]
  context: ContextReader
}

/** Only a comma, an "and" and a noun of places stand between names of one list. */
function besideEachOther(lexemes: readonly Lexeme[], from: number, to: number): boolean {
  const between = lexemes.slice(from, to)
  const joined = between.some((lexeme) => lexeme.lower === ',' || lexeme.lower === '/' || has(lexeme, 'and'))
  return (
    joined &&
    between.length <= 4 &&
    between.every(
      (lexeme) =>
        lexeme.lower === ',' ||
        lexeme.lower === '/' ||
        hasAny(lexeme, ['and', 'thing', 'placeKind', 'determiner', 'in', 'from']),
    )
  )
}

/** Between a place and what holds it: "of", "in", a comma, a bracket, the word for its kind. */
function leadsOutward(lexemes: readonly Lexeme[], from: number, to: number): boolean {
  if (to <= from || to - from > mostBetween) return false
  let linked = false
  for (let i = from; i < to; i++) {
    const lexeme = lexemes[i]
    const link =
      hasAny(lexeme, ['of', 'in']) || lexeme?.lower === ',' || lexeme?.lower === '(' || isDash(lexeme?.lower ?? '')
    linked ||= link
    // "Yingjiang County in China's Yunnan Province": an owner of what holds it.
    const owner = lexeme?.lower === "'s" || lexemes[i + 1]?.lower === "'s"
    if (!link && !owner && !hasAny(lexeme, ['thing', 'placeKind', 'determiner', 'direction'])) return false
  }
  return linked
}

/** The narrowest of the names that lie in each other: "Bwawani ward, Arusha" is Bwawani ward. */
export function innermost(cue: PlaceCue, names: Names): PlaceCue {
  let inner = cue
  for (let i = names.ordered.indexOf(cue) - 1; i >= 0; i--) {
    const other = names.ordered[i]
    if (other?.mention.kind !== 'name' || other.mainly) break
    if (names.lexemes[other.mention.to]?.lower === "'s") continue
    if (!leadsOutward(names.lexemes, other.mention.to, inner.mention.from)) break
    if (other.mention.candidateIds.length > 0 && !holds(inner.mention, other.mention, names)) break
    inner = { ...other, relation: other.relation === 'none' ? cue.relation : other.relation }
  }
  return inner
}

/** "in northern Ontario, in the communities of Kashechewan", "in Borno state, around Bama": the narrower that follows. */
export function narrowerBehind(cue: PlaceCue, names: Names): PlaceCue {
  const outer = names.context.resolve(cue.mention, names.nearby)
  if (outer?.kind !== 'country' && outer?.kind !== 'adm1') return cue
  const next = names.ordered[names.ordered.findIndex(({ mention }) => mention === cue.mention) + 1]
  if (next && isBracketed(next, cue, names)) return { ...next, relation: cue.relation }
  if (!next || next.relation === 'to' || next.relation === 'none' || next.mention.from - cue.mention.to > mostBehind)
    return cue
  const between = names.lexemes.slice(cue.mention.to, next.mention.from)
  if (
    !between.every((word) => word.number === null && (word.lower === ',' || word.capital || hasAny(word, insideWords)))
  )
    return cue
  const held = names.context.resolve(next.mention, names.nearby)
  const inside = held
    ? names.context.gazetteer.containersOf(held.id).includes(outer.id)
    : between.some((word) => has(word, 'of'))
  return inside ? { ...next, relation: cue.relation } : cue
}

/** "Kandahar (Spin Boldak): 300 families": a part of the unit, in brackets right behind its name. */
function isBracketed({ mention: inner }: PlaceCue, { mention: outer }: PlaceCue, names: Names): boolean {
  const [first, second] = [names.lexemes[outer.to], names.lexemes[outer.to + 1]]
  const open = first?.lower === ':' && second?.lower === '(' ? outer.to + 1 : outer.to
  if (names.lexemes[open]?.lower !== '(' || inner.from !== open + 1 || inner.candidateIds.length === 0) return false
  const [holder, held] = [names.context.resolve(outer, names.nearby), names.context.resolve(inner, names.nearby)]
  return Boolean(holder && held && names.context.gazetteer.containersOf(held.id).includes(holder.id))
}

const mostBehind = 8
const insideWords: readonly Tag[] = [
  'in',
  'of',
  'determiner',
  'placeKind',
  'thing',
  'hosts',
  'areaNoun',
  'direction',
  'portion',
  'site',
  'person',
]

function holds(outer: LocatedMention, inner: LocatedMention, { context, nearby }: Names): boolean {
  const [holder, held] = [context.resolve(outer, nearby), context.resolve(inner, nearby)]
  // A name that fits no country of the text is a small place that the gazetteer does not know.
  if (holder === null || held === null) return held === null
  // "Central African Republic (CAR)": the first name says it in full.
  return holder.id === held.id || context.gazetteer.containersOf(held.id).includes(holder.id)
}

/** All names side by side with this one. */
function groupAround(cue: PlaceCue, { lexemes, ordered }: Names): PlaceCue[] {
  const at = ordered.findIndex(({ mention }) => mention === cue.mention)
  const group = [cue]
  for (let i = at + 1; i < ordered.length; i++) {
    const [last, other] = [group.at(-1), ordered[i]]
    // "from the south of Libya, Tripoli's suburbs": an owner is not of the list.
    if (
      !last ||
      !other ||
      lexemes[other.mention.to]?.lower === "'s" ||
      !besideEachOther(lexemes, last.mention.to, other.mention.from)
    )
      break
    group.push(other)
  }
  for (let i = at - 1; i >= 0; i--) {
    const [first, other] = [group[0], ordered[i]]
    if (!first || !other || !besideEachOther(lexemes, other.mention.to, first.mention.from)) break
    group.unshift(other)
  }
  return group
}

/**
 * "from Kafr, Sarmin and Idlib in Idlib governorate": of names side by side, the unit named after them that holds
 * them all; else their common container under the printed list.
 */
export function listOf(cue: PlaceCue, place: Place | null, names: Names, text: string): StatedPlace | null {
  const { context, nearby, ordered } = names
  const group = groupAround(cue, names)
  const containersOf = (each: PlaceCue) => {
    const own = context.resolve(each.mention, nearby)
    return own ? [own.id, ...context.gazetteer.containersOf(own.id)] : []
  }
  const inside = (outer: string | undefined, list: readonly string[]) =>
    outer !== undefined && list.slice(1).includes(outer)
  const lists = group.map(containersOf)
  // "Bandundu, DRC", "Sake, Masisi and Goma, DRC": what holds those before it is none of them.
  const heldByLast = () =>
    lists.slice(0, -1).some((list) => inside(lists.at(-1)?.[0], list)) ||
    // "Mweso, DRC": of an unknown name the comma tells as much.
    ((lists.at(-1)?.length ?? 0) > 0 && lists.slice(0, -1).every((list) => list.length === 0) && !joinsLast())
  const joinsLast = () =>
    names.lexemes.slice(group.at(-2)?.mention.to, group.at(-1)?.mention.from).some((lexeme) => has(lexeme, 'and'))
  while (lists.length > 1 && heldByLast()) {
    lists.pop()
    group.pop()
  }
  const [first, last] = [group[0], group.at(-1)]
  if (group.length < 2 || !first || !last) return null
  const containers = lists.filter((list) => list.length > 0)
  const after = ordered.find(
    (other) => other.mention.start > last.mention.end && other.mention.start - last.mention.end < 40,
  )
  const holder = after ? context.resolve(after.mention, nearby) : null
  const printed = (from: number, to: number) =>
    text
      .slice(from, to)
      // "Puri (12,000) and Jajpur": what stands in brackets is no name.
      .replace(/\s*\([^)]*\)/g, '')
      .replace(/\s+/g, ' ')
  if (after && holder && containers.every((list) => inside(holder.id, list)))
    return statedPlace(printed(first.mention.start, after.mention.end), holder, null)
  // Of a known name and an unknown one the known one is no container.
  const holders = containers.length < lists.length ? containers[0]?.slice(1) : containers[0]
  const common = holders?.find((id) => containers.every((list) => list.includes(id))) ?? null
  const unit = common ? context.gazetteer.place(common) : null
  if (unit ? unit.id === place?.id : containers.length > 0) return null
  const name = printed(first.mention.start, last.mention.end)
  const countries = new Set(group.map((each) => context.resolve(each.mention, nearby)?.countryIso3 ?? null))
  countries.delete(null)
  // "Honduras and El Salvador" are of no one country.
  const country = countries.size > 1 ? null : (place?.countryIso3 ?? context.mainCountry())
  return statedPlace(name, unit, country)
}
