/** The word to the left of a counted phrase that governs it, and what it says of the people. */
import type { Tag } from '../../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { tokenKinds } from '../../reading/token.ts'
import type { Family } from '../sense.ts'

export type GovernorKind =
  | 'verb' // displaced 2,000 · evacuated 199
  | 'nominal' // evacuation of 2,000
  | 'force' // forced 17,000 (to leave)
  | 'makes' // a fait 150 000 déplacés
  | 'leaveState' // leaving 483 (homeless)
  | 'host' // hosts 1.5 million
  | 'recorded' // recorded 44,000 · there are 300
  | 'number' // the number of displaced has reached 1.5 million
  | 'anaphor' // that figure rose to 948,000
  | 'label' // IDPs: 452
  | 'reject'

export interface Governor {
  kind: GovernorKind
  family: Family | null
  /** Lexeme where the governor begins. */
  at: number
  adjacent: boolean
  /** Said as possible, planned, ordered or denied. */
  blocked: boolean
  stock: boolean
  reason: Tag | null
}

export const governor = (kind: GovernorKind, at: number, more: Partial<Governor> = {}): Governor => ({
  kind, family: null, at, adjacent: true, blocked: false, stock: false, reason: null, ...more,
}) // biome-ignore format: one record

const blocking: readonly Tag[] = ['hypothetical', 'plan', 'order', 'negation']

/** Lexemes to the left; over the first of two verbs that share their auxiliary. */
const [reach, sharedReach] = [4, 10]

/** "may have to evacuate 300 families": one of the words before the governor makes it possible, planned, ordered or denied. */
export const blockedLeft = (lexemes: readonly Lexeme[], at: number) => {
  // "will flood 14 villages and displace 22,000 people".
  const shares = has(lexemes[at], 'bareVerb') && has(lexemes[at - 1], 'and')
  for (let j = shares ? at - 2 : at - 1; j >= 0 && at - j <= (shares ? sharedReach : reach); j--) {
    const lexeme = lexemes[j]
    if (lexeme?.kind === tokenKinds.sign) return false
    // "in May forced …": the month, by its capital.
    if (hasAny(lexeme, blocking) && !(has(lexeme, 'month') && lexeme?.capital)) return true
    if (hasAny(lexeme, ['and', 'but', 'relative'])) return false
  }
  return false
}

/** Arrivals are displaced people only where the sentence says so. */
export const speaksOfRefuge = (lexemes: readonly Lexeme[]) =>
  lexemes.some((lexeme) =>
    hasAny(lexeme, [
      'idp',
      'refugee',
      'refugeeAdjective',
      'returnee',
      'flee',
      'displace',
      'displacement',
      'asylumSeeker',
    ]),
  )
