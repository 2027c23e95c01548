/** "forced 17,000 villagers to Arua": force and a goal without a verb between. */
import { has } from '../../reading/lexeme.ts'
import { type Reader, stated } from '../candidate.ts'

export const readForced: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor } = candidate
  if (governor?.kind !== 'force' || governor.blocked || kind === null) return null
  const goal = lexemes[phrase.to]
  if (!has(goal, 'to') || has(goal, 'for') || !lexemes[phrase.to + 1]?.capital) return null
  return stated(candidate, 'forced', 'flee', { from: governor.at, forced: true })
}
