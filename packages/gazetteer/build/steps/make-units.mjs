/**
 * First- and second-level units. GeoNames' own hierarchy is the backbone, because cities carry its codes; Natural Earth
 * lends ISO 3166-2 codes, polygons and names in many languages (join-features.mjs).
 */
import { chooseIsoCodes } from './iso-codes.mjs'
import { FeatureJoin, group, key, lentNames, ownNamesOf } from './join-features.mjs'
import { readCities, readGeoNamesUnits, readNaturalEarth, readTable } from './read-sources.mjs'
import { withoutUnitWord } from './unit-words.mjs'

/** `taken`: what no bare name may be ("Mexico City" is not Mexico). */
const withBareNames = (names, taken = new Set()) =>
  [...new Set(names.flatMap((name) => [name, taken.has(key(name)) ? name : bareName(name, taken)]))].map((name) => ({
    name,
    capitals: false,
  }))

const bareName = (name, taken) => {
  const bare = withoutUnitWord(name)
  return taken.has(key(bare)) ? name : bare
}

const isoPattern = /^[A-Z]{2}-[A-Z0-9]{1,3}$/

/** `countryNames`: ISO 3166-1 alpha-3 → names of the country. */
export function makeFirstLevel(iso3Of, countryNames) {
  const features = readNaturalEarth()
  const join = new FeatureJoin(features, readCities())
  const isoCounts = group(features, (feature) => feature.iso_3166_2)
  const rows = readGeoNamesUnits(1).flatMap((unit) => {
    const two = unit.code.slice(0, 2)
    if (!iso3Of.has(two) || two === 'PS') return []
    const { feature, namesFrom } = join.of(unit)
    const drawn = namesFrom?.iso_3166_2
    return {
      unit,
      two,
      feature,
      names: namesFrom === null ? [] : lentNames(namesFrom, unit.code),
      drawn: isoPattern.test(drawn) && isoCounts.get(drawn).length === 1 ? drawn : null,
      ownKeys: [unit.name, ...(namesFrom ? ownNamesOf(namesFrom) : [])].map(key),
      allKeys: namesFrom ? lentNames(namesFrom, '').map(key) : [],
    }
  })
  const ids = chooseIsoCodes(rows, key)
  const units = new Map()
  for (const { unit, two, feature, names } of rows) {
    const country = iso3Of.get(two)
    const taken = new Set(countryNames(country).map(key))
    units.set(unit.code, {
      id: ids.get(unit.code) ?? `gn:${unit.code}`,
      code: unit.code,
      geonameId: feature?.gn_id > 0 && feature.gn_a1_code === unit.code ? feature.gn_id : null,
      kind: 'adm1',
      name: bareName(unit.name, taken),
      country,
      level: 1,
      parent: country,
      members: [],
      latitude: feature?.centroid?.latitude ?? null,
      longitude: feature?.centroid?.longitude ?? null,
      population: null,
      feature,
      names: withBareNames([unit.name, ...names], taken),
    })
  }
  for (const [code, , latitude, longitude, names] of readTable('palestine.tsv')) {
    const list = names.split('|')
    units.set(`PS:${code}`, {
      id: `PS-${code}`,
      code: `PS:${code}`,
      geonameId: null,
      kind: 'adm1',
      name: list[0],
      country: 'PSE',
      level: 1,
      parent: 'PSE',
      members: [],
      latitude: Number(latitude),
      longitude: Number(longitude),
      population: null,
      names: withBareNames(list),
    })
  }
  return units
}

/** Second-level units; those that Natural Earth draws (provinces of Burkina Faso, districts of Uganda) get its names and centroids. */
export function makeSecondLevel(iso3Of, firstLevel) {
  const usedIds = new Set([...firstLevel.values()].map((unit) => unit.geonameId))
  const free = group(
    readNaturalEarth().filter((feature) => feature.gn_id > 0 && !usedIds.has(feature.gn_id)),
    (feature) => feature.iso_a2,
  )
  const isGeonameId = idChecker()
  const units = new Map()
  for (const unit of readGeoNamesUnits(2)) {
    const [two, one, code] = unit.code.split('.')
    const country = iso3Of.get(two)
    if (country === undefined || two === 'PS') continue
    const drawn = (free.get(two) ?? []).filter(
      (feature) => key(feature.name) === key(unit.name) || key(feature.name_en ?? '') === key(unit.name),
    )
    const feature = drawn.length === 1 ? drawn[0] : null
    // GeoNames numbers many second-level units with their own id; where not, its hierarchical code is the id.
    const geonameId = feature?.gn_id ?? (isGeonameId(two, code) ? Number(code) : null)
    units.set(unit.code, {
      id: geonameId === null ? `gn:${unit.code}` : `gn:${geonameId}`,
      code: unit.code,
      geonameId,
      kind: 'adm2',
      name: withoutUnitWord(unit.name),
      country,
      level: 2,
      parent: firstLevel.get(`${two}.${one}`)?.id ?? country,
      members: [],
      latitude: feature?.centroid?.latitude ?? null,
      longitude: feature?.centroid?.longitude ?? null,
      population: null,
      names: withBareNames([unit.name, ...(feature ? lentNames(feature, null) : [])]),
    })
  }
  return units
}

/** Codes of up to six digits of these countries are their statistical offices' own and collide with GeoNames ids. */
const nationalCodes = new Set(
  'CO NG DE AT IT ES PE US MX BR CL DK SE NO FI GB PL CZ TR EC VE IN UA LT LV EE PK NL BE HU RS SK TH ID MY JP KR CN BD PY AR BO DO CR PT FR CH BG RO GR TL UZ YE AF IR'.split(
    ' ',
  ),
)
/** Of these up to seven: Brazil's municipalities (São João do Carú had the id of a town of Japan), Canada's census divisions. */
const longNationalCodes = new Set(['BR', 'CA'])

/**
 * Is a unit's code its GeoNames id? Offices' own codes look alike (French Polynesia's 98717 is the id of Ramadi). Ids
 * were given out by country, so a short number must lie where the ids of that country's cities lie, and be no city's.
 */
function idChecker() {
  const cityIds = new Set()
  const ranges = new Set()
  for (const { geonameId, country } of readCities()) {
    cityIds.add(geonameId)
    ranges.add(`${country} ${Math.floor(geonameId / 2000)}`)
  }
  return (two, code) => {
    if (!/^[1-9]\d{4,8}$/.test(code) || (nationalCodes.has(two) && code.length <= 6)) return false
    if (longNationalCodes.has(two) && code.length <= 7) return false
    const id = Number(code)
    return !cityIds.has(id) && (id >= 1_000_000 || ranges.has(`${two} ${Math.floor(id / 2000)}`))
  }
}
