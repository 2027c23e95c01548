/** All days and windows of a sentence, resolved against the publication date. */
import { addDays, type DatedDay, dayNumber, daysInMonth, type IsoDate } from '@displacement-monitor/shared/domain'
import { digitsValue } from '../numbers/read-digits.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { isDash } from '../reading/sentence.ts'
import { tokenKinds } from '../reading/token.ts'
import { readDay } from './read-day.ts'
import type { PartialDay, TimeMention, TimeRole } from './time-mention.ts'

export interface TimeReference {
  publishedOn: IsoDate | null
  /** The last year that the text named, for "between June and August" beside "2018". */
  year: number | null
}

const two = (value: number) => String(value).padStart(2, '0')
const iso = (year: number, month: number, day: number): IsoDate =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
const exact = (day: IsoDate): DatedDay => ({ day, accuracy: 'day' })

/** A day without a year is the last such day that is not after the publication. */
function complete(
  { year, month, day }: PartialDay,
  reference: TimeReference,
  near: PartialDay | null,
): DatedDay | null {
  const months = month ?? near?.month ?? null
  let years = year ?? near?.year ?? null
  if (years === null && months !== null && reference.publishedOn) {
    years = Number(reference.publishedOn.slice(0, 4))
    if (iso(years, months, day ?? 1) > reference.publishedOn) years--
  }
  years ??= reference.year
  if (years === null) return null
  if (months === null) return { day: iso(years, 1, 1), accuracy: 'year' }
  if (day === null) return { day: iso(years, months, 1), accuracy: 'month' }
  return day <= daysInMonth(years, months) ? exact(iso(years, months, day)) : null
}

/** Monday first: 1 to 7. */
const weekdayOf = (day: IsoDate) => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1

/** Role of a date by the words before it; how many of those words belong to the mention. */
function introduction(lexemes: readonly Lexeme[], i: number): { role: TimeRole; from: number } {
  let j = i - 1
  while (
    j >= 0 &&
    i - j <= 3 &&
    (hasAny(lexemes[j], ['early', 'middle', 'late', 'weekday', 'beginning']) ||
      (has(lexemes[j], 'determiner') && !has(lexemes[j], 'since')) ||
      lexemes[j]?.lower === ',' ||
      lexemes[j]?.lower === '-')
  )
    j--
  const before = lexemes[j]
  if (has(before, 'asOf') && before?.lower !== 'to') return { role: 'asOf', from: j }
  if (has(before, 'since') && !hasAny(before, ['after']) && before?.lower !== 'beginning')
    return { role: 'since', from: j }
  if (has(before, 'of') && hasAny(lexemes[j - 1], ['beginning'])) return introduction(lexemes, j - 1)
  // "since the last update on 29 April".
  for (let k = j; k >= 0 && j - k <= 7; k--) {
    if (lexemes[k]?.lower === ',' || hasAny(lexemes[k], ['be', 'bePast', 'have', 'and'])) break
    if (has(lexemes[k], 'since') && lexemes[k]?.lower.endsWith('since'))
      return { role: 'since', from: hasAny(before, ['during']) ? j : i }
  }
  return { role: 'window', from: hasAny(before, ['during', 'after', 'between']) ? j : i }
}

/** Mentions from left to right, none overlapping. */
export function readTimes(lexemes: readonly Lexeme[], reference: TimeReference): TimeMention[] {
  const times: TimeMention[] = []
  for (let i = 0; i < lexemes.length; ) {
    if (lexemes[i]?.kind !== tokenKinds.digits && !lexemes[i]?.entry) {
      i++
      continue
    }
    const mention = writtenTime(lexemes, i, reference) ?? relativeTime(lexemes, i, reference)
    if (mention) {
      times.push(mention)
      i = Math.max(mention.to, i + 1)
    } else i++
  }
  return times
}

const dateOpeners = ['early', 'middle', 'late', 'beginning', 'month'] as const

