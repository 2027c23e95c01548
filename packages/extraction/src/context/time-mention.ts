/** Days and spans of days that a sentence names. */
import type { DatedDay } from '@displacement-monitor/shared/domain'

export type TimeRole =
  | 'since' // since December
  | 'asOf' // as of 15 June · (UNHCR 25/05/2021)
  | 'window' // between 1 and 15 February · in June
  | 'rolling' // in the past 48 hours
  | 'soFar' // so far this year

export interface TimeMention {
  role: TimeRole
  /** Lexemes of the mention: first, and one after the last. */
  from: number
  to: number
  first: DatedDay
  /** Equal to `first` for one day, month or year. */
  last: DatedDay
}

/** A day with parts that the text left out. `year` null: to be taken from the publication date. */
export interface PartialDay {
  year: number | null
  month: number | null
  day: number | null
}
