/** Verbs and complements that say where displaced people are: in tents, in camps, with host families; or that they left. */
import type { Tag } from '../../languages/pack.ts'
import { isArabicWord } from '../../reading/arabic-script.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { tokenKinds } from '../../reading/token.ts'
import { isDriven } from '../refuge.ts'
import { familyAt } from '../sense.ts'
import { isOthers } from './going.ts'
import { goalAhead, homeAfter, siteAfter } from './look-ahead.ts'
import { found, isNeutral, type Look, rejected, type Walk } from './walk.ts'

/** "are in tents", "remain in camps", "were in 565 shelters"; of those told before "are in Wau". */
export const inSiteNow: Look = (walk, lexeme, next) => {
  const { lexemes, at, phrase } = walk
  if (!hasAny(lexeme, ['be', 'bePast', 'stock']) || has(lexeme, 'stay') || !has(next, 'in')) return null
  // "were in the church when the roof fell": only in several shelters they were for long.
  const brief = has(lexeme, 'bePast') && !has(lexeme, 'be')
  if (brief && !(lexemes[at + 2]?.number && isDriven(walk.told)) && !isBesideSheltered(walk)) return null
  const among = phrase.kind === null && hasAny(lexeme, ['be', 'stock']) && isAmong(walk)
  const named = among && lexemes[at + 2]?.capital && lexemes[at + 2]?.entry === null
  if (siteAfter(lexemes, at + 2, 3) === 0 && !named) return null
  walk.stock = true
  if (named) return found(walk, isRefugees(walk) ? 'host' : 'inSite', null, at, at + 3)
  return found(walk, 'inSite', null, walk.at, siteAfter(walk.lexemes, walk.at + 2) + 1)
}

/** "300 were sheltering in a church, while 700 people were at a monastery": one list of those who took refuge. */
const isBesideSheltered = ({ told, phrase }: Walk) => {
  const last = told.statements.at(-1)
  return (
    last !== undefined && isNeutral(phrase) && (last.stock || last.family === 'shelter' || last.family === 'inSite')
  )
}

const isRefugees = ({ told }: Walk) => (told.statements.at(-1) ?? told.previous)?.kind === 'refugee'

/** A part of those told before: in this sentence, or "of them" in the next. */
const isAmong = ({ lexemes, phrase, told }: Walk) =>
  told.statements.length > 0 ||
  (told.previous !== null && lexemes.slice(0, phrase.from).some((each) => has(each, 'ofWhom')))

/** "remain", "still", "currently": the verb is yet to come, unless the word is one itself. */
export const stillWord: Look = (walk, lexeme) => {
  if (!has(lexeme, 'stock')) return null
  walk.stock = true
  if (has(lexeme, 'stay')) return null
  return !familyAt(lexeme) || has(lexeme, 'reach') ? 'on' : null
}

/** "300,000 are refugees", "40 families were internally displaced persons". */
export const complement: Look = (walk, lexeme) => {
  const { lexemes, at, phrase, finite, crossed } = walk
  if (!hasAny(lexeme, ['refugee', 'idp', 'returnee'])) return null
  let verb = at - 1
  while (verb >= phrase.to && hasAny(lexemes[verb], ['adverb', 'stock', 'determiner'])) verb--
  const copula = hasAny(lexemes[verb], ['be', 'bePast', 'auxiliary'])
  // "730 were displaced persons": of whom, only a noun tells.
  if (has(lexeme, 'idp') && !has(lexeme, 'asRefugees') && (!copula || phrase.kind === null)) return null
  const verbal = finite || copula || has(lexeme, 'asRefugees')
  if (!verbal || at - phrase.to > (copula || has(lexeme, 'asRefugees') ? 10 : 4) || crossed || !isNeutral(phrase))
    return null
  if (has(lexeme, 'returnee')) return finite ? found(walk, 'return', null) : null
  return found(walk, has(lexeme, 'idp') ? 'stock' : 'host', null)
}

