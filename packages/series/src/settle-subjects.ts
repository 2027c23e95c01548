/** Which subject a claim of prose belongs to where its words leave out the cause, or which side of a move they tell. */

import {
  type Cause,
  type Claim,
  causes,
  dayNumber,
  isStock,
  type PlaceRole,
  placeRoles,
  spanOf,
} from '@displacement-monitor/shared/domain'
import { gapShare } from './interval.ts'
import { isSameOrAbove } from './normalise-counter.ts'
import { type Reading, readClaim } from './reading.ts'
import { ruleNumbers } from './rule.ts'

/**
 * Claims of one place, category and scope, each with the role and cause under which it counts: those it tells, unless
 * the rules below know better. Content decides, never ids or the order of arrival, so call it with what was known only.
 */
export function settleSubjects(claims: readonly Claim[]): Claim[] {
  const sided = withRoles(claims)
  // Where all tell one cause, or none, there is nothing to settle.
  if (new Set(sided.map(({ cause }) => cause)).size < 2) return sided
  const entries = sided.map((claim) => toEntry(readClaim(claim)))
  const telling = entries.filter(({ cause }) => cause !== null)
  const told = { entries: telling, columns: columnsOf(telling), prevailing: new Map() }
  return entries.map((entry) => {
    const { claim } = entry.reading
    return isProse(claim) ? { ...claim, cause: causeOf(entry, told) } : claim
  })
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

/** A claim as the comparison needs it: numbers only, as each claim is held against all others of its subjects. */
interface Entry {
  reading: Reading
  cause: Cause | null
  /** Role and unit. */
  side: number
  day: number
  /** First and last day on which it may have begun; of a stock, or where no start is told, null. */
  begun: { first: number; last: number } | null
}

const daysOf = new Map<string, number>()
/** The few days of a set are asked for again and again. */
function numberOf(day: string): number {
  const known = daysOf.get(day)
  if (known !== undefined) return known
  if (daysOf.size > 20_000) daysOf.clear()
  const number = dayNumber(day)
  daysOf.set(day, number)
  return number
}

function toEntry(reading: Reading): Entry {
  const { claim, unit, day, since } = reading
  const span = since === null || isStock(claim.category) ? null : spanOf(since)
  return {
    reading,
    cause: claim.cause,
    side: placeRoles.indexOf(claim.placeRole) * 2 + (unit === 'person' ? 0 : 1),
    day,
    begun: span && { first: numberOf(span.first), last: numberOf(span.last) },
  }
}

/** All claims that tell a cause. */
interface Told {
  entries: readonly Entry[]
  columns: Columns
  /** Answers that were given. */
  prevailing: Map<string, Cause | null>
}

/** The cause of a claim that tells none, or tells another than the count that it stands in. */
function causeOf(entry: Entry, told: Told): Cause | null {
  const { cause } = entry
  if (cause === 'all' || cause === 'mixed') return cause
  const besides = (other: Entry): boolean => other !== entry && isBeside(entry, other)
  if (cause === null) {
    const same = new Set(
      told.entries.filter((other) => sayTheSame(entry, other) && besides(other)).map((other) => other.cause),
    )
    const [only] = same
    if (only && same.size === 1) return only
    // The headline is the total over causes: a stock told without any is that total.
    const isTotal =
      isStock(entry.reading.claim.category) && told.entries.some((other) => other.cause === 'all' && besides(other))
    return isTotal ? 'all' : prevailing(entry, told)
  }
  const foremost = prevailing(entry, told)
  if (foremost === null || foremost === cause) return cause
  return standsAmong(entry, told.entries.filter(besides), foremost) ? foremost : cause
}

/** What `prevailing` asks of each claim that tells a cause, in columns: 2,000 claims are held against each other in some 20 ms. */
interface Columns {
  day: Int32Array
  /** First day on which it may have begun; `noStart` where none is told. */
  first: Int32Array
  side: Uint8Array
  cause: Uint8Array
  weight: Float64Array
}
const noStart = -(2 ** 31)

const columnsOf = (told: readonly Entry[]): Columns => ({
  day: Int32Array.from(told, ({ day }) => day),
  first: Int32Array.from(told, ({ begun }) => begun?.first ?? noStart),
  side: Uint8Array.from(told, ({ side }) => side),
  cause: Uint8Array.from(told, ({ cause }) => (cause === null ? 0 : causes.indexOf(cause))),
  weight: Float64Array.from(told, ({ reading }) => reading.weight),
})

/** The cause of three quarters of the weight told beside a claim, its own among it; else null: ambiguous stays apart. */
function prevailing(entry: Entry, told: Told): Cause | null {
  // Claims of one day and start ask the same.
  const key = `${entry.day} ${entry.begun?.first ?? ''} ${entry.side}`
  const known = told.prevailing.get(key)
  if (known !== undefined) return known
  const cause = weighed(entry, told.columns)
  told.prevailing.set(key, cause)
  return cause
}

function weighed({ day, begun, side, reading }: Entry, columns: Columns): Cause | null {
  const weights = new Float64Array(causes.length)
  const { day: days, first: firsts, side: sides, cause: causeOf, weight } = columns
  const stock = isStock(reading.claim.category)
  for (let at = 0; at < days.length; at++) {
    const [other, first] = [days[at] ?? 0, firsts[at] ?? noStart]
    const apart = Math.abs(other - day)
    if (apart > ruleNumbers.maxCarryDays || sides[at] !== side) continue
    // As in `isBeside`.
    if (begun !== null && first !== noStart) {
      if (begun.first > other || first > day) continue
    } else if (!stock && apart > ruleNumbers.closedAfterDays) continue
    const cause = causeOf[at] ?? 0
    weights[cause] = (weights[cause] ?? 0) + (weight[at] ?? 0)
  }
  weights[causes.indexOf('all')] = 0
  const total = weights.reduce((sum, one) => sum + one, 0)
  return causes.find((_, index) => (weights[index] ?? 0) > 0 && isShare(weights[index] ?? 0, total)) ?? null
}

/** Sums depend on their order in the last digit: a share that close to the bound is taken as reaching it. */
const isShare = (weight: number, total: number): boolean => weight >= ruleNumbers.prevailingShare * total - 1e-9

/** One role and unit, and windows that share a day; without a start, or of a stock, days near each other. */
function isBeside(a: Entry, b: Entry): boolean {
  const apart = Math.abs(a.day - b.day)
  if (apart > ruleNumbers.maxCarryDays || a.side !== b.side) return false
  if (a.begun !== null && b.begun !== null) return a.begun.first <= b.day && b.begun.first <= a.day
  return isStock(a.reading.claim.category) || apart <= ruleNumbers.closedAfterDays
}

const startsMeet = ({ begun: a }: Entry, { begun: b }: Entry): boolean =>
  a !== null && b !== null && a.first <= b.last && b.first <= a.last

const isSameOffice = ({ reading: a }: Entry, { reading: b }: Entry): boolean =>
  a.office === b.office || a.office === null || b.office === null || isSameOrAbove(a.office, b.office)

const sayTheSame = (a: Entry, b: Entry): boolean =>
  a.reading.value === b.reading.value &&
  isSameOffice(a, b) &&
  (a.reading.stated && b.reading.stated ? a.day === b.day : Math.abs(a.day - b.day) <= ruleNumbers.reprintDays)

/**
 * A number under another cause, told once, that one and the same office's count since one day either repeats, or has just
 * before and just after it: no office begins two counts of a place on one day. Its cause is read from words beside it.
 */
function standsAmong(entry: Entry, beside: readonly Entry[], foremost: Cause): boolean {
  const { value, interval } = entry.reading
  const others = beside.filter((other) => startsMeet(entry, other) && isSameOffice(entry, other))
  if (others.some((other) => other.cause === entry.cause && other.reading.value !== value)) return false
  const count = others.filter((other) => other.cause === foremost)
  if (count.some((other) => sayTheSame(entry, other))) return true
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (const { day, reading } of count) {
    if (day < entry.day) low = Math.max(low, reading.interval.low)
    if (day > entry.day) high = Math.min(high, reading.interval.high)
  }
  return Number.isFinite(low) && Number.isFinite(high) && gapShare(interval, { low, high }) === 0
}
