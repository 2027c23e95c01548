/** Numbers written in digits: 800,000 · 800 000 · 1.200.000 · 8,00,000 · 1.2 million · 12k · 659,3002 with a footnote. */

import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import type { Lexicon } from '../reading/lexicon.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import type { NumberAt } from './read-numbers.ts'

/** Digits of any script as a number. */
export function digitsValue(digits: string): number {
  const plain = Number(digits)
  if (!Number.isNaN(plain)) return plain
  let value = 0
  for (const digit of digits) {
    const code = digit.codePointAt(0) ?? 0
    const zero = [0x30, 0x660, 0x6f0, 0x966, 0xff10].find((start) => code >= start && code <= start + 9) ?? 0x30
    value = value * 10 + (code - zero)
  }
  return value
}

/** Parts of a scale printed as one sign: 1½ million. */
const halves: Readonly<Record<string, number>> = { '¼': 0.25, '½': 0.5, '¾': 0.75 }

/** More digits than any count of people has: an account, a phone, noise. */
const longestRun = 12

export function readDigits(lexemes: readonly Lexeme[], i: number, lexicon: Lexicon): NumberAt | null {
  const head = lexemes[i]
  if (!head || head.lower.length > longestRun) return null
  const { numerals } = lexicon.pack
  const groups = [head.lower]
  let sign: string | null = null
  let next = i + 1
  for (;;) {
    const [mark, digits] = [lexemes[next], lexemes[next + 1]]
    if (!mark) break
    const glued = mark.kind === tokenKinds.sign && mark.gap === gaps.none && digits?.gap === gaps.none
    if (glued && digits?.kind === tokenKinds.digits && numerals.groupSigns.includes(mark.lower)) {
      if ((sign !== null && sign !== mark.lower) || digits.lower.length > 4 || digits.lower.length < 2) break
      if (sign === null && head.lower.length > 3) break
      if (mark.lower === numerals.decimalSign && sign === null && digits.lower.length !== 3) break
      sign = mark.lower
      groups.push(digits.lower)
      next += 2
    } else if (
      mark.kind === tokenKinds.digits &&
      mark.gap === gaps.blank &&
      mark.lower.length === 3 &&
      (sign === null || sign === ' ') &&
      head.lower.length <= 3 &&
      head.lower !== '0' &&
      !has(lexemes[i - 1], 'month')
    ) {
      sign = ' '
      groups.push(mark.lower)
      next += 1
    } else if (splitGroup(lexemes, i, next, sign)) {
      // "61, 000 people", "61 ,000 people": a blank slipped in beside the comma.
      sign = ','
      groups.push(digits?.lower ?? '')
      next += 2
    } else break
    if (groups.length > 5) break
  }
  const grouped = joinGroups(groups, sign)
  // "25,00": a digit was lost or added; no count can be read.
  // "1,96 مليون": before a scale the comma is that of a decimal.
  const scaled = groups.length === 2 && magnitudeAt(lexemes, next, lexicon) !== null
  if (grouped === null && sign === ',' && !scaled) return null
  if (grouped === null) next = i + 1
  let value = grouped ?? digitsValue(head.lower)
  let bare = grouped === null || groups.length === 1
  let fraction = false
  const [point, decimals] = [lexemes[next], lexemes[next + 1]]
  if (
    point?.kind === tokenKinds.sign &&
    point.gap === gaps.none &&
    decimals?.kind === tokenKinds.digits &&
    decimals.gap === gaps.none &&
    ['.', ',', '·', '٫'].includes(point.lower) &&
    decimals.lower.length <= 3
  ) {
    const scaled = magnitudeAt(lexemes, next + 2, lexicon) !== null
    if (scaled || point.lower === numerals.decimalSign || point.lower === '٫') {
      // "2.1.3" is a heading, "25.05.2021" a day.
      const further = lexemes[next + 2]
      if (further?.gap === gaps.none && further.lower === point.lower && lexemes[next + 3]?.gap === gaps.none) {
        if (lexemes[next + 3]?.kind === tokenKinds.digits) return null
      }
      value += digitsValue(decimals.lower) / 10 ** decimals.lower.length
      fraction = true
      next += 2
    }
  }
  const part = halves[lexemes[next]?.lower ?? '']
  if (part && magnitudeAt(lexemes, next + 1, lexicon) !== null) {
    value += part
    fraction = true
    next++
  }
  // A group sign read as grouping while a scale follows ("1.234 million") was a decimal point.
  if (sign === numerals.decimalSign && grouped !== null && groups.length === 2 && magnitudeAt(lexemes, next, lexicon)) {
    value = digitsValue(groups[0] ?? '') + digitsValue(groups[1] ?? '') / 1000
    fraction = true
  }
  for (let scale = magnitudeAt(lexemes, next, lexicon); scale !== null; scale = magnitudeAt(lexemes, next, lexicon)) {
    value *= scale
    next += lexemes[next]?.lower === '-' ? 2 : 1
    bare = false
    fraction = false
  }
  if (fraction && Number.isInteger(Math.round(value * 1e6) / 1e6)) fraction = false
  const rest = remainderAt(lexemes, next, lexicon)
  if (rest) [value, next] = [value + rest.number.value, rest.next]
  return { number: { value, high: null, form: 'plain', bare, fraction }, next }
}

