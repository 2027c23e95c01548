/** Numbers in words: half a million · two and a half thousand · a dozen · several hundred · tens of thousands. */
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import type { NumberValue } from '../reading/number-value.ts'
import { gaps } from '../reading/token.ts'
import type { NumberAt } from './read-numbers.ts'

const plain = (value: number): NumberValue => ({ value, high: null, form: 'plain', bare: false, fraction: false })

/** "un million et demi", "dos millones y medio": the half belongs to the scale before it. */
export function withHalf(lexemes: readonly Lexeme[], read: NumberAt | null): NumberAt | null {
  if (!read || !has(lexemes[read.next], 'and') || lexemes[read.next + 1]?.entry?.value !== 0.5) return read
  const scale = lexemes[read.next - 1]
  if (!has(lexemes[read.next + 1], 'half') || !has(scale, 'magnitude') || read.number.form !== 'plain') return read
  return { number: { ...read.number, value: read.number.value + (scale?.entry?.value ?? 0) / 2 }, next: read.next + 2 }
}

/** "the Lac province": a scale with a capital amid small words is a name. */
const isName = (lexemes: readonly Lexeme[], i: number) =>
  has(lexemes[i], 'magnitude') &&
  lexemes[i]?.capital === true &&
  i > 0 &&
  lexemes[i - 1]?.capital === false &&
  !lexemes[i - 1]?.number

export function readNumberWords(lexemes: readonly Lexeme[], i: number): NumberAt | null {
  const lexeme = lexemes[i]
  if (!lexeme?.entry || isName(lexemes, i)) return null
  if (has(lexeme, 'vague'))
    return { number: { ...plain(lexeme.entry.value), high: lexeme.entry.high, form: 'vague' }, next: i + 1 }
  if (has(lexeme, 'several')) {
    const [scale, next] = scalesAt(lexemes, i + 1)
    if (scale < 12) return null
    return { number: { ...plain(scale), high: scale < 100 ? 99 : scale * 10 - 1, form: 'vague' }, next }
  }
  if (has(lexeme, 'half')) return readHalf(lexemes, i)
  if (has(lexeme, 'article')) {
    if (has(lexemes[i + 1], 'half')) return readHalf(lexemes, i + 1)
    const [scale, next] = isName(lexemes, i + 1) ? [1, i + 1] : scalesAt(lexemes, i + 1)
    if (scale > 1) {
      const half = has(lexemes[next], 'and') ? halfAfter(lexemes, next + 1) : null
      if (half) return { number: plain(scale * (1 + half.part)), next: half.next }
      // "a hundred and fifty thousand": the article is the one that the scale multiplies.
      const count = readCount(lexemes, i + 1)
      if (count && count.number.value > scale) return count
      const rest = has(lexemes[next], 'and') ? readCount(lexemes, next + 1) : null
      return rest && rest.number.value < scale
        ? { number: plain(scale + rest.number.value), next: rest.next }
        : { number: plain(scale), next }
    }
    return null
  }
  return readCount(lexemes, i)
}

/** "a million and a half". */
function halfAfter(lexemes: readonly Lexeme[], at: number): { part: number; next: number } | null {
  const i = has(lexemes[at], 'article') ? at + 1 : at
  // "a million and half of them": another clause.
  return has(lexemes[i], 'half') && !lexemes[i]?.lower.includes(' ')
    ? { part: lexemes[i]?.entry?.value || 0.5, next: i + 1 }
    : null
}

function readHalf(lexemes: readonly Lexeme[], i: number): NumberAt | null {
  let next = i + 1
  while (has(lexemes[next], 'article') || has(lexemes[next], 'of') || lexemes[next]?.lower === '-') next++
  const [scale, after] = scalesAt(lexemes, next)
  const part = lexemes[i]?.entry?.value || 0.5
  return scale > 1 ? { number: plain(part * scale), next: after } : null
}

/** The product of the scales that stand at an index, and the index after them. */
function scalesAt(lexemes: readonly Lexeme[], from: number): [number, number] {
  let [scale, next] = [1, from]
  for (; next - from < 3; next++) {
    const lexeme = lexemes[next]
    if (!has(lexeme, 'magnitude') || !lexeme?.entry) break
    scale *= lexeme.entry.value
  }
  return [scale, next]
}

