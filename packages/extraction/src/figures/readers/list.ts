/** An item that shares the verb of the number before: "…, and 363,832 in Puri district", "50 others in Muang". */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { isDash } from '../../reading/marks.ts'
import { type Candidate, type Reader, stated } from '../candidate.ts'
import { isPredicateWord } from '../phrase/heads.ts'
import type { Statement } from '../statement.ts'

/** A smaller number right behind a name is part of it. */
const leastBare = 100

export const readListItem: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, predicate, before } = candidate
  const model = before?.statement
  if (!model || governor?.kind === 'reject' || (predicate?.rejection && predicate.distance <= 2)) return null
  if (kind !== null && kind !== 'people') return null
  // "Solino et Delmas 24": a quarter that bears a number.
  if (phrase.number.value < leastBare && phrase.from === phrase.index && lexemes[phrase.from - 1]?.capital) return null
  // "210 familias sin casa y mil damnificados": who is no more than affected does not share the verb.
  if (isHostCommunity(lexemes, phrase.to) || has(lexemes[phrase.to - 1], 'affected')) return null
  if (phrase.from - before.phrase.to > 16 || before.phrase.index >= phrase.index) return null
  if (!isJoined(candidate, model, before.phrase.to) || !endsLikeItem(lexemes.slice(phrase.to, phrase.to + 2), model))
    return null
  return stated(candidate, 'list', model.family, {
    kind: model.kind,
    unit: phrase.unit ?? model.unit,
    stock: model.stock,
    forced: model.forced,
    newly: model.newly || phrase.newly,
  })
}

/** "3,200 poor people of the host community": those who take others in. */
const isHostCommunity = (lexemes: readonly Lexeme[], to: number) =>
  hasAny(lexemes[to], ['from', 'in']) && lexemes.slice(to, to + 4).some((each) => has(each, 'hosts'))

/** A comma or "and" right before the number, and no other verb between it and its model. */
function isJoined({ lexemes, phrase }: Candidate, model: Statement, from: number): boolean {
  let joined = false
  for (let i = from; i < phrase.from; i++) {
    const lexeme = lexemes[i]
    if (lexeme?.lower === ',' || lexeme?.lower === ';' || has(lexeme, 'and')) joined = i >= phrase.from - 3 || joined
    if (i > model.to && isPredicateWord(lexeme) && !hasAny(lexeme, ['stock', 'force', 'arrive', 'registered', 'host']))
      return false
    if (hasAny(lexeme, ['including', 'but'])) return false
  }
  return joined
}

/** A place or a mark follows; in a list of labelled counts a dash: "357 households – victims of the landslide". */
const endsLikeItem = ([next, then]: readonly Lexeme[], { pattern }: Statement) =>
  !next ||
  hasAny(next, ['in', 'from', 'to']) ||
  // "4,000 were displaced by the first attack and 1,800 by the second".
  (has(next, 'by') && (hasAny(then, ['determiner', 'ordinal']) || Boolean(then?.capital))) ||
  (has(next, 'recorded') && has(then, 'in')) ||
  ['(', '.', ';', ','].includes(next.lower) ||
  (pattern === 'label' && isDash(next.lower))
