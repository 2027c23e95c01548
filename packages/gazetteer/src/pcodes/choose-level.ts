/**
 * Which of our levels a list's level is. Lists and GeoNames count levels differently: the second level of the Russian list is
 * our first, the communes of Haiti's are a level that we do not have, although every chief commune bears its arrondissement's name.
 */
import type { PlaceId } from '@displacement-monitor/shared/domain'
import type { CountryUnits } from './country-units.ts'
import type { Listed } from './listed.ts'
import { pairByName } from './match-siblings.ts'

/** Measured over the 158 countries of HDX's list: splits and mergers of districts stay under it (Sudan 2.1), other kinds of units
 *  are over it (Algeria's communes 2.8, Haiti's 3.3, Kenya's sub-counties 9). */
const mostTimes = 2.5
/** Fewer units than this say nothing by their number. */
const fewUnits = 8
/** GeoNames has a part of its units, of the same kind: 28 of South Sudan's 79 counties. */
const partlyKnown = new Set(['SSD'])
const wellNamed = 0.6
const badlyNamed = 0.3

export interface LevelChoice {
  /** 0 where it is none of ours. */
  ourLevel: number
  /** Most of its names are those of our units there. */
  isSure: boolean
}

interface Asked {
  countryIso3: PlaceId
  level: number
  listed: readonly Listed[]
  /** Of the level under it. */
  below: readonly Listed[]
  ours: CountryUnits
  /** Of the codes attached so far: a list may hold a part of a country. */
  placeOf: ReadonlyMap<string, PlaceId>
  /** Of ours, taken by the levels above. */
  usedLevels: ReadonlySet<number>
}

export function chooseLevel({ countryIso3, level, listed, below, ours, placeOf, usedLevels }: Asked): LevelChoice {
  if (listed.length === 0) return none
  const share = (units: readonly Listed[], ourLevel: number): number =>
    usedLevels.has(ourLevel) ? 0 : pairByName(units, ours.ofLevel(ourLevel)).pairs.size / units.length
  const isOf = (units: readonly Listed[], ourLevel: number): boolean =>
    units.length >= fewUnits &&
    isAlike(units.length, ours.ofLevel(ourLevel).length) &&
    share(units, ourLevel) >= wellNamed
  const own = share(listed, level)
  const times = timesOurs({ level, listed, ours, placeOf })
  const isPart = times < 1 / mostTimes && own >= wellNamed
  const fits =
    !usedLevels.has(level) &&
    (partlyKnown.has(countryIso3) || isPart || (times <= mostTimes && (level === 1 || times >= 1 / mostTimes)))
  if (own < badlyNamed || !fits) {
    const other = level === 1 ? 2 : 1
    if (isOf(listed, other)) return { ourLevel: other, isSure: true }
    // Groups of our provinces, which stand one level lower in the list: the federal districts of Russia.
    if (level === 1 && isOf(below, 1)) return none
  }
  return fits ? { ourLevel: level, isSure: own >= badlyNamed } : none
}

const none: LevelChoice = { ourLevel: 0, isSure: false }
const isAlike = (a: number, b: number): boolean => Math.max(a, b) <= mostTimes * Math.min(a, b)

/** How many times as many units as we have the list has, under those of ours that it covers; 1 where they are too few to tell. */
function timesOurs({ level, listed, ours, placeOf }: Pick<Asked, 'level' | 'listed' | 'ours' | 'placeOf'>): number {
  const times = (theirs: number, own: number): number =>
    Math.max(theirs, own) < fewUnits ? 1 : theirs / Math.max(own, 0.1)
  if (level === 1) return times(listed.length, ours.ofLevel(1).length)
  const covered = new Set(listed.map(({ unit }) => placeOf.get(unit.parentPcode ?? '')))
  const under = [...covered].flatMap((parent) => (parent === undefined ? [] : ours.under(parent, level)))
  const here = listed.filter(({ unit }) => placeOf.has(unit.parentPcode ?? ''))
  return under.length > 0 ? times(here.length, under.length) : times(listed.length, ours.ofLevel(level).length)
}
