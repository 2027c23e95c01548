/** The day that a report states at its beginning: "As of 14 March 2022", "Situation Report #3 | 14 March 2022", "14 mars 2022". */
import { type IsoDate, parseIsoDate } from '@displacement-monitor/shared/domain'

const months: readonly (readonly string[])[] = [
  ['january', 'janvier', 'enero', 'janeiro', 'يناير'],
  ['february', 'février', 'fevrier', 'febrero', 'fevereiro', 'فبراير'],
  ['march', 'mars', 'marzo', 'março', 'marco', 'مارس'],
  ['april', 'avril', 'abril', 'أبريل', 'ابريل'],
  ['may', 'mai', 'mayo', 'maio', 'مايو'],
  ['june', 'juin', 'junio', 'junho', 'يونيو'],
  ['july', 'juillet', 'julio', 'julho', 'يوليو'],
  ['august', 'août', 'aout', 'agosto', 'أغسطس', 'اغسطس'],
  ['september', 'septembre', 'septiembre', 'setembro', 'سبتمبر'],
  ['october', 'octobre', 'octubre', 'outubro', 'أكتوبر', 'اكتوبر'],
  ['november', 'novembre', 'noviembre', 'novembro', 'نوفمبر'],
  ['december', 'décembre', 'decembre', 'diciembre', 'dezembro', 'ديسمبر'],
]
const monthOf = new Map(months.flatMap((names, n) => names.map((name) => [name, n + 1] as const)))
const short = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
/** Behind a span ("1 – 14 March") the last day counts. */
const dayFirst =
  /(?<![\p{Nd}.,/])(\d{1,2})(?:st|nd|rd|th|er|º)?\s+(?:de\s+)?(\p{L}{3,12})\.?,?\s+(?:de\s+|del\s+)?(\d{4})(?!\p{Nd})/gu
const monthFirst = /(?<!\p{L})(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\p{Nd})/gu
const inDigits = /(?<!\p{Nd})(\d{4})-(\d{2})-(\d{2})(?!\p{Nd})/gu

/** Where a report names its day, in characters, and how long the lines are that do. */
const [headLength, longestLine] = [1_500, 120]

export function statedDay(text: string, now: Date = new Date()): IsoDate | null {
  for (const line of text.slice(0, headLength).split('\n')) {
    if (line.length > longestLine || (line.includes('|') === false && /[.!?]$/.test(line))) continue
    const day = dayIn(line)
    if (day && day > '1990' && Date.parse(day) < now.getTime() + 2 * 86_400_000) return day
  }
  return null
}

function dayIn(line: string): IsoDate | null {
  const found = [
    ...[...line.matchAll(dayFirst)].map(([, day, month, year]) => dateOf(year, month, day)),
    ...[...line.matchAll(monthFirst)].map(([, month, day, year]) => dateOf(year, month, day)),
    ...[...line.matchAll(inDigits)].map(([date]) => parseIsoDate(date)),
  ].filter((day) => day !== null)
  return found.sort().at(-1) ?? null
}

function dateOf(year: string | undefined, month: string | undefined, day: string | undefined): IsoDate | null {
  const name = month?.toLowerCase() ?? ''
  const number = monthOf.get(name) ?? (name.length <= 4 ? short.indexOf(name.slice(0, 3)) + 1 : 0)
  return number > 0 ? parseIsoDate(`${year}-${String(number).padStart(2, '0')}-${day?.padStart(2, '0')}`) : null
}
