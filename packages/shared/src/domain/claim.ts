/** A claim: figures that say the same. Its witnesses are the reports that print it. */

import type { DatedDay, IsoDate } from './dates.ts'
import type { AsOfBasis, Category, Cause, FigureRole, Quantifier, Scope, Unit, Window } from './figure.ts'
import type { PlaceId, PlaceRole } from './place.ts'

export type ClaimId = number

/** What every claim of one subject shares; series are built within a subject. */
export interface Subject {
  placeId: PlaceId
  placeRole: PlaceRole
  category: Category
  scope: Scope
  cause: Cause | null
}

/** How a claim has been checked: all its witnesses read by machine, some reviewed, or one approved or corrected. */
export const claimReviews = ['machine_read', 'partly', 'cleared'] as const
export type ClaimReview = (typeof claimReviews)[number]

/** One claim with what its living witnesses tell of it. Figures that are superseded, rejected or a part of another give none. */
export interface Claim extends Subject {
  id: ClaimId
  value: number
  valueHigh: number | null
  quantifier: Quantifier
  unit: Unit
  householdSize: number | null
  since: DatedDay | null
  /** Null where no report states it: see `firstPrintedOn`. */
  asOf: DatedDay | null
  asOfBasis: AsOfBasis
  /** As most witnesses tell it; absent or null: judged from the dates alone. */
  window?: Window | null
  /** Name as told; null where nobody is named. */
  counter: string | null
  /** Root of the counter's tree ("UN" for OCHA); equals `counter` for a root; null where nobody is named. */
  counterFamily: string | null
  /** Reliability of the counter, 0 to 1. */
  reliability: number
  role: FigureRole
  /** Operation of a structured source ("Displacement Afghanistan"), with its round and coverage; null for prose. */
  operation: string | null
  round: number | null
  /** Of a round: "BA" (baseline) or "SA" (sites, the same people once more); absent or null for prose. */
  assessmentType?: string | null
  /** Ids of the units that the round assessed; null where not told. */
  coverage: readonly PlaceId[] | null
  eventId: number | null
  /** Earliest print over the witnesses; null where none is dated. */
  firstPrintedOn: IsoDate | null
  /** Instant when this database first knew it. */
  firstRecordedAt: Date
  /** Distinct publishers among the witnesses, ≥ 1; those that print one text count once. */
  publishers: number
  /** Distinct reports. */
  witnesses: number
  /** A witness is the counter's own document. */
  primary: boolean
  review: ClaimReview
  /** Highest confidence among the witnesses. */
  confidence: number
}
