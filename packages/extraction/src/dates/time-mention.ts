/** Days and spans of days that a sentence names. */
import type { DatedDay } from '@displacement-monitor/shared/domain'

export type TimeRole =
  | 'since' // since December
  | 'asOf' // as of 15 June · (UNHCR 25/05/2021)
  | 'told' // said on Monday: when somebody told it, no day of what happened
  | 'window' // between 1 and 15 February · in June
  | 'event' // the 2010 earthquake: names what happened by its day, not when people moved or were counted
  | 'rolling' // in the past 48 hours
  | 'soFar' // so far this year
  | 'before' // before 5 May: only says what it was not

export interface TimeMention {
  role: TimeRole
  /** Lexemes of the mention: first, and one after the last. */
  from: number
  to: number
  first: DatedDay
  /** Equal to `first` for one day, month or year. */
  last: DatedDay
}

/** One day, week, month or year. */
export const isPoint = ({ first, last }: TimeMention) => first.day === last.day

/** A day with parts that the text left out. `year` null: to be taken from when the text speaks, or from a date near by. */
export interface PartialDay {
  year: number | null
  month: number | null
  day: number | null
  /** "October last year": 1; of "this year": 0. */
  yearsBack?: number
}

/** The days against which a text's partial dates are read. */
export interface TimeReference {
  /** When the text speaks: its print date, its dateline, or the day, month or year in its title. */
  present: DatedDay | null
  /** The date that is told nearest to an offset; for texts that do not say when they speak. */
  near: (offset: number) => PartialDay | null
}

/** Of a text that tells nothing of when it speaks. */
export const noReference: TimeReference = { present: null, near: () => null }
