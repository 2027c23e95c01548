/** A statement's days from its sentence; else from a citation, a heading, the event told beside it, the report's period. */
import { addDays, type Category, isFlow, spanOf } from '@displacement-monitor/shared/domain'
import { exactly } from '../dates/calendar.ts'
import { countAt } from '../dates/relative-time.ts'
import { isPoint, type TimeMention } from '../dates/time-mention.ts'
import { framed, told, type Window, windowOf } from '../dates/window.ts'
import type { Classified } from '../figures/category.ts'
import type { Statement } from '../figures/statement.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { tokenKinds } from '../reading/token.ts'
import type { SentenceReading } from '../sentence-reading.ts'
import type { ContextReader } from './context-reader.ts'
import { eventTime, namesOther, timeBefore } from './event-time.ts'
import { citedAsOf, headMonth, inheritedAsOf, reportPeriod, titleAsOf, toldBefore } from './report-dates.ts'

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
  if (context.tags(index).has('reportedPeriod')) {
    const reported = period ?? headMonth(context)
    if (reported) return told(reported.first, reported.last, 'between')
  }
  // "over the past two weeks" of a report without a date: its own time, though nobody can tell which.
  if (tellsOwnTime(lexemes) || isOfOther(lexemes, from)) return own
  const event = eventTime(
    context.anchor(index),
    { value: phrase.number.value, returned: category === 'returns' },
    context,
  )
  return framed(own, stock, event, period && !isPoint(period) ? period : null)
}

/** "yesterday", "on Monday", "in recent weeks" that no date of the report turns into days. */
const tellsOwnTime = (lexemes: readonly Lexeme[]) =>
  lexemes.some(
    (lexeme, i) =>
      !lexeme.dated &&
      (hasAny(lexeme, ['yesterday', 'today']) ||
        (has(lexeme, 'weekday') && lexeme.capital) ||
        (hasAny(lexeme, ['lastPeriod', 'thisPeriod', 'beginning']) && unitFollows(lexemes, i))),
  )
const unitFollows = (lexemes: readonly Lexeme[], i: number) =>
  lexemes
    .slice(i + 1, i + 4)
    .find(
      (lexeme) =>
        lexeme.kind !== tokenKinds.digits && !hasAny(lexeme, ['number', 'several', 'of', 'determiner', 'thisPeriod']),
    )
    ?.entry?.tags.has('timeUnit') ?? false

/** "Prior floods displaced 600 people": of a time that the report does not tell. */
function isOfOther(lexemes: readonly Lexeme[], from: number): boolean {
  for (let i = from - 1; i >= 0 && !lexemes[i]?.number; i--) if (namesOther(lexemes, i)) return true
  return false
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
  const counted = countedFromThen(index, context)
  const within = ({ from, to }: TimeMention) => counted.some((time) => from < time.to && time.from < to)
  const dates: SentenceDates = {
    times: [...times.filter((time) => isOwn(time) && !within(time)), ...counted, ...pointedBack(index, context)],
    inherited: citedAsOf(index, context) ?? inheritedAsOf(index, context) ?? toldBefore(index, context),
    period: reportPeriod(index, context),
  }
  known.set(reading, dates)
  return dates
}

/** "A day earlier", "two weeks later": as far from the date told before, which must be one of a day. */
function countedFromThen(index: number, context: ContextReader): TimeMention[] {
  const { lexemes, times } = context.reading(index) ?? { lexemes: [], times: [] }
  const at = lexemes.findIndex((lexeme, i) => has(lexeme, 'fromThen') && has(lexemes[i - 1], 'timeUnit'))
  if (at < 0) return []
  const base = times.filter(({ to }) => to <= at - 2).at(-1) ?? timeBefore(index, context)
  const unit = lexemes[at - 1]
  // "a day" is one phrase.
  const count = unit?.lower.includes(' ') ? 1 : countAt(lexemes[at - 2])
  if (base?.last.accuracy !== 'day' || count < 1 || count > 100) return []
  const days = Math.round((unit?.entry?.value ?? 0) * count) * (has(lexemes[at], 'later') ? 1 : -1)
  const day = exactly(addDays(base.first.day, days))
  return [{ role: 'window', from: unit?.lower.includes(' ') ? at - 1 : at - 2, to: at + 1, first: day, last: day }]
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
