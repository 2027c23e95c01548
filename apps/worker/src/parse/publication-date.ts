/** When a page says it was printed: the instant with its zone, and the calendar day at the publisher. Never guessed from prose. */
import { type IsoDate, parseIsoDate } from '@displacement-monitor/shared/domain'

export interface PublicationDate {
  publishedAt: Date | null
  publishedOn: IsoDate | null
}

const iso =
  /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?/i
const compact = /^\s*(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\s*$/
const rfc822 =
  /^\s*(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\.?\s+(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(Z|UTC?|GMT|[ECMP][SD]T|[+-]\d{2}:?\d{2})?)?/i
const english = /^\s*(?:[a-z]{3,9},?\s+)?([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/i
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const namedZones: Readonly<Record<string, string>> = {
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
}

/**
 * ISO 8601 and RFC 822 dates, and "17 February 2020" or "February 17, 2020". `17/02/2020` is read by nobody: it may be
 * either order. A time without a zone gives the day alone. Years before 1990 and beyond tomorrow are no print dates.
 */
export function readPublicationDate(text: string | null | undefined, now: Date = new Date()): PublicationDate {
  const none = { publishedAt: null, publishedOn: null }
  if (!text || text.length > 200) return none
  const parts = split(text)
  if (!parts) return none
  const day = parseIsoDate(`${parts.year}-${pad(parts.month)}-${pad(parts.day)}`)
  if (!day || day < '1990' || Date.parse(day) > now.getTime() + 2 * 86_400_000) return none
  if (parts.time === null || parts.zone === null) return { publishedAt: null, publishedOn: day }
  const at = new Date(`${day}T${parts.time}${parts.zone}`)
  return Number.isNaN(at.getTime()) ? { publishedAt: null, publishedOn: day } : { publishedAt: at, publishedOn: day }
}

interface Parts {
  year: string
  month: string
  day: string
  time: string | null
  zone: string | null
}

function split(text: string): Parts | null {
  const a = iso.exec(text)
  if (a)
    return { year: a[1] ?? '', month: a[2] ?? '', day: a[3] ?? '', time: timeOf(a[4], a[5], a[6]), zone: zoneOf(a[7]) }
  const b = compact.exec(text)
  if (b) return { year: b[1] ?? '', month: b[2] ?? '', day: b[3] ?? '', time: null, zone: null }
  const c = rfc822.exec(text)
  if (c) {
    const month = monthNumber(c[2])
    return month
      ? { year: c[3] ?? '', month, day: c[1] ?? '', time: timeOf(c[4], c[5], c[6]), zone: zoneOf(c[7]) }
      : null
  }
  const d = english.exec(text)
  const month = d ? monthNumber(d[1]) : null
  return d && month ? { year: d[3] ?? '', month, day: d[2] ?? '', time: null, zone: null } : null
}

const pad = (number: string): string => number.padStart(2, '0')

function monthNumber(name: string | undefined): string | null {
  const at = months.indexOf((name ?? '').toLowerCase())
  return at < 0 ? null : String(at + 1)
}

const timeOf = (hour?: string, minute?: string, second?: string): string | null =>
  hour === undefined || minute === undefined ? null : `${pad(hour)}:${minute}:${second ?? '00'}`

function zoneOf(zone: string | undefined): string | null {
  if (zone === undefined) return null
  const name = zone.toLowerCase()
  if (['z', 'utc', 'ut', 'gmt'].includes(name)) return 'Z'
  if (namedZones[name]) return namedZones[name]
  const digits = zone.replace(':', '')
  return `${digits.slice(0, 3)}:${digits.slice(3) || '00'}`
}
