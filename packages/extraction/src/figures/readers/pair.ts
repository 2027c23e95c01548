/** One group in two units: "5,426 families or 23,993 persons", "10,110 families (50,550 people)", "240 people / 60 families". */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { isDash } from '../../reading/marks.ts'
import { gaps, tokenKinds } from '../../reading/token.ts'
import type { Reader } from '../candidate.ts'
import type { CountedPhrase } from '../counted-phrase.ts'
import { isPredicateWord } from '../phrase/heads.ts'

/** The second number means what the first means; beside a number that is no figure it is none either. */
export const readPair: Reader = ({ lexemes, phrase, before, statements, governor, predicate }) => {
  const firstUnit = before?.statement?.unit ?? before?.phrase.unit ?? null
  if (!before || !pairs(lexemes, before.phrase, firstUnit, phrase)) return null
  const { statement } = before
  // "displaced 900 people, and 4,300 families were affected": a second clause.
  if (predicate?.rejection && statement?.governor?.family && has(lexemes[phrase.from - 1], 'and')) return null
  // "killed 31 people, with 900 families displaced": what befell the families is told behind them.
  if (!statement && predicate?.family && predicate.distance <= 1 && !predicate.crossed) return null
  // "35 houses damaged and 125 people displaced": homes are no other unit of the people.
  if (!statement) return before.phrase.kind === 'dwelling' ? null : 'no figure'
  return {
    ...statement,
    phrase,
    pattern: 'pair',
    unit: phrase.unit ?? 'person',
    from: phrase.from,
    to: phrase.to,
    pairOf: statements.indexOf(statement),
    governor,
    predicate,
  }
}

function pairs(
  lexemes: readonly Lexeme[],
  first: CountedPhrase,
  firstUnit: CountedPhrase['unit'],
  second: CountedPhrase,
): boolean {
  const bracket = lexemes[second.from - 1]?.lower === '(' && second.from - first.to <= 1
  // "1,725 displaced families (approximately 8,625)": a bare number in brackets is the persons.
  if (bracket && firstUnit === 'household' && second.kind === null) return true
  if (second.kind === 'dwelling' || second.unit === null || firstUnit === null || firstUnit === second.unit)
    return false
  const gap = second.from - first.to
  if (gap < 0 || gap > 5) return false
  let linked = false
  for (let i = first.to; i < second.from; i++) {
    const lexeme = lexemes[i]
    const { lower = '' } = lexeme ?? {}
    if (lower === '(' || lower === '/' || lower === ',' || lower === '[' || isDash(lower)) linked = true
    // "446,000 IDPs in 89,000 households".
    // "64 personas de 20 familias".
    else if (i === first.to && hasAny(lexeme, ['in', 'of']) && second.unit === 'household') linked = true
    else if (has(lexeme, 'and')) linked = has(lexeme, 'pairJoin') || linked
    else if (
      hasAny(lexeme, ['including', 'estimated', 'filler', 'adverb', 'relative', 'be', 'of', 'from', 'reach']) ||
      lexeme?.kind === tokenKinds.sign
    )
      linked = linked || hasAny(lexeme, ['including', 'from', 'reach'])
    else if (lexeme?.entry === null || isPredicateWord(lexeme))
      return lexeme?.gap === gaps.blank && linked && gap <= 3 && !isPredicateWord(lexeme)
  }
  return linked
}
