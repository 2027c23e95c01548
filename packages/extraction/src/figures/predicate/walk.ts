/** The way from a counted phrase to its verb: what has been passed, and how a verb on it is told. */
import type { LanguagePack } from '../../languages/pack.ts'
import { has, type Lexeme } from '../../reading/lexeme.ts'
import { tokenKinds } from '../../reading/token.ts'
import type { Told } from '../candidate.ts'
import type { CountedPhrase } from '../counted-phrase.ts'
import type { Family } from '../sense.ts'
import type { Predicate, Rejection } from './predicate.ts'

export interface Walk {
  lexemes: readonly Lexeme[]
  phrase: CountedPhrase
  pack: LanguagePack
  told: Told
  /** Lexeme looked at, and the one after the last that may be. */
  at: number
  end: number
  /** What has been passed on the way; see Predicate. */
  forced: boolean
  stock: boolean
  finite: boolean
  relative: boolean
  crossed: boolean
  perfect: boolean
  modal: boolean
  negated: boolean
  ordered: boolean
  planned: boolean
  /** A verb may stand here: nothing but auxiliaries and conjunctions since the phrase or the last clause mark. */
  bare: boolean
  commas: number
}

/** What a word on the way means: it is passed over, there is no verb of these people, or it is the verb. */
export type Step = 'on' | 'none' | Predicate
/** Null: another step must look at the word. */
export type Look = (walk: Walk, lexeme: Lexeme, next: Lexeme | undefined) => Step | null

export const startWalk = (told: Told, phrase: CountedPhrase, end: number): Walk => ({
  lexemes: told.lexemes, phrase, pack: told.pack, told, at: phrase.to, end,
  forced: false, stock: false, finite: false, relative: false, crossed: false, perfect: false,
  modal: false, negated: false, ordered: false, planned: false, bare: true, commas: 0,
}) // biome-ignore format: one record

const denialOf = ({ negated, ordered, planned, modal }: Walk): Rejection | null =>
  negated ? 'negation' : ordered ? 'order' : planned ? 'plan' : modal ? 'hypothetical' : null

export function found(
  walk: Walk,
  family: Family | null,
  rejection: Rejection | null,
  at = walk.at,
  to = at + 1,
): Predicate {
  const { lexemes, phrase, forced, stock, finite, relative, crossed } = walk
  // "500 refugees arrive each day".
  // "cross the border each morning".
  const often = isRate(lexemes, to) || (family === 'cross' && isRateBehind(lexemes, to))
  const told: Rejection | null = rejection ?? (often ? 'rate' : null)
  return {
    family: told ? null : family, rejection: told ?? denialOf(walk), at, to, forced, stock, finite, relative,
    distance: at - phrase.to, infinitive: has(lexemes[phrase.to], 'infinitive') && !finite, crossed,
    apart: crossed && walk.commas > 0,
  } // biome-ignore format: one record
}

export const rejected = (walk: Walk, rejection: Rejection): Predicate => found(walk, null, rejection)

/** The noun does not say by itself what these people are. */
export const isNeutral = ({ kind }: CountedPhrase) => kind === 'people' || kind === null || kind === 'guessed'

/** "a month", but not "في شهر سبتمبر", which names one. */
export const isRate = (lexemes: readonly Lexeme[], at: number) =>
  has(lexemes[at], 'rate') && !lexemes[at]?.dated && !has(lexemes[at + 1], 'month')

function isRateBehind(lexemes: readonly Lexeme[], to: number): boolean {
  for (let i = to; i < to + 4; i++) {
    if (isRate(lexemes, i)) return true
    if (!lexemes[i] || lexemes[i]?.number || lexemes[i]?.kind === tokenKinds.sign) return false
  }
  return false
}
