/** The days that a statement covers: since when, as of when, and whether the text says so. */
import type { AsOfBasis, DatedDay, Window as Kind } from '@displacement-monitor/shared/domain'
import { spanOf } from '@displacement-monitor/shared/domain'
import { asideBefore } from '../reading/aside.ts'
import { has, type Lexeme } from '../reading/lexeme.ts'
import { wholeMonth, yearOf } from './calendar.ts'
import { isPoint, type TimeMention, type TimeRole } from './time-mention.ts'

export interface Window {
  since: DatedDay | null
  asOf: DatedDay | null
  asOfBasis: AsOfBasis
  /** How the text tells it, where it does in words of time. */
  window: Kind | null
  /** The as-of is the day on which somebody told the number, not one that the count is said to reach. */
  asOfTold?: true
}

/** A statement in its sentence. */
export interface Stated {
  stock: boolean
  /** Lexemes of the statement: first, and one after the last. */
  from: number
  to: number
  /** Its number, where the words reach over several dates: "rose from 61,000 on 1 May to 74,500 on 1 June". */
  number?: number
  lexemes: readonly Lexeme[]
  times: readonly TimeMention[]
}

/** What a clause between a date and a number adds to their distance, in words. */
const [clauseApart, sentenceApart] = [12, 40]
/** A "since" holds for all numbers of its sentence, unless another date stands that much nearer. */
const sinceCarries = 8
/** A level is of the day that stands at most so far from it. */
const levelReach = 14

/** Words between, and more for each clause between: "in July 3,558 returned, while June saw 2,358". */
function distance(time: TimeMention, { from, to, lexemes }: Stated): number {
  if (time.from < to && time.to > from) return 0
  const [begin, end, words] = time.from >= to ? [to, time.from, time.from - to] : [time.to, from, from - time.to + 2]
  let clauses = 0
  for (let i = begin; i < end; i++)
    clauses += has(lexemes[i], 'but') ? clauseApart : lexemes[i]?.lower === ';' ? sentenceApart : 0
  return words + clauses
}

/** The date right behind the number, of two that stand within its words. */
const isNearer = (time: TimeMention, other: TimeMention, { number }: Stated) =>
  number !== undefined && other.to <= number && time.from > number && time.from - number <= number - other.to + 1

/** `inherited`: the last "as of" of the paragraph or heading; `present`: when the text speaks. */
export function windowOf(stated: Stated, inherited: TimeMention | null, present: DatedDay | null): Window {
  const near = nearestOf(stated)
  return stated.stock ? levelAt(near, inherited, present) : spanAt(near, inherited, present)
}

type Nearest = (roles: readonly TimeRole[]) => { time: TimeMention; distance: number } | null

const nearestOf =
  (stated: Stated): Nearest =>
  (roles) => {
    let best: { time: TimeMention; distance: number } | null = null
    for (const time of stated.times) {
      if (!roles.includes(time.role) || isOfAnother(time, stated)) continue
      const far = distance(time, stated)
      const nearer = best !== null && far === best.distance && isNearer(time, best.time, stated)
      if (!best || far < best.distance || nearer) best = { time, distance: far }
    }
    return best
  }

/**
 * "6.9 million, up from 6.7 million a year earlier", "three times as many as in 2022", "compared with 2022, 3,000 more": the day of
 * the number that this one is compared with.
 */
function isOfAnother(time: TimeMention, { from, number = from, lexemes }: Stated): boolean {
  const [begin, end] =
    time.from > number ? [number + 1, time.from] : [Math.max(0, time.from - comparedReach), time.from]
  for (let i = begin; i < end; i++) {
    if (!has(lexemes[i], 'comparedTo')) continue
    // "More than 300" compares with nothing.
    if (lexemes[i]?.lower !== 'than' || lexemes[i + 1]?.number == null) return true
  }
  return inAside(time, { first: from, number }, lexemes)
}
const comparedReach = 2

/** "which peaked at 1,028,000 in November 2022, has since fallen to 571,000": the clause has its own number and day. */
function inAside(
  { from, to }: TimeMention,
  { first, number }: { first: number; number: number },
  lexemes: readonly Lexeme[],
): boolean {
  const close = lexemes[to]?.lower === ',' ? to : lexemes[to - 1]?.lower === ',' ? to - 1 : -1
  if (close < 0 || close >= number) return false
  const open = asideBefore(lexemes, close)
  return open > first && lexemes.slice(open, from).some((lexeme) => lexeme.number)
}

