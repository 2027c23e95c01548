/** A verb or noun of displacement directly to the left: "displaced 2,000 people", "the evacuation of 2,000 residents". */
import type { Tag } from '../../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { tokenKinds } from '../../reading/token.ts'
import { type Reader, stated } from '../candidate.ts'
import { leavesNoHome } from '../predicate/displacement-verb.ts'
import { isDriven, movesOfRefuge } from '../refuge.ts'
import { isUnknownThing } from './unknown-noun.ts'

export const readObject: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, predicate } = candidate
  if (!governor?.adjacent || !governor.family || (governor.kind !== 'verb' && governor.kind !== 'nominal')) return null
  const { family } = governor
  if (governor.blocked || isUnknownThing(candidate, family)) return 'no figure'
  // "the departure of 200 residents": travellers, but for an event.
  if (has(lexemes[governor.at], 'travels') && !isDriven(candidate)) return 'no figure'
  // "recorded the arrival of 713 households": nobody travels so by families.
  const counted = phrase.unit === 'household' && lexemes.slice(0, governor.at).some((each) => has(each, 'recorded'))
  if ((family === 'arrive' || family === 'cross') && !counted && !movesOfRefuge(candidate)) return 'no figure'
  // Refugees and migrants moved by an office are counted in passing.
  if ((kind === 'refugee' || kind === 'migrant') && (family === 'relocate' || family === 'evacuate')) return 'no figure'
  if (has(lexemes[phrase.to], 'from') && leavesNoHome(lexemes, phrase.to, family)) return 'no figure'
  if (isPlanned(lexemes, phrase.to) && governor.kind === 'nominal') return 'no figure'
  if (governor.kind === 'verb' && predicate?.rejection === 'harm' && predicate.distance <= 1) return 'no figure'
  return stated(candidate, governor.kind === 'verb' ? 'object' : 'nominal', family, {
    from: governor.at,
    stock: governor.kind === 'verb' && lasts(lexemes, governor.at),
    forced: false,
  })
}

/** "Siguen desplazadas 300 familias", "still displaced are 1,200 people": a state told before those who are in it. */
function lasts(lexemes: readonly Lexeme[], verb: number): boolean {
  let first = verb
  while (hasAny(lexemes[first - 1], ['stock', 'adverb'])) first--
  const apart = has(lexemes[verb - 1], 'stock') && has(lexemes[verb], 'displacedAfter')
  if (!apart && !has(lexemes[verb], 'stock')) return false
  // "the war still displaced 3,000 people": with a subject before it the verb tells what happened.
  if (first === 0 || lexemes[first - 1]?.kind === tokenKinds.sign || hasAny(lexemes[first - 1], opensClause))
    return true
  let place = first - 1
  while (!has(lexemes[place], 'in') && (lexemes[place]?.capital || hasAny(lexemes[place], placeWords))) place--
  return place < first - 1 && has(lexemes[place], 'in')
}

const opensClause: readonly Tag[] = ['and', 'but', 'relative']
/** What stands in an adverbial of place beside names: "en el departamento del Chocó". */
const placeWords: readonly Tag[] = ['of', 'determiner', 'placeKind', 'areaNoun', 'portion', 'direction']

/** "The return of 4,300 refugees is scheduled for May", "was expected". */
function isPlanned(lexemes: readonly Lexeme[], to: number): boolean {
  for (let i = to; i < to + 8; i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.number || lexeme.lower === ',' || hasAny(lexeme, ['and', 'relative', 'but'])) return false
    if (hasAny(lexeme, ['be', 'bePast']))
      return [lexemes[i + 1], lexemes[i + 2]].some((each) => hasAny(each, ['plan', 'hypothetical']))
  }
  return false
}
