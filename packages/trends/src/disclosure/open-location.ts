/**
 * Where a place may be drawn (design §12): units and named areas at their centre; a town, a camp or a point without a key
 * at the centre of the unit that holds it, second level at the finest, and never nearer.
 */
import type { Gazetteer, Place, PlaceId } from '@displacement-monitor/shared/domain'

export interface Location {
  longitude: number
  latitude: number
  /** The place whose centre it is: the place itself, or a wider one. */
  of: PlaceId
}

/** Decimals of a degree: 2 are about a kilometre, as exact as the centre of a unit is anything. */
const coarse = 100

/** Null where nothing may be told, or nothing is known. */
export function openLocation(id: PlaceId | null, gazetteer: Gazetteer, all: boolean): Location | null {
  const place = id === null ? null : gazetteer.place(id)
  if (!place) return null
  if (place.kind === 'area') return middleOf(place, gazetteer)
  if (all || isLocatedOpenly(place)) return locationOf(place)
  const units = gazetteer
    .containersOf(place.id)
    .flatMap((unit) => gazetteer.place(unit) ?? [])
    .filter((unit) => unit.id !== place.id && unit.adminLevel !== null && isLocatedOpenly(unit))
    .sort((a, b) => (b.adminLevel ?? 0) - (a.adminLevel ?? 0))
  return units[0] ? locationOf(units[0]) : null
}

/** Whether everybody may know where the place itself lies. */
export const isLocatedOpenly = ({ kind }: Place): boolean => kind !== 'city'

function locationOf({ id, longitude, latitude, kind }: Place): Location | null {
  if (longitude === null || latitude === null) return null
  if (kind === 'city') return { longitude, latitude, of: id }
  return { longitude: rounded(longitude), latitude: rounded(latitude), of: id }
}

/** A named area is no unit and has no centre of its own: the middle of its members. */
function middleOf(area: Place, gazetteer: Gazetteer): Location | null {
  const members = area.memberIds.flatMap((id) => gazetteer.place(id) ?? []).filter(isLocatedOpenly)
  const located = members.flatMap((member) => locationOf(member) ?? [])
  if (located.length === 0) return locationOf(area)
  const mean = (of: (location: Location) => number) =>
    rounded(located.reduce((sum, location) => sum + of(location), 0) / located.length)
  return { longitude: mean(({ longitude }) => longitude), latitude: mean(({ latitude }) => latitude), of: area.id }
}

const rounded = (degrees: number): number => Math.round(degrees * coarse) / coarse
