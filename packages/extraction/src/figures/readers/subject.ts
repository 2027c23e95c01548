/** A verb of displacement to the right: "800,000 people have fled", "2,536 relocated". */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { type Candidate, type Reader, stated } from '../candidate.ts'
import { isWhole, wholeBehind } from '../phrase/whole.ts'
import { goalAt, hasPurpose } from '../predicate/going.ts'
import type { Predicate } from '../predicate/predicate.ts'
import { isAboutRefuge, isDefinite, isDisplacedNoun, isDriven } from '../refuge.ts'
import type { Family } from '../sense.ts'
import { isWholeOfDisplaced } from '../whole-of-displaced.ts'
import { isUnknownThing } from './unknown-noun.ts'

/** Fewer who come home are no count of returns. */
const fewest = 10

/** Verbs that only people do: an unknown noun before them is people. */
const agentive: readonly Family[] = ['flee', 'cross', 'return']
/** Verbs that goods, birds and boats share with people. */
const shared: readonly Family[] = ['return', 'arrive', 'cross', 'shelter']

export const readSubject: Reader = (candidate) => {
  const { phrase, governor, predicate } = candidate
  if (!predicate || predicate.rejection || !predicate.family) return null
  const { family } = predicate
  // "900 new arrivals in displacement sites": they came.
  if (candidate.kind === 'occasion' && (family === 'shelter' || family === 'inSite')) return null
  // "340 of the 900 displaced families have returned": the verb is told of the first number.
  if (family === 'return' && isDisplacedNoun(candidate.kind) && isWhole(candidate.lexemes, phrase)) return null
  if (predicate.infinitive && governor?.kind !== 'force' && !isEnabled(candidate)) return 'no figure'
  // "home to 4 million people, two thirds of them displaced": the verb is told of the part.
  if (governor?.kind === 'host' && isPartOfGuests(candidate, predicate)) return 'no figure'
  // "4,000 people are staying at the centre", in a text about migrants.
  if (isAtCentre(candidate, family) && candidate.scene.migration()) return 'no figure'
  if (isServed(candidate) || movedInPassing(candidate, family) || isUnknownThing(candidate, family)) return 'no figure'
  if (governor?.blocked && (governor.kind === 'force' || governor.kind === 'leaveState')) return 'no figure'
  if (!hasPeople(candidate, predicate) || !isMoveOfPeople(candidate, predicate)) return null
  const forced = predicate.forced || governor?.kind === 'force'
  return stated(candidate, forced ? 'forced' : 'subject', family, {
    forced,
    from: governor?.kind === 'force' || governor?.kind === 'leaveState' ? governor.at : phrase.from,
    to: predicate.to,
  })
}

/** "helped 640 families (to) relocate": what they were helped to do, they did. */
const isEnabled = ({ lexemes, governor, predicate }: Candidate) =>
  has(lexemes[governor?.at ?? -1], 'enable') &&
  !governor?.blocked &&
  predicate?.family !== null &&
  predicate?.distance === (predicate?.infinitive ? 1 : 0)

/** "assisted 300 IDPs who fled": the sentence counts those served, unless an article says that these are all. */
function isServed(candidate: Candidate): boolean {
  const { lexemes, phrase, kind, governor, predicate } = candidate
  if (isEnabled(candidate) || isWholeOfDisplaced(candidate)) return false
  // "300 families received kits and 900 people were displaced": a second clause.
  if (predicate?.finite && !predicate.relative && has(lexemes[phrase.from - 1], 'and')) return false
  if (predicate?.forced) return false
  // "When aid came to the town, 900 people fled": a clause of its own behind the comma.
  if (lexemes[phrase.from - 1]?.lower === ',' && predicate && !predicate.relative && isMainVerb(predicate)) return false
  if (governor?.kind !== 'reject' || isDefinite(lexemes, phrase.from, phrase.kind)) return false
  // "asked for food for 2,000 families that were displaced": the clause says who they are, nobody served them yet.
  if (predicate?.relative && predicate.finite && has(lexemes[governor.at], 'for')) return false
  return governor.reason === 'aid' || isDisplacedNoun(kind)
}

/** A finite verb, or one that is no participle where it stands bare: "fled", not "displaced". */
const isMainVerb = ({ finite, family, distance }: Predicate) =>
  distance <= 2 && (finite || family === 'flee' || family === 'cross')

function isPartOfGuests({ lexemes, phrase, kind }: Candidate, { at }: Predicate): boolean {
  const between = lexemes.slice(phrase.to, at)
  // "home to 450,000 people, hosts 200,000 displaced".
  const hosting = between.findIndex((each) => has(each, 'host'))
  if (hosting >= 0 && between.slice(hosting).some((each) => each.number)) return kind === 'people'
  const included = between.findIndex((each) => has(each, 'including'))
  if (included >= 0 && between.slice(included).some((each) => has(each, 'pronoun') || each.number))
    return kind === 'people'
  const share = between.some((each) => Boolean(each.number) || hasAny(each, ['half', 'percent', 'mainly']))
  return kind === 'people' && share && between.some((each) => has(each, 'ofWhom'))
}

/** People in a site of whom the sentence does not tell that they are displaced. */
const isAtCentre = (candidate: Candidate, family: Family) =>
  (family === 'inSite' || family === 'shelter') &&
  candidate.kind === 'people' &&
  !isAboutRefuge(candidate) &&
  !speaksOfEvent(candidate.lexemes)

