/** What IDMC's services have in common: their words for places, events, codes, hazards and offices. */
import type { IsoDate, Occurred } from '@displacement-monitor/shared/domain'
import type { EventHint, PlaceHint } from './release.ts'

/** The first that is named; "Media" and "Unknown" count nobody, and then the number is IDMC's own word. */
export function officeIn(sources: string | null): string | null {
  const first = sources?.split(';')[0]?.trim() ?? ''
  return first === '' || /^((local )?media|unknown|others?)$/i.test(first) ? null : first
}

export const occurredIn = (words: string | null): Occurred =>
  words === null ? 'unknown' : /without/i.test(words) ? 'during' : /preventive/i.test(words) ? 'before' : 'unknown'

/** In the words of a report, where one fits; else IDMC's own. */
export function hazardIn(type: string | null, subtype: string | null): string | null {
  if (type === null) return null
  if (/cyclone/i.test(subtype ?? '')) return 'cyclone'
  if (/^tornado|^(cold|heat) wave|^tsunami/i.test(subtype ?? '')) return subtype?.toLowerCase() ?? null
  const told = type.toLowerCase()
  return told === 'mass movement' ? 'landslide' : told === 'volcanic activity' ? 'volcano' : told
}

export interface StatedEvent {
  /** IDMC's number of it; null where the shape has none. */
  id: string | null
  name: string
  iso3: string
  cause: EventHint['cause']
  hazard: string | null
  beganOn: IsoDate | null
  /** As told, each with its kind ("Glide Number"). */
  codes: readonly { code: string; type: string }[]
}

/**
 * By its number; by its name in its country, which the lists without numbers share with those that have them; by the numbers
 * that others gave it.
 */
export function eventOf({ id, name, iso3, cause, hazard, beganOn, codes }: StatedEvent): EventHint {
  const others = codes.flatMap(({ code, type }) =>
    code === '' ? [] : [{ scheme: schemeOf(type), code: code.toUpperCase() }],
  )
  const named = { scheme: 'idu-name', code: `${iso3} ${name}`.slice(0, 300) }
  return {
    name,
    cause,
    hazard,
    beganOn,
    codes: [...(id === null ? [] : [{ scheme: 'idu', code: id }]), named, ...others],
  }
}

const schemeOf = (type: string): string =>
  /glide/i.test(type)
    ? 'glide'
    : type
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'other'

export interface StatedLocations {
  /** "Lucena del Puerto, Huelva, Andalusia, Spain", narrower to wider. */
  names: readonly string[]
  /** Of each: "Point", "County/City/town/Village/Woreda (ADM3)". */
  accuracies: readonly string[]
  /** Of each: "Origin", "Destination", "Both". */
  types: readonly string[]
  iso3: string
  /** Names of the country as the last part of a location may print it. */
  countries: readonly string[]
  latitude: number | null
  longitude: number | null
}

/** Several locations share one number: what they have in common is its place. Not for an empty list. */
export function placeOfLocations(stated: StatedLocations): PlaceHint {
  const countries = stated.countries.map((name) => name.toLowerCase())
  const paths = stated.names.map((name) => {
    const units = name
      .split(',')
      .map((unit) => unit.trim())
      .filter(Boolean)
    return countries.includes(units.at(-1)?.toLowerCase() ?? '') ? units.slice(0, -1) : units
  })
  const types = stated.types.map((type) => type.toLowerCase())
  const has = (role: string) => types.some((type) => type.includes(role))
  return {
    name: stated.names.join('; ').slice(0, 300),
    iso3: stated.iso3,
    role: has('both') || (has('origin') && has('destination')) ? 'both' : has('destination') ? 'destination' : 'origin',
    accuracy: stated.names.length === 1 ? accuracyOf(stated.accuracies[0] ?? '') : 'area',
    paths: paths.some((path) => path.length === 0) ? [] : paths,
    pcode: null,
    latitude: stated.latitude,
    longitude: stated.longitude,
  }
}

const accuracyOf = (told: string): PlaceHint['accuracy'] =>
  /ADM0/.test(told)
    ? 'adm0'
    : /ADM1/.test(told)
      ? 'adm1'
      : /ADM2/.test(told)
        ? 'adm2'
        : /ADM3/.test(told)
          ? 'adm3'
          : 'point'
