/** The one place that a caller means by an id or a name; else a problem that tells the nearest names. */
import type { Gazetteer, Place, PlaceKind } from '@displacement-monitor/shared/domain'
import { shown } from '../http/describe-issues.ts'
import { Problem } from '../http/problem.ts'
import { searchPlaces } from './search-places.ts'

/** A bare name means the wider unit: "Idlib" is the governorate before its chief town. */
const widest: readonly PlaceKind[] = ['country', 'adm1', 'area', 'adm2', 'city']
const nearestCount = 5

/** As problems write it, and as a caller may send it back. */
export const nameOf = (place: Pick<Place, 'id' | 'name'>): string => `${place.name} (${place.id})`

/** Errors: 404 for a name that nobody knows, 400 for one that several places of one rank bear. */
export function findPlace(asked: string, gazetteer: Gazetteer, parameter = 'place'): Place {
  const id = /\(([^()]{2,40})\)$/.exec(asked)?.[1] ?? asked
  const byId = gazetteer.place(id) ?? gazetteer.place(id.toUpperCase()) ?? gazetteer.place(id.toLowerCase())
  if (byId) return byId
  const named = gazetteer
    .lookUp(asked)
    .flatMap((candidate) => gazetteer.place(candidate) ?? [])
    .sort((a, b) => widest.indexOf(a.kind) - widest.indexOf(b.kind) || (b.population ?? 0) - (a.population ?? 0))
  const [best, next] = named
  if (best && (!next || next.kind !== best.kind || isFarLarger(best, next))) return best
  if (best)
    throw new Problem(400, `Several places are called "${shown(asked)}"; say which.`, {
      parameter,
      nearest: named.slice(0, nearestCount).map(nameOf),
    })
  const nearest = searchPlaces(gazetteer, asked, nearestCount).map(({ place }) => nameOf(place))
  throw new Problem(404, `No place is known by "${shown(asked)}".`, { parameter, nearest })
}

/** Paris is the one in France. */
const isFarLarger = (a: Place, b: Place): boolean => (a.population ?? 0) > 10 * Math.max(b.population ?? 0, 1)
