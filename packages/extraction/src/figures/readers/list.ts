/** An item that shares the verb of the number before: "…, and 363,832 in Puri district", "50 others in Muang". */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { isDash } from '../../reading/marks.ts'
import { tokenKinds } from '../../reading/token.ts'
import { type Candidate, type Reader, stated } from '../candidate.ts'
import { isPredicateWord } from '../phrase/heads.ts'
import type { Statement } from '../statement.ts'

/** A smaller number right behind a name is part of it. */
const leastBare = 100

export const readListItem: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, predicate, before } = candidate
  const model = before?.statement
  if (!model || governor?.kind === 'reject' || (predicate?.rejection && predicate.distance <= 2)) return null
  // "hosts 400,000 Sudanese, 90,000 Chadians and 8,000 Nigerians".
  const people = kind === 'guessed' && phrase.capitalNoun && before.phrase.capitalNoun && model.pattern !== 'subject'
  if (kind !== null && kind !== 'people' && !people) return null
  // "Solino et Delmas 24": a quarter that bears a number.
  if (phrase.number.value < leastBare && phrase.from === phrase.index && lexemes[phrase.from - 1]?.capital) return null
  // "210 familias sin casa y mil damnificados": who is no more than affected does not share the verb.
  if (isHostCommunity(lexemes, phrase.to) || has(lexemes[phrase.to - 1], 'affected')) return null
  if (phrase.from - before.phrase.to > 16 || before.phrase.index >= phrase.index) return null
  const item = people
    ? isNextOf(lexemes, before.phrase.to, phrase.from)
    : isPlaceFirst(candidate, before.phrase.to) ||
      (isJoined(candidate, model, before.phrase.to) &&
        (endsLikeItem(lexemes.slice(phrase.to, phrase.to + 2), model) || isPairOf(candidate)))
  if (!item) return null
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

/** Nothing but a comma, an "and" between two numbers with their nouns. */
const isNextOf = (lexemes: readonly Lexeme[], from: number, to: number) =>
  to > from && lexemes.slice(from, to).every((each) => each.lower === ',' || has(each, 'and'))

/** Most words of a place between its preposition and its number. */
const longestPlace = 4

/** "13,000 in the east, in the south 9,500 and in the west 2,400": the place stands before its number. */
function isPlaceFirst({ lexemes, phrase, kind }: Candidate, from: number): boolean {
  const next = lexemes[phrase.to]
  if (kind !== null || phrase.number.bare || (next && next.kind !== tokenKinds.sign && !has(next, 'and'))) return false
  let j = phrase.from - 1
  while (j > from && phrase.from - j <= longestPlace && !hasAny(lexemes[j], ['in', 'from'])) {
    if (!(lexemes[j]?.capital || hasAny(lexemes[j], ['direction', 'definite', 'placeKind', 'areaNoun']))) return false
    j--
  }
  const before = lexemes[j - 1]
  return hasAny(lexemes[j], ['in', 'from']) && j < phrase.from - 1 && (before?.lower === ',' || has(before, 'and'))
}

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

/** "…; under Group B, 1,601 families or 8,005 individuals": the item is told in two units, and nothing else is said of it. */
const isPairOf = ({ lexemes, phrase, predicate }: Candidate) =>
  phrase.unit === 'household' &&
  predicate === null &&
  has(lexemes[phrase.to], 'pairJoin') &&
  Boolean(lexemes[phrase.to + 1]?.number)

/** A place or a mark follows; in a list of labelled counts a dash: "357 households – victims of the landslide". */
const endsLikeItem = ([next, then]: readonly Lexeme[], { pattern }: Statement) =>
  !next ||
  hasAny(next, ['in', 'from', 'to']) ||
  hasAny(next, ['overall']) ||
  // "4,000 were displaced by the first attack and 1,800 by the second".
  (has(next, 'by') && (hasAny(then, ['determiner', 'ordinal']) || Boolean(then?.capital))) ||
  (has(next, 'recorded') && has(then, 'in')) ||
  ['(', '.', ';', ','].includes(next.lower) ||
  (pattern === 'label' && isDash(next.lower))
