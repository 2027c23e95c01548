/** Who cannot or did not go home is still away: "prevented 26,000 people from returning", "26,000 people have not gone home". */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { type Reader, stated } from '../candidate.ts'
import { isDriven } from '../refuge.ts'

/** Of a number without a noun. */
const fewest = 100
/** Words behind a verb of return in which its goal stands. */
const goalReach = 5

const goesHome = (lexemes: readonly Lexeme[], to: number) =>
  lexemes.slice(to, to + goalReach).some((lexeme) => hasAny(lexeme, ['ownHome', 'homeCountry']))

export const readPreventedReturn: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, predicate } = candidate
  if (predicate?.family !== 'return' || kind === 'guessed') return null
  const home = has(lexemes[predicate.at], 'homeward') || goesHome(lexemes, predicate.to)
  if (kind === null && !(home && phrase.number.value >= fewest)) return null
  const away = { stock: true, to: predicate.to, away: true }
  if (governor?.kind === 'reject' && governor.reason === 'negation' && has(lexemes[predicate.at - 1], 'from'))
    return stated(candidate, 'subject', 'stock', { ...away, from: governor.at })
  if (predicate.rejection !== 'negation' || governor?.kind === 'reject') return null
  const unable = lexemes.slice(phrase.to, predicate.at + 1).some((lexeme) => has(lexeme, 'unable'))
  const still = has(lexemes[predicate.at], 'negation')
  return unable || (home && (still || isDriven(candidate))) ? stated(candidate, 'subject', 'stock', away) : null
}
