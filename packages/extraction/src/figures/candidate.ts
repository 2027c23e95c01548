/** One number of a sentence with all that its readers look at. */
import type { LanguagePack } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { type CountedPhrase, readCountedPhrase } from './counted-phrase.ts'
import { findGovernor } from './governor/find-governor.ts'
import type { Governor } from './governor/governor.ts'
import type { NounKind } from './phrase/read-noun.ts'
import { wholeBehind } from './phrase/whole.ts'
import { findPredicate } from './predicate/find-predicate.ts'
import type { Predicate } from './predicate/predicate.ts'
import type { Scene } from './scene.ts'
import type { Family } from './sense.ts'
import type { Pattern, Reading, Statement } from './statement.ts'

/** What the sentence has told so far. */
export interface Told {
  lexemes: readonly Lexeme[]
  pack: LanguagePack
  /** Numbers of this sentence that were read before, and those among them that are statements. */
  readings: readonly Reading[]
  statements: readonly Statement[]
  /** The last statement of an earlier sentence: "That figure rose to …" speaks of it. */
  previous: Statement | null
  /** What the text around the sentence tells of. */
  scene: Scene
}

export interface Candidate extends Told {
  phrase: CountedPhrase
  kind: NounKind
  unit: 'person' | 'household'
  governor: Governor | null
  predicate: Predicate | null
  /** The number before it in this sentence. */
  before: Reading | undefined
}

/** What a reader says of a number; null leaves it to the next reader. */
export type Verdict = Statement | 'no figure' | null
export type Reader = (candidate: Candidate) => Verdict

export function candidateOf(told: Told, phrase: CountedPhrase): Candidate {
  const before = told.readings.at(-1)
  const { lexemes, pack, readings, statements, previous, scene } = told
  return {
    lexemes,
    pack,
    readings,
    statements,
    previous,
    scene,
    phrase,
    kind: phrase.kind ?? (phrase.others ? (before?.phrase.kind ?? null) : null),
    unit: phrase.unit ?? unitBefore(told, phrase) ?? unitOfWhole(told, phrase) ?? 'person',
    governor: findGovernor(told.lexemes, phrase),
    predicate: predicateOf(told, phrase),
    before,
  }
}

/** "200 of the 900 families displaced in Herat have returned": the participle says who the whole is, the verb what the part did. */
function predicateOf(told: Told, phrase: CountedPhrase): Predicate | null {
  const predicate = findPredicate(told, phrase)
  if (!predicate || predicate.finite || wholeBehind(told.lexemes, phrase.to) < 0) return predicate
  const verb = findPredicate(told, { ...phrase, to: predicate.to })
  return verb && (verb.finite || verb.rejection) && !verb.relative ? verb : predicate
}

/** "200 of the 900 families": of what the whole is. */
function unitOfWhole({ lexemes, pack }: Told, phrase: CountedPhrase): 'person' | 'household' | null {
  const whole = phrase.kind === null ? wholeBehind(lexemes, phrase.to) : -1
  return whole < 0 ? null : (readCountedPhrase(lexemes, whole, pack)?.unit ?? null)
}

/** "50 others", "2.000 familias, de las cuales 180", "Of the 52 families …, 38": the noun is that of the number before. */
function unitBefore(
  { lexemes, readings, statements, previous }: Told,
  phrase: CountedPhrase,
): 'person' | 'household' | null {
  const before = readings.at(-1)?.phrase
  // "2,840 people (611 families), 1,200 more": the first of the two goes on.
  const first = statements[readings.at(-1)?.statement?.pairOf ?? -1]
  if (phrase.others || phrase.additional) return first?.unit ?? before?.unit ?? previous?.unit ?? null
  if (phrase.kind !== null || !before) return null
  const part = hasAny(lexemes[phrase.from - 1], ['ofWhom', 'including']) || has(lexemes[phrase.index + 1], 'ofWhom')
  const framed = before.from <= 2 && has(lexemes[0], 'of') && lexemes[phrase.from - 1]?.lower === ','
  return part || framed ? before.unit : null
}

export function stated(
  { phrase, unit, kind, governor, predicate }: Candidate,
  pattern: Pattern,
  family: Family,
  more: Partial<Statement> = {},
): Statement {
  return {
    phrase, pattern, unit, kind, family,
    forced: predicate?.forced ?? false, stock: predicate?.stock ?? false, newly: phrase.newly, away: false,
    governor, predicate, from: phrase.from, to: phrase.to, pairOf: null, partOf: null, ...more,
  } // biome-ignore format: one record
}