/** "left their homes", "were left homeless". */
export const leaving: Look = (walk, lexeme, next) => {
  const { lexemes, at } = walk
  // "were taken to a school".
  if (has(lexeme, 'moved') && walk.finite && isNeutral(walk.phrase) && goalAhead(lexemes, at + 1))
    return found(walk, 'evacuate', null)
  // "have been ferried to Tagulandang", where war or water is told of.
  if (has(lexeme, 'moved') && walk.finite && walk.phrase.kind === 'people' && has(next, 'to') && !has(next, 'for'))
    if (isPlaceName(lexemes[at + 2]) && isDriven(walk.told)) return found(walk, 'evacuate', null, at, at + 3)
  // "318 refugees were transferred to another camp": moved on in passing.
  if (has(lexeme, 'moved') && walk.finite && walk.bare && !has(lexeme, 'leaveHome')) return rejected(walk, 'other')
  if (has(lexeme, 'leaveHome') && !isOthers(walk) && homeAfter(lexemes, at + 1, walk.forced))
    return found(walk, 'flee', null, at, at + 2)
  // "left the city", in a sentence that says from what.
  if (has(lexeme, 'leaveHome') && mayLeave(walk) && isArea(walk, at + 1)) return found(walk, 'flee', null, at, at + 3)
  // "In Ravenna alone 14,000 left", behind those who were forced out.
  if (has(lexeme, 'leaveHome') && isNeutral(walk.phrase) && endsClause(next) && isAfterFlight(walk))
    return found(walk, 'flee', null)
  if (!has(lexeme, 'leaveState')) return null
  if (has(next, 'homeless')) return found(walk, 'homeless', null, at + 1, at + 2)
  return (walk.finite || walk.bare) && has(next, 'displace') ? 'on' : null
}

const endsClause = (next: Lexeme | undefined) => !next || next.dated || ['.', ';'].includes(next.lower)

/** A part told by its place, right behind a number of people in flight; "the party said 2,000 left" tells of members. */
const isAfterFlight = ({ told, lexemes }: Walk) => {
  const family = (told.statements.at(-1) ?? told.previous)?.family
  const placed = has(lexemes[0], 'in') && lexemes[1]?.capital
  return placed && (family === 'flee' || family === 'displace' || family === 'evacuate')
}

const isPlaceName = (lexeme: Lexeme | undefined) =>
  Boolean(lexeme?.capital && !lexeme.number && !lexeme.dated && lexeme.entry === null)

/** "are staying in schools"; elsewhere people are at home, unless the sentence speaks of a site. */
export const staying: Look = (walk, lexeme) => {
  const { lexemes, at, phrase } = walk
  if (!has(lexeme, 'stay')) return has(lexeme, 'arrive') && arrives(walk) ? found(walk, 'arrive', null) : null
  const site = siteAfter(lexemes, at + 1)
  if (site > 0) return found(walk, 'inSite', null, at, site + 1)
  walk.stock = true
  // "have been hosted by local families".
  if (walk.finite && isNeutral(phrase) && isTakenIn(lexemes, at + 1)) return found(walk, 'inSite', null)
  // "are staying in evacuation centres": the place is one phrase with its preposition.
  if (familyAt(lexemes[at + 1]) === 'shelter') return found(walk, 'inSite', null, at, at + 2)
  // "are living in displacement", "live abroad as refugees": what follows says how.
  const how = [lexemes[at + 1], lexemes[at + 2]].some((each) => hasAny(each, ['lasting', 'asRefugees']))
  walk.bare = how
  if (how || !walk.finite || !isNeutral(phrase)) return 'on'
  if (opensWithFlight(lexemes, phrase.from)) return found(walk, 'flee', null)
  if (speaksOfSite(lexemes)) return found(walk, 'inSite', null)
  return cameBefore(walk) ? found(walk, 'host', null) : rejected(walk, 'other')
}

