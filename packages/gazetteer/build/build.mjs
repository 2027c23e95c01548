/**
 * Builds ../data/places.bin from the raw packages and the curated tables. Run by hand after a change of data or of the
 * folding rules: see README.md. Same packages, same tables → same bytes.
 */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { foldVersion } from '../dist/fold.js'
import { foldedWords } from '../dist/words.js'
import { areas } from './curated/areas.mjs'
import { formerUnits } from './steps/former-units.mjs'
import { makeCities, makeTowns } from './steps/make-cities.mjs'
import { makeCountries } from './steps/make-countries.mjs'
import { makeDemonyms } from './steps/make-demonyms.mjs'
import { makeKeys, priorOf } from './steps/make-keys.mjs'
import { makeSecondLevel } from './steps/make-second-level.mjs'
import { makeFirstLevel } from './steps/make-units.mjs'
import { readTable } from './steps/read-sources.mjs'
import { packFile } from './steps/write-file.mjs'
import { youngerTowns } from './steps/younger-towns.mjs'

const countries = makeCountries()
const iso3Of = new Map([...countries.values()].map((country) => [country.two, country.id]))
const twoOf = new Map([...iso3Of].map(([two, three]) => [three, two]))
const countryNames = (id) => countries.get(id).names.map(({ name }) => name)
const firstLevel = makeFirstLevel(iso3Of, countryNames)
const secondLevel = makeSecondLevel(iso3Of, firstLevel)
/** A unit that GeoNames has twice stands under both codes. */
const secondUnits = [...new Set(secondLevel.values())]
const cities = makeCities(iso3Of, firstLevel, secondLevel, new Set(['PS', 'SY', 'SD', 'UA', 'HT']))

const areaPlaces = [...areas, ...formerUnits(iso3Of, firstLevel)].map((area) => ({
  latitude: null,
  longitude: null,
  ...area,
  kind: 'area',
  level: null,
  parent: null,
  population: null,
  names: [...new Set([area.name, ...area.names])].map((name) => ({ name, capitals: /^[A-Z.-]{3,6}$/.test(name) })),
}))

const problems = []
const towns = readTable('towns.tsv').map(([id, kind, parent, latitude, longitude, names]) =>
  makeTown(id, kind, parent, Number(latitude), Number(longitude), names.split('|')),
)
const knownTowns = towns.map(({ parent, members, latitude, longitude, names }) => ({
  country: (parent ?? members[0]).slice(0, 2),
  latitude,
  longitude,
  names: names.map(({ name }) => name),
}))
towns.push(...makeTowns(youngerTowns(knownTowns), iso3Of, firstLevel, secondLevel))
const byId = new Map(
  [...countries.values(), ...firstLevel.values(), ...secondUnits, ...cities, ...areaPlaces, ...towns].map((place) => [
    place.id,
    place,
  ]),
)
for (const [id, list] of readTable('unit-names.tsv')) {
  const place = byId.get(id)
  if (place === undefined) {
    problems.push(`unit-names.tsv: no unit ${id}`)
    continue
  }
  for (const mark of list.split('|')) {
    const name = mark.replace(/^[=!]/, '')
    if (mark.startsWith('!')) place.names = []
    if (name !== mark) place.name = name
    place.names.push({ name, capitals: /^[A-Z]{2,5}$/.test(name), curated: true })
  }
}

dropSeatNames()
dropNeighboursNames()
seatSecondLevel()
fillFromCities()
const coded = secondUnits.filter((unit) => unit.geonameId === null)
const numbered = dropDuplicates(
  secondUnits.filter((unit) => unit.geonameId !== null),
  cities,
)
const places = [...countries.values(), ...firstLevel.values(), ...areaPlaces, ...towns, ...coded, ...numbered]
const prominence = new Map(readTable('prominence.tsv').map(([id, value]) => [id, Number(value)]))
for (const id of prominence.keys()) if (!byId.has(id)) problems.push(`prominence.tsv: no place ${id}`)
places.forEach((place, index) => {
  place.index = index
  place.two = place.two ?? twoOf.get(place.country)
  place.prior = prominence.get(place.id) ?? priorOf(place)
})
const indexOf = new Map(places.map((place) => [place.id, place.index]))
for (const place of places) {
  place.parentIndex = place.parent === null ? null : (indexOf.get(place.parent) ?? null)
  for (const id of place.members) if (!indexOf.has(id)) problems.push(`areas.mjs: ${place.id} has no member ${id}`)
}

const demonyms = [...makeDemonyms()].map(([id, forms]) => [byId.get(id), forms])
for (const [id] of makeDemonyms()) if (!byId.has(id)) problems.push(`demonyms.tsv: no place ${id}`)
if (problems.length > 0) throw new Error(problems.join('\n'))
const shunned = readTable('not-places.txt').map(([name]) => name)
const keys = makeKeys(places, demonyms, shunned)
const version = `places-${createHash('sha256')
  .update(
    JSON.stringify([
      places.map(({ id, name, names, parent, prior, latitude, longitude }) => [
        id,
        name,
        names,
        parent,
        prior,
        latitude,
        longitude,
      ]),
      keys.map(({ words, flags }) => [words.join(' '), flags]),
      foldVersion,
    ]),
  )
  .digest('hex')
  .slice(0, 12)}`
