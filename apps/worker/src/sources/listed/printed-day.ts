/** When a listing says that an entry was printed: ISO and mail dates, dates in words of several languages, or in digits whose order is known. */
import { type IsoDate, parseIsoDate } from '@displacement-monitor/shared/domain'
import { type PublicationDate, readPublicationDate } from '../../parse/publication-date.ts'
import { statedDay } from '../../parse/stated-day.ts'

/** Of dates in digits alone: which comes first is never guessed. */
export const dayOrders = ['dmy', 'mdy', 'ymd'] as const
export type DayOrder = (typeof dayOrders)[number]

const inDigits = /(?<!\d)(\d{1,4})[/.\-\s](\d{1,2})[/.\-\s](\d{1,4})(?!\d)/

export function printedDay(text: string, order: DayOrder | null, now: Date = new Date()): PublicationDate {
  const plain = asciiDigits(text).trim()
  const told = readPublicationDate(plain.slice(0, 200), now)
  if (told.publishedOn !== null) return told
  const inWords = plain.split(/\n+/).map((line) => statedDay(line.trim(), now))
  const publishedOn = inWords.find((day) => day !== null) ?? dayInDigits(plain, order, now)
  return { publishedAt: null, publishedOn }
}

/** The day that an address holds ("/2024/05/12/", "/2024-05-12-"); null for a month alone. */
export function dayInAddress(url: string, now: Date = new Date()): IsoDate | null {
  const match = /\/(\d{4})[/-](\d{2})[/-](\d{2})(?=[/_-]|$)/.exec(new URL(url).pathname)
  return match ? sensible(`${match[1]}-${match[2]}-${match[3]}`, now) : null
}

function dayInDigits(text: string, order: DayOrder | null, now: Date): IsoDate | null {
  const match = order === null ? null : inDigits.exec(text)
  if (!match || order === null) return null
  const part = (letter: string): string => (match[order.indexOf(letter) + 1] ?? '').padStart(2, '0')
  const year = part('y')
  return sensible(`${year.length === 2 ? `20${year}` : year}-${part('m')}-${part('d')}`, now)
}

function sensible(text: string, now: Date): IsoDate | null {
  const day = parseIsoDate(text)
  return day !== null && day > '1990' && Date.parse(day) < now.getTime() + 2 * 86_400_000 ? day : null
}

/** Arabic-Indic, Persian and Devanagari digits as ASCII. */
function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) => {
    const code = digit.charCodeAt(0)
    return String(code - (code < 0x6f0 ? 0x660 : code < 0x966 ? 0x6f0 : 0x966))
  })
}
