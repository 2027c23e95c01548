/** Days told from where the text stands in time: "yesterday", "on Sunday", "this month", "two weeks ago", "so far this year". */
import { addDays, type DatedDay, type IsoDate } from '@displacement-monitor/shared/domain'
import { digitsValue } from '../numbers/read-digits.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { tokenKinds } from '../reading/token.ts'
import { exactly, monthOf, monthsBefore, weekdayOf, wholeMonth, wholeWeek, wholeYear, yearOf } from './calendar.ts'
import { readDay } from './read-day.ts'
import { spanBackFrom } from './span-back.ts'
import type { TimeMention, TimeReference, TimeRole } from './time-mention.ts'
import { introductionOf } from './time-role.ts'

const inDays = { weekend: 2, week: 7, month: 30, year: 365 } as const

type Reader = (lexemes: readonly Lexeme[], i: number, present: DatedDay) => TimeMention | null

/** The first reader that knows the words takes them. Days and weeks need a present known to the day. */
const readers: readonly Reader[] = [nearDay, weekday, begunPeriod, namedBefore, wholePeriod, spanBackFrom, ago]

export function relativeTime(
  lexemes: readonly Lexeme[],
  i: number,
  { present, near }: TimeReference,
): TimeMention | null {
  if (!lexemes[i]?.entry) return null
  if (!present) return wholePeriod(lexemes, i, nearYear(lexemes, i, near))
  for (const read of readers) {
    const mention = read(lexemes, i, present)
    if (mention) return mention
  }
  return null
}

/** "this year" beside "2014", in a text that does not say when it speaks. */
function nearYear(lexemes: readonly Lexeme[], i: number, near: TimeReference['near']): DatedDay | null {
  const isYear = hasAny(lexemes[i], ['thisPeriod', 'lastPeriod']) && unitAt(lexemes, i + 1) === inDays.year
  const year = isYear ? near(lexemes[i]?.start ?? 0)?.year : null
  return year ? wholeYear(year) : null
}

/** A point in time with the role that the words before it give. */
function point(lexemes: readonly Lexeme[], i: number, day: DatedDay, to: number): TimeMention {
  const { role, from } = introductionOf(lexemes, i, to)
  return { role, from, to, first: day, last: day }
}

/** "today", "last night". */
function nearDay(lexemes: readonly Lexeme[], i: number, { day, accuracy }: DatedDay): TimeMention | null {
  if (accuracy !== 'day') return null
  if (has(lexemes[i], 'today')) return point(lexemes, i, exactly(day), i + 1)
  if (!has(lexemes[i], 'yesterday')) return null
  // "overnight 14 to 15 December", "overnight on 9 June": the date tells the night.
  const dated = readDay(lexemes, hasAny(lexemes[i + 1], ['during', 'between']) ? i + 2 : i + 1)
  return dated ? null : point(lexemes, i, exactly(addDays(day, -1)), i + 1)
}

/** "on Sunday": the last one; "last Monday" printed on a Monday is a week ago. */
function weekday(lexemes: readonly Lexeme[], i: number, { day, accuracy }: DatedDay): TimeMention | null {
  const lexeme = lexemes[i]
  if (accuracy !== 'day' || !has(lexeme, 'weekday') || !(lexeme?.capital || has(lexeme, 'smallName'))) return null
  // "on Saturday (May 15, 2021)", "Saturday, 15 May": the date says which.
  for (const next of [i + 1, i + 2]) if (readDay(lexemes, next)?.first.month) return null
  const back = (weekdayOf(day) - (lexeme?.entry?.value ?? 1) + 7) % 7
  const extra = back === 0 && has(lexemes[i - 1], 'lastPeriod') ? 7 : 0
  return point(lexemes, i, exactly(addDays(day, -back - extra)), i + 1)
}

/** "since the start of the year", "at the beginning of this month". */
function begunPeriod(lexemes: readonly Lexeme[], i: number, { day }: DatedDay): TimeMention | null {
  if (!has(lexemes[i], 'beginning')) return null
  let at = i + 1
  while (hasAny(lexemes[at], ['determiner', 'thisPeriod', 'of'])) at++
  const unit = unitAt(lexemes, at)
  const begin = unit === inDays.year ? wholeYear(yearOf(day)) : unit === inDays.month ? monthOfPresent(day) : null
  return begin ? point(lexemes, i, exactly(begin.day), at + 1) : null
}

