/** Dates that a report gives for more than one sentence: an "as of" told before, a citation behind, a heading, the title. */

import type { CounterMention } from '../counters/counter.ts'
import { isPoint, type TimeMention } from '../dates/time-mention.ts'
import type { Tag } from '../languages/pack.ts'
import { has, hasAny } from '../reading/lexeme.ts'
import { tokenKinds } from '../reading/token.ts'
import type { SentenceReading } from '../sentence-reading.ts'
import type { Sentences } from './event-time.ts'

export interface ReportText extends Sentences {
  counters(index: number): readonly CounterMention[]
  /** "(UNHCR 25/05/2021)", "Source: DTM": the first of a sentence. */
  citation(index: number): CounterMention | null
  /** Where looking back begins: all cells of a table stand under the lines before it. */
  anchor(index: number): number
  readonly calendar: { readonly title: readonly TimeMention[] }
}

/** Sentences looked through: for a citation, for an "as of" or a telling, for a heading with a period. */
const reach = { citation: 3, asOf: 8, heading: 12, head: 8 } as const
/** Characters of a heading at most. */
const headingLength = 120
const future: readonly Tag[] = ['hypothetical', 'plan', 'nextPeriod']

/** "(OCHA 15/03/2019)" at the end of the paragraph dates the sentences before it. */
export function citedAsOf(index: number, text: ReportText): TimeMention | null {
  const paragraph = text.sentence(index)?.paragraph
  for (let i = index + 1; i <= index + reach.citation && text.sentence(i)?.paragraph === paragraph; i++) {
    if (!text.citation(i)) continue
    return text.reading(i)?.times.find((time) => time.role === 'asOf') ?? null
  }
  return null
}

/** The last "as of" of the sentence's paragraph, or of a heading shortly before. */
export function inheritedAsOf(index: number, text: ReportText): TimeMention | null {
  const own = text.sentence(index)
  const base = text.anchor(index)
  for (let i = base - 1; i >= 0 && base - i <= reach.asOf; i--) {
    const sentence = text.sentence(i)
    if (!sentence || !own) break
    if (sentence.paragraph !== own.paragraph && !sentence.ownLine) continue
    // "FUNDING (AS OF 2 JULY)" dates money.
    if (sentence.ownLine && text.tags(i).has('money')) continue
    const reading = text.reading(i)
    // "by 15 December" may be when something is due.
    const asOf = reading?.times.filter(({ role, from }) => role === 'asOf' && !has(reading.lexemes[from], 'by')).at(-1)
    if (asOf) return asOf
    const line = sentence.ownLine && reading ? dayAlone(reading) : null
    if (line) return line
  }
  // "118,720" and under it "(as of 31 May 2021)".
  const next = text.words(index + 1)[0]?.lower === '(' ? text.reading(index + 1) : null
  return next?.times.find(({ role, from }) => role === 'asOf' && from <= 1) ?? null
}

/** "11 June 2021" or "Friday, 11 June" on a line of its own dates what stands under it. */
function dayAlone({ lexemes, times }: SentenceReading): TimeMention | null {
  const [time] = times
  if (!time || times.length > 1 || time.role !== 'window' || !isPoint(time) || time.last.accuracy !== 'day') return null
  const others = lexemes.filter(({ kind }, i) => kind === tokenKinds.word && (i < time.from || i >= time.to))
  return others.every((word) => hasAny(word, ['weekday', 'dateLabel'])) ? time : null
}

export const titleAsOf = (text: ReportText): TimeMention | null =>
  text.calendar.title.find(({ role }) => role === 'asOf') ?? null

/** "On Saturday the ministry said … The ministry also said that 121,700 …": told by the same on the same day. */
export function toldBefore(index: number, text: ReportText): TimeMention | null {
  const own = text.sentence(index)
  // "The ministry also said that:" and a list.
  const speaking = text.words(index - 1).at(-1)?.lower === ':' ? index - 1 : index
  const speakers = text.counters(speaking).filter(({ citation }) => !citation)
  if (!own || speakers.length === 0 || !text.tags(speaking).has('said')) return null
  for (let i = speaking - 1; i >= 0 && index - i <= reach.asOf; i--) {
    if (text.sentence(i)?.paragraph !== own.paragraph) return null
    const told = text.reading(i)?.times.find(({ role }) => role === 'told')
    const same = told && text.counters(i).some(({ name }) => speakers.some((each) => isSame(name, each.name)))
    if (same) return told
  }
  return null
}

const isSame = (a: string, b: string) =>
  a.toLowerCase().includes(b.toLowerCase()) || b.toLowerCase().includes(a.toLowerCase())

/** "1 – 30 June 2021" on a line of its own before or in the title, else the month in the title: the period of the report. */
export function reportPeriod(index: number, text: ReportText): TimeMention | null {
  const base = text.anchor(index)
  for (let i = base - 1; i >= 0 && base - i <= reach.heading; i--) {
    const sentence = text.sentence(i)
    if (!sentence?.ownLine || sentence.end - sentence.start > headingLength) continue
    if (text.words(i).some((word) => hasAny(word, future) && !has(word, 'month'))) continue
    const time = text.reading(i)?.times.find(isPeriod)
    if (time) return time
  }
  const { title } = text.calendar
  return (
    title.find(isPeriod) ?? title.find(({ role, first }) => role === 'window' && first.accuracy === 'month') ?? null
  )
}

/** "April 2021" in the first lines: what "the month under review" and "the reporting period" mean. */
export function headMonth(text: ReportText): TimeMention | null {
  for (let i = 0; i < reach.head; i++) {
    const sentence = text.sentence(i)
    if (!sentence || sentence.end > headCharacters) return null
    if (!sentence.ownLine || sentence.end - sentence.start > headingLength) continue
    const time = text.reading(i)?.times.find(({ role, first }) => role === 'window' && first.accuracy === 'month')
    if (time) return time
  }
  return null
}
const headCharacters = 600

const isPeriod = (time: TimeMention) => time.role === 'window' && !isPoint(time)
