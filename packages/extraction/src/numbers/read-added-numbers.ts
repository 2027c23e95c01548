/**
 * Numbers of languages that join their terms with "and" (Arabic): مليون و200 ألف · خمسة وعشرون ألفا · 52 ألفا و760 · ألفا شخص
 * (two thousand). Each term is smaller than the scale before it.
 */
import type { NumeralData } from '../languages/pack.ts'
import { has, type Lexeme } from '../reading/lexeme.ts'
import { tokenKinds } from '../reading/token.ts'
import type { NumberAt } from './read-numbers.ts'

type ReadDigits = (at: number) => NumberAt | null

const isScale = (lexeme: Lexeme | undefined) => has(lexeme, 'magnitude') && (lexeme?.entry?.value ?? 0) >= 1000
const startsTerm = (lexeme: Lexeme | undefined) =>
  lexeme?.kind === tokenKinds.digits || has(lexeme, 'number') || has(lexeme, 'magnitude')

/** The number at `i`, or null. `readDigits` reads digits with the scale behind them. */
export function readAddedNumber(
  lexemes: readonly Lexeme[],
  i: number,
  { duals = {} }: NumeralData,
  readDigits: ReadDigits,
): NumberAt | null {
  let [total, part, floor, at, words] = [0, 0, Number.POSITIVE_INFINITY, i, 0]
  let bare = false
  for (; at - i < 16; ) {
    const lexeme = lexemes[at]
    if (!lexeme || lexeme.dated) break
    const { value = 0 } = lexeme.entry ?? {}
    if (lexeme.kind === tokenKinds.digits) {
      const digits = part === 0 ? readDigits(at) : null
      if (!digits || digits.number.value >= floor || digits.number.fraction) {
        if (words === 0) return digits
        break
      }
      total += digits.number.value
      at = digits.next
      bare = digits.number.bare
      // Digits without a scale end a number; their scale was read with them.
      floor = bare ? 1 : scaleBefore(lexemes, at)
    } else if (has(lexeme, 'number') && !isScale(lexeme)) {
      if (value >= floor || !fits(part, value)) break
      // مليونين و200 ألف: two of a scale are a term with its scale.
      if (value >= 1000) [total, floor] = [total + value, value / 2]
      else part += value
      at++
    } else if (has(lexeme, 'magnitude') && value < 1000) {
      part = part % 100 > 0 && part < 10 ? part * value : part + value
      at++
    } else if (isScale(lexeme)) {
      if (value >= floor) break
      const dual = duals[lexeme.lower]
      total += dual && part === 0 && standsBeforeNoun(lexemes, at + 1) ? dual : (part || 1) * value
      ;[part, floor] = [0, value]
      at++
    } else break
    words++
    const [join, next] = [lexemes[at], lexemes[at + 1]]
    if (isScale(join) && part > 0) continue
    if (has(join, 'number') && join?.entry?.value === 1 && part === 0) {
      // "مليونا واحدا": the one only stresses it.
      at++
      break
    }
    if (has(join, 'magnitude') && part > 0) continue
    if (!has(join, 'and')) break
    if (has(next, 'half') && floor > 1 && Number.isFinite(floor)) {
      total += floor * (next?.entry?.value || 0.5)
      at += isScale(lexemes[at + 2]) && lexemes[at + 2]?.entry?.value === floor ? 3 : 2
      break
    }
    if (!startsTerm(next) || bare) break
    if (!(Number.isFinite(floor) || part > 0)) break
    at++
  }
  while (at > i && has(lexemes[at - 1], 'and')) at--
  const value = total + part
  if (words === 0 || value <= 0) return null
  return { number: { value, high: null, form: 'plain', bare: bare && words === 1, fraction: false }, next: at }
}

/** Units after hundreds, tens after units: 300 + 5 + 20. */
const fits = (part: number, value: number) =>
  part === 0 || (part % 100 === 0 && value < 100) || (part % 100 < 10 && value >= 20 && value < 100)

const standsBeforeNoun = (lexemes: readonly Lexeme[], at: number) =>
  lexemes[at]?.kind === tokenKinds.word && !has(lexemes[at], 'and') && !has(lexemes[at], 'number')

function scaleBefore(lexemes: readonly Lexeme[], at: number): number {
  return isScale(lexemes[at - 1]) ? (lexemes[at - 1]?.entry?.value ?? 1) : 1
}
