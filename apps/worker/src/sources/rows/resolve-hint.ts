/** What a row says of a place → the place of ours: by P-code, by name within its country, by the distance to its coordinates. */
import type { Gazetteer, Place, PlaceId, StatedPlace } from '@displacement-monitor/shared/domain'
import type { PlaceHint } from './release.ts'

/** A town is rarely further from the point that a service gives for it; homonyms of one country rarely nearer. */
const farKm = 60
/** Middles of provinces are told differently by as much as this. */
const farProvinceKm = 300

/**
 * A place that is not found is told by the next wider one that is, at worst the country, with the accuracy that is left;
 * without `widen` it stays without an id: of a level, a part is no number of the whole.
 */
export function resolveHint(hint: PlaceHint, gazetteer: Gazetteer, { widen }: { widen: boolean }): StatedPlace {
  const { name, iso3, role } = hint
  const country = gazetteer.place(iso3)
  const stated = (place: Place | null, accuracy: StatedPlace['accuracy']): StatedPlace => ({
    name,
    placeId: place?.id ?? null,
    countryIso3: place?.countryIso3 ?? country?.countryIso3 ?? (/^[A-Z]{3}$/.test(iso3) ? iso3 : null),
    role,
    accuracy,
  })
  if (hint.paths.length === 0 && hint.pcode === null) return stated(country, 'adm0')
  const coded = hint.pcode === null ? null : (gazetteer.lookUp(hint.pcode)[0] ?? null)
  const byCode = coded === null ? null : gazetteer.place(coded)
  const place = byCode !== null && byCode.countryIso3 === iso3 ? byCode : ofPaths(hint, gazetteer, widen)
  if (place !== null) return stated(place, accuracyOf(place, hint))
  return widen ? stated(country, 'adm0') : stated(null, hint.accuracy)
}

function ofPaths(hint: PlaceHint, gazetteer: Gazetteer, widen: boolean): Place | null {
  const one = hint.paths.length === 1 || hint.several === 'nearest'
  const found = hint.paths.map((path) => ofPath(widen ? path : path.slice(0, 1), { path, hint, one }, gazetteer))
  const known = found.filter((place) => place !== null)
  if (hint.several === 'nearest')
    return known.sort((a, b) => (distanceKm(a, hint) ?? 0) - (distanceKm(b, hint) ?? 0))[0] ?? null
  return known.length < found.length ? null : common(known, gazetteer)
}

interface Sought {
  path: readonly string[]
  hint: PlaceHint
  /** The point of the hint is this place's. */
  one: boolean
}

/** The first of `names` that is known in the country, and of its homonyms the one that fits the wider names beside it. */
function ofPath(names: readonly string[], { path, hint, one }: Sought, gazetteer: Gazetteer): Place | null {
  for (const [at, name] of names.entries()) {
    const wider = new Set(path.slice(at + 1).flatMap((unit) => gazetteer.lookUp(unit)))
    const level = at === 0 && one ? hint.accuracy : null
    const last = at === path.length - 1
    // Provinces stand last, or before a country that the service names otherwise than its rows do.
    const misspelt = at >= path.length - 2
    const best = knownAs(name, { iso3: hint.iso3, misspelt }, gazetteer)
      .map((place) => ({
        place,
        km: one ? distanceKm(place, hint) : null,
        rank: rankOf(place, { level, wider, last }, gazetteer),
      }))
      .filter(({ place, km }) => km === null || km <= farOf(place))
      .sort(
        (a, b) => b.rank - a.rank || (a.km ?? 0) - (b.km ?? 0) || (b.place.population ?? 0) - (a.place.population ?? 0),
      )[0]
    if (best) return best.place
  }
  return null
}

const farOf = ({ kind }: Place): number => (kind === 'adm1' ? farProvinceKm : kind === 'adm2' ? 2 * farKm : farKm)

/** As written; else, where `misspelt` may be asked for, provinces whose name differs by a letter or two ("Panjsher"). */
function knownAs(name: string, { iso3, misspelt }: { iso3: string; misspelt: boolean }, gazetteer: Gazetteer): Place[] {
  const ofCountry = (place: Place | null): place is Place =>
    place !== null && place.countryIso3 === iso3 && place.kind !== 'country' && place.kind !== 'area'
  const written = gazetteer
    .lookUp(name)
    .map((id) => gazetteer.place(id))
    .filter(ofCountry)
  if (written.length > 0 || !misspelt) return written
  return provincesLike(name, gazetteer).filter(ofCountry)
}

/** The search costs 10 ms, and the rows of a service name the same provinces again and again. */
const found = new WeakMap<Gazetteer, Map<string, Place[]>>()
const namesKept = 20_000

function provincesLike(name: string, gazetteer: Gazetteer): Place[] {
  const kept = found.get(gazetteer) ?? new Map<string, Place[]>()
  found.set(gazetteer, kept)
  const known = kept.get(name)
  if (known) return known
  const places = gazetteer
    .search(name, 10)
    .map(({ place }) => place)
    .filter(({ kind }) => kind === 'adm1')
  if (kept.size >= namesKept) kept.clear()
  kept.set(name, places)
  return places
}

/** Within a wider unit that the row names, and of the level that it tells. */
function rankOf(
  place: Place,
  { level, wider, last }: { level: PlaceHint['accuracy'] | null; wider: ReadonlySet<PlaceId>; last: boolean },
  gazetteer: Gazetteer,
): number {
  const inside = gazetteer.containersOf(place.id).some((id) => id !== place.id && wider.has(id)) ? 2 : 0
  const wanted =
    level === 'adm1' || (level === null && last) ? 'adm1' : level === 'adm2' ? 'adm2' : level === null ? null : 'city'
  return inside + (place.kind === wanted ? 1 : 0)
}

/** The narrowest unit that holds them all; two places of one country have at least the country. */
function common(places: readonly Place[], gazetteer: Gazetteer): Place | null {
  const [first, ...rest] = places
  if (!first) return null
  const holders = rest.map((place) => new Set([place.id, ...gazetteer.containersOf(place.id)]))
  const id = [first.id, ...gazetteer.containersOf(first.id)].find(
    (id) => !id.startsWith('area:') && holders.every((set) => set.has(id)),
  )
  return id === undefined ? null : gazetteer.place(id)
}

function accuracyOf(place: Place, hint: PlaceHint): StatedPlace['accuracy'] {
  if (place.kind === 'country') return 'adm0'
  if (place.kind === 'adm1' || place.kind === 'adm2') return place.kind
  return hint.accuracy === 'adm3' || hint.accuracy === 'point' ? hint.accuracy : 'adm3'
}

function distanceKm(place: Place, hint: PlaceHint): number | null {
  if (place.latitude === null || place.longitude === null || hint.latitude === null || hint.longitude === null)
    return null
  const rad = Math.PI / 180
  const dLat = (place.latitude - hint.latitude) * rad
  const dLon = (place.longitude - hint.longitude) * rad
  const a =
    Math.sin(dLat / 2) ** 2 + Math.cos(place.latitude * rad) * Math.cos(hint.latitude * rad) * Math.sin(dLon / 2) ** 2
  return 12_742 * Math.asin(Math.min(1, Math.sqrt(a)))
}
