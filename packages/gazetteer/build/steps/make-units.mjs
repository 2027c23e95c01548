/**
 * First-level units. GeoNames' own hierarchy is the backbone, because cities carry its codes; Natural Earth
 * lends ISO 3166-2 codes, polygons and names in many languages (join-features.mjs).
 */
import { chooseIsoCodes } from './iso-codes.mjs'
import { FeatureJoin, group, key, lentNames, ownNamesOf } from './join-features.mjs'
import { readCities, readGeoNamesUnits, readNaturalEarth, readTable } from './read-sources.mjs'
import { withoutUnitWord } from './unit-words.mjs'

/** `taken`: what no bare name may be ("Mexico City" is not Mexico). */
export const withBareNames = (names, taken = new Set()) =>
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
