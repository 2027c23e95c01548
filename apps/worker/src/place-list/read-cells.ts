/** One cell of each kind, or why it is none. */
import { type IsoDate, parseIsoDate } from '@displacement-monitor/shared/domain'

/** What lists print where they have nothing. */
const nothing = /^(?:|-+|n\/?a|none|null|nan|unknown|unspecified|#n\/a|-99)$/iu
export const isNothing = (cell: string): boolean => nothing.test(cell.trim())

/** Of names: Nan is a province of Thailand and a district of Laos. */
export const isNoName = (cell: string): boolean =>
  !/[\p{L}\p{N}]/u.test(cell) || /^(?:n\/a|#n\/a|null)$/iu.test(cell.trim())

/** A code as it is kept; null for what can be none. Some lists number their units without letters. */
export function readCode(cell: string): string | null {
  const code = cell.trim().toUpperCase().replace(/\.0$/u, '')
  return /^[A-Z0-9][A-Z0-9._/-]{0,39}$/u.test(code) ? code : null
}

/** "2", "2.0", "adm2", "Admin 2". */
export function readLevel(cell: string): number | null {
  const level = /^(?:adm(?:in)?\s*)?([0-5])(?:\.0)?$/iu.exec(cell.trim())?.[1]
  return level === undefined ? null : Number(level)
}

/** Days since 1899-12-30, as a sheet keeps a date whose format was lost. */
const isSerial = (cell: string): boolean => /^[2-6]\d{4}(?:\.\d+)?$/u.test(cell)
const lastYear = 9_000

/** A day; 'never' for an end that is none (9999-12-31); null for what is no day, or may be two. */
export function readDay(cell: string): IsoDate | 'never' | null {
  const text = cell.trim()
  if (isSerial(text))
    return new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(text)) * 86_400_000).toISOString().slice(0, 10)
  const [, y, m, d] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/u.exec(text) ?? []
  const [, first = '', second = '', year] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/u.exec(text) ?? []
  if (y !== undefined && Number(y) >= lastYear) return 'never'
  if (y !== undefined) return asDay(y, m ?? '', d ?? '')
  if (year === undefined) return null
  // 03/04/2020 is two days; 25/12/2020 and 04/04/2020 are one.
  if (Number(first) > 12 || first === second) return asDay(year, second, first)
  return Number(second) > 12 ? asDay(year, first, second) : null
}

const asDay = (year: string, month: string, day: string): IsoDate | null =>
  parseIsoDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
