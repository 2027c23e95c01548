/** The one place that somebody means by an id or a name; else the places that they may have meant. */
import type { Gazetteer, Place, PlaceKind } from './place.ts'

/** Nothing found: why, and at most five places to choose from, the likeliest first. */
export interface PlaceNotFound {
  kind: 'several' | 'unknown'
  nearest: readonly Place[]
}
export type PlaceSearch = { kind: 'found'; place: Place } | PlaceNotFound

/** A bare name means the wider unit: "Idlib" is the governorate before its chief town. */
const widest: readonly PlaceKind[] = ['country', 'adm1', 'area', 'adm2', 'city']
const nearestCount = 5

/** "Idlib (SY-ID)": as it is told, and as it may be sent back. */
export const placeLabel = ({ name, id }: Pick<Place, 'id' | 'name'>): string => `${name} (${id})`

export function placeMeant(asked: string, gazetteer: Gazetteer): PlaceSearch {
  const id = /\(([^()]{2,40})\)$/u.exec(asked)?.[1] ?? asked
  const byId = gazetteer.place(id) ?? gazetteer.place(id.toUpperCase()) ?? gazetteer.place(id.toLowerCase())
  if (byId) return { kind: 'found', place: byId }
  const named = gazetteer
    .lookUp(asked)
    .flatMap((candidate) => gazetteer.place(candidate) ?? [])
    .sort((a, b) => widest.indexOf(a.kind) - widest.indexOf(b.kind) || (b.population ?? 0) - (a.population ?? 0))
  const [best, next] = named
  if (best && (!next || next.kind !== best.kind || isFarLarger(best, next))) return { kind: 'found', place: best }
  if (best) return { kind: 'several', nearest: named.slice(0, nearestCount) }
  return { kind: 'unknown', nearest: searchPlaces(gazetteer, asked, nearestCount).map(({ place }) => place) }
}

/** Paris is the one in France. */
const isFarLarger = (a: Place, b: Place): boolean => (a.population ?? 0) > 10 * Math.max(b.population ?? 0, 1)

/** A word of 11 letters costs about 0.2 s at the worst; the beginning of a longer one finds what begins with it. */
const longestGuessed = 11
const longestQuery = 80

/** Search by name within bounds: guessing two slips in a long word tries millions of spellings (1.9 s for 20 letters). */
export function searchPlaces(
  gazetteer: Gazetteer,
  query: string,
  limit: number,
): { place: Place; matchedName: string }[] {
  const asked = query.slice(0, longestQuery)
  if (gazetteer.lookUp(asked).length > 0) return gazetteer.search(asked, limit)
  if (!/\p{L}/u.test(asked)) return []
  const words = asked.split(/\s+/u).filter((word) => /\p{L}/u.test(word))
  return gazetteer.search(words.map((word) => word.slice(0, longestGuessed)).join(' '), limit)
}
