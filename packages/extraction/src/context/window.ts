/** The days that a statement covers: since when, as of when, and whether the text says so. */
import type { AsOfBasis, DatedDay, IsoDate } from '@displacement-monitor/shared/domain'
import { spanOf } from '@displacement-monitor/shared/domain'
import type { TimeMention } from './time-mention.ts'

export interface Window {
  since: DatedDay | null
  asOf: DatedDay | null
  asOfBasis: AsOfBasis
}

const distance = (time: TimeMention, from: number, to: number) =>
  time.from >= to ? time.from - to : time.to <= from ? from - time.to + 2 : 0

/**
 * `times` of the statement's own sentence; `inherited` the last "as of" of its paragraph or heading. A flow's window is
 * the nearest mention; a "since" or "as of" of the sentence holds for all its numbers.
 */
export function windowOf(
  stock: boolean,
  from: number,
  to: number,
  times: readonly TimeMention[],
  inherited: TimeMention | null,
  publishedOn: IsoDate | null,
): Window {
  const nearest = (roles: readonly TimeMention['role'][]) =>
    times
      .filter((time) => roles.includes(time.role))
      .sort((a, b) => distance(a, from, to) - distance(b, from, to))[0] ?? null
  const published: Window = {
    since: null,
    asOf: publishedOn ? { day: publishedOn, accuracy: 'day' } : null,
    asOfBasis: 'published',
  }
  const stated = (since: DatedDay | null, asOf: DatedDay): Window => ({ since, asOf, asOfBasis: 'stated' })
  const asOf = nearest(['asOf'])
  if (stock) {
    if (asOf) return stated(null, asOf.last)
    const window = nearest(['window'])
    if (window && distance(window, from, to) <= 14 && notAfter(window.last, publishedOn))
      return stated(null, window.last)
    if (inherited) return stated(null, inherited.last)
    return published
  }
  const ordered = (since: DatedDay, end: DatedDay): Window =>
    since.day <= spanOf(end).last
      ? stated(since, end)
      : { ...published, since: after(since, publishedOn) ? null : since }
  const since = nearest(['since', 'soFar'])
  if (since) return asOf ? ordered(since.first, asOf.last) : { ...published, since: since.first }
  const window = nearest(['window', 'rolling'])
  if (window) {
    const closed = window.role === 'window' && window.first.day !== window.last.day
    if (closed) return ordered(window.first, window.last)
    return asOf ? ordered(window.first, asOf.last) : { ...published, since: window.first }
  }
  if (asOf) return stated(null, asOf.last)
  if (inherited && notAfter(inherited.last, publishedOn)) return stated(null, inherited.last)
  return published
}

/** A flow without any date of its own: the day of its event as told beside it, else the period of the report. */
export function framed(own: Window, stock: boolean, event: TimeMention | null, period: TimeMention | null): Window {
  const closed = period !== null && period.first.day !== period.last.day
  if (stock)
    return own.asOfBasis === 'published' && closed ? { since: null, asOf: period.last, asOfBasis: 'stated' } : own
  if (own.since || own.asOfBasis === 'stated') return own
  if (event)
    return event.first.day !== event.last.day
      ? { since: event.first, asOf: event.last, asOfBasis: 'stated' }
      : { ...own, since: event.first }
  return closed ? { since: period.first, asOf: period.last, asOfBasis: 'stated' } : own
}

const after = (day: DatedDay, publishedOn: IsoDate | null) => publishedOn !== null && day.day > publishedOn
const notAfter = (day: DatedDay, publishedOn: IsoDate | null) => !publishedOn || spanOf(day).first <= publishedOn
