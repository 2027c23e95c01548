/**
 * P-codes to our units, by country, level, parent and name. A unit is looked for under the unit that its parent's code was
 * attached to; where that fails, by its plain name among all units of its level that are left. No guess: what two units
 * could be stays without one.
 */
import type {
  AttachedUnit,
  Gazetteer,
  ListedUnit,
  PcodeMatch,
  PcodeMiss,
  PlaceId,
} from '@displacement-monitor/shared/domain'
import { chooseLevel } from './choose-level.ts'
import { countryOf } from './country-of.ts'
import { type CountryUnits, readCountryUnits } from './country-units.ts'
import { asListed, type Listed } from './listed.ts'
import { pairByName, pairSiblings } from './match-siblings.ts'

/** Levels that we have units of; below there are towns, and a commune is more than its town. */
const deepestLevel = 2

export function attachPcodes(list: readonly ListedUnit[], gazetteer: Gazetteer): AttachedUnit[] {
  const outcomes = new Map<ListedUnit, Omit<AttachedUnit, 'unit'>>()
  const countries = new Map<string, PlaceId | null>()
  const known = (words: readonly string[]): PlaceId | null => {
    const key = words.join('\n')
    if (!countries.has(key)) countries.set(key, countryOf(words, gazetteer))
    return countries.get(key) ?? null
  }
  for (const [countryIso3, units] of groupBy(list, (unit) => known(unit.country))) {
    const found = countryIso3 === null ? units.map(missed('country')) : attachCountry(countryIso3, units, gazetteer)
    for (const { unit, placeId, matchedBy, missedBy } of found)
      outcomes.set(unit, { countryIso3, placeId, matchedBy, missedBy })
  }
  return list.map((unit) => ({ unit, ...(outcomes.get(unit) ?? { countryIso3: null, ...missed('country')(unit) }) }))
}

type Found = Omit<AttachedUnit, 'countryIso3'>
const missed =
  (missedBy: PcodeMiss) =>
  (unit: ListedUnit): Found => ({ unit, placeId: null, matchedBy: null, missedBy })
const matched = (unit: ListedUnit, placeId: PlaceId, matchedBy: PcodeMatch): Found => ({
  unit,
  placeId,
  matchedBy,
  missedBy: null,
})

function attachCountry(countryIso3: PlaceId, units: readonly ListedUnit[], gazetteer: Gazetteer): Found[] {
  const ours = readCountryUnits(countryIso3, gazetteer)
  const placeOf = new Map<string, PlaceId>()
  const found: Found[] = []
  for (const unit of units) {
    if (unit.level === 0) found.push(matched(unit, countryIso3, 'name'))
    if (unit.level > deepestLevel) found.push(missed('level')(unit))
  }
  const listedOf = (level: number): Listed[] =>
    units.filter((unit) => unit.level === level).map((unit) => asListed(unit, gazetteer))
  const usedLevels = new Set<number>()
  for (let level = 1, listed = listedOf(1); level <= deepestLevel; level++) {
    const below = listedOf(level + 1)
    const { ourLevel, isSure } = chooseLevel({ countryIso3, level, listed, below, ours, placeOf, usedLevels })
    const attached = attachLevel({ countryIso3, level, ourLevel, listed, ours, placeOf })
    if (isSure) usedLevels.add(ourLevel)
    for (const { unit, placeId } of attached) if (placeId !== null) placeOf.set(unit.pcode, placeId)
    found.push(...attached)
    listed = below
  }
  return found
}

interface Level {
  countryIso3: PlaceId
  level: number
  /** 0 where it is none of ours. */
  ourLevel: number
  listed: readonly Listed[]
  ours: CountryUnits
  placeOf: ReadonlyMap<string, PlaceId>
}

function attachLevel({ countryIso3, level, ourLevel, listed, ours, placeOf }: Level): Found[] {
  const parentOf = ({ unit }: Listed): PlaceId | null =>
    ourLevel === 1 ? countryIso3 : (placeOf.get(unit.parentPcode ?? '') ?? null)
  const found = new Map<ListedUnit, Found>()
  const unclear = new Set<ListedUnit>()
  for (const [parentId, siblings] of groupBy(listed, parentOf)) {
    if (parentId === null) continue
    const paired = pairSiblings(siblings, ours.under(parentId, ourLevel))
    for (const [unit, { placeId, by }] of paired.pairs) found.set(unit, matched(unit, placeId, by))
    for (const unit of paired.unclear) unclear.add(unit)
  }
  const taken = new Set([...found.values()].map(({ placeId }) => placeId))
  const left = listed.filter(({ unit }) => !found.has(unit) && !unclear.has(unit))
  const free = [...ours.ofLevel(ourLevel), ...(level === 1 ? ours.areas() : [])].filter(({ id }) => !taken.has(id))
  const elsewhere = pairByName(left, free)
  for (const [unit, { placeId }] of elsewhere.pairs) found.set(unit, matched(unit, placeId, 'elsewhere'))
  const several = (unit: ListedUnit): boolean => unclear.has(unit) || elsewhere.unclear.has(unit)
  const why = (unit: ListedUnit): PcodeMiss => (ourLevel === 0 ? 'level' : several(unit) ? 'several' : 'name')
  return listed.map(({ unit }) => found.get(unit) ?? missed(why(unit))(unit))
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const list = groups.get(key(item))
    if (list === undefined) groups.set(key(item), [item])
    else list.push(item)
  }
  return groups
}
