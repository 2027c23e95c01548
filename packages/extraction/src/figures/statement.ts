/** A number that states displaced people: what the grammar found out about it. */
import type { CountedPhrase } from './counted-phrase.ts'
import type { Governor } from './governor/governor.ts'
import type { NounKind } from './phrase/read-noun.ts'
import type { Predicate } from './predicate/predicate.ts'
import type { Family } from './sense.ts'

/** How the number was read; confidence is measured for each (see confidence.ts). */
export const patterns = [
  'subject', // 800,000 people have fled
  'object', // floods displaced 2,000 people
  'nominal', // the evacuation of 2,000 residents
  'forced', // forced 17,000 to leave their homes
  'noun', // 15,000 IDPs in Chechnya
  'hosted', // Lebanon hosts 1.5 million refugees
  'count', // the number of displaced has reached 1.5 million
  'label', // IDPs: 452
  'anaphor', // that figure rose to 948,000
  'pair', // 5,426 families (23,993 persons)
  'list', // … and 363,832 in Puri district
] as const
export type Pattern = (typeof patterns)[number]

export interface Statement {
  phrase: CountedPhrase
  pattern: Pattern
  unit: 'person' | 'household'
  kind: NounKind
  family: Family
  forced: boolean
  stock: boolean
  newly: boolean
  /** They cannot return: where they are is not said. */
  away: boolean
  governor: Governor | null
  predicate: Predicate | null
  /** First lexeme of the excerpt and the one after its last. */
  from: number
  to: number
  /** Statement in the same list that this one says in another unit, or is a part of. */
  pairOf: number | null
  partOf: number | null
}

/** A number of the sentence and what it was read as; null where it states no displaced people. */
export interface Reading {
  phrase: CountedPhrase
  statement: Statement | null
}
