/** Words on the way to the verb that tell nothing by themselves: signs, relative words, auxiliaries, denials. */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { tokenKinds } from '../../reading/token.ts'
import { familyAt } from '../sense.ts'
import { verbAhead } from './look-ahead.ts'
import { peopleNouns } from './people-nouns.ts'
import { isRate, type Look, rejected, type Walk } from './walk.ts'

const mostCommas = 4

export const numberOrSign: Look = (walk, lexeme, next) => {
  if (lexeme.number) {
    if (hasOwnVerb(walk, next)) return 'none'
    walk.crossed = true
    walk.bare = true
    return 'on'
  }
  if (lexeme.kind !== tokenKinds.sign) return null
  const first = walk.at === walk.phrase.to
  switch (lexeme.lower) {
    case '(':
    case '[': {
      const close = closing(walk.lexemes, walk.at, walk.end)
      if (close === -1 || opensSentence(walk.lexemes, close + 1)) return 'none'
      // "240 families (displaced)": a bracket may hold the verb alone.
      if (!(close - walk.at <= 3 && familyAt(next))) walk.at = close
      return 'on'
    }
    case '—':
    case '–': {
      // "eight refugees – two of them children – drowned".
      const close = nextDash(walk.lexemes, walk.at, walk.end)
      if (close > 0) walk.at = close
      return 'on'
    }
    case ',': {
      // "6,100 farmers, many of whom had lost everything, were forced to leave".
      const main = first ? behindRelative(walk.lexemes, walk.at, walk.end) : 0
      if (main > 0) {
        walk.at = main
        walk.bare = true
        return 'on'
      }
      if (++walk.commas > mostCommas) return 'none'
      walk.bare = false
      return 'on'
    }
    case ';':
    case '?':
    case '!':
      return 'none'
    case ':':
      return first ? 'on' : 'none'
    case ')':
      if (opensSentence(walk.lexemes, walk.at + 1)) return 'none'
      if (hasAny(next, ['be', 'bePast', 'have', 'displace', 'evacuate', 'relocate'])) return 'on'
      if (!first) return 'none'
      walk.bare = true
      return 'on'
    default:
      return 'on'
  }
}

/** "58 households (260 people) Many IDPs sleep in tents": a lost full stop, behind which other people are spoken of. */
const opensSentence = (lexemes: readonly Lexeme[], at: number) =>
  lexemes[at]?.capital === true && hasAny(lexemes[at + 1], peopleNouns)

/** "14,300 people live there and 900 were displaced": a number with a verb of its own right behind it. */
const hasOwnVerb = ({ lexemes, at, phrase }: Walk, next: Lexeme | undefined) =>
  at > phrase.to + 1 && hasAny(next, ['be', 'bePast', 'have']) && has(lexemes[at - 1], 'and')

function closing(lexemes: readonly Lexeme[], open: number, end: number): number {
  let depth = 0
  for (let i = open; i < end; i++) {
    const { lower } = lexemes[i] ?? { lower: '' }
    if (lower === '(' || lower === '[') depth++
    else if ((lower === ')' || lower === ']') && --depth === 0) return i
  }
  return -1
}

/** "9,000 people, including 5,400 children, have fled": the comma that ends what is thrown in; -1 if a list goes on. */
function thrownIn(lexemes: readonly Lexeme[], at: number): number {
  if (lexemes[at - 1]?.lower !== ',') return -1
  for (let i = at + 2; i < at + 8; i++) {
    if (lexemes[i]?.number) return -1
    if (lexemes[i]?.lower === ',')
      return hasAny(lexemes[i + 1], ['be', 'bePast', 'have', 'force']) || familyAt(lexemes[i + 1]) ? i : -1
  }
  return -1
}

/** "who", "of whom" open a clause about these people; "including 300 …" another number. */
export const clauseWord: Look = (walk, lexeme, next) => {
  if (has(lexeme, 'including') && next?.number && walk.at > walk.phrase.to) {
    const close = thrownIn(walk.lexemes, walk.at)
    if (close < 0) return 'none'
    walk.at = close
    walk.bare = true
    return 'on'
  }
  if (!hasAny(lexeme, ['ofWhom', 'relative'])) return null
  // "1.200 campesinos, de los que apenas 300 han vuelto": what follows is told of the second number.
  if (has(lexeme, 'ofWhom') && (next?.number || (next?.entry?.before && walk.lexemes[walk.at + 2]?.number)))
    return 'none'
  // "43 families whose houses were gutted now sleep in tents": what befell the houses is an aside.
  const aside = has(next, 'dwelling') ? behindDwelling(walk.lexemes, walk.at + 1) : 0
  if (aside > 0) {
    walk.at = aside
    walk.bare = true
    return 'on'
  }
  walk.relative = true
  walk.bare = true
  return has(lexeme, 'but') ? 'none' : 'on'
}

