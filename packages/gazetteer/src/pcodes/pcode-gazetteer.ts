/**
 * A gazetteer that also answers to P-codes: `place` tells a unit's code, and a code is a name of its unit wherever one is
 * looked up or searched. Names in running text are found as before. The codes are replaced as a whole after an import.
 */
import { createHash } from 'node:crypto'
import type {
  Gazetteer,
  KnownPcode,
  Place,
  PlaceContext,
  PlaceId,
  PlaceMention,
  PlaceResolution,
} from '@displacement-monitor/shared/domain'

/** With a digit it can be nothing else; without one ("SY") a name goes before it. */
const looksLikeCode = (word: string): boolean => /^[A-Z0-9._-]*\d[A-Z0-9._-]*$/u.test(word)
const codeOf = (asked: string): string => asked.trim().toUpperCase()

export class PcodeGazetteer implements Gazetteer {
  private readonly inner: Gazetteer
  private places: ReadonlyMap<string, PlaceId> = new Map()
  private codes: ReadonlyMap<PlaceId, string> = new Map()
  /** For codes that begin alike: a unit's is most often the beginning of those below it. */
  private sorted: readonly string[] = []
  private digest = ''

  constructor(inner: Gazetteer) {
    this.inner = inner
  }

  /** With the codes: what is written with other codes is another answer. */
  get version(): string {
    return this.inner.version + this.digest
  }

  /** What a unit is shown with is its current code; of several, and of codes that were all replaced, the last of the list. */
  replacePcodes(known: readonly KnownPcode[]): void {
    const places = new Map<string, PlaceId>()
    const codes = new Map<PlaceId, string>()
    const isCurrent = new Set<PlaceId>()
    for (const { pcode, placeId, current } of known) {
      places.set(pcode, placeId)
      if (current || !isCurrent.has(placeId)) codes.set(placeId, pcode)
      if (current) isCurrent.add(placeId)
    }
    this.places = places
    this.codes = codes
    this.sorted = [...places.keys()].sort()
    const told = JSON.stringify([[...places].sort(), [...codes].sort()])
    this.digest = known.length === 0 ? '' : `+pcodes.${createHash('sha256').update(told).digest('hex').slice(0, 8)}`
  }

  place(id: PlaceId): Place | null {
    const place = this.inner.place(id)
    const pcode = this.codes.get(id)
    return place === null || pcode === undefined ? place : { ...place, pcode }
  }

  lookUp(name: string): readonly PlaceId[] {
    const code = codeOf(name)
    const coded = this.places.get(code)
    if (coded === undefined) return this.inner.lookUp(name)
    if (looksLikeCode(code)) return [coded]
    const named = this.inner.lookUp(name)
    return named.length > 0 ? named : [coded]
  }

  search(query: string, limit: number): { place: Place; matchedName: string }[] {
    const code = codeOf(query)
    if (looksLikeCode(code)) {
      const found = this.codesFrom(code, limit)
      if (found.length > 0) return found
    }
    const named = this.inner.search(query, limit).map(({ place, matchedName }) => ({
      place: this.place(place.id) ?? place,
      matchedName,
    }))
    const coded = this.places.get(code)
    const place = coded === undefined || named.length > 0 ? null : this.place(coded)
    return place === null ? named : [{ place, matchedName: code }]
  }

  findMentions(text: string, language?: string): PlaceMention[] {
    return this.inner.findMentions(text, language)
  }

  resolve(candidateIds: readonly PlaceId[], context: PlaceContext): PlaceResolution | null {
    return this.inner.resolve(candidateIds, context)
  }

  contextOf(title: string | null, mentions: readonly PlaceMention[]): PlaceContext {
    return this.inner.contextOf(title, mentions)
  }

  containersOf(id: PlaceId): PlaceId[] {
    return this.inner.containersOf(id)
  }

  childrenOf(id: PlaceId): PlaceId[] {
    return this.inner.childrenOf(id)
  }

  /** Codes that begin so, the code itself first; each unit once. */
  private codesFrom(beginning: string, limit: number): { place: Place; matchedName: string }[] {
    const found = new Map<PlaceId, { place: Place; matchedName: string }>()
    for (let at = this.firstNotBefore(beginning); at < this.sorted.length && found.size < limit; at++) {
      const code = this.sorted[at] ?? ''
      if (!code.startsWith(beginning)) break
      const id = this.places.get(code)
      const place = id === undefined ? null : this.place(id)
      if (place !== null && !found.has(place.id)) found.set(place.id, { place, matchedName: code })
    }
    return [...found.values()]
  }

  private firstNotBefore(wanted: string): number {
    let low = 0
    let high = this.sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.sorted[middle] ?? '') < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}
