/** Numbers that no reader after these may take: shares, parts told alone, people asked for or served. */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { gaps, tokenKinds } from '../../reading/token.ts'
import type { Reader } from '../candidate.ts'
import type { CountedPhrase } from '../counted-phrase.ts'
import { isHead, isPredicateWord } from '../phrase/heads.ts'
import type { NounKind } from '../phrase/read-noun.ts'
import { isWhole } from '../phrase/whole.ts'
import type { Predicate } from '../predicate/predicate.ts'
import { isRate } from '../predicate/walk.ts'
import { isDefinite } from '../refuge.ts'
import { isWholeOfDisplaced } from '../whole-of-displaced.ts'

/** "More than half of the town's 80,000 inhabitants have fled": the number is the whole. "500 refugees a day": a rate. */
export const rejectFraction: Reader = ({ lexemes, phrase, kind, predicate, before }) =>
  isRate(lexemes, phrase.to) ||
  isHabit(lexemes, phrase) ||
  isTraffic(lexemes, phrase.to) ||
  opensWithRate(lexemes, phrase) ||
  (isFractionOf(lexemes, phrase) && !isStatedWhole(lexemes, phrase, kind, predicate)) ||
  (isPopulation(lexemes, phrase) &&
    !isOneOf(lexemes, phrase, predicate) &&
    !isWholeOfDisplaced({ lexemes, phrase, predicate, before }))
    ? 'no figure'
    : null

/** "60 per cent of the 12,000 IDPs", "40 % de las 9.000 personas que huyeron": the whole is told to be displaced by its noun. */
const isStatedWhole = (
  lexemes: readonly Lexeme[],
  phrase: CountedPhrase,
  kind: NounKind,
  predicate: Predicate | null,
): boolean =>
  isWhole(lexemes, phrase) &&
  (kind === 'idp' || kind === 'refugee' || (predicate?.relative === true && predicate.family !== 'return'))

/** "Chaque jour, 300 personnes fuient": a rate before the number that it opens. */
const opensWithRate = (lexemes: readonly Lexeme[], { from }: CountedPhrase) =>
  has(lexemes[from - 1]?.lower === ',' ? lexemes[from - 2] : lexemes[from - 1], 'rate')

/** "Every rainy season floods displace 3,000 people", "fled each year": what happens again and again is no event. */
function isHabit(lexemes: readonly Lexeme[], { from, to }: CountedPhrase): boolean {
  if (opensWithHabit(lexemes, from)) return true
  for (let i = to; i < to + habitReach; i++) {
    if (has(lexemes[i], 'habit')) return true
    if (!lexemes[i] || lexemes[i]?.number || hasAny(lexemes[i], ['and', 'but', 'relative'])) return false
    if (lexemes[i]?.kind === tokenKinds.sign && lexemes[i]?.lower !== "'") return false
  }
  return false
}
const habitReach = 12

/** At the sentence's beginning it holds for all; elsewhere for its own clause: "…, which floods every season, displacing hundreds". */
function opensWithHabit(lexemes: readonly Lexeme[], from: number): boolean {
  for (let i = from - 1; i >= 0 && lexemes[i]?.kind !== tokenKinds.sign; i--) if (has(lexemes[i], 'habit')) return true
  return [lexemes[0], lexemes[1]].some((lexeme) => has(lexeme, 'habit'))
}

/** "Some 500 people crossed the border in both directions": traffic, not flight. */
const isTraffic = (lexemes: readonly Lexeme[], to: number) => {
  for (let i = to; i < to + habitReach; i++) {
    if (has(lexemes[i], 'bothWays')) return true
    if (!lexemes[i] || lexemes[i]?.number || hasAny(lexemes[i], ['but', 'relative'])) return false
  }
  return false
}

/** "(six persons each)": the size of a household. */
export const rejectSize: Reader = ({ lexemes, phrase }) =>
  phrase.number.value <= 20 && phrase.number.form !== 'vague' && has(lexemes[phrase.to], 'each') ? 'no figure' : null

