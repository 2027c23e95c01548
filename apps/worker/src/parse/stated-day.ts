/** A day as a reader sees it, in the languages of the reports: "As of 14 March 2022", "publiziert am 25. September 2018", "2016年12月1日". */
import { type IsoDate, parseIsoDate } from '@displacement-monitor/shared/domain'

const names = [
  'january janvier enero janeiro januar gennaio januari ocak января січня يناير',
  'february février fevrier febrero fevereiro februar febbraio februari şubat февраля лютого فبراير شباط',
  'march mars marzo março marco märz maret mart марта березня مارس آذار',
  'april avril abril aprile nisan апреля квітня أبريل ابريل نيسان',
  'may mai mayo maio maggio mei mayıs мая травня مايو أيار',
  'june juin junio junho juni giugno haziran июня червня يونيو حزيران',
  'july juillet julio julho juli luglio temmuz июля липня يوليو تموز',
  'august août aout agosto agustus ağustos августа серпня أغسطس اغسطس آب',
  'september septembre septiembre setembro settembre eylül сентября вересня سبتمبر أيلول',
  'october octobre octubre outubro oktober ottobre ekim октября жовтня أكتوبر اكتوبر',
  'november novembre noviembre novembro kasım ноября листопада نوفمبر',
  'december décembre decembre diciembre dezembro dezember dicembre desember aralık декабря грудня ديسمبر',
]
const monthOf = new Map(names.flatMap((month, n) => month.split(' ').map((name) => [name, n + 1] as const)))
const short = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

const dayFirst =
  /(?<![\d.,/])(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?(\p{L}{2,12})\.?,?\s+(?:de\s+|del\s+)?(\d{4})(?!\d)/gu
const monthFirst = /(?<!\p{L})(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/gu
const inDigits = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/gu
const eastAsian = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/gu

/** Where a report names its day, in characters, and how long the lines are that do. */
const [headLength, longestLine] = [1_500, 120]

/** The day that a report states at its beginning; null where no short line of it does. */
export function statedDay(text: string, now: Date = new Date()): IsoDate | null {
  for (const line of text.slice(0, headLength).split('\n')) {
    if (line.length > longestLine || (!line.includes('|') && /[.!?]$/.test(line))) continue
    const day = dayIn(line, now)
    if (day) return day
  }
  return null
}

/** The last day of a line, as of a span ("1 – 14 March 2022") the last counts; none in the future and none before 1990. */
export function dayIn(line: string, now: Date = new Date()): IsoDate | null {
  const text = line.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
  const found = [
    ...[...text.matchAll(dayFirst)].map(([, day, month, year]) => dateOf(year, month, day)),
    ...[...text.matchAll(monthFirst)].map(([, month, day, year]) => dateOf(year, month, day)),
    ...[...text.matchAll(inDigits)].map(([date]) => parseIsoDate(date)),
    ...[...text.matchAll(eastAsian)].map(([, year, month, day]) => isoOf(year, Number(month), day)),
  ]
  const last = found
    .filter((day) => day !== null)
    .sort()
    .at(-1)
  return last && last > '1990' && Date.parse(last) < now.getTime() + 2 * 86_400_000 ? last : null
}

function dateOf(year: string | undefined, month: string | undefined, day: string | undefined): IsoDate | null {
  const name = month?.toLowerCase() ?? ''
  const number = monthOf.get(name) ?? (name.length <= 4 ? short.indexOf(name.slice(0, 3)) + 1 : 0)
  return number > 0 ? isoOf(year, number, day) : null
}

const isoOf = (year: string | undefined, month: number, day: string | undefined): IsoDate | null =>
  parseIsoDate(`${year}-${String(month).padStart(2, '0')}-${day?.padStart(2, '0')}`)