/** Between the groups stands a comma with one blank; behind it the blank may be that of a list, unless zeros or a quantifier tell. */
function splitGroup(lexemes: readonly Lexeme[], first: number, at: number, sign: string | null): boolean {
  const [mark, digits, head] = [lexemes[at], lexemes[at + 1], lexemes[at - 1]]
  if (mark?.lower !== ',' || digits?.kind !== tokenKinds.digits || digits.lower.length !== 3) return false
  if ((sign !== null && sign !== ',') || (head?.lower.length ?? 9) > 3 || has(lexemes[first - 1], 'month')) return false
  if (mark.gap === gaps.blank) return digits.gap === gaps.none
  if (mark.gap !== gaps.none || digits.gap !== gaps.blank) return false
  return digits.lower === '000' || Boolean(lexemes[first - 1]?.entry?.before)
}

/** "1 million 200 thousand", "120 thousand 500": what stands behind a scale and is smaller than it belongs to the number. */
function remainderAt(lexemes: readonly Lexeme[], next: number, lexicon: Lexicon): NumberAt | null {
  const [scale, rest] = [lexemes[next - 1], lexemes[next]]
  if (!has(scale, 'magnitude') || rest?.kind !== tokenKinds.digits || rest.gap !== gaps.blank || rest.dated) return null
  const read = readDigits(lexemes, next, lexicon)
  if (!read || read.number.fraction || (read.number.bare && rest.lower.length !== 3)) return null
  return read.number.value < (scale?.entry?.value ?? 0) ? read : null
}

/** The scale after a number: "million", "-million", glued "k"; null if there is none. */
function magnitudeAt(lexemes: readonly Lexeme[], i: number, lexicon: Lexicon): number | null {
  const [lexeme, after] = [lexemes[i], lexemes[i + 1]]
  if (!lexeme) return null
  if (lexeme.lower === '-' && lexeme.gap === gaps.none && has(after, 'magnitude') && after?.gap === gaps.none)
    return after.entry?.value ?? null
  if (lexeme.gap > gaps.wide && !has(lexeme, 'magnitude')) return null
  if (has(lexeme, 'magnitude')) return lexeme.entry?.value ?? null
  if (lexeme.kind !== tokenKinds.word) return null
  // "2.8 M displaced people", "1.2 m people": apart from the number, a letter is a scale before a noun of people alone.
  const apart =
    lexeme.gap === gaps.blank &&
    lexeme.lower.length === 1 &&
    (lexeme.capital ? after?.entry?.relevant === true || hasAny(after, people) : hasAny(after, people))
  if (lexeme.gap > gaps.none && !apart) return null
  const glued = lexicon.pack.numerals.gluedMagnitudes[lexeme.lower]
  return glued ?? null
}

const people: readonly Tag[] = ['person', 'household', 'idp', 'refugee', 'returnee', 'evacuee', 'displacedAdjective']

/** The value of digit groups, or null where they are no grouping ("2019,20"). */
function joinGroups(groups: readonly string[], sign: string | null): number | null {
  const tail = groups.slice(1)
  if (tail.every((group) => group.length === 3)) return digitsValue(groups.join(''))
  const last = tail.at(-1) ?? ''
  const inner = tail.slice(0, -1)
  if (sign === ',' && last.length === 3 && inner.every((group) => group.length === 2))
    return digitsValue(groups.join(''))
  // A footnote mark printed small and stored as a fourth digit.
  if (last.length === 4 && inner.every((group) => group.length === 3)) return digitsValue(groups.join('').slice(0, -1))
  return null
}
