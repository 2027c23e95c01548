/** What is wished for or planned, not told as done: "plans to move 4,300 displaced people", "Planning figure: 60,000 refugees". */
import type { Tag } from '../../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { isDash } from '../../reading/marks.ts'
import { tokenKinds } from '../../reading/token.ts'
import type { CountedPhrase } from '../counted-phrase.ts'
import { familyAt } from '../sense.ts'
import { blockedLeft, type Governor, governor } from './governor.ts'

const labelTags: readonly Tag[] = ['plan', 'hypothetical', 'capacity']
/** A label is short: so many lexemes before its colon. */
const labelReach = 6

/** The verb or preposition at `at` governs the people; a plan, wish or order stands before it or is its subject. */
export function intendedAt(lexemes: readonly Lexeme[], at: number, { kind }: CountedPhrase): Governor | null {
  if (isPlannedLabel(lexemes, at)) return governor('reject', at, { reason: 'plan' })
  // "asked for food for 2,000 families that were displaced": the clause behind the noun tells who they are.
  if (has(lexemes[at], 'for') && kind !== 'idp' && kind !== 'refugee' && kind !== 'returnee') return null
  return governs(lexemes, at) && blockedLeft(lexemes, at) ? governor('reject', at, { reason: 'plan' }) : null
}

/** A verb, known or not ("to bring home", "covers"), or the preposition of purpose; "may close camps with 300" is neither. */
function governs(lexemes: readonly Lexeme[], at: number): boolean {
  const lexeme = lexemes[at]
  if (lexeme?.kind !== tokenKinds.word || lexeme.capital) return false
  if (has(lexeme, 'for') || familyAt(lexeme) || hasAny(lexeme, ['moved', 'leaveHome', 'goes', 'sets'])) return true
  // "to bring home": the infinitive stands one or two words before.
  const infinitive = [lexemes[at - 1], lexemes[at - 2]].some((each) => has(each, 'infinitive') || has(each, 'plan'))
  return infinitive && (lexeme.entry === null || hasAny(lexeme, ['dwelling', 'adverb', 'host']))
}

/** "Projected displacement (worst case): 310,000". */
function isPlannedLabel(lexemes: readonly Lexeme[], at: number): boolean {
  const mark = lexemes[at]
  if (!mark || !(mark.lower === ':' || isDash(mark.lower))) return false
  for (let j = at - 1; j >= 0 && at - j <= labelReach; j--) {
    const lexeme = lexemes[j]
    if (lexeme?.number || lexeme?.lower === ',' || lexeme?.lower === ';') return false
    if (hasAny(lexeme, labelTags) && !has(lexeme, 'month')) return true
  }
  return false
}
