/** Calendar days and their accuracy. Instants are `Date` in UTC; a day never is. */

/** A calendar day, `YYYY-MM-DD`, in the proleptic Gregorian calendar, without a time zone. */
export type IsoDate = string

/** How exactly a day is known: the day stands for the first day of that span. */
export const dateAccuracies = ['day', 'week', 'month', 'year'] as const
export type DateAccuracy = (typeof dateAccuracies)[number]

/** A day with its accuracy: `{day: '2019-12-01', accuracy: 'month'}` is "December 2019". */
export interface DatedDay {
  day: IsoDate
  accuracy: DateAccuracy
}

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/

/** The day if `text` is a real calendar day between 0001 and 9999, else null (`2024-02-30` is null). */
export function parseIsoDate(text: string): IsoDate | null {
  const match = isoDate.exec(text)
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return text
}

/** Days in a month; `month` from 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

/** Days since 1970-01-01; negative before. */
export function dayNumber(day: IsoDate): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000
}

export function dayFromNumber(number: number): IsoDate {
  return new Date(number * 86_400_000).toISOString().slice(0, 10)
}

export function addDays(day: IsoDate, days: number): IsoDate {
  return dayFromNumber(dayNumber(day) + days)
}

/** Calendar days from `from` to `to`; 0 for the same day. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** The first and last day that a dated day may mean: "December 2019" is 1 to 31 December. */
export function spanOf({ day, accuracy }: DatedDay): { first: IsoDate; last: IsoDate } {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  switch (accuracy) {
    case 'day':
      return { first: day, last: day }
    case 'week':
      return { first: day, last: addDays(day, 6) }
    case 'month':
      return {
        first: `${day.slice(0, 7)}-01`,
        last: `${day.slice(0, 7)}-${String(daysInMonth(year, month)).padStart(2, '0')}`,
      }
    case 'year':
      return { first: `${day.slice(0, 4)}-01-01`, last: `${day.slice(0, 4)}-12-31` }
  }
}

/** The UTC calendar day of an instant. */
export function utcDay(instant: Date): IsoDate {
  return instant.toISOString().slice(0, 10)
}

/**
 * A day as exactly as those tell it who stated it: the finest of the stated days that hold it; to the day where none does.
 * `2020-02-29`, of which all that was said is "in February", is known to the month.
 */
export function dayAsStated(day: IsoDate, stated: readonly DatedDay[]): DatedDay {
  const holding = stated.filter((one) => spanOf(one).first <= day && day <= spanOf(one).last)
  const finest = holding.sort((a, b) => dateAccuracies.indexOf(a.accuracy) - dateAccuracies.indexOf(b.accuracy))[0]
  return finest ?? { day, accuracy: 'day' }
}