const published = (present: DatedDay | null, since: DatedDay | null = null, window: Kind | null = null): Window => ({
  since,
  asOf: present,
  asOfBasis: 'published',
  window,
})
export const told = (since: DatedDay | null, asOf: DatedDay, window: Kind | null = null): Window => ({
  since,
  asOf,
  asOfBasis: 'stated',
  window,
})
/** The same of a day that may be the day of telling alone. */
const toldBy = (since: DatedDay | null, time: TimeMention, window: Kind | null = null): Window => ({
  ...told(since, time.last, window),
  ...(time.role === 'told' ? { asOfTold: true } : {}),
})
/** Of a count that goes on, one that is over, one that is counted back from the telling; a day alone tells none. */
const kindOf = (time: TimeMention): Kind | null =>
  time.role === 'rolling'
    ? 'rolling'
    : time.role === 'since' || time.role === 'soFar'
      ? 'since'
      : isPoint(time) && time.first.accuracy === 'day'
        ? null
        : 'between'

function levelAt(near: Nearest, inherited: TimeMention | null, present: DatedDay | null): Window {
  const asOf = near(['asOf'])
  if (asOf && !isFutureYear(asOf.time, present)) return told(null, asOf.time.last)
  const window = near(['window', 'told'])
  if (window && window.distance <= levelReach && notAfter(window.time.last, present)) return toldBy(null, window.time)
  return inherited ? toldBy(null, inherited) : published(present)
}

function spanAt(near: Nearest, inherited: TimeMention | null, present: DatedDay | null): Window {
  const counted = near(['asOf'])?.time ?? null
  const asOf = (counted && !isFutureYear(counted, present) ? counted : null) ?? near(['told'])?.time ?? null
  const since = near(['since', 'soFar'])
  const window = near(['window', 'rolling']) ?? (since ? null : near(['event']))
  const chosen = since && !(window && window.distance + sinceCarries < since.distance) ? since.time : window?.time
  if (!chosen) {
    if (asOf) return toldBy(null, asOf)
    return inherited && notAfter(inherited.last, present) ? toldBy(null, inherited) : published(present)
  }
  const end = endOf(chosen, asOf, present)
  const kind = kindOf(chosen)
  if (!end) return published(present, chosen.first, kind)
  if (chosen.first.day <= spanOf(end).last)
    return asOf !== null && end === asOf.last ? toldBy(chosen.first, asOf, kind) : told(chosen.first, end, kind)
  return published(present, notAfter(chosen.first, present) ? chosen.first : null)
}

/** A closed span ends with itself, as does a month that is over; else the count is as of the day that is told. */
function endOf(chosen: TimeMention, asOf: TimeMention | null, present: DatedDay | null): DatedDay | null {
  if (chosen.role !== 'window' || (isPoint(chosen) && asOf)) return asOf?.last ?? null
  const over = !present || spanOf(chosen.last).last < present.day
  if (!isPoint(chosen)) return over ? lastMonth(chosen.last) : chosen.last
  const coarse = chosen.last.accuracy === 'month' || chosen.last.accuracy === 'year'
  return coarse && over ? lastMonth(chosen.last) : null
}

/** What happened in a year is counted up to its December. */
const lastMonth = (end: DatedDay): DatedDay => (end.accuracy === 'year' ? wholeMonth(yearOf(end.day), 12) : end)

/** A flow without any date of its own: the day of its event as told beside it, else the period of the report. */
export function framed(own: Window, stock: boolean, event: TimeMention | null, period: TimeMention | null): Window {
  const closed = period !== null && !isPoint(period)
  if (stock) return own.asOfBasis === 'published' && closed ? told(null, period.last) : own
  if (own.since) return own
  if (event && own.asOfBasis === 'stated')
    return own.asOf && event.first.day <= spanOf(own.asOf).last ? { ...own, since: event.first } : own
  if (own.asOfBasis === 'stated') return own
  if (event) return isPoint(event) ? { ...own, since: event.first } : told(event.first, event.last)
  return closed ? told(period.first, period.last, 'between') : own
}

/** "to stay open until 2023" is not when they were counted. */
const isFutureYear = ({ last }: TimeMention, present: DatedDay | null) =>
  last.accuracy === 'year' && !notAfter(last, present)
const notAfter = (day: DatedDay, present: DatedDay | null) => !present || spanOf(day).first <= spanOf(present).last
