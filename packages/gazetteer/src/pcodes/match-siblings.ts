/**
 * Listed units against our units of one parent: the plain name first, then the looser forms. Each step takes only what is
 * clear on both sides (one unit for the name, one name for the unit) and out of what is left; so two that look alike stay
 * unmatched rather than one of them wrong.
 */
import type { ListedUnit, PcodeMatch, PlaceId } from '@displacement-monitor/shared/domain'
import type { Unit } from './country-units.ts'
import type { Listed } from './listed.ts'
import { namesakes } from './namesakes.ts'
import { isAdjectiveOf, slipsAllowed, slipsBetween, type UnitForms } from './unit-forms.ts'

type Fits = (listed: Listed, unit: Unit) => boolean

const meets = (pick: (forms: UnitForms) => string | null): Fits => {
  return ({ forms }, unit) => {
    const own = pick(unit.forms)
    return own !== null && own !== '' && forms.some((each) => pick(each) === own && each.fixed === unit.forms.fixed)
  }
}

/** "Jisr-Ash-Shugur" is no name of the district, but both are names of the town in it. */
const sharesTown: Fits = (listed, unit) => {
  for (const id of listed.known()) if (id.includes(':') && unit.namesakes().has(id)) return true
  return false
}

const fewSlips: Fits = ({ forms }, { forms: own }) =>
  forms.some((each) => {
    const most = Math.min(slipsAllowed(each.core), slipsAllowed(own.core))
    return most > 0 && each.fixed === own.fixed && slipsBetween(each.core, own.core, most) <= most
  })

const sameAdjective: Fits = ({ forms }, { forms: own }) =>
  forms.some(({ adjective, core }) => {
    if (adjective !== null && own.adjective !== null) return adjective === own.adjective
    if (adjective !== null) return isAdjectiveOf(adjective, own.core)
    return own.adjective !== null && isAdjectiveOf(own.adjective, core)
  })

/** A cell that was cut off ("Bordj Bou Arrer"), a name without its last word ("Acolman" for Acolman de Nezahualcóyotl). */
const beginsAlike: Fits = ({ forms }, { forms: own }) =>
  forms.some(
    ({ core, fixed }) =>
      Math.min(core.length, own.core.length) >= 7 &&
      fixed === own.fixed &&
      (core.startsWith(own.core) || own.core.startsWith(core)),
  )

/**
 * GeoNames took many codes over from the offices that made the P-codes: `gn:ID.08.3571` is ID3571, the city of Kediri and
 * not the regency of that name. A number alone says nothing, since others were counted anew.
 */
const numberOfId = (id: PlaceId): string | null => /(?:\.|^gn:)(?:[A-Z]*0*)([1-9][0-9A-Z]{2,})$/u.exec(id)?.[1] ?? null
const numberOfCode = (pcode: string): string => pcode.replace(/^[A-Z]+0*/u, '')
const meetsSomehow: Fits = (listed, unit) =>
  meets(({ core }) => core)(listed, unit) || meets(({ sound }) => sound)(listed, unit) || fewSlips(listed, unit)

interface Step {
  by: PcodeMatch
  /** What a unit is found by; without it every unit is tried, which only siblings are few enough for. */
  keys?: { ofUnit: (unit: Unit) => string | null; ofListed: (listed: Listed) => readonly string[] }
  fits?: Fits
}

const byForm = (pick: (forms: UnitForms) => string): NonNullable<Step['keys']> => ({
  ofUnit: ({ forms }) => pick(forms),
  ofListed: ({ forms }) => forms.map(pick),
})

