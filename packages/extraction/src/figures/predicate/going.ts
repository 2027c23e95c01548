/**
 * Verbs of motion. Where war or water is told of, people who leave a place or make for another flee: "left Al Fula",
 * "trekked to Baidoa", "headed south". Without an event they travel.
 */
import type { Tag } from '../../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { tokenKinds } from '../../reading/token.ts'
import { wholeBehind } from '../phrase/whole.ts'
import { isShelter } from './look-ahead.ts'
import { found, type Look, type Walk } from './walk.ts'

/** "left their jobs in Goma": behind these stands no object any more. */
const stops: readonly Tag[] = ['be', 'bePast', 'have', 'and', 'but', 'relative', 'in', 'to', 'from', 'by']
const areaTags: readonly Tag[] = ['areaNoun', 'placeKind', 'site', 'safety', 'border', 'direction', 'feature']
const eventTags: readonly Tag[] = [
  'conflict',
  'disaster',
  'tracker',
  'displacement',
  'idp',
  'refugee',
  'flee',
  'displace',
]
/** Lexemes behind a preposition or article within which the place stands; behind the verb within which the way home does. */
const [placeReach, homeReach] = [4, 9]

export const going: Look = (walk, lexeme) => {
  const { lexemes, at } = walk
  const leaves = has(lexeme, 'leaveHome')
  const passes = has(lexeme, 'passes')
  if (!(leaves || passes || hasAny(lexeme, ['goes', 'sets'])) || !walk.bare || !isPeople(walk) || isOthers(walk))
    return null
  const from = afterAdverbs(lexemes, at + 1)
  const place = passes
    ? borderAt(lexemes, from)
    : goalAt(lexemes, from, leaves || hasAny(lexeme, ['arrive', 'looming']))
  // "escaped a surge in violence": war as the object of the verb is what they left behind.
  const escapes = has(lexeme, 'sets') && !hasAny(lexemes[from], ['from', 'to', 'in']) && warAt(lexemes, from) >= 0
  // "… and some 1,900 left on their own", beside others who were evacuated.
  const beside = has(lexeme, 'leaveHome') && isAmong(walk)
  const away =
    (has(lexeme, 'away') || beside) &&
    (endsThere(lexemes[from]) ||
      [1, 2, 3].some((step) => lexemes[from + step]?.dated || has(lexemes[from + step], 'timeUnit')))
  if (!(place >= 0 || away || escapes) || goesHome(lexemes, at + 1) || !isDriven(walk, lexeme, place)) return null
  return found(walk, passes ? 'cross' : 'flee', null, at, Math.max(at, place) + 1)
}

/** "admitted 300 people, and 200 left the camp": the verb is the nearer number's. */
export const isOthers = ({ lexemes, at, crossed }: Walk) => crossed && Boolean(lexemes[at - 1]?.number)

/** People of whom nothing else is told: not workers, tourists, members. A number alone counts those told of before. */
function isPeople({ phrase, lexemes, told }: Walk): boolean {
  if (phrase.kind === 'people') return !has(lexemes[phrase.to - 1], 'otherPeople')
  if (phrase.kind === 'guessed') return phrase.capitalNoun
  return (
    phrase.kind === null &&
    (told.previous !== null || told.statements.length > 0 || wholeBehind(lexemes, phrase.to) > 0)
  )
}

/** A number alone that is part of a whole, or beside others of this sentence, or "of them" behind those of the last. */
const isAmong = ({ phrase, lexemes, told }: Walk) =>
  // "8,000 of the 11,000 residents had left".
  (phrase.kind === null && wholeBehind(lexemes, phrase.to) > 0) ||
  (phrase.kind === null && told.statements.length > 0) ||
  (told.previous !== null && has(lexemes[phrase.to - 1], 'ofWhom'))

/** "left on foot for Goma", "have gone mainly to Wau". */
function afterAdverbs(lexemes: readonly Lexeme[], from: number): number {
  let i = from
  while (i < from + 3 && hasAny(lexemes[i], ['adverb', 'mainly'])) i++
  return i
}

