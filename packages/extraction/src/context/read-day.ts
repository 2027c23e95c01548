/** One date as written: "25 May 2021", "May 25", "25/05/2021", "2021-05-25", "late December", "end of 2013", "May", "2019". */
import { digitsValue } from '../numbers/read-digits.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import type { PartialDay } from './time-mention.ts'

export interface DaysAt {
  first: PartialDay
  last: PartialDay
  next: number
}

const ordinals = new Set(['st', 'nd', 'rd', 'th', 'er', 'ro', 'º', '°'])
const digitsAt = (lexemes: readonly Lexeme[], i: number): number | null => {
  const lexeme = lexemes[i]
  return lexeme?.kind === tokenKinds.digits && lexeme.lower.length <= 4 ? digitsValue(lexeme.lower) : null
}
const isYear = (value: number | null): value is number => value !== null && value >= 1900 && value <= 2100
const isDay = (value: number | null): value is number => value !== null && value >= 1 && value <= 31
const monthAt = (lexemes: readonly Lexeme[], i: number): number | null => {
  const lexeme = lexemes[i]
  // "may" and "march" are months only with a capital; other languages write "mai" and "marzo" small.
  return has(lexeme, 'month') && (lexeme?.capital || has(lexeme, 'smallName')) ? lexeme?.entry?.value || null : null
}
const skipOrdinal = (lexemes: readonly Lexeme[], i: number) =>
  ordinals.has(lexemes[i]?.lower ?? '') && lexemes[i]?.gap === gaps.none ? i + 1 : i
const skipComma = (lexemes: readonly Lexeme[], i: number) =>
  lexemes[i]?.lower === ',' || (has(lexemes[i], 'of') && !lexemes[i]?.lower.includes(' ')) ? i + 1 : i

/** "ديسمبر/كانون الأول 2019": the same month by its other name. */
const afterTwin = (lexemes: readonly Lexeme[], i: number, month: number) =>
  ['/', '('].includes(lexemes[i]?.lower ?? '') && monthAt(lexemes, i + 1) === month
    ? i + (lexemes[i + 2]?.lower === ')' ? 3 : 2)
    : i

/** A count follows, so the digits are no year: "in 2000 people", "January 2,500". */
const grouped = (lexemes: readonly Lexeme[], i: number) => {
  const [sign, digits] = [lexemes[i], lexemes[i + 1]]
  return (
    (sign?.lower === ',' || sign?.lower === '.') &&
    sign.gap === gaps.none &&
    digits?.kind === tokenKinds.digits &&
    digits.gap === gaps.none &&
    digits.lower.length === 3
  )
}

function yearAfter(lexemes: readonly Lexeme[], i: number): [number | null, number] {
  const at = skipComma(lexemes, i)
  const year = digitsAt(lexemes, at)
  if (isYear(year) && !grouped(lexemes, at + 1) && !(hasAny(lexemes[at + 1], ['person', 'household', 'idp']) && at > i))
    return [year, at + 1]
  return [null, i]
}

/** The date that begins at `i`, or null. */
export function readDay(lexemes: readonly Lexeme[], i: number): DaysAt | null {
  return numericDay(lexemes, i) ?? writtenDay(lexemes, i)
}

function numericDay(lexemes: readonly Lexeme[], i: number): DaysAt | null {
  const [a, mark, b] = [digitsAt(lexemes, i), lexemes[i + 1], digitsAt(lexemes, i + 2)]
  if (a === null || b === null || !mark || !['/', '-', '.'].includes(mark.lower) || mark.gap !== gaps.none) return null
  if (lexemes[i + 2]?.gap !== gaps.none) return null
  const [again, c] = [lexemes[i + 3], digitsAt(lexemes, i + 4)]
  if (again?.lower !== mark.lower || again.gap !== gaps.none || c === null || lexemes[i + 4]?.gap !== gaps.none)
    return null
  const make = (year: number, month: number, day: number): DaysAt | null => {
    const one = { year, month, day }
    return month >= 1 && month <= 12 && isDay(day) ? { first: one, last: one, next: i + 5 } : null
  }
  if (isYear(a)) return make(a, b, c)
  const year = isYear(c) ? c : c < 100 && lexemes[i + 4]?.lower.length === 2 ? 2000 + c : null
  if (year === null) return null
  return b > 12 ? make(year, a, b) : make(year, b, a)
}

