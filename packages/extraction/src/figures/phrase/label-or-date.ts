/** Numbers that count nothing: years, days, list numbers, money, phones, "COVID-19", "24-hour", "Camp 4". */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { isDash } from '../../reading/marks.ts'
import type { NumberValue } from '../../reading/number-value.ts'
import { gaps, tokenKinds } from '../../reading/token.ts'
import { headTags } from './heads.ts'

export function isLabelOrDate(lexemes: readonly Lexeme[], index: number, number: NumberValue): boolean {
  const [before, here, after, then] = [lexemes[index - 1], lexemes[index], lexemes[index + 1], lexemes[index + 2]]
  if (!here) return true
  const glued = after?.gap === gaps.none ? after : undefined
  if (glued && hasAny(glued, ['percent'])) return true
  if (glued?.lower === ':' && number.bare && then?.kind === tokenKinds.word) return true
  if (glued && (glued.lower === '/' || glued.lower === ':') && then?.number && then.gap === gaps.none) return true
  if (
    glued &&
    isDash(glued.lower) &&
    then?.kind === tokenKinds.word &&
    then.gap === gaps.none &&
    number.form === 'plain'
  )
    return true
  if (
    glued?.kind === tokenKinds.word &&
    !hasAny(glued, headTags) &&
    here.kind === tokenKinds.digits &&
    glued.lower.length < 4
  )
    return true
  if (glued && (glued.lower === ')' || glued.lower === '.') && number.bare && number.value < 100 && index === 0 && then)
    return true
  if (after?.lower === '.' && number.bare && number.value < 30 && index === 0) return true
  if (before) {
    const near = here.gap <= gaps.blank
    if (
      near &&
      has(before, 'currency') &&
      here.kind === tokenKinds.digits &&
      (before.kind === tokenKinds.sign || here.gap === gaps.none || before.lower.length > 1)
    )
      return true
    if (here.gap === gaps.none && (before.lower === '/' || before.lower === ':') && lexemes[index - 2]?.number)
      return true
    if (here.gap === gaps.none && isDash(before.lower) && before.gap === gaps.none) return true
    // "H1N1", but not "45 dead16,000 families", where a line break was lost.
    if (
      here.gap === gaps.none &&
      before.kind === tokenKinds.word &&
      !before.entry?.before &&
      (((before.capital || before.lower.length < 3) && !before.entry) || !hasAny(after, headTags))
    )
      return true
    // "SO2 Displaced populations": the code of an objective.
    const code = before.capital && before.kind === tokenKinds.word && before.lower.length <= 3
    if (code && here.gap === gaps.none && number.bare && number.value < 10) return true
    if (before.lower === '+' && here.gap === gaps.none) return true
    if (before.lower === '.' && here.gap === gaps.none && before.gap === gaps.none) return true
    // "1.234,567", "2 .5 million": the rest of a number that could not be read.
    if ((before.lower === '.' || before.lower === ',') && here.gap === gaps.none && lexemes[index - 2]?.number)
      return true
    if (has(before, 'month') && number.bare && number.value <= 31) return true
    // "Camp 4": the number is its name.
    if (has(before, 'site') && before.capital && number.bare && number.value < 100 && !hasAny(after, headTags))
      return true
    if (has(before, 'ordinalMark') && number.bare && !hasAny(after, headTags)) return true
    if (isDash(before.lower) && here.gap === gaps.none && has(lexemes[index - 2], 'ordinalMark')) return true
  }
  // "One in 4 refugees", "3 out of 5 families".
  if (before && hasAny(before, ['in', 'of']) && lexemes[index - 2]?.number && number.value <= 100) return true
  if (number.bare && number.value <= 31 && (has(after, 'month') || (has(after, 'of') && has(then, 'month'))))
    return true
  return hasAny(after, ['clock', 'timeUnit', 'percent', 'currency']) && !hasAny(after, headTags)
}
