/** Days as the reader's locale writes them, never more exactly than they are known. Days are calendar days: read as UTC. */
const asDate = (day: string): Date => new Date(`${day}T00:00:00Z`)
const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' })
const long = format({ day: 'numeric', month: 'long', year: 'numeric' })
const short = format({ day: 'numeric', month: 'short', year: 'numeric' })
const month = format({ month: 'long', year: 'numeric' })
const year = format({ year: 'numeric' })
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const ago = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })

export type Accuracy = 'day' | 'week' | 'month' | 'year'

export const sayDay = (day: string): string => long.format(asDate(day))
export const sayShortDay = (day: string): string => short.format(asDate(day))
export const sayMoment = (instant: string): string => moment.format(new Date(instant))

export function sayDated(day: string, accuracy: Accuracy | null, sayExact: (day: string) => string = sayDay): string {
  if (accuracy === 'year') return year.format(asDate(day))
  if (accuracy === 'month') return month.format(asDate(day))
  return accuracy === 'week' ? `the week of ${sayExact(day)}` : sayExact(day)
}

export function sayAge(days: number): string {
  if (days < 1) return ago.format(0, 'day')
  if (days < 60) return ago.format(-days, 'day')
  if (days < 700) return ago.format(-Math.round(days / 30.44), 'month')
  return ago.format(-Math.floor(days / 365.25), 'year')
}

export const dayMs = 86_400_000
export const dayNumber = (day: string): number => asDate(day).getTime() / dayMs
export const dayOf = (number: number): string => new Date(Math.round(number) * dayMs).toISOString().slice(0, 10)
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)
export const today = (): string => new Date().toISOString().slice(0, 10)
export const daysBefore = (day: string, days: number): string => dayOf(dayNumber(day) - days)