/** Words, hyphens and commas of the longest number that is spelt out. */
const longestCount = 28

/** "one hundred and twenty-five thousand", "two-and-a-half million", "one point seven million", "hundred thousand". */
function readCount(lexemes: readonly Lexeme[], i: number): NumberAt | null {
  let [total, part, next, words] = [0, 0, i, 0]
  let halved = false
  for (; next - i < longestCount; next++) {
    const lexeme = lexemes[next]
    if (words > 0 && isHyphen(lexeme) && joins(lexemes[next + 1])) continue
    if (words > 0 && lexeme?.lower === ',' && continuesScale(lexemes, next)) continue
    if (!lexeme?.entry) break
    if (has(lexeme, 'number')) {
      if (part % 100 !== 0 && (lexeme.entry.value >= 10 || part % 10 !== 0)) break
      part += lexeme.entry.value
      words++
    } else if (has(lexeme, 'magnitude')) {
      if (words === 0 && lexeme.entry.value >= 1e6) break
      const scale = lexeme.entry.value
      if (scale === 100) part = (part || 1) * 100
      else {
        total += (part || 1) * scale
        part = 0
      }
      words++
    } else if (has(lexeme, 'decimalPoint') && words > 0 && total === 0) {
      const decimals = decimalsAt(lexemes, next + 1)
      if (!decimals) break
      part += decimals.part
      next = decimals.next - 1
    } else if (has(lexeme, 'and') && words > 0) {
      const after = behindHyphen(lexemes, next + 1)
      const half = has(lexemes[after], 'article') ? behindHyphen(lexemes, after + 1) : -1
      if (half > 0 && has(lexemes[half], 'half')) {
        part += 0.5
        halved = true
        next = half
      } else if (has(lexemes[after], 'number') && has(lexemes[next - 1], 'magnitude') && !halved) continue
      else break
    } else break
  }
  // A trailing "and", comma or hyphen is no part of the number.
  while (
    next > i &&
    !has(lexemes[next - 1], 'number') &&
    !has(lexemes[next - 1], 'magnitude') &&
    !has(lexemes[next - 1], 'half')
  )
    next--
  const value = total + part
  return words > 0 && value > 0 ? { number: plain(value), next } : null
}

const isHyphen = (lexeme: Lexeme | undefined) => lexeme?.lower === '-' && lexeme.gap === gaps.none
const behindHyphen = (lexemes: readonly Lexeme[], i: number) => (isHyphen(lexemes[i]) ? i + 1 : i)
const joins = (lexeme: Lexeme | undefined) => lexeme !== undefined && hasAny(lexeme, ['number', 'magnitude', 'and'])

/** "nine thousand, four hundred people": behind a scale and a comma goes on what is less than the scale. */
function continuesScale(lexemes: readonly Lexeme[], comma: number): boolean {
  const scale = lexemes[comma - 1]
  if (!has(scale, 'magnitude') || !has(lexemes[comma + 1], 'number')) return false
  const rest = readCount(lexemes, comma + 1)
  return rest !== null && rest.number.value < (scale?.entry?.value ?? 0) && rest.number.value >= 100
}

/** "seven", "seven five", "twenty-five" behind the point; only before a scale: "one point seven million". */
function decimalsAt(lexemes: readonly Lexeme[], from: number): { part: number; next: number } | null {
  let [digits, next] = ['', from]
  for (; next - from < 4; next++) {
    const lexeme = lexemes[next]
    if (isHyphen(lexeme)) continue
    if (!has(lexeme, 'number') || !lexeme?.entry) break
    const { value } = lexeme.entry
    // "twenty-five" is .25, not .205.
    digits =
      digits.endsWith('0') && value < 10 && isHyphen(lexemes[next - 1]) ? digits.slice(0, -1) + value : digits + value
  }
  return digits !== '' && has(lexemes[next], 'magnitude') ? { part: Number(`0.${digits}`), next } : null
}
