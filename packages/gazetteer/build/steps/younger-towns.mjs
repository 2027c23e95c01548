/**
 * Towns that only the younger list has: in the older one they had no population and were left out (Rutshuru, Mocímboa da
 * Praia, Wadi Halfa). They have no GeoNames id there: theirs is `town:<country>-<first level>-<slug>`.
 */
import { foldedWords } from '../../dist/words.js'
import { crisisCountries } from './make-cities.mjs'
import { readCities, readYoungerCities } from './read-sources.mjs'
import { slugOf } from './slug.mjs'

/** Thousands of villages each, in which displacement is hardly ever reported. */
const villagesOf = new Set(['BR', 'CI', 'IN', 'IR'])
/** A town this near to one that is known is the same under another name. */
const sameKilometres = 2
/** Cells of a fifth of a degree: a town and its namesake of 20 km away are neighbours. */
const cellOf = (degrees) => Math.round(degrees * 5)

/** `known`: curated towns, as { country: two letters, latitude, longitude, names }. */
export function youngerTowns(known) {
  const cells = new Map()
  const cellKey = (country, x, y) => `${country} ${x} ${y}`
  const fold = (name) => foldedWords(name).join(' ')
  const add = ({ country, latitude, longitude, names }) => {
    const key = cellKey(country, cellOf(latitude), cellOf(longitude))
    cells.set(key, [...(cells.get(key) ?? []), { latitude, longitude, names: new Set(names.map(fold)) }])
  }
  for (const { country, latitude, longitude, name, alternates } of readCities())
    add({ country, latitude, longitude, names: [name, ...alternates] })
  known.forEach(add)
  const isKnown = (city) => {
    const name = fold(city.name)
    for (let x = -1; x <= 1; x++) {
      for (let y = -1; y <= 1; y++) {
        const near = cells.get(cellKey(city.country, cellOf(city.latitude) + x, cellOf(city.longitude) + y)) ?? []
        if (near.some((other) => kilometres(city, other) < sameKilometres || other.names.has(name))) return true
      }
    }
    return false
  }
  const used = new Set()
  return readYoungerCities().flatMap((city) => {
    if (!crisisCountries.has(city.country) || villagesOf.has(city.country) || isKnown(city)) return []
    const id = `town:${city.country}-${city.admin1}-${slugOf(city.name)}`.toLowerCase()
    // Two villages of one name in one province: which is meant cannot be told.
    if (used.has(id)) return []
    used.add(id)
    return [{ ...city, id }]
  })
}

const kilometres = (a, b) =>
  111.2 * Math.hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * Math.cos((a.latitude * Math.PI) / 180))