function writtenDay(lexemes: readonly Lexeme[], i: number): DaysAt | null {
  const head = lexemes[i]
  if (!head) return null
  if (hasAny(head, ['early', 'middle', 'late', 'beginning'])) {
    let at = i + 1
    while (lexemes[at]?.lower === '-' || has(lexemes[at], 'of') || has(lexemes[at], 'determiner')) at++
    const month = monthAt(lexemes, at)
    if (month !== null) {
      const [year, next] = yearAfter(lexemes, afterTwin(lexemes, at + 1, month))
      const one = { year, month, day: null }
      return { first: one, last: one, next }
    }
    const year = digitsAt(lexemes, at)
    if (!isYear(year) || grouped(lexemes, at + 1)) return null
    const one = { year, month: has(head, 'late') ? 12 : has(head, 'middle') ? 6 : 1, day: null }
    return { first: one, last: one, next: at + 1 }
  }
  const day = digitsAt(lexemes, i)
  if (isDay(day)) {
    let at = skipOrdinal(lexemes, i + 1)
    let until: number | null = null
    const dash = lexemes[at]
    if (dash && (['-', '–', '—', '/', '&'].includes(dash.lower) || has(dash, 'rangeJoin'))) {
      const second = digitsAt(lexemes, at + 1)
      const after = skipOrdinal(lexemes, at + 2)
      const monthNext = has(lexemes[after], 'of') ? after + 1 : after
      if (isDay(second) && monthAt(lexemes, monthNext) !== null && second > day) [until, at] = [second, after]
    }
    if (has(lexemes[at], 'of')) at++
    if (has(lexemes[at], 'determiner')) at++
    const month = monthAt(lexemes, at)
    if (month === null) return null
    const [year, next] = yearAfter(lexemes, afterTwin(lexemes, at + 1, month))
    return { first: { year, month, day }, last: { year, month, day: until ?? day }, next }
  }
  const month = monthAt(lexemes, i)
  if (month !== null) {
    let at =
      lexemes[i + 1]?.lower === '.' && lexemes[i + 1]?.gap === gaps.none && head.lower.length <= 4 ? i + 2 : i + 1
    const first = digitsAt(lexemes, at)
    if (
      isDay(first) &&
      !grouped(lexemes, at + 1) &&
      !hasAny(lexemes[at + 1], ['person', 'household', 'idp', 'magnitude', 'percent'])
    ) {
      at = skipOrdinal(lexemes, at + 1)
      let second: number | null = null
      if (['-', '–', '—', '&', 'and', 'to'].includes(lexemes[at]?.lower ?? '')) {
        const last = digitsAt(lexemes, at + 1)
        if (isDay(last) && last > first && !grouped(lexemes, at + 2))
          [second, at] = [last, skipOrdinal(lexemes, at + 2)]
      }
      const [year, next] = yearAfter(lexemes, at)
      return { first: { year, month, day: first }, last: { year, month, day: second ?? first }, next }
    }
    const [year, next] = yearAfter(lexemes, afterTwin(lexemes, at, month))
    const one = { year, month, day: null }
    return { first: one, last: one, next: year === null ? i + 1 : next }
  }
  const year = digitsAt(lexemes, i)
  if (isYear(year) && lexemes[i]?.lower.length === 4 && !grouped(lexemes, i + 1)) {
    const before = lexemes[i - 1]
    const after = lexemes[i + 1]
    const introduced =
      hasAny(before, [
        'during',
        'since',
        'asOf',
        'between',
        'until',
        'early',
        'late',
        'thisPeriod',
        'and',
        'by',
        'of',
        'after',
      ]) ||
      before?.lower === '(' ||
      before?.lower === '-' ||
      before?.lower === '–' ||
      before?.lower === '/'
    const counted =
      hasAny(after, [
        'person',
        'household',
        'idp',
        'refugee',
        'migrant',
        'thing',
        'percent',
        'returnee',
        'evacuee',
        'part',
      ]) || after?.lower === '%'
    if (!introduced || (counted && !has(after, 'displace') && !(before?.lower === 'in' && hasAny(after, ['person']))))
      return null
    const one = { year, month: null, day: null }
    return { first: one, last: one, next: i + 1 }
  }
  return null
}
