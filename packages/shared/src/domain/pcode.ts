/** P-codes: the codes that COD-AB and HDX lists give to the units of a country, and what such a list says of each unit. */
import type { IsoDate } from './dates.ts'
import type { PlaceId } from './place.ts'

/** One unit as a P-code list names it. */
export interface ListedUnit {
  pcode: string
  /** What the list tells of the country, the surest first: ISO codes, its P-code, its name. */
  country: readonly string[]
  /** 0 for a country, 1 to 5. */
  level: number
  /** The provider's own spelling, in Latin letters where it has one. */
  name: string
  /** The same name in other languages or spellings of the list. */
  otherNames: readonly string[]
  parentPcode: string | null
  /** First and last day on which the code is in force; null where the list does not say. */
  validFrom: IsoDate | null
  validTo: IsoDate | null
  /** Where it stands in the list: "line 12", "sheet ADM2, row 12". */
  at: string
}

/** How a listed unit was found among ours. */
export const pcodeMatches = ['name', 'spelling', 'town', 'elsewhere'] as const
export type PcodeMatch = (typeof pcodeMatches)[number]
/** Why it was not: its country or level is none of ours, several units fit, none does. */
export const pcodeMisses = ['country', 'level', 'several', 'name'] as const
export type PcodeMiss = (typeof pcodeMisses)[number]

export interface AttachedUnit {
  unit: ListedUnit
  /** ISO 3166-1 alpha-3; null for a country that we do not know. */
  countryIso3: string | null
  placeId: PlaceId | null
  matchedBy: PcodeMatch | null
  /** Null where it was found. */
  missedBy: PcodeMiss | null
}

/** A P-code that stands for a unit of ours; `current` is false for one that a newer list has replaced. */
export interface KnownPcode {
  pcode: string
  placeId: PlaceId
  current: boolean
}
