/** The one place that a person means by an id or a name; else the nearest names. The rules are those of the API. */
import type { Gazetteer, Place, PlaceKind } from '@displacement-monitor/shared/domain'
import { notFound, usageFailure } from '../command/failure.ts'

/** A bare name means the wider unit: "Idlib" is the governorate before its chief town. */
const widest: readonly PlaceKind[] = ['country', 'adm1', 'area', 'adm2', 'city']
const nearestCount = 5

/** As it is told, and as it may be typed again. */
export const nameOf = ({ name, id }: Pick<Place, 'id' | 'name'>): string => `${name} (${id})`

export function findPlace(asked: string, gazetteer: Gazetteer): Place {
  const id = /\(([^()]{2,40})\)$/u.exec(asked)?.[1] ?? asked
  const byId = gazetteer.place(id) ?? gazetteer.place(id.toUpperCase()) ?? gazetteer.place(id.toLowerCase())
  if (byId) return byId
  const named = gazetteer
    .lookUp(asked)
    .flatMap((candidate) => gazetteer.place(candidate) ?? [])
    .sort((a, b) => widest.indexOf(a.kind) - widest.indexOf(b.kind) || (b.population ?? 0) - (a.population ?? 0))
  const [best, next] = named
  if (best && (!next || next.kind !== best.kind || isFarLarger(best, next))) return best
  if (best)
    throw usageFailure(
      `Several places are called '${asked}'; give one by its id:`,
      ...named.slice(0, nearestCount).map(described(gazetteer)),
    )
  const nearest = gazetteer.search(asked.slice(0, 80), nearestCount).map(({ place }) => described(gazetteer)(place))
  throw notFound(
    `No place is known by '${asked}'.`,
    ...(nearest.length > 0 ? ['The nearest names:', ...nearest] : []),
    'Look for one: npx monitor places NAME',
  )
}

/** Paris is the one in France. */
const isFarLarger = (a: Place, b: Place): boolean => (a.population ?? 0) > 10 * Math.max(b.population ?? 0, 1)

/** "  Idlib (SY-ID), Syria". */
const described =
  (gazetteer: Gazetteer) =>
  (place: Place): string => {
    const country =
      place.countryIso3 === null || place.countryIso3 === place.id ? null : gazetteer.place(place.countryIso3)
    return `  ${nameOf(place)}${country ? `, ${country.name}` : ''}`
  }
