/** Numbers that no reader after these may take: shares, parts told alone, people asked for or served. */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import type { Reader } from '../candidate.ts'
import type { CountedPhrase } from '../counted-phrase.ts'
import { isDefinite } from './refuge.ts'

/** "More than half of the town's 80,000 inhabitants have fled": the number is the whole. "500 refugees a day": a rate. */
export const rejectFraction: Reader = ({ lexemes, phrase }) =>
  has(lexemes[phrase.to], 'rate') || isFractionOf(lexemes, phrase) ? 'no figure' : null

function isFractionOf(lexemes: readonly Lexeme[], { from }: CountedPhrase): boolean {
  for (let j = from - 1; j >= 0 && from - j <= 6; j--) {
    if (has(lexemes[j], 'percent')) return has(lexemes[j + 1], 'of')
    if (has(lexemes[j], 'half')) return true
    if (
      lexemes[j]?.number ||
      lexemes[j]?.lower === '(' ||
      lexemes[j]?.lower === ',' ||
      hasAny(lexemes[j], ['and', 'be', 'bePast', 'have'])
    )
      return false
  }
  return false
}

/** "300 women received kits": a part by age or sex counts only with its own verb and no whole before it. */
export const rejectLonePart: Reader = ({ kind, predicate, statements }) =>
  kind === 'part' && !(predicate?.family && predicate.distance <= 4 && statements.length === 0) ? 'no figure' : null

/** "aid for 3,000 people", "orders for 500 residents"; "the 300 people displaced by the storm" stay for the next reader. */
export const rejectAskedFor: Reader = ({ lexemes, phrase, governor, predicate }) => {
  if (governor?.kind !== 'reject' || !governor.adjacent) return null
  // "the 300 families affected were evacuated", but not "affected 300 families in camps".
  const inPlace = predicate?.family === 'shelter' || predicate?.family === 'inSite'
  if (governor.reason === 'affected' && predicate?.family && (predicate.finite || !inPlace)) return null
  return predicate?.family && isDefinite(lexemes, phrase.from, phrase.kind) ? null : 'no figure'
}
