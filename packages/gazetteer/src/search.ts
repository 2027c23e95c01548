/**
 * Search for people: what they typed as a name, as the beginning of one, or with up to two slips. Slips are found by
 * trying every word that one or two edits away would be, against the hashes; no list of names is walked.
 */
import type { PlaceKind } from '@displacement-monitor/shared/domain'
import { isArabic, isHan } from './fold.ts'
import type { NameLookUp } from './look-up.ts'
import { hashWord, joinA, joinB } from './name-hash.ts'
import type { PlaceStore } from './place-store.ts'
import { villagePrior } from './resolve.ts'
import { foldedWords } from './words.ts'

export interface SearchHit {
  index: number
  matchedName: string
}

const latin = 'abcdefghijklmnopqrstuvwxyz'
const arabic = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي'
const cyrillic = 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїє'

/** Letters worth trying in place of another. */
function alphabetOf(word: string): string {
  const code = word.charCodeAt(0)
  if (isArabic(code)) return arabic
  return code >= 0x0400 && code < 0x0500 ? cyrillic : latin
}

/** Every word one edit away, at this letter or later: a letter left out, doubled, swapped or wrong. */
export function* oneEditAway(word: string, from = 0): Generator<string> {
  for (let at = from; at <= word.length; at++) yield* editsAt(word, at)
}

function* editsAt(word: string, at: number): Generator<string> {
  const [head, tail] = [word.slice(0, at), word.slice(at + 1)]
  if (at < word.length) yield head + tail
  if (at + 1 < word.length) yield head + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)
  for (const letter of alphabetOf(word)) {
    if (at < word.length) yield head + letter + tail
    yield head + letter + word.slice(at)
  }
}

/** Every word two edits away, the left one made first: in both orders each would be tried twice. */
function* twoEditsAway(word: string): Generator<string> {
  for (let at = 0; at <= word.length; at++)
    for (const once of new Set(editsAt(word, at))) yield* oneEditAway(once, Math.max(0, at - 1))
}

const ownNameWorth = 0.1

/** Words of four letters have too many neighbours to guess two slips in them. */
const shortestForOne = 4
const shortestForTwo = 7

export class PlaceSearch {
  private readonly places: PlaceStore
  private readonly lookUp: NameLookUp
  private readonly prefixes: PrefixList

  constructor(places: PlaceStore, lookUp: NameLookUp) {
    this.places = places
    this.lookUp = lookUp
    this.prefixes = new PrefixList(places)
  }

  search(query: string, limit: number): SearchHit[] {
    if (limit <= 0 || query.trim() === '') return []
    const hits: SearchHit[] = []
    const seen = new Set<number>()
    const add = (indexes: readonly number[], matched: string): void => {
      for (const index of indexes) {
        if (hits.length >= limit) return
        if (!seen.has(index)) hits.push({ index, matchedName: matched })
        seen.add(index)
      }
    }
    const words = foldedWords(query)
    const found = this.bestFirst(this.lookUp.find(query), words.join(' '))
    add(found, query.trim())
    if (hits.length < limit) {
      for (const index of this.prefixes.beginningWith(words.join(' '), limit)) add([index], this.places.name(index))
    }
    if (found.length === 0) this.withSlips(words, add)
    return hits
  }

  /**
   * Nobody says in which country to look: of equals the place that bears the name itself goes before one that has it among
   * others (Pokrovsk before Engels, once called so), a town before the district around it, a province before its town.
   */
  private bestFirst(found: readonly number[], name: string): readonly number[] {
    if (found.length < 2) return found
    const worth = new Map(found.map((place) => [place, this.worth(place, name)] as const))
    const of = (kind: PlaceKind): number[] => found.filter((place) => this.places.kind(place) === kind)
    const below = (place: number, others: readonly number[]): void => {
      for (const other of others)
        if (this.places.countryIso3(place) === this.places.countryIso3(other))
          worth.set(place, Math.min(worth.get(place) ?? 0, (worth.get(other) ?? 0) - 0.001))
    }
    const towns = of('city')
    for (const town of towns) below(town, of('adm1'))
    const known = towns.filter((town) => this.places.prior(town) > villagePrior)
    for (const unit of of('adm2')) {
      below(
        unit,
        known.filter((town) => this.province(town) === this.province(unit)),
      )
    }
    return [...found].sort((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0))
  }

  private worth(place: number, name: string): number {
    const kind = this.places.kind(place)
    const prior = this.places.prior(place)
    if (kind !== 'city' && kind !== 'adm2') return prior
    return foldedWords(this.places.name(place)).join(' ') === name ? prior + ownNameWorth : prior
  }

  private province(place: number): number {
    for (let at = place; at >= 0; at = this.places.parent(at)) if (this.places.kind(at) === 'adm1') return at
    return -1
  }

  private withSlips(words: readonly string[], add: (indexes: readonly number[], matched: string) => void): void {
    const candidates = new Map<number, string>()
    const longest = words.reduce((best, word, at) => (word.length > (words[best] ?? '').length ? at : best), 0)
    const tryWord = (at: number, changed: string): void => {
      for (const index of this.byWords(words, at, changed))
        if (!candidates.has(index))
          candidates.set(index, words.map((word, position) => (position === at ? changed : word)).join(' '))
    }
    for (let at = 0; at < words.length; at++) {
      const word = words[at] ?? ''
      if (word.length < shortestForOne || isHan(word.charCodeAt(0))) continue
      for (const changed of oneEditAway(word)) tryWord(at, changed)
    }
    const word = words[longest] ?? ''
    if (candidates.size === 0 && word.length >= shortestForTwo && word.length <= 24) {
      for (const twice of twoEditsAway(word)) tryWord(longest, twice)
    }
    const best = [...candidates.keys()].sort((a, b) => this.places.prior(b) - this.places.prior(a))
    for (const index of best) add([index], printed(candidates.get(index) ?? '', this.places.name(index)))
  }

  private byWords(words: readonly string[], changedAt: number, changed: string): readonly number[] {
    let a = 0
    let b = 0
    for (let at = 0; at < words.length; at++) {
      const hash = hashWord(at === changedAt ? changed : (words[at] ?? ''))
      if (at === 0) ({ a, b } = hash)
      else {
        a = joinA(a, hash.a)
        b = joinB(b, hash.b)
      }
    }
    return this.lookUp.byHash(a, b)
  }
}

/** The place's own spelling where it is the one matched; else the matched spelling with capitals. */
function printed(folded: string, name: string): string {
  if (foldedWords(name).join(' ') === folded) return name
  return folded.replace(/(^|\s)(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}

/** Display names in the order of their folded forms, as the build sorted them; names are folded only where a search looks. */
class PrefixList {
  private readonly places: PlaceStore

  constructor(places: PlaceStore) {
    this.places = places
  }

  beginningWith(prefix: string, limit: number): number[] {
    if (prefix.length < 2) return []
    const order = this.places.nameOrder()
    const from = this.firstNotBefore(order, prefix)
    const to = this.firstNotBefore(order, `${prefix}\uffff`)
    const found = Array.from(order.subarray(from, to))
    return found.sort((a, b) => this.places.prior(b) - this.places.prior(a)).slice(0, limit)
  }

  private firstNotBefore(order: Uint32Array, wanted: string): number {
    let low = 0
    let high = order.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (foldedWords(this.places.name(order[middle] ?? 0)).join(' ') < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}
