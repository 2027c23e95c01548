/** Parts of a year and of a month: "the first half of 2020", "Q1 2021", "the last week of May", "in the winter of 2019". */
import { addDays, type DatedDay, daysInMonth } from '@displacement-monitor/shared/domain'
import { digitsValue } from '../numbers/read-digits.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import { exactly, isoDay, monthOf, wholeMonth, yearOf } from './calendar.ts'
import { completeDay } from './complete-day.ts'
import { digitsAt, isYear } from './numeric-day.ts'
import { readDay } from './read-day.ts'
import type { TimeReference } from './time-mention.ts'

export interface Part {
  first: DatedDay
  last: DatedDay
  to: number
}

const year = 365
const month = 30
const quarter = 91
const semester = 182
const week = 7

export function partOfYear(lexemes: readonly Lexeme[], i: number, reference: TimeReference): Part | null {
  return numberedQuarter(lexemes, i, reference) ?? ordinalPart(lexemes, i, reference) ?? season(lexemes, i, reference)
}

/** "Q1 2021", "Q3". */
function numberedQuarter(lexemes: readonly Lexeme[], i: number, reference: TimeReference): Part | null {
  const [mark, digits] = [lexemes[i], lexemes[i + 1]]
  if (!has(mark, 'quarterMark') || digits?.kind !== tokenKinds.digits || digits.gap !== gaps.none) return null
  const number = digitsValue(digits.lower)
  if (number < 1 || number > 4) return null
  const whole = yearAt(lexemes, i + 2, reference) ?? presentYear(reference, i + 2)
  return whole ? months(whole.year, number * 3 - 2, 3, whole.to) : null
}

/** "the first half of 2020", "the last three months of the year", "the second week of June". */
function ordinalPart(lexemes: readonly Lexeme[], i: number, reference: TimeReference): Part | null {
  const numbered = lexemes[i]
  if (!has(numbered, 'ordinal')) return null
  const ordinal = numbered?.entry?.value ?? 0
  // النصف الأول من 2023: the unit before its ordinal.
  const behind = hasAny(lexemes[i - 1], ['half', 'timeUnit']) && !hasAny(lexemes[i + 1], ['half', 'timeUnit'])
  let at = behind ? i - 1 : i + 1
  let count = 1
  const counted = lexemes[at]
  if (counted?.kind === tokenKinds.digits) [count, at] = [digitsValue(counted.lower), at + 1]
  else if (has(counted, 'number')) [count, at] = [counted?.entry?.value ?? 1, at + 1]
  const unit = lexemes[at]
  const fraction = has(unit, 'half') ? (unit?.entry?.value ?? 0) : 0
  const half = fraction === 0.5
  // "quarter of" is a number word as well.
  const days = half ? 0 : fraction === 0.25 ? quarter : has(unit, 'timeUnit') ? (unit?.entry?.value ?? 0) : -1
  if (days < 0 || count > 12) return null
  at += behind ? 2 : 1
  while (hasAny(lexemes[at], ['of', 'during'])) at++
  // "the second half of June", "the first week of May 2020".
  const named = readDay(lexemes, at)
  if (named?.first.month && named.first.day === null) {
    const whole = completeDay(named.first, null, reference, lexemes[at]?.start ?? 0)
    return whole ? partOfMonth(whole, ordinal, half ? 15 : days * count, named.next) : null
  }
  const whole = yearAt(lexemes, at, reference)
  if (!whole) return null
  const span = half || days === semester ? 6 : days === quarter ? 3 * count : days === month ? count : 0
  if (span === 0 || span > 12) return null
  const begin = ordinal < 0 ? 13 - span : (ordinal - 1) * (count > 1 ? 0 : span) + 1
  return begin >= 1 && begin + span <= 13 ? months(whole.year, begin, span, whole.to) : null
}

function partOfMonth(whole: DatedDay, ordinal: number, days: number, to: number): Part | null {
  const [inYear, inMonth] = [yearOf(whole.day), monthOf(whole.day)]
  const end = daysInMonth(inYear, inMonth)
  const from = ordinal < 0 ? end - days + 1 : (ordinal - 1) * days + 1
  if (days < week || from < 1 || from > end) return null
  const first = isoDay(inYear, inMonth, from)
  if (days === week) return { first: { day: first, accuracy: 'week' }, last: { day: first, accuracy: 'week' }, to }
  const last = ordinal === 2 ? end : Math.min(end, from + days - 1)
  return { first: exactly(first), last: exactly(addDays(first, last - from)), to }
}

/** "winter 2019", "in the summer of 2014": a winter begins in the December of its year. */
function season(lexemes: readonly Lexeme[], i: number, reference: TimeReference): Part | null {
  if (!has(lexemes[i], 'season')) return null
  const whole = yearAt(lexemes, has(lexemes[i + 1], 'of') ? i + 2 : i + 1, reference)
  const begin = lexemes[i]?.entry?.value
  if (!whole || !begin) return null
  const first = wholeMonth(whole.year, begin)
  return begin <= 10
    ? { first, last: wholeMonth(whole.year, begin + 2), to: whole.to }
    : { first, last: wholeMonth(whole.year + 1, begin - 10), to: whole.to }
}

function months(inYear: number, begin: number, span: number, to: number): Part {
  return { first: wholeMonth(inYear, begin), last: wholeMonth(inYear, begin + span - 1), to }
}

/** "2020", "the year", "this year", "last year". */
function yearAt(lexemes: readonly Lexeme[], i: number, reference: TimeReference): { year: number; to: number } | null {
  // "2020", عام 2020.
  const noun = has(lexemes[i], 'timeUnit') && lexemes[i]?.entry?.value === year ? 1 : 0
  const stated = digitsAt(lexemes, i + noun)
  if (isYear(stated)) return { year: stated, to: i + noun + 1 }
  let at = i
  let back = 0
  while (has(lexemes[at], 'determiner') || has(lexemes[at], 'thisPeriod') || has(lexemes[at], 'lastPeriod')) {
    if (has(lexemes[at], 'lastPeriod')) back = 1
    at++
  }
  if (at === i || !has(lexemes[at], 'timeUnit') || lexemes[at]?.entry?.value !== year) return null
  const now = presentYear(reference, at + 1, lexemes[i]?.start)
  return now ? { year: now.year - back, to: now.to } : null
}

function presentYear({ present, near }: TimeReference, to: number, offset = 0): { year: number; to: number } | null {
  const now = present ? yearOf(present.day) : (near(offset)?.year ?? null)
  return now === null ? null : { year: now, to }
}
