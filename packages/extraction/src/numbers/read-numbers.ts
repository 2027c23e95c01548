/**
 * Numbers in a sentence: every grouping, scales, words, ranges and vague amounts. The result is the same list of
 * lexemes with each number as one.
 */

import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import { isDash } from '../reading/marks.ts'
import type { NumberValue } from '../reading/number-value.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import { readAddedNumber } from './read-added-numbers.ts'
import { readDigits } from './read-digits.ts'
import { readNumberWords, withHalf } from './read-number-words.ts'

/** Read at an index: the number and the index after it. */
export interface NumberAt {
  number: NumberValue
  next: number
}

function readOne(lexemes: readonly Lexeme[], i: number, lexicon: Lexicon): NumberAt | null {
  const lexeme = lexemes[i]
  if (!lexeme || lexeme.dated || (lexeme.kind !== tokenKinds.digits && !lexeme.entry?.numeric)) return null
  const { numerals } = lexicon.pack
  if (numerals.addsTerms && !hasAny(lexeme, ['vague', 'several', 'half']))
    return readAddedNumber(lexemes, i, numerals, (at) => readDigits(lexemes, at, lexicon))
  const read = lexeme.kind === tokenKinds.digits ? readDigits(lexemes, i, lexicon) : readNumberWords(lexemes, i)
  return withHalf(lexemes, read)
}

/** "4-5,000" is 4,000 to 5,000 and "8 to 10 million" 8 million to 10 million: the scale of the second holds for both. */
function shareScale(low: number, high: number): number {
  if (low >= high) return low
  for (const scale of [1e9, 1e6, 1e5, 1e3]) if (high >= scale && low < 1000 && low * scale <= high) return low * scale
  return low
}

/** Digits share the scale of the second number; words only where it ends in one: "between ten and fifteen thousand". */
const sharesScale = (lexemes: readonly Lexeme[], first: NumberAt, second: NumberAt) =>
  first.number.bare ||
  first.number.fraction ||
  (has(lexemes[second.next - 1], 'magnitude') && !has(lexemes[first.next - 1], 'magnitude'))

function readRange(lexemes: readonly Lexeme[], i: number, first: NumberAt, lexicon: Lexicon): NumberAt | null {
  const join = lexemes[first.next]
  const opened = has(lexemes[i - 1], 'rangeOpen')
  if (!join || !(isDash(join.lower) || (has(join, 'rangeJoin') && (opened || join.lower !== 'and')))) return null
  if (has(join, 'and') && !opened) return null
  // "rose from 30,000 to 45,000": two counts, the second of today.
  if (hasAny(lexemes[i - 1], ['from', 'of']) && has(lexemes[i - 2], 'reach')) return null
  // "has grown by 300,000 to 3.1 million": a change, and what it came to.
  if (has(lexemes[i - 1], 'by') && lexemes.slice(Math.max(0, i - 4), i).some((each) => has(each, 'reach'))) return null
  const second = readOne(lexemes, first.next + 1, lexicon)
  if (second?.number.form !== 'plain' || first.number.form !== 'plain') return null
  if (isDash(join.lower) && join.gap > gaps.none && (lexemes[first.next + 1]?.gap ?? 0) === gaps.none) return null
  const high = second.number.value
  const years = [first.number, second.number].every(({ bare, value }) => bare && value >= 1900 && value <= 2100)
  if (years) return null
  const low = sharesScale(lexemes, first, second) ? shareScale(first.number.value, high) : first.number.value
  if (!(low < high) || high > low * 100) return null
  const fraction = (first.number.fraction && low === first.number.value) || second.number.fraction
  return {
    number: { value: low, high, form: 'range', bare: first.number.bare && second.number.bare, fraction },
    next: second.next,
  }
}

/** "five thousand (5,000) people": said twice, it is one number. The index behind the bracket, or null. */
function said(lexemes: readonly Lexeme[], at: number, { value, high }: NumberValue, lexicon: Lexicon): number | null {
  if (lexemes[at]?.lower !== '(' || high !== null) return null
  const again = readOne(lexemes, at + 1, lexicon)
  return again?.number.value === value && lexemes[again.next]?.lower === ')' ? again.next + 1 : null
}

const raised = /^[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]/

/** The index behind the marks of a footnote: 12,345¹ · 12,345[2] · 12,345(1). */
function noteEnd(lexemes: readonly Lexeme[], at: number): number {
  let next = at
  while (raised.test(lexemes[next]?.lower ?? '')) next++
  const [open, mark, close] = [lexemes[next], lexemes[next + 1], lexemes[next + 2]]
  const bracket = (open?.lower === '(' && close?.lower === ')') || (open?.lower === '[' && close?.lower === ']')
  if (!bracket || open.gap !== gaps.none || mark?.kind !== tokenKinds.digits || mark.lower.length > 2) return next
  return mark.gap === gaps.none && close?.gap === gaps.none ? next + 3 : next
}

/** Every number as one lexeme, its words merged; the others unchanged. */
export function readNumbers(lexemes: readonly Lexeme[], lexicon: Lexicon): Lexeme[] {
  const merged: Lexeme[] = []
  for (let i = 0; i < lexemes.length; ) {
    const lexeme = lexemes[i]
    if (!lexeme) break
    const first = readOne(lexemes, i, lexicon)
    if (!first) {
      merged.push(lexeme)
      i++
      continue
    }
    const { number, next: read } = readRange(lexemes, i, first, lexicon) ?? first
    const next = noteEnd(lexemes, said(lexemes, read, number, lexicon) ?? read)
    const tail = lexemes[next - 1] ?? lexeme
    const about = number.form === 'plain' && lexemes.slice(i, next).some((each) => has(each, 'roundly'))
    const round = {
      ...number,
      ...(about ? { about } : {}),
      value: whole(number.value),
      high: number.high === null ? null : whole(number.high),
    }
    // A merged number has no meaning of its own words left but that of "one" (a pronoun) and of single words.
    const { start, lower, kind, gap, capital, dated } = lexeme
    const entry = next - i === 1 ? lexeme.entry : null
    merged.push({ start, end: tail.end, lower, kind, gap, capital, entry, number: round, dated })
    i = next
  }
  return merged
}

/** 1.15 million is 1150000, not 1149999.9999. */
const whole = (value: number) =>
  Math.abs(value - Math.round(value)) < 1e-6 * Math.max(1, value) ? Math.round(value) : value
