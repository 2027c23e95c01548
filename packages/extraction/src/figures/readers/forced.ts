/** Force and a goal or nothing but "to leave": "drove 2,900 people out of Saada", "pushed 700,000 people into Chad", "forced 3,000 to leave". */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { tokenKinds } from '../../reading/token.ts'
import { type Reader, stated } from '../candidate.ts'

export const readForced: Reader = (candidate) => {
  const { lexemes, kind, governor } = candidate
  const phrase = { ...candidate.phrase, to: behindOrigin(candidate.lexemes, candidate.phrase.to) }
  if (governor?.kind !== 'force' || governor.blocked) return null
  const goal = lexemes[phrase.to]
  // "made 1,900 villagers leave": a bare infinitive, behind any verb of force.
  const bare =
    kind === 'people' && has(goal, 'leaveHome') && !has(goal, 'toLeave') && leavesHome(lexemes, phrase.to + 1)
  if (bare) return stated(candidate, 'forced', 'flee', { from: governor.at, forced: true })
  if (!has(lexemes[governor.at], 'drive')) return null
  const then = lexemes[phrase.to + 1]
  const named = kind !== null || phrase.number.form === 'vague'
  const driven =
    (named && has(goal, 'outOf')) ||
    (named && overBorder(lexemes, phrase.to)) ||
    // "drove some 36,000 people out".
    (kind === 'people' && has(goal, 'outward') && leavesHome(lexemes, phrase.to + 1)) ||
    (has(goal, 'to') && !has(goal, 'for') && ((kind !== null && then?.capital) || isArea(lexemes, phrase.to + 1)))
  const toLeave = has(goal, 'infinitive') && hasAny(then, ['leaveHome', 'goes']) && leavesHome(lexemes, phrase.to + 2)
  const leaves = hasAny(goal, ['leaveHome']) && has(goal, 'toLeave') && leavesHome(lexemes, phrase.to + 1)
  if (!driven && !toLeave && !leaves) return null
  return stated(candidate, 'forced', 'flee', { from: governor.at, forced: true })
}

/** "sent 3,100 residents of Supit and Sumber to 24 posts": where they lived may stand between them and their goal. */
function behindOrigin(lexemes: readonly Lexeme[], to: number): number {
  if (!has(lexemes[to], 'of') || has(lexemes[to], 'outOf')) return to
  if (!lexemes[to + 1]?.capital && !(hasAny(lexemes[to + 1], ['definite', 'determiner']) && lexemes[to + 2]?.capital))
    return to
  let i = to + 1
  while (i < to + originReach && (lexemes[i]?.capital || lexemes[i]?.lower === ',' || hasAny(lexemes[i], ofOrigin))) i++
  return i
}
const originReach = 14
/** "of the Wounaan community of Puerto, Istmina municipality,". */
const ofOrigin = ['and', 'of', 'definite', 'determiner', 'placeKind', 'areaNoun', 'hosts'] as const

/** "drove 150,000 people over the border". */
const overBorder = (lexemes: readonly Lexeme[], at: number) =>
  hasAny(lexemes[at], ['in', 'to']) && [lexemes[at + 1], lexemes[at + 2]].some((each) => has(each, 'border'))

/** "the capital", "safer places", "another district". */
const isArea = (lexemes: readonly Lexeme[], at: number) =>
  [lexemes[at], lexemes[at + 1], lexemes[at + 2]].some((each) => hasAny(each, ['areaNoun', 'safety', 'site', 'border']))

/** Nothing, a mark, a place or a day behind "to leave": not "to leave school". */
const leavesHome = (lexemes: readonly Lexeme[], at: number) =>
  !lexemes[at] ||
  lexemes[at].capital ||
  lexemes[at].dated ||
  lexemes[at].kind === tokenKinds.sign ||
  hasAny(lexemes[at], ['and', 'by', 'after', 'since', 'from', 'in']) ||
  isArea(lexemes, at)
