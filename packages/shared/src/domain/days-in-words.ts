/** Days as a person reads them, as exactly as they are known; the same on every machine, whatever its locale. */
import type { DatedDay, IsoDate } from './dates.ts'

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]
/** As en-GB has it: four letters for September, three for the others. */
const shortMonths = months.map((month) => (month === 'September' ? 'Sept' : month.slice(0, 3)))

const told = (day: IsoDate, names: readonly string[]): string =>
  `${Number(day.slice(8, 10))} ${names[Number(day.slice(5, 7)) - 1]} ${Number(day.slice(0, 4))}`

/** "17 February 2020". */
export const dayInWords = (day: IsoDate): string => told(day, months)

/** "17 Feb 2020". */
export const shortDayInWords = (day: IsoDate): string => told(day, shortMonths)

/** "17 February 2020", "the week of 3 February 2020", "December 2019", "2019". */
export const datedDayInWords = (dated: DatedDay): string => datedWith(dated, dayInWords)

/** "17 Feb 2020", "the week of 3 Feb 2020", "December 2019", "2019". */
export const shortDatedDayInWords = (dated: DatedDay): string => datedWith(dated, shortDayInWords)

function datedWith({ day, accuracy }: DatedDay, inWords: (day: IsoDate) => string): string {
  switch (accuracy) {
    case 'day':
      return inWords(day)
    case 'week':
      return `the week of ${inWords(day)}`
    case 'month':
      return dayInWords(day).replace(/^\d+ /u, '')
    case 'year':
      return String(Number(day.slice(0, 4)))
  }
}
