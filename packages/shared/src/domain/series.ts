/** Series: what packages/series makes of the claims of one subject. */
import type { ClaimId, ClaimReview, Subject } from './claim.ts'
import type { DatedDay, IsoDate } from './dates.ts'
import { categories, type Quantifier, type Unit } from './figure.ts'

export const seriesKinds = ['cumulative', 'period', 'stock', 'event_sum'] as const
export type SeriesKind = (typeof seriesKinds)[number]

/** naive: every printed number added up, served for comparison alone. */
export const methods = ['reconciled', 'latest', 'highest', 'naive'] as const
export type Method = (typeof methods)[number]

/** How a trend is told: on the claims' own days, or as the line stood at the end of each day, week or month. */
export const steps = ['claims', 'day', 'week', 'month'] as const
export type Step = (typeof steps)[number]

/** Of a past day: what had been printed by then under today's rule, or what this database showed then. */
export const clocks = ['printed', 'recorded'] as const
export type Clock = (typeof clocks)[number]

/** Of the things that have a series; `displaced_unspecified` has none. */
export const seriesCategories = categories.filter((category) => category !== 'displaced_unspecified')

/** closed: a cumulative count that nobody continued for 60 days. */
export const seriesStates = ['open', 'closed'] as const
export type SeriesState = (typeof seriesStates)[number]

export const pointFlags = [
  'revised', 'restated', 'conflict', 'stale', 'lead_change', 'carried',
  'inferred', 'attribution', 'coverage_break', 'start_untold', 'naive',
] as const // biome-ignore format: a vocabulary reads best as a block
/**
 * revised: its own counter went back · restated: said of a wider place · conflict: another family is apart by over 2 % ·
 * stale: nothing is known from here on · lead_change: another counter or operation leads from here · carried: older than
 * its step · inferred: the as-of is the day of print · attribution: told under two offices' names · coverage_break: other
 * units were assessed than before · start_untold: a flow whose first day no report tells · naive: what plain
 * addition would have said, no number of people.
 */
export type PointFlag = (typeof pointFlags)[number]

export interface SeriesPoint {
  /** First day covered, of a `period` and `event_sum`; else null. */
  from: IsoDate | null
  asOf: IsoDate
  /** Persons or households as the series' unit says; null: unknown from here on. */
  value: number | null
  low: number | null
  high: number | null
  quantifier: Quantifier
  review: ClaimReview
  /** Reports behind the point. */
  witnesses: number
  claimIds: readonly ClaimId[]
  flags: readonly PointFlag[]
  /** One sentence: which rule placed it here, for "why this number". */
  reason: string
}

/** Why a claim of the subject makes no point. */
export interface LeftOut {
  claimId: ClaimId
  reason: string
}

export interface Series extends Subject {
  kind: SeriesKind
  unit: Unit
  /** Of a cumulative: its fixed start; else null. */
  since: DatedDay | null
  /** The family of counters that the line follows; null where nobody is named. */
  counter: string | null
  state: SeriesState
  method: Method
  /** `reconciled@1` */
  rule: string
  points: readonly SeriesPoint[]
  leftOut: readonly LeftOut[]
}
