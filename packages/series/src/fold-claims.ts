/** Claims of one subject that say the same: one leads, the others are its witnesses. Nothing is counted twice. */

import { type Claim, type ClaimId, daysBetween, spanOf } from '@displacement-monitor/shared/domain'
import { isRoundingOf } from './interval.ts'
import { isSameOrAbove } from './normalise-counter.ts'
import { byTrust, type Reading, readClaim, weightOf } from './reading.ts'
import { ruleNumbers } from './rule.ts'

export interface ClaimGroup {
  lead: ClaimId
  /** Lead first. */
  members: readonly ClaimId[]
}

/** One number under two names: `folded` into one claim within a family, kept apart between families. */
export interface AttributionConflict {
  claimIds: readonly [ClaimId, ClaimId]
  counters: readonly [string, string]
  folded: boolean
}

export interface Folding {
  groups: readonly ClaimGroup[]
  attributionConflicts: readonly AttributionConflict[]
}

type Spanned = { day: string; accuracy: 'day' | 'week' | 'month' | 'year' }
const meet = (a: Spanned, b: Spanned): boolean => {
  const [x, y] = [spanOf(a), spanOf(b)]
  return x.first <= y.last && y.first <= x.last
}
const agree = <T>(a: T | null | undefined, b: T | null | undefined): boolean => (a ?? b) === (b ?? a)

/** Same event, operation, round and assessment, as far as both tell; rounds never meet prose of another operation. */
function sameSource({ claim: a }: Reading, { claim: b }: Reading): boolean {
  if (a.role !== 'candidate' && b.role !== 'candidate' && (a.eventId !== b.eventId || a.role !== b.role)) return false
  return (
    agree(a.eventId, b.eventId) &&
    agree(a.operation, b.operation) &&
    agree(a.round, b.round) &&
    agree(a.assessmentType, b.assessmentType)
  )
}

/** The as-ofs may be one: both stated and meeting, or one a re-print told within weeks after the other. */
function sameAsOf(a: Reading, b: Reading): boolean {
  const [x, y] = [statedSpan(a), statedSpan(b)]
  if (x && y) return meet(x, y)
  if (!x && !y) return Math.abs(a.day - b.day) <= ruleNumbers.reprintDays
  const [told, reprint] = x ? [a, b] : [b, a]
  const later = daysBetween(told.asOf, reprint.printedOn)
  return later >= 0 && later <= ruleNumbers.reprintDays
}
const statedSpan = ({ claim }: Reading): Spanned | null => (claim.asOfBasis === 'stated' ? claim.asOf : null)

function sameWindow(a: Reading, b: Reading): boolean {
  if (!sameAsOf(a, b)) return false
  if (a.since === null || b.since === null) return true
  return meet(a.since, b.since)
}

/** Equal; or, where both state the day and one office speaks, one the rounding of the other. */
function sameValue(a: Reading, b: Reading): boolean {
  if (a.value === b.value) return agree(a.claim.valueHigh, b.claim.valueHigh)
  if (!a.stated || !b.stated || a.claim.operation !== null || !sameOffice(a, b)) return false
  return isRoundingOf(a.value, b.value) || isRoundingOf(b.value, a.value)
}

/** One office, or the family's own name for one of its offices, or nobody named on one side. */
const sameOffice = (a: Reading, b: Reading): boolean =>
  a.office === null || b.office === null || isSameOrAbove(a.office, b.office)

export interface FoldedReadings {
  /** One per group, its witnesses joined, in order of trust. */
  leads: readonly Reading[]
  conflicts: readonly AttributionConflict[]
}

/**
 * A star, not a chain: in order of trust each reading joins the first lead that says the same, else leads itself. So the
 * answer does not depend on the order of arrival, and 284,000 never reaches 312,000 over "some 300,000".
 */
export function foldReadings(readings: readonly Reading[]): FoldedReadings {
  const sorted = [...readings].sort(byTrust)
  const groups: Reading[][] = []
  const index = new Map<string, Reading[][]>()
  const conflicts: AttributionConflict[] = []
  for (const reading of sorted) {
    const near = [-1, 0, 1].flatMap((block) => bucketsOf(reading, block)).flatMap((key) => index.get(key) ?? [])
    const home = near.find((group) => joins(group, reading, conflicts))
    if (home) {
      home.push(reading)
      continue
    }
    const group = [reading]
    groups.push(group)
    for (const key of bucketsOf(reading, 0)) {
      const bucket = index.get(key)
      if (bucket) bucket.push(group)
      else index.set(key, [group])
    }
  }
  return { leads: groups.map(joined), conflicts: distinct(conflicts) }
}

/**
 * Where an equal value, or a rounding on the same stated day, can be found: by value and block of days, so that a number
 * repeated over years is not compared with all its repeats. A block is longer than the reach of a re-print.
 */
const blockDays = 64
function bucketsOf(reading: Reading, offset: number): string[] {
  const value = `${reading.unit} ${reading.value} ${Math.floor(reading.day / blockDays) + offset}`
  return reading.stated && offset === 0 ? [value, `${reading.unit} on ${reading.asOf}`] : [value]
}

function joins(group: readonly Reading[], reading: Reading, conflicts: AttributionConflict[]): boolean {
  const lead = group[0]
  if (!lead || (lead.stated && reading.stated && lead.day !== reading.day)) return false
  if (lead.unit !== reading.unit || !sameSource(lead, reading)) return false
  if (!sameValue(lead, reading) || !sameWindow(lead, reading)) return false
  if (sameOffice(lead, reading)) return true
  const folded = lead.family === reading.family
  conflicts.push({
    claimIds: [lead.claim.id, reading.claim.id],
    counters: [lead.office ?? '', reading.office ?? ''],
    folded,
  })
  return folded
}

const distinct = (conflicts: readonly AttributionConflict[]): AttributionConflict[] => [
  ...new Map(conflicts.map((conflict) => [conflict.claimIds.join(), conflict])).values(),
]

/** The lead with the witnesses, publishers and best review of all. */
function joined(group: readonly Reading[]): Reading {
  const [lead, ...others] = group
  if (!lead || others.length === 0) return lead as Reading
  const claims = group.map(({ claim }) => claim)
  const sum = (of: (claim: Claim) => number): number => claims.reduce((total, claim) => total + of(claim), 0)
  const review = claims.some((claim) => claim.review === 'cleared')
    ? 'cleared'
    : claims.some((claim) => claim.review === 'partly')
      ? 'partly'
      : 'machine_read'
  const publishers = sum((claim) => claim.publishers)
  const offices = new Set(others.filter((other) => !sameOffice(lead, other)).map(({ office }) => office))
  return {
    ...lead,
    since: lead.since ?? others.find(({ since }) => since !== null)?.since ?? null,
    review,
    witnesses: sum((claim) => claim.witnesses),
    weight: weightOf(lead.claim, lead.stated, publishers, lead.primary, review),
    claimIds: claims.map(({ id }) => id),
    attribution: offices.size > 0,
  }
}

/** The near-same folding within one subject; pure and blind to the order of arrival. Runs under the subject's lock. */
export function foldClaims(claims: readonly Claim[]): Folding {
  const { leads, conflicts } = foldReadings(claims.map(readClaim))
  return {
    groups: leads.map(({ claim, claimIds }) => ({ lead: claim.id, members: claimIds })),
    attributionConflicts: conflicts,
  }
}
