/** What stands behind the noun and still belongs to it: adjectives of French and Spanish, a second noun. */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { tokenKinds } from '../../reading/token.ts'
import { isHead } from './heads.ts'
import type { Noun } from './read-noun.ts'

/** "personnes déplacées", "familias indígenas retornadas": the adjective behind the noun, unless an agent or a day makes it the verb. */
export function readAdjective(lexemes: readonly Lexeme[], noun: Noun): void {
  let k = noun.to
  if (lexemes[k]?.entry === null && lexemes[k]?.kind === tokenKinds.word && !lexemes[k]?.capital) k++
  const adjective = lexemes[k]
  const next = lexemes[k + 1]
  if (!hasAny(adjective, ['displacedAfter', 'refugeeAfter', 'returneeAfter'])) return
  if (next?.dated || hasAny(next, ['by', 'since', 'during', 'after', 'and', 'adverb'])) return
  noun.kind = has(adjective, 'displacedAfter') ? 'idp' : has(adjective, 'refugeeAfter') ? 'refugee' : 'returnee'
  noun.to = k + 1
}

/** "3,327 IDP and refugee households", "IDPs/returnees": two groups counted together. */
export function joinSecondNoun(lexemes: readonly Lexeme[], noun: Noun): void {
  const join = lexemes[noun.to]
  if (!join || !(has(join, 'and') || join.lower === '/')) return
  let [to, seen] = [noun.to + 1, false]
  while (
    to - noun.to <= 3 &&
    (isHead(lexemes[to]) || hasAny(lexemes[to], ['refugeeAdjective', 'returneeAdjective', 'displacedAdjective']))
  ) {
    if (has(lexemes[to], 'household')) noun.household = true
    seen = true
    to++
  }
  if (seen) noun.to = to
}
