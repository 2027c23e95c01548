/**
 * Compares what was built with the raw data: ISO codes with the official list, curated positions with Natural Earth's
 * polygons and GeoNames' cities. Lists what differs; a person decides who is right. `npm run check`, after a build.
 */
import { iso31662 } from 'iso-3166'
import { loadGazetteer } from '../dist/index.js'
import { foldedWords } from '../dist/words.js'
import { curatedIsoCodes } from './steps/iso-codes.mjs'
import { FeatureJoin, key } from './steps/join-features.mjs'
import { holds, kilometresTo } from './steps/polygons.mjs'
import { readCities, readCountryCodes, readGeoNamesUnits, readNaturalEarth, readTable } from './steps/read-sources.mjs'

/** Polygons are of 1:10,000,000, and a position "to about 2 km" may lie across a border river. */
const farKilometres = 30

const gazetteer = loadGazetteer()
const iso3Of = new Map(readCountryCodes())
const cities = readCities()
const join = new FeatureJoin(readNaturalEarth(), cities)
const official = new Map(iso31662.map((entry) => [entry.code, entry]))

/** Our first-level id → its polygon. */
const polygons = new Map()
const codes = curatedIsoCodes()
for (const unit of readGeoNamesUnits(1)) {
  const { feature } = join.of(unit)
  const place = unitOf(unit)
  if (feature !== null && place !== undefined) polygons.set(place.id, feature)
}
report('First-level units whose ISO code the official list does not have', unknownCodes())
report('Official codes of the first level that no unit has', unusedCodes())
report('Curated ISO codes with another name in the official list', curatedCodesOfOthers())
report(`Curated towns and sites more than ${farKilometres} km outside the unit they are put in`, strayTowns())
report(
  `Curated towns more than ${farKilometres} km from the GeoNames town of their name`,
  towns().flatMap(farFromNamesake),
)
report(`Units below the first level more than ${farKilometres} km outside the unit above`, strayUnits())
report(`Cities more than ${farKilometres} km outside their unit, by country`, strayCities())

function report(title, lines) {
  console.log(`\n== ${title}: ${lines.length}`)
  for (const line of lines) console.log(`  ${line}`)
}

function unitOf({ code, name }) {
  const country = iso3Of.get(code.slice(0, 2))
  if (country === undefined) return undefined
  const units = gazetteer.childrenOf(country).map((id) => gazetteer.place(id))
  const iso = codes.get(code)
  return (
    units.find(({ id }) => id === `gn:${code}` || id === iso) ??
    units.find(
      (place) => place.kind === 'adm1' && (key(place.name) === key(name) || gazetteer.lookUp(name).includes(place.id)),
    )
  )
}

function firstLevelOf(country) {
  return gazetteer
    .childrenOf(country)
    .map((id) => gazetteer.place(id))
    .filter(({ kind }) => kind === 'adm1')
}

function unknownCodes() {
  return [...iso3Of].flatMap(([two, three]) => {
    // Some countries have no codes at all, others none for the units of today.
    if (!iso31662.some(({ parent }) => parent === two)) return []
    return firstLevelOf(three)
      .filter(({ id }) => !official.has(id))
      .map(({ id, name }) => `${id} ${name}`)
  })
}

function unusedCodes() {
  const used = new Set([...iso3Of.values()].flatMap((three) => firstLevelOf(three).map(({ id }) => id)))
  return iso31662
    .filter(({ code, parent }) => parent === code.slice(0, 2) && !used.has(code))
    .map(({ code, name }) => `${code} ${name}`)
}

