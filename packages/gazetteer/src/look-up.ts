/** The candidates of one name as somebody wrote it, with or without a word for its kind ("Idlib province", "مدينة حلب"). */
import type { PlaceKind } from '@displacement-monitor/shared/domain'
import { articleStripped } from './arabic-clitics.ts'
import { kindsOfWord, linkingWords, wordKey, wordSet } from './kind-words.ts'
import { joinA, joinB } from './name-hash.ts'
import { type NameIndex, nameFlag } from './name-index.ts'
import type { PlaceStore } from './place-store.ts'
import { looseKeys } from './spelling.ts'
import { foldedWords, readWords, script, type Words } from './words.ts'

export class NameLookUp {
  private readonly names: NameIndex
  private readonly places: PlaceStore

  constructor(names: NameIndex, places: PlaceStore) {
    this.names = names
    this.places = places
  }

  /** Indexes of the places, most prominent first. */
  find(name: string): readonly number[] {
    const words = readWords(name)
    const exact = this.between(words, 0, words.count)
    if (exact.length > 0) return exact
    const { from, to, kinds } = withoutKindWords(words)
    const bare = from > 0 || to < words.count ? this.between(words, from, to) : []
    if (bare.length > 0) return ofKinds(this.places, bare, kinds)
    const behind = this.behindClitics(name, words)
    return behind.length > 0 ? behind : this.nearest(name, words, from, to, kinds)
  }

  /** The name by its sound, then by its consonants: for spellings that no list has. */
  private nearest(
    name: string,
    words: Words,
    from: number,
    to: number,
    kinds: readonly PlaceKind[],
  ): readonly number[] {
    if (words.script[from] !== script.latin || to <= from) return []
    const folded = foldedWords(name.slice(words.start[from] ?? 0, words.end[to - 1] ?? 0))
    for (const { a, b } of looseKeys(folded)) {
      const found = this.byHash(a, b)
      if (found.length > 0) return ofKinds(this.places, found, kinds)
    }
    return []
  }

  /** Places of a key's hashes; empty for demonyms alone, prefixes and names that are no places. */
  byHash(hashA: number, hashB: number): readonly number[] {
    const key = this.names.find(hashA, hashB)
    if (key < 0) return []
    const flags = this.names.flags(key)
    return flags & nameFlag.shun ? [] : this.names.candidates(key)
  }

  private between(words: Words, from: number, to: number): readonly number[] {
    if (to <= from) return []
    let a = words.hashA[from] ?? 0
    let b = words.hashB[from] ?? 0
    for (let index = from + 1; index < to; index++) {
      a = joinA(a, words.hashA[index] ?? 0)
      b = joinB(b, words.hashB[index] ?? 0)
    }
    return this.byHash(a, b)
  }

  private behindClitics(name: string, words: Words): readonly number[] {
    if (words.count === 0 || words.script[0] !== script.arabic) return []
    for (const option of articleStripped(name, words.start[0] ?? 0, words.end[0] ?? 0)) {
      let a = option.hashA
      let b = option.hashB
      for (let index = 1; index < words.count; index++) {
        a = joinA(a, words.hashA[index] ?? 0)
        b = joinB(b, words.hashB[index] ?? 0)
      }
      const found = this.byHash(a, b)
      if (found.length > 0) return found
    }
    return []
  }
}

/**
 * Candidates of the kinds spoken of; all of them where none is. "Djugu territory" may be a town's in some countries, but not
 * in one that has a unit of the name.
 */
export function ofKinds(
  places: PlaceStore,
  candidates: readonly number[],
  kinds: readonly PlaceKind[],
): readonly number[] {
  const fitting = candidates.filter((place) => kinds.includes(places.kind(place)))
  if (!kinds.includes('adm2') || !kinds.includes('city') || kinds.includes('country'))
    return fitting.length > 0 ? fitting : candidates
  const withUnits = new Set(
    fitting.filter((place) => places.kind(place) !== 'city').map((place) => places.countryIso3(place)),
  )
  const meant = fitting.filter((place) => places.kind(place) !== 'city' || !withUnits.has(places.countryIso3(place)))
  return meant.length > 0 ? meant : candidates
}

const articles = wordSet('the le la les l el los las o a os as')

/** The stretch of words between a head ("province of") and a tail ("governorate"), and the kinds they speak of. */
function withoutKindWords(words: Words): { from: number; to: number; kinds: readonly PlaceKind[] } {
  const keyAt = (index: number): number => wordKey(words.hashA[index] ?? 0, words.hashB[index] ?? 0)
  let from = 0
  let to = words.count
  let kinds: readonly PlaceKind[] = ['country', 'adm1', 'adm2', 'city', 'area']
  if (to > 1 && articles.has(keyAt(0))) from++
  const tail = to - from > 1 ? kindsOfWord(keyAt(to - 1)) : null
  if (tail !== null) {
    kinds = tail
    to--
  }
  const head = to - from > 1 ? kindsOfWord(keyAt(from)) : null
  if (head !== null) {
    kinds = head
    from++
    while (to - from > 1 && linkingWords.has(keyAt(from))) from++
  }
  return { from, to, kinds }
}