/** "870 of the village's 2,300 residents fled": the second number tells from how many. */
function isPopulation(lexemes: readonly Lexeme[], { from, to, kind }: CountedPhrase): boolean {
  if (kind !== 'people' && kind !== null) return false
  // "Of the 9,000 residents, 4,300 were displaced".
  if (has(lexemes[from - 2], 'of') && from <= 3 && has(lexemes[from - 1], 'determiner') && lexemes[to]?.lower === ',')
    return true
  for (let j = from - 1; j >= 1 && from - j <= 5; j--) {
    if (has(lexemes[j], 'of')) return Boolean(lexemes[j - 1]?.number)
    if (lexemes[j]?.number || isPredicateWord(lexemes[j]) || isHead(lexemes[j]) || has(lexemes[j], 'and')) return false
    if (lexemes[j]?.kind === tokenKinds.sign && lexemes[j]?.lower !== "'") return false
  }
  return false
}

/** "injured 300 people and drove 9,000 from their homes": the first number is of those who were hurt. */
export const rejectHarmed: Reader = ({ lexemes, phrase: { from } }) => {
  // "1 injured31,739 people": a line break was lost.
  if (lexemes[from]?.gap !== gaps.blank) return null
  let verb = from - 1
  while (hasAny(lexemes[verb], ['filler', 'determiner', 'adverb'])) verb--
  if (!has(lexemes[verb], 'harm') || lexemes[verb]?.kind === tokenKinds.sign) return null
  return hasAny(lexemes[verb - 1], ['be', 'bePast', 'auxiliary']) && !has(lexemes[verb - 1], 'have')
    ? null
    : 'no figure'
}

/** "He is one of the 110,000 people who fled": the clause behind the noun tells what all of them did. */
function isOneOf(lexemes: readonly Lexeme[], { from }: CountedPhrase, predicate: Predicate | null): boolean {
  const of = has(lexemes[from - 1], 'determiner') ? from - 2 : from - 1
  const ofClause = predicate?.family != null && (predicate.relative || !predicate.finite) && predicate.distance <= 1
  return has(lexemes[of], 'of') && lexemes[of - 1]?.number?.value === 1 && ofClause
}

/** "It is not true that 5,000 people have fled", "None of the 800 families was displaced". */
export const rejectDenied: Reader = ({ lexemes, phrase }) => {
  let j = phrase.from - 1
  while (j >= 0 && phrase.from - j <= 3 && hasAny(lexemes[j], ['determiner', 'filler']) && !has(lexemes[j], 'denies'))
    j--
  return has(lexemes[j], 'denies') ? 'no figure' : null
}

function isFractionOf(lexemes: readonly Lexeme[], { from }: CountedPhrase): boolean {
  for (let j = from - 1; j >= 0 && from - j <= 6; j--) {
    if (has(lexemes[j], 'percent')) return has(lexemes[j + 1], 'of')
    if (has(lexemes[j], 'half') && !lexemes[j]?.dated) return true
    // "a third of the country in a war that led to the flight of 300,000": the share is of something else.
    if (hasAny(lexemes[j], ['displacement', 'evacuation', 'subjectAfter'])) return false
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
export const rejectAskedFor: Reader = (candidate) => {
  const { lexemes, phrase, governor, predicate } = candidate
  if (governor?.kind !== 'reject' || !governor.adjacent || isWholeOfDisplaced(candidate)) return null
  // "gave 900 villagers no choice but to flee".
  if (predicate?.forced && predicate.family && predicate.distance <= 3) return null
  if (has(lexemes[governor.at], 'enable') && predicate?.family && predicate.distance <= 1) return null
  // "the 300 families affected were evacuated", but not "affected 300 families in camps".
  const inPlace = predicate?.family === 'shelter' || predicate?.family === 'inSite'
  if (governor.reason === 'affected' && predicate?.family && !predicate.apart && (predicate.finite || !inPlace))
    return null
  return predicate?.family && isDefinite(lexemes, phrase.from, phrase.kind) ? null : 'no figure'
}