function curatedCodesOfOthers() {
  return [...codes].flatMap(([code, iso]) => {
    const entry = official.get(iso)
    const unit = readGeoNamesUnits(1).find((each) => each.code === code)
    if (iso === null) return []
    if (unit === undefined) return [`${code} is no unit of GeoNames`]
    if (entry === undefined) return [`${iso} (${unit.name}) is in no list`]
    const known =
      gazetteer.lookUp(entry.name.replace(/[;,[].*$/, '')).includes(iso) || key(entry.name) === key(unit.name)
    return known ? [] : [`${iso} is ${unit.name} here, ${entry.name} there`]
  })
}

function towns() {
  const rows = readTable('towns.tsv').map(([id, kind, parent, latitude, longitude, names]) => ({
    id,
    kind,
    parent,
    latitude: Number(latitude),
    longitude: Number(longitude),
    names: names.split('|'),
  }))
  const governorates = readTable('palestine.tsv').map(([code, name, latitude, longitude]) => ({
    id: `PS-${code}`,
    kind: 'adm1',
    parent: 'PSE',
    latitude: Number(latitude),
    longitude: Number(longitude),
    names: [name],
  }))
  return [...rows, ...governorates]
}

function strayTowns() {
  return towns().flatMap(({ id, parent, latitude, longitude, names }) => {
    const polygon = polygons.get(firstLevelAbove(parent))
    if (polygon === undefined || holds(polygon, longitude, latitude)) return []
    const away = kilometresTo(polygon, longitude, latitude)
    return away < farKilometres ? [] : [`${id} ${names[0]} in ${parent}: ${Math.round(away)} km outside`]
  })
}

function firstLevelAbove(id) {
  for (let place = gazetteer.place(id); place !== null; place = gazetteer.place(place.parentId ?? ''))
    if (place.kind === 'adm1') return place.id
  return null
}

function farFromNamesake({ id, kind, parent, latitude, longitude, names }) {
  const two = [...iso3Of].find(([, three]) => three === (gazetteer.place(parent)?.countryIso3 ?? parent))?.[0]
  const wanted = new Set(names.map((name) => foldedWords(name).join(' ')))
  const namesakes = cities
    .filter(
      (city) =>
        city.country === two && [city.name, ...city.alternates].some((name) => wanted.has(foldedWords(name).join(' '))),
    )
    .map((city) => ({ city, away: kilometres(latitude, longitude, city.latitude, city.longitude) }))
    .sort((a, b) => a.away - b.away)
  const [nearest] = namesakes
  if (nearest === undefined) return []
  if (nearest.away > farKilometres)
    return [`${id} ${names[0]}: ${Math.round(nearest.away)} km from gn:${nearest.city.geonameId} ${nearest.city.name}`]
  return kind === 'city' && nearest.away < 5 ? [`${id} ${names[0]} is gn:${nearest.city.geonameId}`] : []
}

function strayUnits() {
  return [...polygons].flatMap(([id, polygon]) =>
    gazetteer.childrenOf(id).flatMap((child) => {
      const place = gazetteer.place(child)
      if (place.kind !== 'adm2' || place.latitude === null || holds(polygon, place.longitude, place.latitude)) return []
      const away = kilometresTo(polygon, place.longitude, place.latitude)
      return away < farKilometres ? [] : [`${child} ${place.name} in ${id}: ${Math.round(away)} km outside`]
    }),
  )
}

function strayCities() {
  const counts = new Map()
  for (const city of cities) {
    const unit = gazetteer.place(`gn:${city.geonameId}`)
    const polygon = polygons.get(unit === null ? '' : firstLevelAbove(unit.id))
    if (polygon === undefined || holds(polygon, city.longitude, city.latitude)) continue
    if (kilometresTo(polygon, city.longitude, city.latitude) < farKilometres) continue
    counts.set(city.country, [...(counts.get(city.country) ?? []), `${city.name} (${firstLevelAbove(unit.id)})`])
  }
  return [...counts]
    .sort((a, b) => b[1].length - a[1].length)
    .map(([country, list]) => `${country} ${list.length}: ${list.slice(0, 8).join(', ')}`)
}

function kilometres(latitude, longitude, otherLatitude, otherLongitude) {
  const x = (otherLongitude - longitude) * Math.cos((latitude * Math.PI) / 180)
  return 111.2 * Math.hypot(x, otherLatitude - latitude)
}
