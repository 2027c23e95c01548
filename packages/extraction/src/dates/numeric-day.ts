/** A date in digits alone: "25/05/2021", "2021-05-25", "25.5.21". */
import type { Tag } from '../languages/pack.ts'
import { digitsValue } from '../numbers/read-digits.ts'
import { hasAny, type Lexeme } from '../reading/lexeme.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import type { DaysAt } from './read-day.ts'

const signs = new Set(['/', '-', '.'])

export const digitsAt = (lexemes: readonly Lexeme[], i: number): number | null => {
  const lexeme = lexemes[i]
  return lexeme?.kind === tokenKinds.digits && lexeme.lower.length <= 4 ? digitsValue(lexeme.lower) : null
}
export const isYear = (value: number | null): value is number => value !== null && value >= 1900 && value <= 2100
export const isDay = (value: number | null): value is number => value !== null && value >= 1 && value <= 31

/** "in 05/2021": a month and its year. */
const beforeMonth: readonly Tag[] = ['during', 'since', 'asOf', 'between', 'until', 'before']

function monthInYear(month: number, mark: string, year: number, next: number): DaysAt | null {
  if (mark !== '/' || month < 1 || month > 12 || !isYear(year)) return null
  const partial = { year, month, day: null }
  return { first: partial, last: partial, next }
}

/** A date that begins at `i`; where day and month might change places, `swapped` is the other reading. */
export function numericDay(lexemes: readonly Lexeme[], i: number): DaysAt | null {
  const [a, mark, b] = [digitsAt(lexemes, i), lexemes[i + 1], digitsAt(lexemes, i + 2)]
  if (a === null || b === null || !mark || !signs.has(mark.lower) || mark.gap !== gaps.none) return null
  if (lexemes[i + 2]?.gap !== gaps.none) return null
  const [again, c] = [lexemes[i + 3], digitsAt(lexemes, i + 4)]
  if (again?.lower !== mark.lower && hasAny(lexemes[i - 1], beforeMonth)) return monthInYear(a, mark.lower, b, i + 3)
  if (again?.lower !== mark.lower || again.gap !== gaps.none || c === null || lexemes[i + 4]?.gap !== gaps.none)
    return null
  const partial = (year: number, month: number, day: number) =>
    month >= 1 && month <= 12 && isDay(day) ? { year, month, day } : null
  const year = isYear(a) ? a : isYear(c) ? c : c < 100 && lexemes[i + 4]?.lower.length === 2 ? 2000 + c : null
  if (year === null) return null
  const one = isYear(a) ? partial(year, b, c) : (partial(year, b, a) ?? partial(year, a, b))
  if (!one) return null
  const swapped = !isYear(a) && a <= 12 && b <= 12 ? partial(year, a, b) : null
  return { first: one, last: one, next: i + 5, swapped }
}
