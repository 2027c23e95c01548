/** Days and instants as a person reads them. */
import type { DatedDay, IsoDate } from '@displacement-monitor/shared/domain'

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

/** "17 February 2020". */
export const dayInWords = (day: IsoDate): string =>
  `${Number(day.slice(8, 10))} ${months[Number(day.slice(5, 7)) - 1]} ${Number(day.slice(0, 4))}`

/** As exactly as it is known: "17 February 2020", "the week of 3 February 2020", "December 2019", "2019". */
export function datedDayInWords({ day, accuracy }: DatedDay): string {
  switch (accuracy) {
    case 'day':
      return dayInWords(day)
    case 'week':
      return `the week of ${dayInWords(day)}`
    case 'month':
      return dayInWords(day).replace(/^\d+ /u, '')
    case 'year':
      return String(Number(day.slice(0, 4)))
  }
}

const steps = [
  [60, 'second', 1],
  [3_600, 'minute', 60],
  [86_400, 'hour', 3_600],
  [Number.POSITIVE_INFINITY, 'day', 86_400],
] as const

/** "in 5 minutes", "3 days ago", "now". */
export function fromNow(instant: Date, now: Date): string {
  const seconds = Math.round((instant.getTime() - now.getTime()) / 1000)
  const size = Math.abs(seconds)
  if (size < 5) return 'now'
  const [, unit, length] = steps.find(([below]) => size < below) ?? steps[3]
  const count = Math.round(size / length)
  const words = `${count} ${unit}${count === 1 ? '' : 's'}`
  return seconds > 0 ? `in ${words}` : `${words} ago`
}

/** "2026-11-22 17:05 UTC". */
export const minuteOf = (instant: Date): string => `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`