const { file, header } = packFile({
  places,
  keys,
  version,
  foldVersion,
  bucketBits: Math.max(10, Math.round(Math.log2(keys.length)) - 1),
})
writeFileSync(join(import.meta.dirname, '..', 'data', 'places.bin'), file)
writeFileSync(
  join(import.meta.dirname, '..', 'src', 'version.generated.ts'),
  `/** Version of data/places.bin; written by build/build.mjs. */\nexport const gazetteerVersion = '${version}'\n`,
)
console.log(version, 'places', places.length, 'keys', keys.length, 'bytes', file.length)
for (const section of header.sections) console.log(' ', section.name, section.rawBytes, '→', section.bytes)

/** A camp is an area of the unit it lies in; a town stands below its unit. */
function makeTown(id, kind, parent, latitude, longitude, names) {
  const country = parent.length === 3 ? parent : iso3Of.get(parent.slice(0, 2))
  const inArea = kind === 'area'
  return {
    id,
    kind,
    site: inArea,
    curated: true,
    name: names[0],
    country,
    level: null,
    parent: inArea ? null : parent,
    adm1: inArea ? null : parent,
    members: inArea ? [parent] : [],
    latitude,
    longitude,
    population: null,
    names: names.map((name) => ({ name, capitals: false, curated: true })),
  }
}

/** Lists give a province the name of its seat too ("Mosul" for Ninewa); the seat itself is meant by it. */
function dropSeatNames() {
  const key = (name) => foldedWords(name).join(' ')
  const seats = new Map()
  for (const city of cities) {
    if (city.adm1 === null || !/^PPL[AC]/.test(city.feature)) continue
    seats.set(city.adm1, new Set([...(seats.get(city.adm1) ?? []), ...city.names.map(({ name }) => key(name))]))
  }
  for (const unit of firstLevel.values()) {
    const own = new Set([unit.name, ...unit.names.filter(({ curated }) => curated).map(({ name }) => name)].map(key))
    const seat = seats.get(unit.id)
    if (seat && !seat.has(key(unit.name)))
      unit.names = unit.names.filter(({ name }) => own.has(key(name)) || !seat.has(key(name)))
  }
}

/** Lists give a unit the name of a neighbour it was cut from (East Darfur has "Southern Darfur"); the neighbour keeps it. */
function dropNeighboursNames() {
  const key = (name) => foldedWords(name).join(' ')
  const owners = new Map()
  for (const unit of firstLevel.values()) {
    for (const { name, curated } of [{ name: unit.name, curated: true }, ...unit.names]) {
      if (curated) owners.set(`${unit.country} ${key(name)}`, unit)
    }
  }
  for (const unit of firstLevel.values()) {
    unit.names = unit.names.filter(
      ({ name }) => (owners.get(`${unit.country} ${key(name)}`) ?? unit) === unit || key(name) === key(unit.name),
    )
  }
}

/** A second-level unit lies around the town that it is named for, where nothing better is known. */
function seatSecondLevel() {
  const key = (adm1, name) => `${adm1} ${foldedWords(name).join(' ')}`
  const seats = new Map()
  for (const city of [...cities, ...towns]) {
    for (const { name } of city.names) {
      const at = key(city.adm1, name)
      if ((seats.get(at)?.population ?? -1) < (city.population ?? 0)) seats.set(at, city)
    }
  }
  for (const unit of secondUnits) {
    if (unit.latitude !== null) continue
    const own = unit.names.filter(({ curated }) => curated || unit.code.startsWith('unit:'))
    const seat = [unit, ...own].map(({ name }) => seats.get(key(unit.parent, name))).find((city) => city !== undefined)
    if (seat === undefined) continue
    unit.latitude = seat.latitude
    unit.longitude = seat.longitude
  }
}

/** A unit without a polygon lies where its people live: the mean of its cities, weighted by the logarithm of their people. */
function fillFromCities() {
  const sums = new Map()
  for (const city of cities) {
    for (const id of [city.adm1, city.adm2, city.country]) {
      if (id === null) continue
      const sum = sums.get(id) ?? { latitude: 0, longitude: 0, weight: 0 }
      const weight = Math.log10((city.population ?? 500) + 10)
      sum.latitude += city.latitude * weight
      sum.longitude += city.longitude * weight
      sum.weight += weight
      sums.set(id, sum)
    }
  }
  for (const unit of [...countries.values(), ...firstLevel.values(), ...secondUnits]) {
    const sum = sums.get(unit.id)
    if (unit.latitude !== null || sum === undefined) continue
    unit.latitude = sum.latitude / sum.weight
    unit.longitude = sum.longitude / sum.weight
  }
}

/** Units and cities in the order of their GeoNames id, which the reader searches by halves; a shared id stays with the unit. */
function dropDuplicates(units, towns) {
  const seen = new Set()
  return [...units, ...towns]
    .filter((place) => !seen.has(place.id) && seen.add(place.id))
    .sort((a, b) => a.geonameId - b.geonameId)
}
