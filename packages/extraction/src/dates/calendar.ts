/** Days, weeks, months and years as spans with their accuracy, and the arithmetic between them. */
import { addDays, type DatedDay, dayNumber, type IsoDate } from '@displacement-monitor/shared/domain'

const two = (value: number) => String(value).padStart(2, '0')

export const isoDay = (year: number, month: number, day: number): IsoDate =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`

export const yearOf = (day: IsoDate) => Number(day.slice(0, 4))
export const monthOf = (day: IsoDate) => Number(day.slice(5, 7))

export const exactly = (day: IsoDate): DatedDay => ({ day, accuracy: 'day' })
export const wholeMonth = (year: number, month: number): DatedDay => ({
  day: isoDay(year, month, 1),
  accuracy: 'month',
})
export const wholeYear = (year: number): DatedDay => ({ day: isoDay(year, 1, 1), accuracy: 'year' })
/** The week of a day, which begins on a Monday. */
export const wholeWeek = (day: IsoDate): DatedDay => ({ day: addDays(day, 1 - weekdayOf(day)), accuracy: 'week' })

/** Monday first: 1 to 7. */
export const weekdayOf = (day: IsoDate) => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1

/** The first day of the month that lies `months` before. */
export function monthsBefore(day: IsoDate, months: number): IsoDate {
  const index = yearOf(day) * 12 + (monthOf(day) - 1) - months
  return isoDay(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 1)
}
