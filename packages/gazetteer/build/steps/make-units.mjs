/**
 * First- and second-level units. GeoNames' own hierarchy is the backbone, because cities carry its codes; Natural Earth
 * lends ISO 3166-2 codes, polygons and names in many languages, joined on `gn_a1_code`.
 */
import { readCities, readGeoNamesUnits, readNaturalEarth, readTable } from './read-sources.mjs'
import { withoutUnitWord } from './unit-words.mjs'

const wantedLanguages = [
  'ar',
  'fr',
  'es',
  'pt',
  'ru',
  'uk',
  'tr',
  'zh',
  'zht',
  'en',
  'de',
  'fa',
  'ur',
  'it',
  'id',
  'vi',
]
/** `gn_a1_code` of these countries is of an older list in which the same code meant another unit. */
const joinByNameOnly = new Set(['PH', 'FR', 'VN', 'KE', 'IR', 'AF', 'MG'])
/** Natural Earth's names of these units belong to another one ("West Soudan" for West Darfur). */
const wrongNames = new Set(['West Soudan', 'Wassoulou', 'Zamboanga Peninsula'])
const isoPattern = /^[A-Z]{2}-[A-Z0-9]{1,3}$/

const key = (name) =>
  withoutUnitWord(name)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^(?:al|el|ad|as|an|ash|ar|at|az)[ -]/u, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/(.)\1/gu, '$1')

function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]
}

const namesOf = (feature) =>
  [
    feature.name,
    feature.gn_name,
    feature.woe_name,
    feature.gns_name?.split(',')[0],
    ...(feature.name_local ?? '').split(/[|;]/),
    ...(feature.name_alt ?? '').split(/[|;]/),
    ...wantedLanguages.map((language) => feature[`name_${language}`]),
  ]
    .map((name) => (name ?? '').replace(/\(.*?\)|\[.*?\]/g, '').trim())
    .filter((name) => name !== '' && !/[/,\d]/.test(name) && !wrongNames.has(name))

/** Same unit: one of the names is nearly the same. The code alone joined Cundinamarca to Bogotá and Ilocos to Abra. */
const sameName = (feature, name) => {
  const wanted = key(name)
  return namesOf(feature).some((candidate) => {
    const have = key(candidate)
    return (
      have === wanted ||
      distance(have, wanted) <= Math.max(1, wanted.length * 0.25) ||
      (wanted.length > 4 && have.length > 4 && (have.startsWith(wanted) || wanted.startsWith(have)))
    )
  })
}

/** The Natural Earth feature of a GeoNames unit; null where it has none of that level. */
function findFeature(unit, byCode, byCountry) {
  const two = unit.code.slice(0, 2)
  const coded = joinByNameOnly.has(two) ? [] : (byCode.get(unit.code) ?? [])
  const named = coded.filter((feature) => sameName(feature, unit.name))
  if (named.length > 0) return named[0]
  const exact = (byCountry.get(two) ?? []).filter((feature) =>
    namesOf(feature).some((name) => key(name) === key(unit.name)),
  )
  if (exact.length === 1) return exact[0]
  // A coded join without a likeness of names holds where the code is alone in both lists: languages differ (Grodnenskaya, Grodno).
  return coded.length === 1 && isoPattern.test(coded[0].iso_3166_2) ? coded[0] : null
}

const group = (rows, keyOf) => {
  const groups = new Map()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}

const withBareNames = (names) =>
  [...new Set(names.flatMap((name) => [name, withoutUnitWord(name)]))].map((name) => ({ name, capitals: false }))

export function makeFirstLevel(iso3Of) {
  const features = readNaturalEarth()
  const byCode = group(features, (feature) => feature.gn_a1_code)
  const byCountry = group(features, (feature) => feature.iso_a2)
  const curated = new Map(readTable('iso-codes.tsv', ' '))
  const isoCounts = group(features, (feature) => feature.iso_3166_2)
  const units = new Map()
  const takenIds = new Set([...curated].map(([code, iso]) => `${code.slice(0, 2)}-${iso}`))
  for (const unit of readGeoNamesUnits(1)) {
    const [two] = unit.code.split('.')
    const country = iso3Of.get(two)
    if (country === undefined || two === 'PS') continue
    const feature = findFeature(unit, byCode, byCountry)
    const iso = curated.get(unit.code)
    const own =
      feature && isoPattern.test(feature.iso_3166_2) && isoCounts.get(feature.iso_3166_2).length === 1
        ? feature.iso_3166_2
        : null
    const free = own !== null && !takenIds.has(own) && own.startsWith(`${two}-`) && !joinCodeIsStale(two)
    const id = iso ? `${two}-${iso}` : free ? own : `gn:${unit.code}`
    takenIds.add(id)
    const bare = withoutUnitWord(unit.name)
    units.set(unit.code, {
      id,
      code: unit.code,
      geonameId: feature?.gn_id > 0 ? feature.gn_id : null,
      kind: 'adm1',
      name: bare,
      country,
      level: 1,
      parent: country,
      members: [],
      latitude: feature?.centroid?.latitude ?? null,
      longitude: feature?.centroid?.longitude ?? null,
      population: null,
      names: withBareNames([unit.name, ...(feature ? namesOf(feature) : [])]),
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

/** Iran's and Kazakhstan's codes were renumbered; Natural Earth has the old ones, which now mean other units. */
const joinCodeIsStale = (two) => two === 'IR' || two === 'KE'

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
      names: withBareNames([unit.name, ...(feature ? namesOf(feature) : [])]),
    })
  }
  return units
}

/** Five-digit codes of these countries are their statistical offices' own and collide with GeoNames ids. */
const nationalCodes = new Set([
  'CO',
  'NG',
  'DE',
  'AT',
  'IT',
  'ES',
  'PE',
  'US',
  'MX',
  'BR',
  'CL',
  'DK',
  'SE',
  'NO',
  'FI',
  'GB',
  'PL',
  'CZ',
  'TR',
  'EC',
  'VE',
  'IN',
  'UA',
  'LT',
  'LV',
  'EE',
  'PK',
  'NL',
  'BE',
  'HU',
  'RS',
  'SK',
  'TH',
  'ID',
  'MY',
  'JP',
  'KR',
  'CN',
  'BD',
  'PY',
  'AR',
  'BO',
  'DO',
  'CR',
  'PT',
  'FR',
  'CH',
  'BG',
  'RO',
  'GR',
  'TL',
  'UZ',
  'YE',
  'AF',
  'IR',
])

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
    const id = Number(code)
    return !cityIds.has(id) && (id >= 1_000_000 || ranges.has(`${two} ${Math.floor(id / 2000)}`))
  }
}
