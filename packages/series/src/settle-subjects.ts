/** Which subject a claim of prose belongs to where its words leave out the cause, or which side of a move they tell. */

import { type Cause, type Claim, isStock, type PlaceRole, spanOf } from '@displacement-monitor/shared/domain'
import { gapShare } from './interval.ts'
import { isSameOrAbove } from './normalise-counter.ts'
import { type Reading, readClaim } from './reading.ts'
import { ruleNumbers } from './rule.ts'

/**
 * Claims of one place, category and scope, each with the role and cause under which it counts: those it tells, unless
 * the rules below know better. Content decides, never ids or the order of arrival, so call it with what was known only.
 */
export function settleSubjects(claims: readonly Claim[]): Claim[] {
  const sided = withRoles(claims).map(readClaim)
  const moved = new Map<Reading, Cause>()
  for (const reading of sided) {
    const cause = isProse(reading.claim) ? causeOf(reading, sided) : reading.claim.cause
    if (cause !== null && cause !== reading.claim.cause) moved.set(reading, cause)
  }
  return sided.map((reading) => ({ ...reading.claim, cause: moved.get(reading) ?? reading.claim.cause }))
}

/** A row of a structured source that leaves something out says so on purpose; a reviewed claim was looked at. */
const isProse = ({ operation, role, eventId, review }: Claim): boolean =>
  operation === null && role === 'candidate' && eventId === null && review !== 'cleared'

/** Within a country, or a region of several units, those who fled and those who arrived are the same internally displaced. */
const isWide = (placeId: string): boolean => /^[A-Z]{3}$/.test(placeId) || placeId.startsWith('area:')
const isInternal = ({ category }: Claim): boolean => category === 'internal_displacements' || category === 'idps'

/**
 * "Both" joins the side that others tell. For internal displacement of a wide place the sides are one: a flow counts under
 * its origin, a stock under where people are, as soon as anybody tells that side.
 */
function withRoles(claims: readonly Claim[]): Claim[] {
  const told = new Set(claims.map(({ placeRole }) => placeRole))
  return claims.map((claim) => {
    const isOne = claim.placeRole === 'both' || (isInternal(claim) && isWide(claim.placeId))
    if (!isOne || !isProse(claim)) return claim
    const sides: PlaceRole[] = isStock(claim.category) ? ['destination', 'origin'] : ['origin', 'destination']
    return { ...claim, placeRole: sides.find((side) => told.has(side)) ?? claim.placeRole }
  })
}

/** The cause of a claim that tells none, or tells another than the count that it stands in. */
function causeOf(reading: Reading, all: readonly Reading[]): Cause | null {
  const { cause } = reading.claim
  if (cause === 'all' || cause === 'mixed') return cause
  const beside = all.filter((other) => other !== reading && other.claim.cause !== null && isBeside(reading, other))
  if (cause === null) {
    const same = new Set(beside.filter((other) => sayTheSame(reading, other)).map((other) => other.claim.cause))
    const [only] = same
    if (only && same.size === 1) return only
    // The headline is the total over causes: a stock told without any is that total.
    if (isStock(reading.claim.category) && beside.some((other) => other.claim.cause === 'all')) return 'all'
    return prevailing(beside)
  }
  const foremost = prevailing([reading, ...beside])
  return foremost !== null && foremost !== cause && standsAmong(reading, beside, foremost) ? foremost : cause
}

/** The cause of three quarters of the weight and more; else null: ambiguous stays apart. */
function prevailing(readings: readonly Reading[]): Cause | null {
  const weights = new Map<Cause, number>()
  let total = 0
  for (const { claim, weight } of readings) {
    if (claim.cause === null || claim.cause === 'all') continue
    weights.set(claim.cause, (weights.get(claim.cause) ?? 0) + weight)
    total += weight
  }
  for (const [cause, weight] of weights) if (weight >= ruleNumbers.prevailingShare * total) return cause
  return null
}

/** One role and unit, and windows that share a day; without a start, or of a stock, days near each other. */
function isBeside(a: Reading, b: Reading): boolean {
  if (a.claim.placeRole !== b.claim.placeRole || a.unit !== b.unit) return false
  const apart = Math.abs(a.day - b.day)
  if (apart > ruleNumbers.maxCarryDays) return false
  if (isStock(a.claim.category)) return true
  if (a.since === null || b.since === null) return apart <= ruleNumbers.closedAfterDays
  return spanOf(a.since).first <= b.asOf && spanOf(b.since).first <= a.asOf
}

function startsMeet(a: Reading, b: Reading): boolean {
  if (a.since === null || b.since === null) return false
  const [x, y] = [spanOf(a.since), spanOf(b.since)]
  return x.first <= y.last && y.first <= x.last
}

const isSameOffice = (a: Reading, b: Reading): boolean =>
  a.office === null || b.office === null || isSameOrAbove(a.office, b.office)

const sayTheSame = (a: Reading, b: Reading): boolean =>
  a.value === b.value &&
  isSameOffice(a, b) &&
  (a.stated && b.stated ? a.day === b.day : Math.abs(a.day - b.day) <= ruleNumbers.reprintDays)

/**
 * A number under another cause, told once, that one and the same office's count since one day either repeats, or has just
 * before and just after it: no office begins two counts of a place on one day. Its cause is read from words beside it.
 */
function standsAmong(reading: Reading, beside: readonly Reading[], foremost: Cause): boolean {
  const others = beside.filter((other) => isSameOffice(reading, other) && startsMeet(reading, other))
  if (others.some((other) => other.claim.cause === reading.claim.cause && other.value !== reading.value)) return false
  const count = others.filter((other) => other.claim.cause === foremost)
  if (count.some((other) => sayTheSame(reading, other))) return true
  const before = Math.max(...count.filter(({ day }) => day < reading.day).map(({ interval }) => interval.low))
  const after = Math.min(...count.filter(({ day }) => day > reading.day).map(({ interval }) => interval.high))
  if (!Number.isFinite(before) || !Number.isFinite(after)) return false
  return gapShare(reading.interval, { low: before, high: after }) === 0
}
