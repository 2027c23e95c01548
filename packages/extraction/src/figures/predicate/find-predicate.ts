/** Walks from a counted phrase to the verb that says what became of these people. */
import { gaps } from '../../reading/token.ts'
import type { Told } from '../candidate.ts'
import type { CountedPhrase } from '../counted-phrase.ts'
import { displacementVerb } from './displacement-verb.ts'
import { going } from './going.ts'
import { auxiliary, clauseWord, denial, numberOrSign, order } from './grammar-words.ts'
import { aidOrNeed, harm, lastWord, otherVerb, recording } from './other-verbs.ts'
import type { Predicate } from './predicate.ts'
import { complement, inSiteNow, leaving, staying, stillWord } from './stays.ts'
import { type Look, rejected, startWalk } from './walk.ts'

/** Lexemes to the right within which a verb may still belong to the phrase. */
const reach = 34

/** Asked in turn about each word; the first that knows it decides. */
const looks: readonly Look[] = [
  numberOrSign,
  clauseWord, // who, of whom, including
  order, // were told to
  inSiteNow, // are in tents
  auxiliary, // have been
  stillWord, // remain
  displacementVerb, // fled
  complement, // are refugees
  leaving, // left their homes
  going, // left Al Fula, headed south
  staying, // are living in camps
  denial, // not, forced to
  harm, // were killed, affected
  aidOrNeed, // plan to, may, need, received
  recording, // were registered in a camp
  otherVerb, // voted
]

export function findPredicate(told: Told, phrase: CountedPhrase): Predicate | null {
  const { lexemes } = told
  const walk = startWalk(told, phrase, Math.min(lexemes.length, phrase.to + reach))
  for (; walk.at < walk.end; walk.at++) {
    const lexeme = lexemes[walk.at]
    const next = lexemes[walk.at + 1]
    if (!lexeme || lexeme.gap === gaps.paragraph) return null
    let known = false
    for (const look of looks) {
      const step = look(walk, lexeme, next)
      if (step === null) continue
      if (step === 'none') return null
      if (step !== 'on') return step
      known = true
      break
    }
    if (!known) lastWord(walk, lexeme)
  }
  // "were advised to leave the river bank", "are due to return": no verb of displacement, yet what is said of them has not happened.
  if (!walk.finite || walk.relative || walk.crossed) return null
  return walk.ordered ? rejected(walk, 'order') : null
}
