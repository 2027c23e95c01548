/** Verbs that say that these people are no figure, or only that somebody counted them. */
import type { Tag } from '../../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { isDriven } from '../refuge.ts'
import { type Family, familyAt } from '../sense.ts'
import { displacementAhead, passiveAhead, siteAfter, verbAhead } from './look-ahead.ts'
import { peopleNouns } from './people-nouns.ts'
import { found, isNeutral, type Look, rejected, type Walk } from './walk.ts'

export const harm: Look = (walk, lexeme, next) => {
  const { lexemes, at, end, phrase } = walk
  if (has(lexeme, 'affected')) {
    // "300 families from the affected camps moved to schools".
    // "across the worst affected districts": an adjective of the place, wherever no verb may stand.
    const attribute = has(lexemes[at - 1], 'determiner') || (!walk.finite && (!walk.bare || at > phrase.to))
    if (attribute && hasAny(next, ['site', 'areaNoun', 'placeKind'])) return 'on'
    if (has(next, 'and') && familyAt(lexemes[at + 2])) return 'on'
    // "have been affected by 64 mass displacement events".
    if (walk.finite && has(next, 'by') && displacementAhead(lexemes, at + 2)) return found(walk, 'displace', null)
    // "300 people hit by the storm were evacuated": a participle beside the noun is no predicate.
    if (!walk.finite && walk.bare && at === phrase.to && passiveAhead(lexemes, at + 1, end)) return 'on'
    return rejected(walk, 'affected')
  }
  // "1,017 of the returnees had been deported": a way of going home.
  if (has(lexeme, 'deported') && walk.finite && tellsOfReturn(walk)) return found(walk, 'return', null)
  if (!has(lexeme, 'harm') || (has(lexeme, 'leaveState') && verbAhead(lexemes, at + 1))) return null
  return rejected(walk, 'harm')
}

const tellsOfReturn = ({ lexemes, phrase, told }: Walk) =>
  phrase.kind === 'returnee' ||
  (told.statements.at(-1) ?? told.previous)?.family === 'return' ||
  lexemes.some((each) => hasAny(each, ['returnee', 'returneeAdjective', 'returning']))

/** What is planned, possible, needed or given. */
export const aidOrNeed: Look = (walk, lexeme) => {
  const first = walk.at === walk.phrase.to
  const need = has(lexeme, 'need') && (walk.bare || first)
  // "at risk of eviction": a need, whether or not a verb follows.
  if (need && has(lexeme, 'hypothetical')) return rejected(walk, 'need')
  if (has(lexeme, 'plan') && walk.bare && !(has(lexeme, 'auxiliary') && first)) {
    walk.planned = true
    return 'on'
  }
  if (has(lexeme, 'hypothetical') && !lexeme.capital) {
    walk.modal = true
    walk.bare = true
    return 'on'
  }
  if (need) return rejected(walk, 'need')
  // "were identified by assessment teams to receive aid": the infinitive is theirs, whatever stands between.
  if (has(lexeme, 'toReceive')) return rejected(walk, 'aid')
  // "IDPs have reached Taizz": they came; "were reached", "reached with aid" are helped.
  const comes = !isNeutral(walk.phrase) || (lexemeIsName(walk) && isDriven(walk.told))
  if (hasAll(lexeme, 'aid', 'reach') && walk.bare && comes && isActive(walk) && isPlaceAhead(walk))
    return found(walk, 'arrive', null)
  // "8,400 refugees have been received at the border": they came.
  if (has(lexeme, 'takesIn') && walk.phrase.kind === 'refugee' && isPassive(walk)) return found(walk, 'arrive', null)
  if (hasAny(lexeme, ['aid', 'receive']) && walk.bare && !hasAny(lexeme, ['in', 'site', 'recorded']))
    return rejected(walk, 'aid')
  return null
}

/** "were registered in Kalobeyei camp"; "reported across 26 evacuation sites". */
export const recording: Look = (walk, lexeme, next) => {
  const { lexemes, at, phrase } = walk
  const registered = hasAny(lexeme, ['registered', 'registeredScope'])
  // "have been registered" may be one phrase.
  const finite = walk.finite || lexeme.lower.includes(' ')
  const beside = at === phrase.to || (walk.bare && !finite)
  if (has(next, 'in')) {
    const counted =
      (registered && (finite || beside) && isNeutral(phrase)) ||
      (has(lexeme, 'recorded') && at === phrase.to && phrase.unit !== null)
    // "were pre-registered at the border": on their way in.
    if (counted && registered && finite && atBorder(lexemes, at + 2)) return found(walk, 'cross', null)
    const site = counted ? siteAfter(lexemes, at + 1) : 0
    if (site > 0) return found(walk, 'inSite', null, at, site + 1)
  }
  // "UNHCR is registering the newly displaced; to date 1,200 people have been registered".
  if (registered && finite && isNeutral(phrase) && phrase.kind !== null && displacedBefore(lexemes, phrase.from)) {
    walk.stock = true
    return found(walk, 'inSite', null)
  }
  // "53,000 individuals had been registered by UNHCR".
  const byRefugeeOffice = lexemes.slice(at + 1, at + 6).some((each) => has(each, 'refugeeOffice'))
  if (registered && (finite || beside) && byRefugeeOffice && isNeutral(phrase) && phrase.kind !== null) {
    walk.stock = true
    return found(walk, 'host', null)
  }
  // "96,000 of them have been registered", behind a figure of those who came.
  const told = walk.told.statements.at(-1) ?? walk.told.previous
  if (registered && finite && walk.bare && told && isAmong(walk)) {
    walk.stock = true
    return found(walk, overBorder.includes(told.family) || told.kind === 'refugee' ? 'host' : 'inSite', null)
  }
  if (registered && finite && phrase.kind === null && ofRefugees(lexemes, phrase.from)) return found(walk, 'host', null)
  if (!registered || !walk.bare) return null
  walk.stock = true
  walk.bare = false
  return 'on'
}

