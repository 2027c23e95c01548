/** "prevented 26,000 people from returning home": they are still away. */
import { has } from '../../reading/lexeme.ts'
import { type Reader, stated } from '../candidate.ts'

export const readPreventedReturn: Reader = (candidate) => {
  const { lexemes, kind, governor, predicate } = candidate
  if (governor?.kind !== 'reject' || governor.reason !== 'negation' || kind === null) return null
  if (predicate?.family !== 'return' || !has(lexemes[predicate.at - 1], 'from')) return null
  return stated(candidate, 'subject', 'stock', { stock: true, from: governor.at, to: predicate.to })
}
