/** A statement's days from its sentence; else from a citation, a heading, the event told beside it, the report's period. */
import { type Category, isFlow, spanOf } from '@displacement-monitor/shared/domain'
import { isPoint, type TimeMention } from '../dates/time-mention.ts'
import { framed, told, type Window, windowOf } from '../dates/window.ts'
import type { Classified } from '../figures/category.ts'
import type { Statement } from '../figures/statement.ts'
import { has } from '../reading/lexeme.ts'
import type { SentenceReading } from '../sentence-reading.ts'
import type { ContextReader } from './context-reader.ts'
import { eventTime, timeBefore } from './event-time.ts'
import { citedAsOf, inheritedAsOf, reportPeriod, titleAsOf, toldBefore } from './report-dates.ts'

export function windowInContext(
  statement: Statement,
  { category }: Classified,
  reading: SentenceReading,
  context: ContextReader,
): Window {
  const window = windowWithin(statement, category, reading, context)
  const title = window.asOfBasis === 'published' ? titleAsOf(context) : null
  const begun = !title || !window.since || window.since.day <= spanOf(title.last).last
  return title && begun ? { ...window, asOf: title.last, asOfBasis: 'stated' } : window
}

function windowWithin(
  { from, to, phrase }: Statement,
  category: Category,
  reading: SentenceReading,
  context: ContextReader,
): Window {
  const { index, lexemes } = reading
  const { present } = context.calendar
  const stock = !isFlow(category)
  const { times, inherited, period } = datesFor(reading, context)
  const own = windowOf(
    { stock, from, to, number: phrase.index, lexemes, times },
    inherited,
    present?.accuracy === 'day' ? present : null,
  )
  if (own.since || (stock && own.asOfBasis === 'stated')) return own
  if (stock) return framed(own, stock, null, period)
  if (period && context.tags(index).has('reportedPeriod')) return told(period.first, period.last, 'between')
  const event = eventTime(
    context.anchor(index),
    { value: phrase.number.value, returned: category === 'returns' },
    context,
  )
  return framed(own, stock, event, period && !isPoint(period) ? period : null)
}

interface SentenceDates {
  /** Dates of the sentence, and those that its words point back to. */
  times: readonly TimeMention[]
  /** The day that is told for several sentences. */
  inherited: TimeMention | null
  /** That of the report. */
  period: TimeMention | null
}

/** The dates of a sentence serve all its statements. */
const known = new WeakMap<SentenceReading, SentenceDates>()

function datesFor(reading: SentenceReading, context: ContextReader): SentenceDates {
  const ready = known.get(reading)
  if (ready) return ready
  const { index, times, lexemes } = reading
  // The day of a dateline is that of the text, of nothing that it tells.
  const isOwn = ({ to: end }: TimeMention) => !context.calendar.isDateline(lexemes[end - 1]?.end ?? 0)
  const dates: SentenceDates = {
    times: [...times.filter(isOwn), ...pointedBack(index, context)],
    inherited: citedAsOf(index, context) ?? inheritedAsOf(index, context) ?? toldBefore(index, context),
    period: reportPeriod(index, context),
  }
  known.set(reading, dates)
  return dates
}

/** "since then", "that day": the date told before, in the place of these words. */
function pointedBack(index: number, context: ContextReader): TimeMention[] {
  const { lexemes, times } = context.reading(index) ?? { lexemes: [], times: [] }
  const at = lexemes.findIndex((lexeme) => has(lexeme, 'thatTime'))
  if (at < 0) return []
  const time = times.filter(({ to }) => to <= at).at(-1) ?? timeBefore(index, context)
  if (!time) return []
  const role = has(lexemes[at], 'since') ? 'since' : 'window'
  const first = role === 'since' ? time.last : time.first
  return [{ role, from: at, to: at + 1, first, last: role === 'since' ? first : time.last }]
}
