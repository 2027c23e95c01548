/** "Lebanon hosts 1.5 million refugees", "Colombia hosts 1.7 million Venezuelans". */
import { has } from '../../reading/lexeme.ts'
import { type Reader, stated } from '../candidate.ts'
import { isDisplacedNoun, movesOfRefuge } from './refuge.ts'

export const readHosted: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, predicate } = candidate
  if (governor?.kind !== 'host') return null
  const at = { from: governor.at, stock: true }
  if (kind === 'guessed' && phrase.capitalNoun && has(lexemes[governor.at], 'hostRefuge'))
    return stated(candidate, 'hosted', 'host', at)
  if (!isDisplacedNoun(kind) && !(kind === 'people' && movesOfRefuge(candidate))) return null
  return predicate?.rejection === 'capacity'
    ? null
    : stated(candidate, 'hosted', kind === 'refugee' ? 'host' : 'stock', at)
}