const monthOfPresent = (day: IsoDate) => wholeMonth(yearOf(day), monthOf(day))
const unitAt = (lexemes: readonly Lexeme[], at: number) =>
  has(lexemes[at], 'timeUnit') ? Math.round(lexemes[at]?.entry?.value ?? 0) : 0

/** "last December", "this May", "in May last year". */
function namedBefore(lexemes: readonly Lexeme[], i: number, { day }: DatedDay): TimeMention | null {
  const last = has(lexemes[i], 'lastPeriod')
  if (!last && !has(lexemes[i], 'thisPeriod')) return null
  const name = lexemes[i + 1]
  const month = name?.entry?.value
  if (!has(name, 'month') || !month || !(name?.capital || has(name, 'smallName'))) return null
  const past = last ? month < monthOf(day) : month <= monthOf(day)
  return point(lexemes, i, wholeMonth(past ? yearOf(day) : yearOf(day) - 1, month), i + 2)
}

/** "this week", "last year", "the reporting period"; in other languages the adjective follows ("el mes pasado"). */
function wholePeriod(lexemes: readonly Lexeme[], i: number, present: DatedDay | null): TimeMention | null {
  if (!present) return null
  // "over the weekend".
  if (has(lexemes[i], 'determiner') && unitAt(lexemes, i + 1) === inDays.weekend && !isPlural(lexemes[i + 1])) {
    const last = periodOf(inDays.weekend, 0, present)
    return last && point(lexemes, i, last, i + 2)
  }
  const after = has(lexemes[i], 'timeUnit') && !isPlural(lexemes[i]) && hasAny(lexemes[i + 1], ['lastPeriod'])
  const [unit, word] = after ? [i, i + 1] : [i + 1, i]
  if (!hasAny(lexemes[word], ['lastPeriod', 'thisPeriod']) || isPlural(lexemes[unit])) return null
  const days = unitAt(lexemes, unit)
  if (!has(lexemes[unit], 'timeUnit')) return null
  const back = has(lexemes[word], 'lastPeriod') && !has(lexemes[word], 'thisPeriod') ? 1 : 0
  if (back === 1 && has(lexemes[word], 'rollsBack')) return null
  const whole = periodOf(days, back, present)
  if (!whole) return null
  const { role, from } = introductionOf(lexemes, i)
  const soFar = days >= inDays.month && (has(lexemes[i - 1], 'soFar') || has(lexemes[i - 2], 'soFar'))
  const held: TimeRole = soFar ? 'soFar' : role
  return { role: held, from, to: Math.max(unit, word) + 1, first: whole, last: whole }
}

const isPlural = (lexeme: Lexeme | undefined) => has(lexeme, 'pluralUnit')

function periodOf(days: number, back: number, { day, accuracy }: DatedDay): DatedDay | null {
  if (days === inDays.year) return wholeYear(yearOf(day) - back)
  if (accuracy === 'year') return null
  if (days === inDays.month) {
    const first = monthsBefore(day, back)
    return wholeMonth(yearOf(first), monthOf(first))
  }
  if (accuracy !== 'day') return null
  if (days === inDays.week) return wholeWeek(addDays(day, -7 * back))
  // A weekend: the last one that has begun.
  if (days === inDays.weekend) return exactly(addDays(wholeWeek(day).day, weekdayOf(day) > 5 && back === 0 ? 5 : -2))
  return null
}

/** "three days ago", "two weeks earlier". */
function ago(lexemes: readonly Lexeme[], i: number, { day, accuracy }: DatedDay): TimeMention | null {
  if (!has(lexemes[i], 'timeUnit') || !has(lexemes[i + 1], 'ago')) return null
  // "a year" is one word of the lexicon: a rate as well.
  const joined = lexemes[i]?.lower.includes(' ') ?? false
  const count = joined ? 1 : countAt(lexemes[i - 1])
  if (count < 1 || count > 100) return null
  const days = lexemes[i]?.entry?.value ?? 0
  const told =
    days === inDays.year
      ? wholeYear(yearOf(day) - count)
      : days === inDays.month
        ? { day: monthsBefore(day, count), accuracy: 'month' as const }
        : accuracy === 'day'
          ? exactly(addDays(day, -Math.round(days * count)))
          : null
  return told && { role: 'window', from: joined ? i : i - 1, to: i + 2, first: told, last: told }
}

export function countAt(lexeme: Lexeme | undefined): number {
  if (lexeme?.kind === tokenKinds.digits) return digitsValue(lexeme.lower)
  return has(lexeme, 'number') ? (lexeme?.entry?.value ?? 1) : has(lexeme, 'article') ? 1 : 0
}
