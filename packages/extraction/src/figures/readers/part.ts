/** Parts of the number before: "…, including 300,000 children", "16,000 of whom are in camps". */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { type Candidate, type Reader, stated } from '../candidate.ts'
import type { CountedPhrase } from '../counted-phrase.ts'
import { findGovernor } from '../governor/find-governor.ts'
import { isDisplacedNoun } from '../refuge.ts'
import type { Statement } from '../statement.ts'

/** Lexemes between a part and the verb that says that it is none. */
const [otherReach, aidReach] = [5, 8]

export const readPart: Reader = (candidate) => {
  const { statements, predicate } = candidate
  const part = partOf(candidate)
  const whole = statements[part?.index ?? -1]
  if (!part || !whole) return null
  // "of whom 954,000 come from South Sudan": whence they are, not that they came.
  const origin = predicate?.family === 'arrive' && candidate.lexemes[predicate.at]?.lower.endsWith(' from') === true
  if (predicate?.family && !origin && predicate.distance <= 4 && !part.strict && !part.told) return null
  // "50,100 (98 per cent) have received aid".
  const far = predicate?.rejection === 'aid' ? aidReach : otherReach
  if (predicate?.rejection && predicate.distance < far) return 'no figure'
  const family = origin ? whole.family : (predicate?.family ?? whole.family)
  return { ...stated(candidate, 'list', family), partOf: part.index, stock: whole.stock }
}

/** `strict`: a part by age or sex, whatever verb it has. */
function partOf({ lexemes, phrase, statements }: Candidate): { index: number; strict: boolean; told?: boolean } | null {
  const index = statements.length - 1
  const whole = statements[index]
  if (!whole) return null
  if (has(lexemes[phrase.index + 1], 'ofWhom')) return { index, strict: false }
  const share = shareOf(lexemes, phrase, statements)
  if (share >= 0) return { index: share, strict: false, told: true }
  const byAge = isPartNoun(lexemes, phrase)
  for (let j = phrase.from - 1; j >= whole.phrase.to && phrase.from - j <= 12; j--) {
    const lexeme = lexemes[j]
    // A household count may be a breakdown worth keeping; a part by age or sex never is.
    if (hasAny(lexeme, ['including', 'ofWhom'])) return byAge || j >= phrase.from - 3 ? { index, strict: byAge } : null
    if (lexeme?.lower === ';' || hasAny(lexeme, ['be', 'bePast', 'have', 'but'])) break
  }
  return byAge ? { index, strict: true } : null
}

/** "120,000 (60 per cent) live in camps", "60 per cent, or 120,000": the whole of which the number is the share told, or -1. */
function shareOf(
  lexemes: readonly Lexeme[],
  { number, from, to }: CountedPhrase,
  statements: readonly Statement[],
): number {
  const before = lexemes[from - 1]?.lower === '(' || has(lexemes[from - 1], 'and') ? from - 2 : -1
  const sign = lexemes[before]?.lower === ',' ? before - 1 : before
  const after = lexemes[to]?.lower === '(' ? to + 1 : -1
  const percent = has(lexemes[sign], 'percent')
    ? lexemes[sign - 1]?.number?.value
    : has(lexemes[after + 1], 'percent')
      ? lexemes[after]?.number?.value
      : undefined
  if (!percent || (after + 1 === 0 && sign < 1)) return -1
  // Shares are rounded.
  return statements.findLastIndex(
    ({ phrase: { number: whole } }) => Math.abs((number.value / whole.value) * 100 - percent) <= 1,
  )
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
