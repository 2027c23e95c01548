/** Parts of the number before: "…, including 300,000 children", "16,000 of whom are in camps". */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { type Candidate, type Reader, stated } from '../candidate.ts'
import type { CountedPhrase } from '../counted-phrase.ts'
import { findGovernor } from '../governor/find-governor.ts'
import { isDisplacedNoun } from '../refuge.ts'

export const readPart: Reader = (candidate) => {
  const { statements, predicate } = candidate
  const part = partOf(candidate)
  const whole = statements[part?.index ?? -1]
  if (!part || !whole) return null
  if (predicate?.family && predicate.distance <= 4 && !part.strict) return null
  if (predicate?.rejection && predicate.distance < 5) return 'no figure'
  return { ...stated(candidate, 'list', predicate?.family ?? whole.family), partOf: part.index, stock: whole.stock }
}

/** `strict`: a part by age or sex, whatever verb it has. */
function partOf({ lexemes, phrase, statements }: Candidate): { index: number; strict: boolean } | null {
  const index = statements.length - 1
  const whole = statements[index]
  if (!whole) return null
  if (has(lexemes[phrase.index + 1], 'ofWhom')) return { index, strict: false }
  const byAge = isPartNoun(lexemes, phrase)
  for (let j = phrase.from - 1; j >= whole.phrase.to && phrase.from - j <= 12; j--) {
    const lexeme = lexemes[j]
    // A household count may be a breakdown worth keeping; a part by age or sex never is.
    if (hasAny(lexeme, ['including', 'ofWhom'])) return byAge || j >= phrase.from - 3 ? { index, strict: byAge } : null
    if (lexeme?.lower === ';' || hasAny(lexeme, ['be', 'bePast', 'have', 'but'])) break
  }
  return byAge ? { index, strict: true } : null
}

/** Women, children; "people with disabilities". */
const isPartNoun = (lexemes: readonly Lexeme[], { kind, to }: CountedPhrase) =>
  kind === 'part' || (has(lexemes[to], 'with') && lexemes.slice(to + 1, to + 5).some((each) => has(each, 'condition')))

/** "29,141 people received aid, including: 1,862 new IDPs": parts of what is no figure are none. */
export const rejectPartOfNone: Reader = ({ lexemes, phrase, before }) => {
  if (!before || before.statement || before.phrase.unit === null) return null
  // "Of 3,100 refugees who fell ill, 1,600 of whom live in camps": those of whom are displaced already.
  if (isDisplacedNoun(before.phrase.kind) && has(lexemes[phrase.index + 1], 'ofWhom')) return 'no figure'
  let [part, aided] = [false, false]
  for (let i = before.phrase.to; i < phrase.from; i++) {
    aided ||= hasAny(lexemes[i], ['aid', 'aidGoods']) && !has(lexemes[i], 'including')
    if (has(lexemes[i], 'including')) part = i >= phrase.from - 3
    else if (part && lexemes[i]?.lower !== ':') return null
  }
  if (!part) return null
  // "served 3.4 million people, including 700,000 IDPs".
  return aided || findGovernor(lexemes, before.phrase)?.reason === 'aid' ? 'no figure' : null
}