function writtenTime(lexemes: readonly Lexeme[], i: number, reference: TimeReference): TimeMention | null {
  const head = lexemes[i]
  if (head?.kind !== tokenKinds.digits && !hasAny(head, dateOpeners)) return null
  const range = bareRange(lexemes, i)
  const days = range ?? readDay(lexemes, i)
  if (!days) return null
  const { role, from } = introduction(lexemes, i)
  let [last, to] = [days.last, days.next]
  const join = lexemes[to]
  const windowed = has(lexemes[from], 'between') || has(lexemes[i - 1], 'between')
  if (join && (isDash(join.lower) || (hasAny(join, ['rangeJoin', 'until']) && (windowed || !has(join, 'and'))))) {
    const skip = has(lexemes[to + 1], 'determiner') ? to + 2 : to + 1
    const second = readDay(lexemes, skip)
    if (second && (second.first.month !== null || days.first.month === null)) [last, to] = [second.last, second.next]
  }
  const firstDay = complete(days.first, reference, last)
  const lastDay = complete(last, reference, null)
  if (!firstDay || !lastDay || firstDay.day > lastDay.day) {
    const one = lastDay ?? firstDay
    return one ? { role, from, to, first: one, last: one } : null
  }
  const bracketed = lexemes[i - 1]?.lower === '(' || lexemes[to]?.lower === ')'
  const closed = firstDay.day !== lastDay.day
  const cited =
    bracketed && days.first.day !== null && !closed && hasAny(lexemes[i - 1], ['acronym', 'office', 'source'])
  return {
    role:
      closed || has(lexemes[i - 2], 'weekday')
        ? 'window'
        : has(lexemes[to], 'source') || cited || (lexemes[to]?.lower === ')' && inBracket(lexemes, i))
          ? 'asOf'
          : role,
    from,
    to,
    first: firstDay,
    last: lastDay,
  }
}

/** "between 1 and 15 February": the first day lends its month from the second. */
function bareRange(lexemes: readonly Lexeme[], i: number) {
  const [a, join] = [lexemes[i], lexemes[i + 1]]
  if (a?.kind !== tokenKinds.digits || a.lower.length > 2 || !has(join, 'rangeJoin') || !has(lexemes[i - 1], 'between'))
    return null
  const second = readDay(lexemes, i + 2)
  if (!second || second.first.day === null) return null
  return { first: { ...second.first, day: digitsValue(a.lower) }, last: second.last, next: second.next }
}

const inBracket = (lexemes: readonly Lexeme[], i: number) => {
  for (let j = i; j >= 0 && i - j < 8; j--) if (lexemes[j]?.lower === '(') return true
  return false
}

