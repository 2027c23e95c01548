/**
 * Verbs of motion. Where war or water is told of, people who leave a place or make for another flee: "left Al Fula",
 * "trekked to Baidoa", "headed south". Without an event they travel.
 */
import type { Tag } from '../../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { tokenKinds } from '../../reading/token.ts'
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
  if (!(leaves || passes || hasAny(lexeme, ['goes', 'sets'])) || !walk.bare || !isPeople(walk)) return null
  const from = afterAdverbs(lexemes, at + 1)
  const place = passes ? borderAt(lexemes, from) : goalAt(lexemes, from, leaves || has(lexeme, 'arrive'))
  // "… and some 1,900 left on their own", beside others who were evacuated.
  const beside = has(lexeme, 'leaveHome') && walk.phrase.kind === null && walk.told.statements.length > 0
  const away = (has(lexeme, 'away') || beside) && endsThere(lexemes[from])
  if (!(place >= 0 || away) || goesHome(lexemes, at + 1) || !isDriven(walk, lexeme)) return null
  return found(walk, passes ? 'cross' : 'flee', null, at, Math.max(at, place) + 1)
}

/** People of whom nothing else is told: not workers, tourists, members. A number alone counts those told of before. */
function isPeople({ phrase, lexemes, told }: Walk): boolean {
  if (phrase.kind === 'people') return !has(lexemes[phrase.to - 1], 'otherPeople')
  if (phrase.kind === 'guessed') return phrase.capitalNoun
  return phrase.kind === null && (told.previous !== null || told.statements.length > 0)
}

/** "left on foot for Goma", "have gone mainly to Wau". */
function afterAdverbs(lexemes: readonly Lexeme[], from: number): number {
  let i = from
  while (i < from + 3 && hasAny(lexemes[i], ['adverb', 'mainly'])) i++
  return i
}

/** The place behind "to", "from", "out of"; without one where the verb takes it as its object ("left", "reached"). -1: none. */
function goalAt(lexemes: readonly Lexeme[], from: number, transitive: boolean): number {
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

const isName = ({ capital, entry, kind }: Lexeme) => capital && entry === null && kind === tokenKinds.word

/** "had cleared out by nightfall", "have set off since Monday". */
const endsThere = (next: Lexeme | undefined) =>
  !next ||
  next.dated ||
  next.kind === tokenKinds.sign ||
  hasAny(next, ['from', 'in', 'by', 'and', 'but', 'after', 'since'])

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

/** The sentence says from what; a verb of setting off needs an event around it, any other that displaced people are spoken of. */
const isDriven = ({ lexemes, told }: Walk, verb: Lexeme) =>
  lexemes.some((each) => hasAny(each, eventTags)) ||
  told.previous !== null ||
  told.scene.refuge() ||
  (hasAny(verb, ['leaveHome', 'sets']) && told.scene.event())
