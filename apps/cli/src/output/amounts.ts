/** Numbers as a person reads them: grouped, with the quantifier of the report in words. */
import type { Quantifier, Unit } from '@displacement-monitor/shared/domain'

/** 800000 → "800,000"; the same on every machine, whatever its locale. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/gu, ',')

const words: Readonly<Record<Quantifier, string>> = {
  exact: '',
  more_than: 'more than',
  less_than: 'less than',
  approximately: 'about',
  nearly: 'nearly',
  up_to: 'up to',
  range: '',
  vague: 'some',
}

/** "more than 800,000", "40,000 to 50,000", "some 10,000 to 99,999". */
export function amountInWords(value: number, valueHigh: number | null, quantifier: Quantifier): string {
  const amount = valueHigh === null ? grouped(value) : `${grouped(value)} to ${grouped(valueHigh)}`
  return words[quantifier] === '' ? amount : `${words[quantifier]} ${amount}`
}

export const unitInWords = (unit: Unit): string => (unit === 'person' ? 'people' : 'households')

/** 1250000 → "1.25M", 800000 → "800k", 999999 → "1M"; at most three digits, for an axis. */
export function compact(value: number): string {
  for (const [size, letter] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    // Rounding may lift a number into the next size: 999,999 is 1M, not 1000k.
    if (Number((value / size).toPrecision(3)) >= 1) return `${Number((value / size).toPrecision(3))}${letter}`
  }
  return String(Math.round(value))
}

/** 1536 → "1.5 KB". */
export function bytesInWords(bytes: number): string {
  const sizes = ['bytes', 'KB', 'MB', 'GB', 'TB']
  const step = bytes < 1 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)))
  const amount = bytes / 1024 ** step
  return `${step === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${sizes[step]}`
}

/** "1 report", "2 reports". */
export const counted = (count: number, singular: string, plural = `${singular}s`): string =>
  `${grouped(count)} ${count === 1 ? singular : plural}`
