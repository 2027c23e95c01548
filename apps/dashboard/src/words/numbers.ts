/** Numbers as the reader's locale writes them, with the words of the print. */
import type { StoredFigureJson } from '@displacement-monitor/shared/contracts'

type Quantifier = StoredFigureJson['quantifier']

const whole = new Intl.NumberFormat()
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumSignificantDigits: 3 })
const signed = new Intl.NumberFormat(undefined, { signDisplay: 'exceptZero' })
const percent = new Intl.NumberFormat(undefined, {
  style: 'percent',
  signDisplay: 'exceptZero',
  maximumFractionDigits: 0,
})

export const sayNumber = (value: number): string => whole.format(value)
/** "961K": on axes and small marks only. */
export const sayShort = (value: number): string => short.format(value)
export const sayChange = (value: number): string => signed.format(value)
export const sayRatio = (ratio: number): string => percent.format(ratio)

export const quantifierWords: Record<Quantifier, string> = {
  exact: '',
  more_than: 'more than',
  less_than: 'fewer than',
  approximately: 'about',
  nearly: 'nearly',
  up_to: 'up to',
  range: 'between',
  vague: 'between',
}

/** "more than 800,000", "between 10,000 and 99,999". */
export function sayAmount(value: number, high: number | null, quantifier: Quantifier): string {
  if (quantifier === 'range' || quantifier === 'vague')
    return high === null ? sayNumber(value) : `between ${sayNumber(value)} and ${sayNumber(high)}`
  return `${quantifierWords[quantifier]} ${sayNumber(value)}`.trim()
}

export interface Amount {
  value: number | null
  low: number | null
  high: number | null
  quantifier: Quantifier | null
}

/**
 * A value that the line's bounds have moved away from what was printed is told without the words of the print: nobody
 * said "nearly 961,000" who said "nearly 1,000,000".
 */
export function sayPoint({ value, low, high, quantifier }: Amount): string {
  if (value === null) return 'not known'
  const isRange = quantifier === 'range' || quantifier === 'vague'
  const isMoved =
    (quantifier === 'more_than' && low !== null && value !== low) ||
    ((quantifier === 'nearly' || quantifier === 'up_to') && high !== null && value !== high)
  return sayAmount(value, isRange ? high : null, isMoved ? 'exact' : (quantifier ?? 'exact'))
}

export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${sayNumber(count)} ${count === 1 ? one : many}`
