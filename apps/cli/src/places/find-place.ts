/** The one place that a person means by an id or a name; else the nearest names. */
import { type Gazetteer, type Place, placeLabel, placeMeant } from '@displacement-monitor/shared/domain'
import { notFound, usageFailure } from '../command/failure.ts'

export function findPlace(asked: string, gazetteer: Gazetteer): Place {
  const meant = placeMeant(asked, gazetteer)
  if (meant.kind === 'found') return meant.place
  const nearest = meant.nearest.map((place) => `  ${described(place, gazetteer)}`)
  if (meant.kind === 'several')
    throw usageFailure(`Several places are called '${asked}'; give one by its id:`, ...nearest)
  throw notFound(
    `No place is known by '${asked}'.`,
    ...(nearest.length > 0 ? ['The nearest names:', ...nearest] : []),
    'Look for one: npx monitor places NAME',
  )
}

/** "Idlib (SY-ID), Syria". */
function described(place: Place, gazetteer: Gazetteer): string {
  const { countryIso3 } = place
  const country = countryIso3 === null || countryIso3 === place.id ? null : gazetteer.place(countryIso3)
  return `${placeLabel(place)}${country ? `, ${country.name}` : ''}`
}
