/** The verb to the right of a counted phrase: what these people did, or what was done to them. */
import type { Family } from '../sense.ts'

export type Rejection =
  | 'harm' | 'need' | 'aid' | 'affected' | 'capacity' | 'order' | 'plan' | 'hypothetical' | 'negation' | 'rate'
  | 'other' | 'agent' // biome-ignore format: a vocabulary

export interface Predicate {
  family: Family | null
  rejection: Rejection | null
  /** Index of the deciding lexeme and the one after what belongs to the excerpt. */
  at: number
  to: number
  forced: boolean
  /** Present tense of "to be", "remain", "still": people living displaced now. */
  stock: boolean
  /** A finite passive or perfect: "were displaced", "have fled". */
  finite: boolean
  relative: boolean
  /** Lexemes between the phrase and the verb. */
  distance: number
  /** "refugees to arrive": a bare infinitive, which speaks of the future unless the people were forced. */
  infinitive: boolean
  /** Another number stands between. */
  crossed: boolean
  /** … and a comma: the verb may be that number's. */
  apart: boolean
}
