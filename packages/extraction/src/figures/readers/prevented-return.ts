/** Who cannot go home is still away: "prevented 26,000 people from returning", "26,000 people are still unable to return". */
import { has } from '../../reading/lexeme.ts'
import { type Reader, stated } from '../candidate.ts'

export const readPreventedReturn: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, predicate } = candidate
  if (predicate?.family !== 'return' || kind === null || kind === 'guessed') return null
  const away = { stock: true, to: predicate.to, away: true }
  if (governor?.kind === 'reject' && governor.reason === 'negation' && has(lexemes[predicate.at - 1], 'from'))
    return stated(candidate, 'subject', 'stock', { ...away, from: governor.at })
  if (predicate.rejection !== 'negation' || governor?.kind === 'reject') return null
  const unable = lexemes.slice(phrase.to, predicate.at + 1).some((lexeme) => has(lexeme, 'unable'))
  return unable ? stated(candidate, 'subject', 'stock', away) : null
}
