/**
 * Names of places and peoples in running text: one walk over its words, at each the longest known name. Each step looks
 * at no more than `maxWords` words, so time grows with the length of the text and with nothing else.
 */
import type { PlaceKind, PlaceMention } from '@displacement-monitor/shared/domain'
import { articleStripped } from './arabic-clitics.ts'
import { kindsOfWord, linkingWords, wordKey } from './kind-words.ts'
import { ofKinds } from './look-up.ts'
import { capitalsAllow, isOtherThanPlace } from './mention-rules.ts'
import { joinA, joinB } from './name-hash.ts'
import { type NameIndex, nameFlag } from './name-index.ts'
import type { PlaceStore } from './place-store.ts'
import { gap, letterCase, readWords, script, type Words } from './words.ts'

const maxWords = 8
const keptIds = 20_000
const cliticPrior = 0.7

interface Found {
  key: number
  /** Index one past the last word. */
  next: number
  /** Letters cut from the front of the first word (Arabic clitics). */
  cut: number
  article: boolean
}

/** May one name reach over this gap? Full stops only after an initial or "St."; never a comma or a paragraph. */
function joins(words: Words, index: number): boolean {
  const kind = words.gapBefore[index] ?? gap.other
  if (kind === gap.none || kind === gap.space || kind === gap.hyphen) return true
  if (kind === gap.line) return true
  const before = index - 1
  const length = (words.end[before] ?? 0) - (words.start[before] ?? 0)
  return kind === gap.period && length <= 2 && (words.start[index] ?? 0) - (words.end[before] ?? 0) <= 2
}

export class MentionFinder {
  private readonly names: NameIndex
  private readonly places: PlaceStore
  private readonly ids = new Map<number, readonly string[]>()

  constructor(names: NameIndex, places: PlaceStore) {
    this.names = names
    this.places = places
  }

  find(text: string): PlaceMention[] {
    const words = readWords(text)
    const mentions: PlaceMention[] = []
    for (let index = 0; index < words.count; ) {
      const found = this.longestAt(text, words, index)
      if (found === null) {
        index++
        continue
      }
      const whole = this.goesOnFrom(text, words, index, found)
      if (whole > index) {
        index = whole
        continue
      }
      const mention = this.mentionOf(text, words, index, found)
      if (mention !== null) mentions.push(mention)
      index = found.next
    }
    return mentions
  }

  /**
   * "la région du Centre-Nord": not the region called Centre, for a name within it goes on behind the hyphen; "South West Bengal": West
   * Bengal. Where that begins.
   */
  private goesOnFrom(text: string, words: Words, index: number, { next }: Found): number {
    const between = words.gapBefore[next]
    if (next >= words.count || (between !== gap.hyphen && between !== gap.space)) return index
    // "West Guji zone" is whole: the word behind says what it is.
    if (between === gap.space && (isLowerCase(words, next) || kindsOfWord(keyAt(words, next)) !== null)) return index
    for (let inner = index + 1; inner < next; inner++)
      if ((this.longestAt(text, words, inner)?.next ?? 0) > next) return inner
    return index
  }

  private longestAt(text: string, words: Words, index: number): Found | null {
    const plain = this.walk(words, index, words.hashA[index] ?? 0, words.hashB[index] ?? 0, 0, false)
    if (plain !== null || words.script[index] !== script.arabic) return plain
    for (const { cut, hashA, hashB, article } of articleStripped(
      text,
      words.start[index] ?? 0,
      words.end[index] ?? 0,
    )) {
      const found = this.walk(words, index, hashA, hashB, cut, article)
      if (found !== null && (article || found.next - index > 1 || this.isProminent(found.key))) return found
    }
    return null
  }

  /** Cutting letters from a word makes other words of it: only well-known names are believed behind a clitic. */
  private isProminent(key: number): boolean {
    return this.names.flags(key) & nameFlag.shun
      ? false
      : strengthOf(this.places, this.names.candidates(key)) >= cliticPrior
  }

  /** The longest usable key that begins with this first word. */
  private walk(words: Words, index: number, hashA: number, hashB: number, cut: number, article: boolean): Found | null {
    let a = hashA
    let b = hashB
    let best: Found | null = null
    for (let next = index + 1; ; next++) {
      const key = this.names.find(a, b)
      if (key < 0) return best
      const flags = this.names.flags(key)
      if (
        flags & (nameFlag.name | nameFlag.demonym | nameFlag.shun) &&
        this.usable(words, index, next, key, flags, article)
      ) {
        best = { key, next, cut, article }
      }
      if (!(flags & nameFlag.longer) || next - index >= maxWords || next >= words.count || !joins(words, next))
        return best
      a = joinA(a, words.hashA[next] ?? 0)
      b = joinB(b, words.hashB[next] ?? 0)
    }
  }

