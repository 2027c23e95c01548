/** Values of options → days and language codes; a wrong one is told with an example. */
import { type IsoDate, parseIsoDate } from '@displacement-monitor/shared/domain'
import { usageFailure } from '../command/failure.ts'

export function dayOption(name: string, value: string | null): IsoDate | null {
  if (value === null) return null
  const day = parseIsoDate(value)
  if (day === null) throw usageFailure(`--${name} cannot be '${value}': give a calendar day, like 2020-02-17.`)
  return day
}

/** A month ("2019-12") or year counts as its first day. */
export function sinceOption(name: string, value: string | null): IsoDate | null {
  if (value !== null && /^\d{4}-\d{2}$/u.test(value)) return dayOption(name, `${value}-01`)
  if (value !== null && /^\d{4}$/u.test(value)) return dayOption(name, `${value}-01-01`)
  return dayOption(name, value)
}

export function languageOption(name: string, value: string | null): string | null {
  if (value === null) return null
  if (!/^[a-z]{2}$/u.test(value))
    throw usageFailure(`--${name} cannot be '${value}': give two letters, like en, fr, ar.`)
  return value
}
