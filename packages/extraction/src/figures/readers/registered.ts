/** Whom the refugee agency has on its list: "UNHCR has registered 53,000 individuals since January". */
import { has, hasAny } from '../../reading/lexeme.ts'
import { type Reader, stated } from '../candidate.ts'
import { isNeutral } from '../predicate/walk.ts'

/** Lexemes before the verb within which its subject stands. */
const subjectReach = 8

export const readRegistered: Reader = ({ lexemes, phrase, ...candidate }) => {
  const verb = phrase.from - 1
  if (!has(lexemes[verb], 'registered') || !isNeutral(phrase) || phrase.kind === null) return null
  const before = lexemes.slice(Math.max(0, verb - subjectReach), verb)
  if (!before.some((each) => has(each, 'refugeeOffice'))) return null
  if (before.some((each) => hasAny(each, ['plan', 'hypothetical', 'negation', 'idp']) && !each.capital))
    return 'no figure'
  return stated({ lexemes, phrase, ...candidate }, 'object', 'host', { stock: true, from: verb })
}
