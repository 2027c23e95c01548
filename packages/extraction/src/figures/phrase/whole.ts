/** "340 of the 900 displaced families", "85 pour cent des 213 000 réfugiés": the second number is that of which the first is a part. */
import type { Tag } from '../../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'

/** Words between the part and the whole: of, the, some of its quantifier. */
const mostBetween = 4

export function isWhole(lexemes: readonly Lexeme[], { index }: { index: number }): boolean {
  let of = false
  for (let i = index - 1; i >= 0 && index - i <= mostBetween; i--) {
    const lexeme = lexemes[i]
    if (lexeme?.number || has(lexeme, 'percent')) return of
    of ||= has(lexeme, 'of')
    if (!hasAny(lexeme, ['of', 'definite', 'determiner', 'filler'])) return false
  }
  return false
}

/** The number of the whole behind "of", or -1: "800 des 12 000 déplacés". */
export function wholeBehind(lexemes: readonly Lexeme[], to: number): number {
  let of = false
  for (let i = to; i <= to + mostBetween; i++) {
    if (lexemes[i]?.number)
      return of && (peopleBehind(lexemes, i + 1) || hasAny(lexemes[i + 1], ['have', 'be', 'bePast'])) ? i : -1
    of ||= has(lexemes[i], 'of')
    // "2,000 of the town's 9,000 inhabitants".
    if (of && i > to && hasAny(lexemes[i], ['areaNoun', 'placeKind'])) continue
    if (lexemes[i]?.lower === "'s" || lexemes[i]?.lower === '’s') continue
    if (!hasAny(lexemes[i], ['of', 'definite', 'determiner', 'filler'])) return -1
  }
  return -1
}

/** "12 out of 12 airports": the whole must be of people. */
const peopleBehind = (lexemes: readonly Lexeme[], from: number): boolean =>
  lexemes.slice(from, from + nounReach).some((lexeme) => hasAny(lexeme, people))
const nounReach = 3
const people: readonly Tag[] = [
  'idp', 'refugee', 'returnee', 'evacuee', 'person', 'household', 'displacedAdjective', 'refugeeAdjective', 'displacedAfter',
] // biome-ignore format: one list