function relativeTime(lexemes: readonly Lexeme[], i: number, { publishedOn }: TimeReference): TimeMention | null {
  const lexeme = lexemes[i]
  if (!lexeme?.entry || !publishedOn) return null
  const make = (role: TimeRole, first: DatedDay, last: DatedDay, to: number, from = i): TimeMention => ({
    role,
    from,
    to,
    first,
    last,
  })
  const point = (day: DatedDay, to: number) => {
    const { role, from } = introduction(lexemes, i)
    return make(role, day, day, to, from)
  }
  const year = Number(publishedOn.slice(0, 4))
  const month = Number(publishedOn.slice(5, 7))
  if (has(lexeme, 'today')) return point(exact(publishedOn), i + 1)
  if (has(lexeme, 'yesterday')) return point(exact(addDays(publishedOn, -1)), i + 1)
  // "on Saturday (May 15, 2021)": the bracket says which.
  if (has(lexeme, 'weekday') && lexemes[i + 1]?.lower === '(' && readDay(lexemes, i + 2)?.first.day) return null
  if (has(lexeme, 'weekday') && (lexeme.capital || has(lexeme, 'smallName'))) {
    const back = (weekdayOf(publishedOn) - lexeme.entry.value + 7) % 7
    // "last Monday" printed on a Monday is a week ago.
    const extra = back === 0 && has(lexemes[i - 1], 'lastPeriod') ? 7 : 0
    return point(exact(addDays(publishedOn, -back - extra)), i + 1)
  }
  if (has(lexeme, 'soFar') && lexeme.lower.includes('since'))
    return make(
      'since',
      { day: iso(year, lexeme.lower.includes('month') ? month : 1, 1), accuracy: 'day' },
      exact(publishedOn),
      i + 1,
    )
  if (has(lexeme, 'beginning')) {
    let at = i + 1
    while (hasAny(lexemes[at], ['determiner', 'thisPeriod', 'of'])) at++
    const unit = has(lexemes[at], 'timeUnit') ? (lexemes[at]?.entry?.value ?? 0) : 0
    if (unit === 365) return point(exact(iso(year, 1, 1)), at + 1)
    if (unit === 30) return point(exact(iso(year, month, 1)), at + 1)
    return null
  }
  // "la semaine dernière", "el mes pasado": the adjective follows.
  if (has(lexeme, 'timeUnit') && has(lexemes[i + 1], 'lastPeriod') && !lexeme.lower.endsWith('s')) {
    const back = Math.round(lexeme.entry.value)
    if (back === 365) return point({ day: iso(year - 1, 1, 1), accuracy: 'year' }, i + 2)
    if (back === 30) return point({ day: monthsBack(year, month, 1), accuracy: 'month' }, i + 2)
    if (back === 7) return point({ day: addDays(publishedOn, 1 - weekdayOf(publishedOn) - 7), accuracy: 'week' }, i + 2)
  }
  if (hasAny(lexeme, ['thisPeriod', 'lastPeriod'])) {
    const last = has(lexeme, 'lastPeriod')
    let at = i + 1
    const named = lexemes[at]
    if (has(named, 'month') && (named?.capital || has(named, 'smallName'))) {
      const named_ = named?.entry?.value ?? 1
      const years = last ? (named_ < month ? year : year - 1) : named_ <= month ? year : year - 1
      return point({ day: iso(years, named_, 1), accuracy: 'month' }, at + 1)
    }
    let count = 1
    let counted = false
    if (named?.kind === tokenKinds.digits) [count, counted, at] = [digitsValue(named.lower), true, at + 1]
    else if (hasAny(named, ['number'])) [count, counted, at] = [named?.entry?.value ?? 1, true, at + 1]
    else if (hasAny(named, ['several'])) [count, counted, at] = [3, true, at + 1]
    if (lexemes[at]?.lower === '-') at++
    const unit = lexemes[at]
    if (!has(unit, 'timeUnit') || !unit?.entry) return null
    const days = unit.entry.value
    const soFar = has(lexemes[i - 1], 'soFar') || has(lexemes[i - 2], 'soFar')
    const { role, from } = introduction(lexemes, i)
    const plural = unit.lower.endsWith('s')
    if (
      last &&
      !has(lexeme, 'thisPeriod') &&
      (counted || plural || ['past', 'the past', 'preceding'].includes(lexeme.lower))
    ) {
      const amount = counted ? count : plural ? 3 : 1
      if (plural && !counted) return null
      const start =
        days === 365
          ? iso(year - amount, month, 1)
          : days === 30
            ? monthsBack(year, month, amount)
            : addDays(publishedOn, -Math.max(1, Math.round(days * amount)))
      return make(
        'rolling',
        days >= 30 ? { day: start, accuracy: 'month' } : exact(start),
        exact(publishedOn),
        at + 1,
        from,
      )
    }
    const shift = last ? 1 : 0
    if (days === 365)
      return make(
        soFar ? 'soFar' : role,
        { day: iso(year - shift, 1, 1), accuracy: 'year' },
        { day: iso(year - shift, 1, 1), accuracy: 'year' },
        at + 1,
        from,
      )
    if (days === 30) {
      const day: DatedDay = { day: monthsBack(year, month, shift), accuracy: 'month' }
      return make(soFar ? 'soFar' : role, day, day, at + 1, from)
    }
    if (days === 7 || days === 2) {
      const day: DatedDay = {
        day: addDays(
          publishedOn,
          1 - weekdayOf(publishedOn) - 7 * shift + (days === 2 ? (weekdayOf(publishedOn) > 5 || shift ? 5 : -2) : 0),
        ),
        accuracy: days === 7 ? 'week' : 'day',
      }
      return make(role, day, day, at + 1, from)
    }
    return null
  }
  // "three days ago", "two weeks earlier"
  if (has(lexeme, 'timeUnit') && has(lexemes[i + 1], 'ago')) {
    const before = lexemes[i - 1]
    const count =
      before?.kind === tokenKinds.digits
        ? digitsValue(before.lower)
        : has(before, 'number')
          ? (before?.entry?.value ?? 1)
          : has(before, 'article')
            ? 1
            : 0
    if (count < 1 || count > 100) return null
    const days = lexeme.entry.value
    const day: DatedDay =
      days === 365
        ? { day: iso(year - count, 1, 1), accuracy: 'year' }
        : days === 30
          ? { day: monthsBack(year, month, count), accuracy: 'month' }
          : exact(addDays(publishedOn, -Math.round(days * count)))
    return make('window', day, day, i + 2, i - 1)
  }
  return null
}

function monthsBack(year: number, month: number, months: number): IsoDate {
  const index = year * 12 + (month - 1) - months
  return iso(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 1)
}