/** The participle that ends "whose houses were (all) destroyed"; 0 if another clause is meant. */
function behindDwelling(lexemes: readonly Lexeme[], dwelling: number): number {
  let i = dwelling + 1
  if (!hasAny(lexemes[i], ['be', 'bePast', 'have'])) return 0
  while (i < dwelling + 5 && hasAny(lexemes[i], ['be', 'bePast', 'have', 'auxiliary', 'adverb'])) i++
  const verb = lexemes[i]
  return verb && !familyAt(verb) && (verb.entry === null || hasAny(verb, ['affected', 'harm'])) ? i : 0
}

export const order: Look = (walk, lexeme, next) => {
  if (has(lexeme, 'order') && !(has(next, 'person') && walk.bare)) {
    walk.ordered = true
    walk.bare = true
    return 'on'
  }
  return isRate(walk.lexemes, walk.at) && walk.at === walk.phrase.to ? rejected(walk, 'rate') : null
}

export const auxiliary: Look = (walk, lexeme, next) => {
  // "got blankets", but "got displaced".
  if (has(lexeme, 'receive') && !familyAt(next)) return null
  if (!hasAny(lexeme, ['be', 'bePast', 'have', 'auxiliary'])) return null
  // "pueden ser evacuadas": an auxiliary of what may happen.
  if (has(lexeme, 'hypothetical') && !lexeme.capital) walk.modal = true
  if (has(lexeme, 'be')) walk.stock = true
  if (hasAny(lexeme, ['be', 'bePast', 'have'])) walk.finite = true
  if (has(lexeme, 'have')) walk.perfect = true
  // "ont dû quitter": of force and an auxiliary in one.
  if (has(lexeme, 'force') && verbAhead(walk.lexemes, walk.at + 1)) walk.forced = true
  if (walk.perfect) walk.stock = false
  if (!has(lexeme, 'to')) walk.bare = true
  return 'on'
}

/** "were forced to flee", "have not returned". */
export const denial: Look = (walk, lexeme) => {
  if (has(lexeme, 'force') && verbAhead(walk.lexemes, walk.at + 1)) {
    walk.forced = true
    walk.bare = true
    return 'on'
  }
  if (!has(lexeme, 'negation')) return null
  walk.negated = true
  return 'on'
}

/** The dash that ends what this one throws in; 0 if none is near. */
function nextDash(lexemes: readonly Lexeme[], open: number, end: number): number {
  for (let i = open + 1; i < Math.min(end, open + 9); i++) {
    if (lexemes[i]?.lower === lexemes[open]?.lower) return i
    if (lexemes[i]?.lower === ',' || hasAny(lexemes[i], ['be', 'bePast', 'have'])) return 0
  }
  return 0
}

/** The comma that ends a relative clause opened by the one at `open`, where a finite verb follows it; else 0. */
function behindRelative(lexemes: readonly Lexeme[], open: number, end: number): number {
  // ", some 70 per cent of them Syrians,".
  const share = [2, 3].some((step) => has(lexemes[open + step], 'percent'))
  const relative = [1, 2, 3, share ? 4 : 3].some((step) =>
    hasAny(lexemes[open + step], ['relative', 'ofWhom', 'mainly']),
  )
  // ", 1,687 (53 per cent) of whom are living in camps,".
  const counted = [1, 2, 3].some((step) => lexemes[open + step]?.number)
  const ofThem = counted && lexemes.slice(open + 2, open + 10).some((each) => has(each, 'ofWhom'))
  if (!relative && !ofThem) return 0
  for (let i = open + 2; i < end; i++) {
    if (lexemes[i]?.lower !== ',') continue
    if (hasAny(lexemes[i + 1], ['be', 'bePast', 'have', 'force', 'passes', 'sets', 'leaveHome', 'cross', 'arrive']))
      return i
  }
  return 0
}
