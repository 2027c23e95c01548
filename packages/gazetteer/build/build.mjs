/**
 * Builds ../data/places.bin from the raw packages and the curated tables. Run by hand after a change of data or of the
 * folding rules: see README.md. Same packages, same tables → same bytes.
 */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { foldVersion } from '../dist/fold.js'
import { areas } from './curated/areas.mjs'
import { makeCities } from './steps/make-cities.mjs'
import { makeCountries } from './steps/make-countries.mjs'
import { makeDemonyms } from './steps/make-demonyms.mjs'
import { makeKeys, priorOf } from './steps/make-keys.mjs'
import { makeFirstLevel, makeSecondLevel } from './steps/make-units.mjs'
import { readTable } from './steps/read-sources.mjs'
import { packFile } from './steps/write-file.mjs'

const countries = makeCountries()
const iso3Of = new Map([...countries.values()].map((country) => [country.two, country.id]))
const twoOf = new Map([...iso3Of].map(([two, three]) => [three, two]))
const firstLevel = makeFirstLevel(iso3Of)
const secondLevel = makeSecondLevel(iso3Of, firstLevel)
const cities = makeCities(iso3Of, firstLevel, secondLevel, new Set(['PS', 'SY', 'SD', 'UA', 'HT']))

const areaPlaces = areas.map((area) => ({
  ...area,
  kind: 'area',
  level: null,
  parent: null,
  latitude: null,
  longitude: null,
  population: null,
  names: [...new Set([area.name, ...area.names])].map((name) => ({ name, capitals: /^[A-Z.-]{3,6}$/.test(name) })),
}))

const problems = []
const byId = new Map([...countries.values(), ...firstLevel.values(), ...areaPlaces].map((place) => [place.id, place]))
for (const [id, list] of readTable('unit-names.tsv')) {
  const place = byId.get(id)
  if (place === undefined) {
    problems.push(`unit-names.tsv: no unit ${id}`)
    continue
  }
  for (const name of list.split('|')) {
    if (name.startsWith('=')) place.name = name.slice(1)
    place.names.push({ name: name.replace(/^=/, ''), capitals: /^[A-Z]{2,5}$/.test(name) })
  }
}

fillFromCities()
const coded = [...secondLevel.values()].filter((unit) => unit.geonameId === null)
const numbered = dropDuplicates(
  [...secondLevel.values()].filter((unit) => unit.geonameId !== null),
  cities,
)
const places = [...countries.values(), ...firstLevel.values(), ...areaPlaces, ...coded, ...numbered]
places.forEach((place, index) => {
  place.index = index
  place.two = place.two ?? twoOf.get(place.country)
  place.prior = priorOf(place)
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
  .update(JSON.stringify([places.map((p) => [p.id, p.name, p.names]), foldVersion]))
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
  for (const unit of [...countries.values(), ...firstLevel.values(), ...secondLevel.values()]) {
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
