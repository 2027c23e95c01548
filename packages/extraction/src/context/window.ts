/** The days that a statement covers: since when, as of when, and whether the text says so. */
import type { AsOfBasis, DatedDay } from '@displacement-monitor/shared/domain'
import { spanOf } from '@displacement-monitor/shared/domain'
import { has, type Lexeme } from '../reading/lexeme.ts'
import { isPoint, type TimeMention, type TimeRole } from './time-mention.ts'

export interface Window {
  since: DatedDay | null
  asOf: DatedDay | null
  asOfBasis: AsOfBasis
}

/** A statement in its sentence. */
export interface Stated {
  stock: boolean
  /** Lexemes of the statement: first, and one after the last. */
  from: number
  to: number
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
      if (!roles.includes(time.role)) continue
      const far = distance(time, stated)
      if (!best || far < best.distance) best = { time, distance: far }
    }
    return best
  }

const published = (present: DatedDay | null, since: DatedDay | null = null): Window => ({
  since,
  asOf: present,
  asOfBasis: 'published',
})
const told = (since: DatedDay | null, asOf: DatedDay): Window => ({ since, asOf, asOfBasis: 'stated' })

function levelAt(near: Nearest, inherited: TimeMention | null, present: DatedDay | null): Window {
  const asOf = near(['asOf'])
  if (asOf) return told(null, asOf.time.last)
  const window = near(['window', 'told'])
  if (window && window.distance <= levelReach && notAfter(window.time.last, present))
    return told(null, window.time.last)
  return inherited ? told(null, inherited.last) : published(present)
}

function spanAt(near: Nearest, inherited: TimeMention | null, present: DatedDay | null): Window {
  const asOf = near(['asOf'])?.time ?? near(['told'])?.time ?? null
  const ends = (since: DatedDay, end: DatedDay): Window =>
    since.day <= spanOf(end).last ? told(since, end) : published(present, notAfter(since, present) ? since : null)
  const since = near(['since', 'soFar'])
  const window = near(['window', 'rolling']) ?? (since ? null : near(['event']))
  const chosen = since && !(window && window.distance + sinceCarries < since.distance) ? since.time : window?.time
  if (chosen) {
    if (chosen.role === 'window' && !isPoint(chosen)) return ends(chosen.first, chosen.last)
    return asOf ? ends(chosen.first, asOf.last) : published(present, chosen.first)
  }
  if (asOf) return told(null, asOf.last)
  return inherited && notAfter(inherited.last, present) ? told(null, inherited.last) : published(present)
}

/** A flow without any date of its own: the day of its event as told beside it, else the period of the report. */
export function framed(own: Window, stock: boolean, event: TimeMention | null, period: TimeMention | null): Window {
  const closed = period !== null && !isPoint(period)
  if (stock) return own.asOfBasis === 'published' && closed ? told(null, period.last) : own
  if (own.since) return own
  if (event && own.asOfBasis === 'stated')
    return own.asOf && event.first.day <= spanOf(own.asOf).last ? { ...own, since: event.first } : own
  if (own.asOfBasis === 'stated') return own
  if (event) return isPoint(event) ? { ...own, since: event.first } : told(event.first, event.last)
  return closed ? told(period.first, period.last) : own
}

const notAfter = (day: DatedDay, present: DatedDay | null) => !present || spanOf(day).first <= spanOf(present).last