/** The place behind "to", "from", "out of"; without one where the verb takes it as its object ("left", "reached"). -1: none. */
export function goalAt(lexemes: readonly Lexeme[], from: number, transitive: boolean): number {
  const first = lexemes[from]
  if (!first || first.dated || first.number) return -1
  if (has(first, 'direction')) return from
  const led = hasAny(first, ['from', 'to', 'outOf', 'of'])
  if (!led && !transitive) return -1
  let described = false
  for (let i = led ? from + 1 : from; i < from + placeReach + 1; i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.dated || lexeme.kind === tokenKinds.sign) return -1
    // "to nine sites".
    if (lexeme.number && !has(lexemes[i + 1], 'site')) return -1
    // "ran from the fighting".
    if (has(first, 'from') && hasAny(lexeme, ['conflict', 'disaster'])) return i
    if (has(lexeme, 'notHomePlace') || hasAny(lexeme, stops)) return -1
    if (has(lexeme, 'ownHome') || hasAny(lexeme, areaTags)) return i
    // "left to rebuild Goma": a name behind a verb is no goal.
    if (isName(lexeme)) return described && has(first, 'infinitive') ? -1 : i
    described ||= lexeme.entry === null
  }
  return -1
}

const isName = (lexeme: Lexeme | undefined) =>
  Boolean(lexeme?.capital && lexeme.entry === null && lexeme.kind === tokenKinds.word)

/** "had cleared out by nightfall", "have set off since Monday". */
const endsThere = (next: Lexeme | undefined) =>
  !next || next.dated || next.kind === tokenKinds.sign || hasAny(next, ['from', 'by', 'and', 'but', 'after', 'since'])

/** War within the object of a verb, or -1. */
function warAt(lexemes: readonly Lexeme[], from: number): number {
  for (let i = from; i <= from + placeReach; i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.number || lexeme.kind === tokenKinds.sign || hasAny(lexeme, ['be', 'bePast', 'have', 'and']))
      return -1
    if (has(lexeme, 'conflict')) return i
  }
  return -1
}

/** "the Hakari bridge", "the border crossing". */
function borderAt(lexemes: readonly Lexeme[], from: number): number {
  for (let i = from; i < from + placeReach; i++) {
    if (!lexemes[i] || lexemes[i]?.kind === tokenKinds.sign || lexemes[i]?.number) return -1
    if (hasAny(lexemes[i], ['border', 'feature'])) return i
  }
  return -1
}

/** "left the camp for their villages", "went back": these go home. */
function goesHome(lexemes: readonly Lexeme[], from: number): boolean {
  for (let i = from; i < from + homeReach; i++) {
    if (!lexemes[i] || lexemes[i]?.lower === ',' || lexemes[i]?.number) return false
    if (has(lexemes[i], 'return') || (has(lexemes[i], 'ownHome') && has(lexemes[i - 1], 'to'))) return true
  }
  return false
}

/**
 * The sentence says from what. Else a verb of setting off needs an event around it, one of leaving displaced people too;
 * "went", "came" are told of those counted before, or lead to a site, to safety, over a border.
 */
function isDriven({ lexemes, told, phrase }: Walk, verb: Lexeme, place: number): boolean {
  if (hasPurpose(lexemes, place)) return false
  // "poured out of Bunia": nobody leaves a town so for an errand.
  if (has(verb, 'away') && has(lexemes[lexemes.indexOf(verb) + 1], 'of') && isName(lexemes[place])) return true
  if (lexemes.some((each) => hasAny(each, eventTags))) return true
  // "have gone to 14 evacuation centres": nobody goes there for anything else.
  if (place >= 0 && isShelter(lexemes[place]) && has(lexemes[place], 'site')) return true
  // "416 families moved from Macomia to Metuge": nobody travels so by families.
  if (phrase.unit === 'household' && place >= 0 && told.scene.event()) return true
  const strong = hasAny(verb, ['leaveHome', 'sets', 'passes']) && !has(verb, 'goes')
  const safe = hasAny(lexemes[place], ['site', 'safety', 'border', 'direction', 'ownHome'])
  if (told.previous !== null && (strong || safe || phrase.kind === null || has(lexemes[phrase.to - 1], 'ofWhom')))
    return true
  if (told.statements.length > 0 && phrase.kind === null) return true
  return (strong || safe) && (told.scene.refuge() || (strong && told.scene.event()))
}

/** "headed to Antakya to help", "went to Lalibela for Christmas": what they went for; "left Tine for Chad" names a goal. */
export function hasPurpose(lexemes: readonly Lexeme[], place: number): boolean {
  const [mark, then] = [lexemes[place + 1], lexemes[place + 2]]
  if (place < 0 || !mark || !then || then.capital || then.number) return false
  if (has(mark, 'infinitive')) return !hasAny(then, ['flee', 'shelter', 'takeRefuge', 'determiner', ...areaTags])
  return has(mark, 'for') && !hasAny(then, ['safety', 'site', 'shelter', 'timeUnit', 'determiner', 'several'])
}
