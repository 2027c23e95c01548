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
  if (next?.dated || hasAny(next, ['by', 'since', 'after', 'adverb'])) return
  // "personas desplazadas de sus hogares": what happened to them.
  if (hasAny(next, ['of', 'from']) && has(lexemes[k + 2], 'ownHome')) return
  // "personnes déplacées en Ituri": a preposition of time that is one of place too.
  if (has(next, 'during') && !has(next, 'in')) return
  // "familias desplazadas y confinadas", but "nicaragüenses refugiados o solicitantes de asilo".
  if (has(next, 'and') && has(adjective, 'displacedAfter')) return
  noun.kind = has(adjective, 'displacedAfter') ? 'idp' : has(adjective, 'refugeeAfter') ? 'refugee' : 'returnee'
  noun.to = k + 1
}

/** "3,327 IDP and refugee households", "IDPs/returnees", "IDPs, refugees and returnees": groups counted together. */
export function joinSecondNoun(lexemes: readonly Lexeme[], noun: Noun): void {
  const join = lexemes[noun.to]
  if (!join || !(has(join, 'and') || join.lower === '/' || (join.lower === ',' && isSeries(lexemes, noun.to)))) return
  let [to, seen] = [noun.to + 1, false]
  while (to - noun.to <= 4) {
    const lexeme = lexemes[to]
    const second = isHead(lexeme) || hasAny(lexeme, ['refugeeAdjective', 'returneeAdjective', 'displacedAdjective'])
    if (!second && !(join.lower === ',' && has(lexeme, 'and'))) break
    if (has(lexeme, 'household')) noun.household = true
    noun.mixed ||= isOtherKind(lexeme, noun)
    seen = true
    to++
  }
  if (seen) noun.to = to
}

/** A comma, a head, "and", a head. */
const isSeries = (lexemes: readonly Lexeme[], comma: number) =>
  isDisplaced(lexemes[comma + 1]) && has(lexemes[comma + 2], 'and') && isDisplaced(lexemes[comma + 3])

const isDisplaced = (lexeme: Lexeme | undefined) =>
  hasAny(lexeme, ['idp', 'refugee', 'returnee', 'asylumSeeker', 'migrant'])

/** Displaced at home, abroad, returned: told together, nobody can say how many of each. */
function isOtherKind(lexeme: Lexeme | undefined, { kind }: Noun): boolean {
  if (kind === 'idp') return hasAny(lexeme, ['refugee', 'refugeeAdjective', 'returnee', 'returneeAdjective'])
  if (kind === 'refugee') return hasAny(lexeme, ['idp', 'returnee', 'displacedAdjective'])
  return kind === 'returnee' && hasAny(lexeme, ['idp', 'refugee', 'displacedAdjective', 'refugeeAdjective'])
}