const atBorder = (lexemes: readonly Lexeme[], from: number) =>
  lexemes.slice(from, from + 4).some((each) => has(each, 'border')) &&
  !lexemes.slice(from, from + 4).some((each) => has(each, 'outside'))

/** Families of those who are now in another country. */
const overBorder: readonly Family[] = ['cross', 'arrive', 'host']

/** "of them", or a number alone. */
const isAmong = ({ phrase: { kind, to }, lexemes }: Walk) => kind === null || has(lexemes[to - 1], 'ofWhom')

/** "Of the refugees who fled to Armenia, 96,000 have been registered". */
const ofRefugees = (lexemes: readonly Lexeme[], to: number) =>
  lexemes.slice(0, to).some((lexeme, i) => has(lexeme, 'refugee') && i <= 4 && has(lexemes[0], 'of'))

/** Verbs of telling that stand before what is told of these people: "are reported to have fled". */
const heardOf: readonly Tag[] = [
  'recorded',
  'registered',
  'registeredScope',
  'verified',
  'estimated',
  'adverb',
  'reach',
  'order',
  'hypothetical',
]

const displacedBefore = (lexemes: readonly Lexeme[], to: number) =>
  lexemes.slice(Math.max(0, to - 24), to).some((lexeme) => hasAny(lexeme, ['idp', 'displacedAdjective']))

export const otherVerb: Look = (walk, lexeme) => {
  const { at, phrase, bare, finite } = walk
  const first = at === phrase.to
  if (has(lexeme, 'otherPredicate') && bare && !(hasAny(lexeme, ['adverb', 'recorded']) && finite))
    return rejected(walk, 'other')
  if (has(lexeme, 'said') && bare && !finite && first) return rejected(walk, 'other')
  // "5,400 refugees were informed about their rights": told something, by nobody counted.
  if (has(lexeme, 'said') && bare && finite && !hasAny(lexeme, heardOf)) return rejected(walk, 'other')
  if (has(lexeme, 'but')) return 'none'
  if (hasAny(lexeme, ['adverb', 'estimated']) || (has(lexeme, 'recorded') && finite)) return 'on'
  if (has(lexeme, 'and')) {
    walk.bare = true
    return 'on'
  }
  if (has(lexeme, 'host') && bare && first) return rejected(walk, 'other')
  return bare && (first || finite) && isUnknownVerb(walk, lexeme) ? rejected(walk, 'other') : null
}

/** An unknown verb where the predicate stands: they did something else. */
const isUnknownVerb = ({ pack }: Walk, { capital, entry, lower }: Lexeme) =>
  !capital && entry === null && lower.length > 4 && pack.verbEndings.some((ending) => lower.endsWith(ending))

/** "IDPs and refugees received": a second noun keeps the place of the verb open, any other word closes it. */
export function lastWord(walk: Walk, lexeme: Lexeme): void {
  const { lexemes, at } = walk
  // "are estimated to be in need".
  if (lexeme.entry?.before) return
  if (hasAny(lexeme, peopleNouns)) {
    if (has(lexemes[at - 1], 'and')) return
    // "1,200 IDPs and 300 host community members attended": a second group shares the verb.
    if (isSecondGroup(lexemes, at)) {
      walk.bare = true
      return
    }
  }
  // "refugees from Venezuela received": nor does a name with its preposition close it.
  if (hasAny(lexeme, ['from', 'in', 'of']) && lexemes[at + 1]?.capital) return
  if (lexeme.capital && (lexemes[at - 1]?.capital || hasAny(lexemes[at - 1], ['from', 'in', 'of', 'and']))) return
  walk.bare = false
}

/** "and 16 refugees", "and about 300 host community members", but not ", and 300 people": that opens another clause. */
function isSecondGroup(lexemes: readonly Lexeme[], at: number): boolean {
  let i = at - 1
  while (i > at - 4 && !lexemes[i]?.number) i--
  if (!lexemes[i]?.number) return false
  const joint = lexemes[i - 1]?.entry?.before ? i - 2 : i - 1
  return has(lexemes[joint], 'and') && lexemes[joint - 1]?.lower !== ','
}

const hasAll = (lexeme: Lexeme, first: Tag, second: Tag) => has(lexeme, first) && has(lexeme, second)
/** Of "have been reached" the auxiliaries may be one phrase; of "displaced persons reached Kassala" the noun is. */
const isActive = ({ lexemes, at, phrase }: Walk) =>
  !hasAny(lexemes[at - 1], ['be', 'bePast']) &&
  (at === phrase.to || has(lexemes[at - 1], 'ofWhom') || !lexemes[at - 1]?.lower.includes(' '))
const isPassive = ({ lexemes, at }: Walk) =>
  has(lexemes[at - 1], 'bePast') || (has(lexemes[at - 1], 'have') && has(lexemes[at - 1], 'auxiliary'))
const lexemeIsName = ({ lexemes, at, phrase }: Walk) => {
  const next = lexemes[at + 1]
  const area = has(next, 'determiner') && has(lexemes[at + 2], 'areaNoun')
  return (
    (phrase.kind !== 'guessed' || phrase.capitalNoun) &&
    (area || Boolean(next?.capital && !next.number && next.entry === null))
  )
}
const isPlaceAhead = ({ lexemes, at }: Walk) =>
  (lexemes[at + 1]?.capital || (has(lexemes[at + 1], 'determiner') && !lexemes[at + 2]?.number)) ?? false