/** From the surest to the loosest. */
const steps: readonly Step[] = [
  {
    by: 'name',
    keys: { ofUnit: ({ id }) => numberOfId(id), ofListed: ({ unit }) => [numberOfCode(unit.pcode)] },
    fits: meetsSomehow,
  },
  { by: 'name', keys: byForm(({ plain }) => plain) },
  { by: 'name', keys: { ofUnit: ({ id }) => id, ofListed: ({ known }) => [...known()] } },
  { by: 'spelling', keys: byForm(({ core }) => core), fits: meets(({ core }) => core) },
  { by: 'spelling', fits: meets(({ bag }) => bag) },
  { by: 'spelling', fits: meets(({ sound }) => sound) },
  { by: 'town', fits: sharesTown },
  { by: 'spelling', fits: meets(({ skeleton }) => skeleton) },
  { by: 'spelling', fits: fewSlips },
  { by: 'spelling', fits: sameAdjective },
  { by: 'spelling', fits: beginsAlike },
]

export interface Pairing {
  pairs: ReadonlyMap<ListedUnit, { placeId: PlaceId; by: PcodeMatch }>
  /** Fits several of ours, or shares the one it fits. */
  unclear: ReadonlySet<ListedUnit>
}

/** All steps: for units of one parent. */
export const pairSiblings = (listed: readonly Listed[], units: readonly Unit[]): Pairing => pairUp(listed, units, steps)

/** Across a whole country only the name itself counts. */
export const pairByName = (listed: readonly Listed[], units: readonly Unit[]): Pairing =>
  pairUp(
    listed,
    units,
    steps.filter(({ keys }) => keys !== undefined),
  )

function pairUp(listed: readonly Listed[], units: readonly Unit[], wanted: readonly Step[]): Pairing {
  const pairs = new Map<ListedUnit, { placeId: PlaceId; by: PcodeMatch }>()
  const unclear = new Set<ListedUnit>()
  const taken = new Set<PlaceId>()
  const pairSure = (unit: ListedUnit, placeId: PlaceId, by: PcodeMatch): void => {
    pairs.set(unit, { placeId, by })
    taken.add(placeId)
  }
  const barred = new Set<Listed>()
  for (const [index, step] of wanted.entries()) {
    // After the step by number, which tells even namesakes apart.
    if (index === 1) {
      const left = listed.filter(({ unit }) => !pairs.has(unit))
      for (const { alike, fits } of namesakes(
        left,
        units.filter(({ id }) => !taken.has(id)),
      )) {
        for (const each of alike) {
          const own = fits?.get(each)
          if (own !== undefined) pairSure(each.unit, own.id, 'name')
          else barred.add(each)
        }
      }
    }
    const open = listed.filter((each) => !pairs.has(each.unit) && !barred.has(each))
    const free = units.filter(({ id }) => !taken.has(id))
    if (open.length === 0 || free.length === 0) break
    const fitting = fittingUnits(step, open, free)
    const asked = new Map<PlaceId, number>()
    for (const { id } of fitting.flat()) asked.set(id, (asked.get(id) ?? 0) + 1)
    open.forEach(({ unit }, at) => {
      const [only, ...others] = fitting[at] ?? []
      if (only === undefined) return
      if (others.length > 0 || (asked.get(only.id) ?? 0) > 1) {
        unclear.add(unit)
        return
      }
      pairSure(unit, only.id, step.by)
    })
  }
  for (const { unit } of barred) unclear.add(unit)
  for (const unit of pairs.keys()) unclear.delete(unit)
  return { pairs, unclear }
}

function fittingUnits({ keys, fits }: Step, open: readonly Listed[], free: readonly Unit[]): Unit[][] {
  if (keys === undefined) return open.map((each) => free.filter((unit) => fits?.(each, unit)))
  const byKey = new Map<string, Unit[]>()
  for (const unit of free) {
    const key = keys.ofUnit(unit)
    if (key === null || key === '') continue
    const list = byKey.get(key)
    if (list === undefined) byKey.set(key, [unit])
    else list.push(unit)
  }
  return open.map((each) => {
    const found = new Set(keys.ofListed(each).flatMap((key) => byKey.get(key) ?? []))
    return [...found].filter((unit) => fits?.(each, unit) ?? true)
  })
}
