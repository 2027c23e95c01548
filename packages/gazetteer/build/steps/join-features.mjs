/**
 * Which polygon of Natural Earth is which unit of GeoNames. Its codes are of an older list for some countries, its names are
 * a neighbour's for others (Eritrea's four, Ecuador's Napo and Tungurahua): where the cities of a unit lie decides first.
 */
import { holds } from './polygons.mjs'
import { withoutUnitWord } from './unit-words.mjs'

const wantedLanguages = 'ar fr es pt ru uk tr zh zht en de fa ur it id vi'.split(' ')
/** `gn_a1_code` of these countries is of an older list in which the same code meant another unit. */
const joinByNameOnly = new Set(['PH', 'FR', 'VN', 'KE', 'IR', 'MG'])
/** Natural Earth's names of these units belong to another one ("West Soudan" for West Darfur). */
const wrongNames = new Set(['West Soudan', 'Wassoulou', 'Zamboanga Peninsula'])

export const key = (name) =>
  withoutUnitWord(name)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^(?:al|el|ad|as|an|ash|ar|at|az)[ -]/u, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/(.)\1/gu, '$1')

export const group = (rows, keyOf) => {
  const groups = new Map()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}

const cleaned = (names) =>
  names
    .map((name) => (name ?? '').replace(/\(.*?\)|\[.*?\]/g, '').trim())
    .filter((name) => name !== '' && !/[/,\d]/.test(name) && !wrongNames.has(name))
/** What the feature is called itself, without names copied from other lists by code. */
export const ownNamesOf = (feature) => cleaned([feature.name, feature.name_en])
const copiedNames = (feature) => [feature.gn_name, feature.gns_name?.split(',')[0]]
const drawnNames = (feature) => [
  feature.name,
  feature.woe_name,
  ...(feature.name_local ?? '').split(/[|;]/),
  ...(feature.name_alt ?? '').split(/[|;]/),
  ...wantedLanguages.map((language) => feature[`name_${language}`]),
]
const namesOf = (feature) => cleaned([...drawnNames(feature), ...copiedNames(feature)])
/** What a unit may take: names that came to the feature by another unit's code stay behind. `code` null: all. */
export const lentNames = (feature, code) =>
  code === null || feature.gn_a1_code === code ? namesOf(feature) : cleaned(drawnNames(feature))

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

/** One of the names is nearly the unit's. The code alone joined Cundinamarca to Bogotá and Ilocos to Abra. */
const isLike = (names, name) => {
  const wanted = key(name)
  return names.some((candidate) => {
    const have = key(candidate)
    return (
      have === wanted ||
      distance(have, wanted) <= Math.max(1, wanted.length * 0.25) ||
      (wanted.length > 4 && have.length > 4 && (have.startsWith(wanted) || wanted.startsWith(have)))
    )
  })
}
const isNamed = (names, name) => names.some((candidate) => key(candidate) === key(name))

/** Of a unit's cities and of a polygon's, how many must be each other's for the two to be one. */
const sameGround = 0.8
/** A polygon with fewer of a unit's cities is another unit's, whatever it is called. */
const otherGround = 0.3
const wholeGround = 0.6
const fewCities = 2

export class FeatureJoin {
  constructor(features, cities) {
    this.byCode = group(features, (feature) => feature.gn_a1_code)
    this.byCountry = group(features, (feature) => feature.iso_a2)
    /** Unit code → feature → how many of its cities lie there. */
    this.ground = new Map()
    this.citiesIn = new Map()
    for (const city of cities) {
      const feature = (this.byCountry.get(city.country) ?? []).find((each) =>
        holds(each, city.longitude, city.latitude),
      )
      if (feature === undefined) continue
      const code = `${city.country}.${city.admin1}`
      const counts = this.ground.get(code) ?? new Map()
      this.ground.set(code, counts.set(feature, (counts.get(feature) ?? 0) + 1))
      this.citiesIn.set(feature, (this.citiesIn.get(feature) ?? 0) + 1)
    }
  }

  /** `feature`: the polygon; `namesFrom`: the feature whose names and code are the unit's; null where there is none. */
  of(unit) {
    const found = this.byGround(unit) ?? this.byName(unit)
    const feature = found !== null && this.isWhole(unit, found) ? found : null
    if (found !== null && isLike(lentNames(found, ''), unit.name)) return { feature, namesFrom: found }
    const namesakes = (this.byCountry.get(unit.code.slice(0, 2)) ?? []).filter((each) =>
      isNamed(ownNamesOf(each), unit.name),
    )
    // Without a likeness the languages may differ (Grodnenskaya, Grodno), if no other polygon has the unit's name.
    return { feature, namesFrom: namesakes.length === 1 ? namesakes[0] : found }
  }

  share(unit, feature) {
    const counts = this.ground.get(unit.code)
    const total = [...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 0)
    return total === 0 ? null : (counts.get(feature) ?? 0) / total
  }

  /** A prefecture bears its region's name and is a part of it (Kankan). */
  isWhole(unit, feature) {
    return (this.share(unit, feature) ?? 1) >= wholeGround
  }

  byGround(unit) {
    const counts = this.ground.get(unit.code)
    if (counts === undefined) return null
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
    for (const [feature, count] of counts) {
      if (count >= fewCities && count >= sameGround * total && count >= sameGround * this.citiesIn.get(feature))
        return feature
    }
    return null
  }

  isElsewhere(unit, feature) {
    return (this.share(unit, feature) ?? 1) < otherGround
  }

  byName(unit) {
    const two = unit.code.slice(0, 2)
    const here = (list) => (list ?? []).filter((feature) => !this.isElsewhere(unit, feature))
    const coded = joinByNameOnly.has(two) ? [] : here(this.byCode.get(unit.code))
    const own = here(this.byCountry.get(two)).filter((feature) => isNamed(ownNamesOf(feature), unit.name))
    if (own.length === 1) return own[0]
    const named = coded.filter((feature) => isLike(namesOf(feature), unit.name))
    if (named.length > 0) return named[0]
    const exact = here(this.byCountry.get(two)).filter((feature) => isNamed(namesOf(feature), unit.name))
    if (exact.length === 1) return exact[0]
    // A coded join without a likeness of names holds where the code is alone in both lists.
    return coded.length === 1 && /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(coded[0].iso_3166_2) ? coded[0] : null
  }
}
