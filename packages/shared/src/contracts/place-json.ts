/** Places as the API writes them. */

import type { Gazetteer, Place, PlaceId } from '../domain/index.ts'
import type { PlaceRefJson } from './api/index.ts'

export const placeRef = ({ id, name, kind, countryIso3 }: Place): PlaceRefJson => ({
  id,
  name,
  kind,
  country_iso3: countryIso3,
})

/** Of an id that a claim bears; a place that left the gazetteer still has its id. */
export function placeRefOf(id: PlaceId, gazetteer: Gazetteer): PlaceRefJson {
  const place = gazetteer.place(id)
  return place ? placeRef(place) : { id, name: id, kind: 'area', country_iso3: null }
}

export const trendHref = (id: PlaceId, query: Record<string, string | null> = {}): string => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null)
  const search = new URLSearchParams(given).toString()
  return `/v1/trends/${encodeURIComponent(id)}${search === '' ? '' : `?${search}`}`
}