/** By the people of a place, or a part of them. */
const isTakenIn = (lexemes: readonly Lexeme[], from: number) =>
  has(lexemes[from], 'by') &&
  [1, 2, 3].some((step) => hasAny(lexemes[from + step], ['household', 'hosts', 'inhabitant', 'site']))

/** "Moldova had seen 337,200 arrivals; 101,400 people have stayed", "36,000 Burkinabe have settled in Ghana" beside the displaced. */
function cameBefore({ phrase, lexemes, at, told }: Walk): boolean {
  const last = told.statements.at(-1) ?? told.previous
  if (phrase.kind !== 'guessed') return last?.family === 'cross' || last?.family === 'arrive'
  return phrase.capitalNoun && has(lexemes[at + 1], 'in') && (last !== null || told.scene.refuge())
}

const goalReach = 5

/** "ont gagné Mopti", but not "ont gagné 2 000 euros": a verb that means other things too needs its goal. */
const arrives = ({ lexemes, at }: Walk) => !has(lexemes[at], 'otherPredicate') || goalNear(lexemes, at + 1)

/** A name, a town, a site within a few words of the same clause. */
function goalNear(lexemes: readonly Lexeme[], from: number): boolean {
  for (let i = from; i < from + goalReach; i++) {
    const goal = lexemes[i]
    if (!goal || goal.number || goal.kind === tokenKinds.sign || hasAny(goal, ['and', 'but', 'thing'])) break
    if (goal.capital || hasAny(goal, ['areaNoun', 'border', 'site'])) return true
  }
  return false
}

/** "Fuyant une incursion, 900 ménages se sont installés à Diffa": why they came stands first. */
const opensWithFlight = (lexemes: readonly Lexeme[], from: number) =>
  lexemes[from - 1]?.lower === ',' && [lexemes[0], lexemes[1]].some((each) => familyAt(each) === 'flee')

const speaksOfSite = (lexemes: readonly Lexeme[]) => lexemes.some((each) => has(each, 'site'))

/** "2.180 personas de 640 familias": the same people in two units. */
const inHouseholds = (lexemes: readonly Lexeme[], to: number) =>
  has(lexemes[to], 'of') && Boolean(lexemes[to + 1]?.number) && has(lexemes[to + 2], 'household')

/** "The plane, with 150 people on board, left Goma", "90 heads of mission left Goma": others than people in flight. */
const mayLeave = ({ lexemes, at, bare, phrase }: Walk) =>
  (bare ||
    lexemes[phrase.to]?.lower === ',' ||
    inHouseholds(lexemes, phrase.to) ||
    isArabicWord(lexemes[at]?.lower ?? '')) &&
  (phrase.kind !== 'guessed' || phrase.capitalNoun) &&
  !has(lexemes[phrase.to - 1], 'otherPeople')

/** The city, Tarhouna, de Puerto Príncipe. */
function isArea({ lexemes, forced }: Walk, from: number): boolean {
  const at = hasAny(lexemes[from], ['of', 'from']) ? from + 1 : from
  const area = has(lexemes[at], 'determiner') && has(lexemes[at + 1], 'areaNoun')
  const unknown = lexemes[at]?.entry === null && !lexemes[at].dated
  const script = isArabicWord(lexemes[at]?.lower ?? '')
  const name = script ? unknown || has(lexemes[at], 'placeKind') : unknown && lexemes[at]?.capital
  // "abandonaron nueve veredas": whole villages are left in flight alone.
  if (lexemes[at]?.number && hasAny(lexemes[at + 1], ['areaNoun', 'placeKind'])) return true
  // "ont dû quitter Goma": who had to leave a town needs no other reason.
  return (area || Boolean(name)) && (forced || tellsWhy(lexemes))
}

const whyTags: readonly Tag[] = ['conflict', 'disaster', 'tracker', 'displacement', 'evacuation', 'order', 'idp']
const tellsWhy = (lexemes: readonly Lexeme[]) => lexemes.some((each) => hasAny(each, whyTags))