/** Migrants who go home or arrive, and refugees whom an office moves on, are not newly displaced. */
function movedInPassing({ kind: own, phrase, before }: Candidate, family: Family): boolean {
  // "1,402 refugee families comprising 6,918 individuals were relocated": the same people.
  const same = own === 'people' && before && before.statement === null && phrase.from - before.phrase.to <= 1
  const kind = same ? before.phrase.kind : own
  if (kind === 'migrant' && (family === 'return' || family === 'cross' || family === 'arrive')) return true
  if (family === 'relocate') return kind === 'refugee' || kind === 'migrant'
  return family === 'evacuate' && (kind === 'refugee' || kind === 'migrant' || kind === 'asylumSeeker')
}

/** A noun of people, or a number so near to the verb that none is needed; an unknown noun only before verbs of people. */
function hasPeople({ lexemes, phrase, kind }: Candidate, { family, distance }: Predicate): boolean {
  // "62,000 – those who had to leave their homes": the label follows.
  if (distance <= 3 || has(lexemes[phrase.to + 1], 'numberOf')) return true
  // "500 des 9 000 déplacés ont regagné leur village": the noun is that of the whole.
  if (kind === null && wholeBehind(lexemes, phrase.to) > 0) return true
  if (kind !== 'guessed') return kind !== null
  return distance <= 8 && (phrase.capitalNoun || (family !== null && agentive.includes(family)))
}

/** "4,500 returned" may be votes or bottles, "2,000 people arrived" guests: what else tells that people were displaced. */
function isMoveOfPeople(candidate: Candidate, predicate: Predicate): boolean {
  const { lexemes, phrase, kind } = candidate
  const { family, finite, relative, at } = predicate
  const part = kind === null && wholeBehind(lexemes, phrase.to) > 0
  // "Another 14,000 crossed into Uganda", behind those who were told of.
  const before = candidate.previous !== null || candidate.statements.length > 0
  const over = family === 'cross' && before && (crossesInto(lexemes, at) || has(lexemes[at], 'crossBorder'))
  // "In Kabul, an estimated 17,600 arrived from Kunduz".
  const onward = family === 'arrive' && before && has(lexemes[at + 1], 'from') && Boolean(lexemes[at + 2]?.capital)
  // "2,114 went back this month", behind returns; "3,613 sheltered in 15 schools", where war or water is told of.
  const more = family === 'return' && (candidate.statements.at(-1) ?? candidate.previous)?.family === 'return'
  const sheltered = family === 'shelter' && has(lexemes[at + 1], 'in') && isDriven(candidate)
  const told = part || over || onward || more || sheltered
  if (family && shared.includes(family) && kind === null && !told && !finite && !relative)
    if (!returnsTo(lexemes, predicate)) return false
  if (kind === 'guessed' && !phrase.capitalNoun && family !== 'flee' && !finite) return false
  const ofRefuge = isDisplacedNoun(kind) || isAboutRefuge(candidate)
  // "Two of them came home alive": so few are travellers where nobody is told to be displaced.
  if (family === 'return' && !ofRefuge && phrase.number.value < fewest && phrase.unit !== 'household') return false
  if (ofRefuge || (candidate.scene.refuge() && (family !== 'arrive' || hasGoal(lexemes, at)))) return true
  // "Suite à l'attaque, 480 familles ont rejoint Tougouri": nobody travels so by families.
  if (family === 'arrive')
    return (phrase.unit === 'household' && speaksOfEvent(lexemes)) || (reaches(lexemes[at]) && isDriven(candidate))
  // "crossed into Mauritania to trade".
  if (family === 'cross' && hasPurpose(lexemes, at + 1)) return false
  if (family !== 'cross' || kind !== 'people') return true
  // "200 traders crossed to Zanzibar".
  if (has(lexemes[phrase.to - 1], 'otherPeople')) return false
  return (
    overBorder(lexemes, at) || crossesInto(lexemes, at) || (Boolean(lexemes[at + 1]?.capital) && speaksOfEvent(lexemes))
  )
}

/** "reached", of people who came as of people who were helped. */
const reaches = (verb: Lexeme | undefined) => has(verb, 'reach') && has(verb, 'aid')

/** "came to Malakal", "arrived in the camp", but not "came to the training in Malakal", "arrived in Goma for the summit". */
function hasGoal(lexemes: readonly Lexeme[], at: number): boolean {
  const place = goalAt(lexemes, hasAny(lexemes[at + 1], ['in', 'to', 'from']) ? at + 2 : at + 1, true)
  return place >= 0 && !hasPurpose(lexemes, place)
}

const speaksOfEvent = (lexemes: readonly Lexeme[]) => lexemes.some((each) => hasAny(each, ['conflict', 'disaster']))

/** "4,500 returned to Aleppo": the name tells that people did. */
const returnsTo = (lexemes: readonly Lexeme[], { family, at, distance }: Predicate) =>
  family === 'return' && distance === 0 && has(lexemes[at + 1], 'to') && (lexemes[at + 2]?.capital ?? false)
/** "crossed into Uganda", "crossed on foot into Uganda": a verb with its preposition and a name. */
function crossesInto(lexemes: readonly Lexeme[], at: number): boolean {
  if (has(lexemes[at], 'crossInto') && lexemes[at + 1]?.capital) return true
  for (let i = at + 1; i < at + 7; i++)
    if (has(lexemes[i], 'to') && !has(lexemes[i], 'for') && lexemes[i + 1]?.capital) return true
  return false
}
const overBorder = (lexemes: readonly Lexeme[], at: number) =>
  lexemes.slice(at, at + 6).some((lexeme) => has(lexeme, 'border') || has(lexeme, 'crossBorder'))
