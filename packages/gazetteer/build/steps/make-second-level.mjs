/** Second-level units of GeoNames, without those that are abolished or entered twice, and with the curated ones that it lacks. */
import { group, key, lentNames } from './join-features.mjs'
import { withBareNames } from './make-units.mjs'
import { readCities, readGeoNamesUnits, readNaturalEarth, readTable } from './read-sources.mjs'
import { slugOf } from './slug.mjs'
import { withoutUnitWord } from './unit-words.mjs'

/** Second-level units; those that Natural Earth draws (provinces of Burkina Faso, districts of Uganda) get its names and centroids. */
export function makeSecondLevel(iso3Of, firstLevel) {
  const usedIds = new Set([...firstLevel.values()].map((unit) => unit.geonameId))
  const free = group(
    readNaturalEarth().filter((feature) => feature.gn_id > 0 && !usedIds.has(feature.gn_id)),
    (feature) => feature.iso_a2,
  )
  const isGeonameId = idChecker()
  const gone = new Set(readTable('no-units.tsv').map(([code]) => code))
  const units = new Map()
  for (const unit of readGeoNamesUnits(2)) {
    const [two, one, code] = unit.code.split('.')
    const country = iso3Of.get(two)
    if (country === undefined || two === 'PS' || gone.has(unit.code)) continue
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
      printed: unit.name,
    })
  }
  mergeDoubles(units)
  addCurated(units, firstLevel)
  return units
}

const townWord = /\b(?:city|ville|ciudad|cidade|concelho|miskrada|kota|municipality|urban|town)\b/iu

/** GeoNames has some units twice, an old entry and a new one; cities of either lie in the one that more cities name. */
function mergeDoubles(units) {
  const counts = new Map()
  for (const { country, admin1, admin2 } of readCities()) {
    const code = `${country}.${admin1}.${admin2}`
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  const alike = group(
    [...units.values()],
    ({ parent, name, printed }) => `${parent} ${key(name)} ${townWord.test(printed)}`,
  )
  for (const doubles of alike.values()) {
    if (doubles.length < 2 || new Set(doubles.map(({ printed }) => key(printed))).size > 1) continue
    const [kept, ...others] = doubles.sort((a, b) => (counts.get(b.code) ?? 0) - (counts.get(a.code) ?? 0))
    for (const other of others) {
      kept.names.push(...other.names)
      units.set(other.code, kept)
    }
  }
}

/** Units that GeoNames lacks; one that it has after all stops the build. */
function addCurated(units, firstLevel) {
  const countries = new Map([...firstLevel.values()].map(({ id, country }) => [id, country]))
  const known = new Set([...units.values()].map(({ parent, name }) => `${parent} ${key(name)}`))
  const problems = []
  for (const [parent, list] of readTable('second-level.tsv')) {
    for (const cell of list.split(';')) {
      const names = cell.split('|').map((name) => name.trim())
      const id = `unit:${parent.toLowerCase()}-${slugOf(names[0])}`
      if (!countries.has(parent)) throw new Error(`second-level.tsv: no unit ${parent}`)
      if (known.has(`${parent} ${key(names[0])}`))
        problems.push(`second-level.tsv: ${names[0]} is in ${parent} already`)
      units.set(id, {
        id,
        code: id,
        geonameId: null,
        kind: 'adm2',
        name: names[0],
        country: countries.get(parent),
        level: 2,
        parent,
        members: [],
        latitude: null,
        longitude: null,
        population: null,
        names: names.map((name) => ({ name, capitals: false, curated: true })),
      })
    }
  }
  if (problems.length > 0) throw new Error(problems.join('\n'))
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
