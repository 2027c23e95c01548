/** A claim made ready for the rules: its interval, its day, its office, its weight. Content decides, never ids. */

import {
  type Claim,
  type ClaimId,
  type ClaimReview,
  type DatedDay,
  dayNumber,
  type IsoDate,
  spanOf,
  type Unit,
  utcDay,
} from '@displacement-monitor/shared/domain'
import { claimKey } from './claim-key.ts'
import { type Interval, intervalOf, lastDigitUnit } from './interval.ts'
import { depthOf, normaliseCounter } from './normalise-counter.ts'
import { ruleNumbers } from './rule.ts'

export interface Reading {
  claim: Claim
  /** Content order: the same whatever the order of arrival. */
  key: string
  /** Persons where the households' size is named. */
  unit: Unit
  value: number
  interval: Interval
  /** Width of the interval over its value: small is precise. */
  width: number
  /** Unit of the last non-zero digit of the printed value. */
  grain: number
  /** First print, or the day this database first knew it. */
  printedOn: IsoDate
  /** A print tells its day. */
  dated: boolean
  /** The as-of is told to the day. */
  stated: boolean
  /** The last day covered: as stated, or at most by the day of print. */
  asOf: IsoDate
  /** `asOf` in days since 1970. */
  day: number
  since: DatedDay | null
  office: string | null
  /** How far below its family's root the office stands; -1 where nobody is named. */
  depth: number
  /** "" where nobody is named. */
  family: string
  primary: boolean
  review: ClaimReview
  witnesses: number
  weight: number
  /** Lead first; claims that say the same stand behind it. */
  claimIds: readonly ClaimId[]
  /** Told under the names of two offices. */
  attribution: boolean
}

const reviewFactor: Record<ClaimReview, number> = { machine_read: 1, partly: 1.5, cleared: 2 }

/** Rule 3: reliability × stated date (half for an inferred as-of, half for an undated print) × review × relays, the counter's own document above all relays. */
export function weightOf(claim: Claim, stated: boolean, publishers: number, primary: boolean, review: ClaimReview) {
  const relays = Math.min(ruleNumbers.maxRelayWeight, Math.log2(1 + publishers))
  const told = (stated ? 1 : 0.5) * (claim.firstPrintedOn === null ? 0.5 : 1)
  return claim.reliability * told * reviewFactor[review] * (primary ? ruleNumbers.primaryWeight : relays)
}

export const printDay = (claim: Claim): IsoDate => claim.firstPrintedOn ?? utcDay(claim.firstRecordedAt)

/** The day a number is placed on: stated; the end of a coarse as-of, but not after its print; else the print. */
function placedOn(claim: Claim, printedOn: IsoDate): { asOf: IsoDate; stated: boolean } {
  if (claim.asOf === null) return { asOf: printedOn, stated: false }
  const { last } = spanOf(claim.asOf)
  if (claim.asOfBasis === 'published') return { asOf: last, stated: false }
  if (claim.asOf.accuracy === 'day') return { asOf: claim.asOf.day, stated: true }
  return { asOf: last < printedOn || claim.firstPrintedOn === null ? last : printedOn, stated: false }
}

export function readClaim(claim: Claim): Reading {
  const size = claim.unit === 'household' ? claim.householdSize : null
  const factor = size ?? 1
  const told = intervalOf(claim.value, claim.valueHigh, claim.quantifier)
  const interval = { low: Math.round(told.low * factor), high: Math.round(told.high * factor) }
  const value = Math.round(claim.value * factor)
  const printedOn = printDay(claim)
  const { asOf, stated } = placedOn(claim, printedOn)
  const counter = claim.counter === null ? null : normaliseCounter(claim.counter)
  return {
    claim,
    key: claimKey(claim, claim),
    unit: size === null ? claim.unit : 'person',
    value,
    interval,
    width: (interval.high - interval.low) / Math.max(1, value),
    grain: lastDigitUnit(claim.value),
    printedOn,
    dated: claim.firstPrintedOn !== null,
    stated,
    asOf,
    day: dayNumber(asOf),
    since: claim.since,
    office: counter?.name ?? null,
    depth: counter === null ? -1 : depthOf(counter.name),
    family: claim.counterFamily ?? counter?.family ?? '',
    primary: claim.primary,
    review: claim.review,
    witnesses: claim.witnesses,
    weight: weightOf(claim, stated, claim.publishers, claim.primary, claim.review),
    claimIds: [claim.id],
    attribution: false,
  }
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The order of trust: who leads where several say the same. Total, and blind to ids unless all else is equal. */
export function byTrust(a: Reading, b: Reading): number {
  return (
    Number(b.review === 'cleared') - Number(a.review === 'cleared') ||
    Number(isStructured(b)) - Number(isStructured(a)) ||
    Number(b.primary) - Number(a.primary) ||
    Number(b.stated) - Number(a.stated) ||
    Number(b.dated) - Number(a.dated) ||
    a.grain - b.grain ||
    b.depth - a.depth ||
    Number(b.since?.accuracy === 'day') - Number(a.since?.accuracy === 'day') ||
    a.width - b.width ||
    text(a.printedOn, b.printedOn) ||
    text(a.key, b.key) ||
    a.claim.id - b.claim.id
  )
}
/** A row of a structured source keeps its event, round and coverage when prose repeats it. */
const isStructured = ({ claim }: Reading): boolean => claim.role !== 'candidate' || claim.operation !== null

/** By day, then by trust. */
export const byDay = (a: Reading, b: Reading): number => a.day - b.day || byTrust(a, b)
