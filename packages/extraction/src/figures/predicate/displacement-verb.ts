/** A verb of displacement with these people as its subject, and the main verb behind it where it stands in an aside. */
import { isArabicWord } from '../../reading/arabic-script.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { gaps, tokenKinds } from '../../reading/token.ts'
import type { NounKind } from '../phrase/read-noun.ts'
import { isWhole, wholeBehind } from '../phrase/whole.ts'
import { type Family, familyAt } from '../sense.ts'
import { isLasting, livingAhead, nextNoun, returnAhead, servedAhead, siteAfter } from './look-ahead.ts'
import { peopleNouns } from './people-nouns.ts'
import { found, type Look, rejected, type Walk } from './walk.ts'

/** Nouns that say themselves what these people are: a participle behind a nearer number is that one's. */
const toldBy: readonly NounKind[] = ['idp', 'refugee', 'returnee', 'evacuee']

export const displacementVerb: Look = (walk, lexeme, next) => {
  const { lexemes, phrase, at, end, relative } = walk
  const family = familyAt(lexeme)
  if (!family) return null
  if (family === 'homeless' && !walk.finite && hasAny(next, peopleNouns) && !speaksOfEvent(lexemes))
    return rejected(walk, 'other')
  if (opensClause(lexemes, at)) return 'none'
  // "800 des 12 000 déplacés sont revenus": the noun of the whole, not the verb of its part.
  if (phrase.kind === null && lexemes[at - 1]?.number && wholeBehind(lexemes, phrase.to) === at - 1) return 'on'
  // "unable to return": one phrase for both.
  // "yet to return" denies it.
  if (has(lexeme, 'unable') || (family === 'return' && has(lexeme, 'negation'))) walk.negated = true
  if (isAgent(lexemes, at, family, walk.finite)) return rejected(walk, 'agent')
  if (family === 'return' && has(lexemes[nextNoun(lexemes, at + 1)], 'notHome')) return rejected(walk, 'other')
  // "toll rises to 64, thousands displaced": the participle is the nearer number's.
  // "2.700 damnificados y 640 evacuados": so is that behind those who are no more than affected.
  const nearer = walk.crossed && !walk.finite && Boolean(lexemes[at - 1]?.number)
  const told = (phrase.kind !== null && toldBy.includes(phrase.kind)) || has(lexemes[phrase.to - 1], 'affected')
  if (nearer && ((phrase.kind === null && walk.commas > 0) || told)) return 'none'
  if (leavesNoHome(lexemes, at, family)) return rejected(walk, 'other')
  if (family === 'cross' && walk.crossed && walk.commas > 1) return 'none'
  // "200 of the 900 families displaced by the floods have returned": the main verb is the part's.
  const whole = isWhole(lexemes, phrase)
  if (family !== 'return' && !whole) {
    const those = has(lexemes[at - 1], 'ofWhom') || (has(lexemes[at - 1], 'determiner') && has(lexemes[at - 2], 'of'))
    // "7,000 people who had fled are beginning to return": the main verb counts.
    // "4,500 families displaced by the floods are living in tents": a clause without its "who".
    const reduced = !walk.finite && at === phrase.to && hasAny(next, ['by', 'from', 'in', 'during', 'after'])
    const back = relative || those || reduced ? returnAhead(lexemes, at + 1, end) : -1
    if (back > 0) return found(walk, 'return', null, back)
    // "64,000 people who have fled … are now living in Maradi": where they are is the main verb.
    const living = relative || reduced ? livingAhead(lexemes, at + 1, end) : -1
    if (living > 0) {
      walk.stock = true
      return found(walk, 'inSite', null, living)
    }
  }
  if (!relative && !whole && isServedAside(walk)) return rejected(walk, 'aid')
  if (family === 'displace') {
    // "displaced for more than seven years"; "displaced across 136 evacuation sites".
    if (hasAny(lexeme, ['lasting', 'stillSince']) || isLasting(lexemes, at + 1)) walk.stock = true
    const beside = !walk.finite && at === phrase.to && phrase.unit !== null && has(next, 'in')
    const site = beside ? siteAfter(lexemes, at + 1, 5) : 0
    if (site > 0) return found(walk, 'inSite', null, at, site + 1)
  }
  return found(walk, family, null, at, hasAny(next, ['ownHome', 'homeCountry']) ? at + 2 : at + 1)
}

/** "four homeless men": without an event these live on the street. */
const speaksOfEvent = (lexemes: readonly Lexeme[]) => lexemes.some((each) => hasAny(each, ['conflict', 'disaster']))

/** "قتل 20 شخصا ونزح آخرون": a verb that stands before its own people opens another clause. */
const opensClause = (lexemes: readonly Lexeme[], at: number) =>
  has(lexemes[at], 'subjectAfter') &&
  isArabicWord(lexemes[at]?.lower ?? '') &&
  (has(lexemes[at - 1], 'and') ||
    Boolean(lexemes[at + 1]?.number) ||
    (Boolean(lexemes[at + 1]?.entry?.before) && Boolean(lexemes[at + 2]?.number)))

/** "300 soldiers evacuated 200 villagers": a number, a person or a pronoun right after an active verb is its object. */
function isAgent(lexemes: readonly Lexeme[], at: number, family: Family, finite: boolean): boolean {
  if (family !== 'evacuate' && family !== 'displace' && family !== 'relocate') return false
  if (finite) return false
  const next = lexemes[at + 1]
  if (next?.number) return has(lexemes[at], 'evacuate') && next.gap === gaps.blank && !has(lexemes[at + 2], 'month')
  // "these recently relocated Burundian refugee households".
  let i = at + 1
  while (i < at + 3 && (has(lexemes[i], 'refugeeAdjective') || isDemonym(lexemes[i]))) i++
  return hasAny(lexemes[i], ['person', 'household', 'pronoun'])
}

const isDemonym = (lexeme: Lexeme | undefined) =>
  Boolean(lexeme?.capital && lexeme.entry === null && lexeme.kind === tokenKinds.word)

/** "6,000 families displaced by the conflict have received tents": the participle is an aside, the main verb counts those helped. */
const isServedAside = ({ lexemes, phrase, at, end, finite }: Walk) =>
  !finite && at === phrase.to && !has(lexemes[phrase.from - 1], 'definite') && servedAhead(lexemes, at + 1, end)

/** "fled the mall", "were evacuated from the shaft": they were there for an hour. */
export function leavesNoHome(lexemes: readonly Lexeme[], at: number, family: Family): boolean {
  if (family !== 'flee' && family !== 'evacuate' && family !== 'displace') return false
  let i = at + 1
  while (i < at + 4 && hasAny(lexemes[i], ['from', 'of', 'determiner', 'pronoun'])) i++
  if (lexemes[i]?.entry === null) i++
  return has(lexemes[i], 'notHomePlace') && endsNoun(lexemes[i + 1])
}

/** "the mine", but not "the mine town". */
const endsNoun = (next: Lexeme | undefined) =>
  next?.kind !== tokenKinds.word ||
  next.dated ||
  hasAny(next, [
    'in',
    'from',
    'to',
    'by',
    'after',
    'and',
    'but',
    'relative',
    'adverb',
    'be',
    'bePast',
    'have',
    'during',
    'of',
  ])
