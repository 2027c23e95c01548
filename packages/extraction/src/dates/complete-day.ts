/** A day as printed, with the year and month that it leaves out: "25 May" is the last one that the text can speak of. */
import { type DatedDay, daysInMonth } from '@displacement-monitor/shared/domain'
import { exactly, isoDay, monthOf, wholeMonth, wholeYear, yearOf } from './calendar.ts'
import type { PartialDay, TimeReference } from './time-mention.ts'

/** "January" after "20 December 2019" is the next year's, "December" after "5 January 2020" the one before. */
const turn = 9

/** The last such day that is not after the present of the text, else the one next to a date told near by. */
function missingYear(
  { month, day, yearsBack }: PartialDay,
  { present, near }: TimeReference,
  offset: number,
): number | null {
  if (present) {
    const year = yearOf(present.day)
    if (yearsBack !== undefined) return year - yearsBack
    if (month === null || present.accuracy === 'year') return year
    const later =
      present.accuracy === 'day' && day !== null ? isoDay(year, month, day) > present.day : month > monthOf(present.day)
    return later ? year - 1 : year
  }
  const told = near(offset)
  if (!told?.year) return null
  if (month === null || told.month === null) return told.year
  const ahead = month - told.month
  return ahead >= turn ? told.year - 1 : ahead <= -turn ? told.year + 1 : told.year
}

/** `end`: the other end of its span, which lends month and year. `offset` is where it stands in the text. */
export function completeDay(
  printed: PartialDay,
  end: PartialDay | null,
  reference: TimeReference,
  offset: number,
): DatedDay | null {
  const { day } = printed
  const month = printed.month ?? (printed.year === null ? (end?.month ?? null) : null)
  const year = printed.year ?? yearFromEnd(month, end) ?? missingYear({ ...printed, month }, reference, offset)
  if (year === null) return null
  if (month === null) return wholeYear(year)
  if (day === null) return wholeMonth(year, month)
  return day <= daysInMonth(year, month) ? exactly(isoDay(year, month, day)) : null
}

/** "from 20 December to 5 January 2020" begins in 2019. */
const yearFromEnd = (month: number | null, end: PartialDay | null) =>
  end?.year && month !== null && end.month !== null && month > end.month ? end.year - 1 : (end?.year ?? null)