  private usable(words: Words, index: number, next: number, key: number, flags: number, article: boolean): boolean {
    // "Minsk agreements", "Unidad para las Víctimas": the words after the first are printed small or not.
    if (flags & nameFlag.shun) return words.letterCase[index] !== letterCase.lower
    // With its article cut off an Arabic word is an adjective of the people, hardly ever a place's name.
    if (article && !(flags & nameFlag.demonym)) return false
    if (!capitalsAllow(words, index, next, flags)) return false
    if (flags & nameFlag.weak && !(flags & nameFlag.demonym)) {
      const kinds = kindBeside(words, index, next, true)
      return kinds !== null && this.names.candidates(key).some((place) => kinds.includes(this.places.kind(place)))
    }
    return true
  }

  /** Ids of a key's places; the same few hundred names make most of all mentions. */
  private idsOf(key: number, candidates: readonly number[]): readonly string[] {
    const known = this.ids.get(key)
    if (known !== undefined) return known
    if (this.ids.size >= keptIds) this.ids.clear()
    const ids = candidates.map((place) => this.places.id(place))
    this.ids.set(key, ids)
    return ids
  }

  private mentionOf(text: string, words: Words, index: number, found: Found): PlaceMention | null {
    const flags = this.names.flags(found.key)
    if (flags & nameFlag.shun) return null
    const candidates = this.names.candidates(found.key)
    const kinds = kindBeside(words, index, found.next, false)
    // An abbreviation we know ("KPK") stands in capitals by right.
    const strength = flags & nameFlag.capitals ? 1 : strengthOf(this.places, candidates)
    const isDemonym =
      (flags & nameFlag.demonym) !== 0 && (!(flags & nameFlag.name) || found.article || isLowerCase(words, index))
    if (!isDemonym && isOtherThanPlace(words, index, found.next, strength, kinds !== null)) return null
    const start = (words.start[index] ?? 0) + found.cut
    const end = words.end[found.next - 1] ?? start
    const narrowed = isDemonym || kinds === null ? candidates : ofKinds(this.places, candidates, kinds)
    return {
      start,
      end,
      text: text.slice(start, end),
      kind: isDemonym ? 'demonym' : 'name',
      candidateIds:
        narrowed === candidates ? this.idsOf(found.key, candidates) : narrowed.map((place) => this.places.id(place)),
    }
  }
}

const isLowerCase = (words: Words, index: number): boolean => words.letterCase[index] === letterCase.lower

/** Countries and first-level units are believed among other capitals ("Syria Situation Report"); a village is not. */
function strengthOf(places: PlaceStore, candidates: readonly number[]): number {
  let best = 0
  for (const place of candidates) best = Math.max(best, places.prior(place))
  return best
}

/** The kinds of which a word before or after the name speaks. */
function kindBeside(words: Words, index: number, next: number, strict: boolean): readonly PlaceKind[] | null {
  if (next < words.count && isClose(words, next)) {
    const after = kindsOfWord(keyAt(words, next))
    if (after !== null) return after
  }
  let before = index - 1
  for (let steps = 0; steps < 3 && before >= 0 && isClose(words, before + 1); steps++, before--) {
    const kinds = kindsOfWord(keyAt(words, before))
    if (kinds !== null) return steps > 0 || isHead(words, before, strict) ? kinds : null
    if (!linkingWords.has(keyAt(words, before))) return null
  }
  return null
}

/**
 * "the state Idlib" is rare; "province Idlib" without a link is a list's end. Arabic heads need no link, and French and
 * Spanish ones with a capital none either, unless the name is a common word ("Camp Police").
 */
const isHead = (words: Words, index: number, strict: boolean): boolean =>
  words.script[index] === script.arabic || (!strict && words.letterCase[index] === letterCase.initial)

const isClose = (words: Words, index: number): boolean => {
  const kind = words.gapBefore[index] ?? gap.other
  return kind === gap.space || kind === gap.none || kind === gap.hyphen || kind === gap.line
}

const keyAt = (words: Words, index: number): number => wordKey(words.hashA[index] ?? 0, words.hashB[index] ?? 0)
