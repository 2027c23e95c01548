/** The verb to the right of a counted phrase: what these people did, or what was done to them. */

import type { LanguagePack, Tag } from '../languages/pack.ts'
import { isArabicWord } from '../reading/arabic-script.ts'
import { has, hasAny, type Lexeme, tagsOf } from '../reading/lexeme.ts'
import { isBullet } from '../reading/sentence.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import type { CountedPhrase } from './counted-phrase.ts'
import { type Family, familyOfTag } from './sense.ts'

export type Rejection =
  | 'harm' | 'need' | 'aid' | 'affected' | 'capacity' | 'order' | 'plan' | 'hypothetical' | 'negation' | 'rate'
  | 'other' | 'agent' // biome-ignore format: a vocabulary

export interface Predicate {
  family: Family | null
  rejection: Rejection | null
  /** Index of the deciding lexeme and the one after what belongs to the excerpt. */
  at: number
  to: number
  forced: boolean
  /** Present tense of "to be", "remain", "still": people living displaced now. */
  stock: boolean
  /** A finite passive or perfect: "were displaced", "have fled". */
  finite: boolean
  relative: boolean
  /** Lexemes between the phrase and the verb. */
  distance: number
  /** "refugees to arrive": a bare infinitive, which speaks of the future unless the people were forced. */
  infinitive: boolean
  /** Another number stands between. */
  crossed: boolean
}

const reach = 34
const nouns: readonly Tag[] = [
  'person',
  'household',
  'idp',
  'refugee',
  'returnee',
  'migrant',
  'part',
  'asylumSeeker',
  'evacuee',
]
const siteTags: readonly Tag[] = ['site', 'idp']

export function findPredicate(lexemes: readonly Lexeme[], phrase: CountedPhrase, pack: LanguagePack): Predicate | null {
  let [forced, stock, finite, relative, crossed] = [false, false, false, false, false]
  let [modal, negated, ordered, planned, bare] = [false, false, false, false, true]
  let commas = 0
  let perfect = false
  const found = (family: Family | null, rejection: Rejection | null, at: number, to = at + 1): Predicate => {
    const blocked: Rejection | null = negated
      ? 'negation'
      : ordered
        ? 'order'
        : planned
          ? 'plan'
          : modal
            ? 'hypothetical'
            : null
    // "500 refugees arrive each day".
    const told: Rejection | null = rejection ?? (has(lexemes[to], 'rate') ? 'rate' : null)
    return {
      family: told ? null : family, rejection: told ?? blocked, at, to, forced, stock, finite, relative,
      distance: at - phrase.to, infinitive: lexemes[phrase.to]?.lower === 'to' && !finite, crossed,
    } // biome-ignore format: one record
  }
  const end = Math.min(lexemes.length, phrase.to + reach)
  for (let i = phrase.to; i < end; i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.gap === gaps.paragraph) return null
    const next = lexemes[i + 1]
    const tags = tagsOf(lexeme)
    if (lexeme.number) {
      crossed = true
      bare = true
      continue
    }
    if (lexeme.kind === tokenKinds.sign) {
      if (lexeme.lower === '(' || lexeme.lower === '[') {
        const close = closing(lexemes, i, end)
        if (close === -1) return null
        // "240 families (displaced)": a bracket may hold the verb alone.
        if (close - i <= 3 && familyAt(lexemes[i + 1])) continue
        i = close
        continue
      }
      if (lexeme.lower === ',') {
        if (++commas > 4) return null
        bare = false
        continue
      }
      if (
        lexeme.lower === ';' ||
        lexeme.lower === '?' ||
        lexeme.lower === '!' ||
        (lexeme.lower === ':' && i > phrase.to)
      )
        return null
      if (lexeme.lower === ')' && !hasAny(next, ['be', 'bePast', 'have', 'displace', 'evacuate', 'relocate'])) {
        if (i === phrase.to) {
          bare = true
          continue
        }
        return null
      }
      continue
    }
    if (tags.has('including') && next?.number && i > phrase.to) return null
    if (tags.has('ofWhom') || tags.has('relative')) {
      relative = true
      bare = true
      if (tags.has('but')) return null
      continue
    }
    if (tags.has('order') && !(has(next, 'person') && bare)) {
      ordered = true
      bare = true
      continue
    }
    if (tags.has('rate') && i === phrase.to) return found(null, 'rate', i)
    // "are in tents", "remain in camps".
    if (
      hasAny(lexeme, ['be', 'stock']) &&
      has(next, 'in') &&
      siteAfter(lexemes.slice(0, i + 5), i + 2) > 0 &&
      !has(lexeme, 'stay')
    ) {
      stock = true
      return found('inSite', null, i, siteAfter(lexemes, i + 2) + 1)
    }
    if (hasAny(lexeme, ['be', 'bePast', 'have', 'auxiliary'])) {
      if (tags.has('be')) stock = true
      if (tags.has('be') || tags.has('bePast') || tags.has('have')) finite = true
      if (tags.has('have') || lexeme.lower.startsWith('ha')) perfect = true
      if (perfect) stock = false
      if (!tags.has('to')) bare = true
      continue
    }
    if (tags.has('stock')) {
      stock = true
      if (!familyAt(lexeme) && !tags.has('stay') && !tags.has('reach')) continue
      if (tags.has('reach') && !tags.has('stay')) continue
    }
    const family = familyAt(lexeme)
    // "four homeless men": without an event these live on the street.
    if (
      family === 'homeless' &&
      !finite &&
      hasAny(next, nouns) &&
      !lexemes.some((each) => hasAny(each, ['conflict', 'disaster']))
    )
      return found(null, 'other', i)
    if (family) {
      if (opensClause(lexemes, i)) return null
      const active = activeAgent(lexemes, i, family, finite)
      if (active) return found(null, 'agent', i)
      if (family === 'return' && has(lexemes[nextNoun(lexemes, i + 1)], 'notHome')) return found(null, 'other', i)
      if (family === 'cross' && crossed && commas > 1) return null
      const those = has(lexemes[i - 1], 'ofWhom') || (has(lexemes[i - 1], 'determiner') && has(lexemes[i - 2], 'of'))
      const back = (relative || those) && family !== 'return' ? returnAhead(lexemes, i + 1, end) : -1
      // "7,000 people who had fled are beginning to return": the main verb counts.
      if (back > 0) return found('return', null, back)
      // "64,000 people who have fled … are now living in Maradi": where they are is the main verb.
      const living = relative && family !== 'return' ? livingAhead(lexemes, i + 1, end) : -1
      if (living > 0) {
        stock = true
        return found('inSite', null, living)
      }
      let to = i + 1
      if (hasAny(lexemes[to], ['ownHome', 'homeCountry'])) to++
      // "displaced for more than seven years"; "displaced across 136 evacuation sites".
      if (family === 'displace' && lasting(lexemes, i + 1)) stock = true
      if (family === 'displace' && !finite && i === phrase.to && phrase.unit !== null && has(next, 'in')) {
        const site = siteAfter(lexemes.slice(0, i + 6), i + 1)
        if (site > 0) return found('inSite', null, i, site + 1)
      }
      return found(family, null, i, to)
    }
    if (
      tags.has('refugee') &&
      (finite || has(lexemes[i - 1], 'auxiliary')) &&
      i - phrase.to <= 4 &&
      !crossed &&
      neutral(phrase)
    )
      return found('host', null, i)
    if (tags.has('leaveHome') && homeAfter(lexemes, i + 1, forced)) return found('flee', null, i, i + 2)
    if (tags.has('leaveState') && has(lexemes[i + 1], 'homeless')) return found('homeless', null, i + 1, i + 2)
    if (tags.has('leaveState') && (finite || bare) && hasAny(next, ['homeless', 'displace'])) continue
    if (tags.has('stay')) {
      const site = siteAfter(lexemes, i + 1)
      if (site > 0) return found('inSite', null, i, site + 1)
      stock = true
      bare = false
      if (finite && !lexemes.some((each) => has(each, 'site')) && neutral(phrase)) return found(null, 'other', i)
      if (finite && neutral(phrase)) return found('inSite', null, i)
      continue
    }
    if (tags.has('arrive')) return found('arrive', null, i)
    if (tags.has('force')) {
      if (verbAhead(lexemes, i + 1)) {
        forced = true
        bare = true
        continue
      }
    }
    if (tags.has('negation')) {
      negated = true
      continue
    }
    if (tags.has('affected')) {
      if (has(next, 'and') && familyAt(lexemes[i + 2])) continue
      // "300 people hit by the storm were evacuated": a participle beside the noun is no predicate.
      if (!finite && bare && i === phrase.to && finitePassiveAhead(lexemes, i + 1, end)) continue
      return found(null, 'affected', i)
    }
    if (tags.has('harm') && !(tags.has('leaveState') && verbAhead(lexemes, i + 1))) return found(null, 'harm', i)
    if (tags.has('plan') && bare && !(tags.has('auxiliary') && i === phrase.to)) {
      planned = true
      continue
    }
    if (tags.has('hypothetical') && !lexeme.capital) {
      if (tags.has('month') && lexeme.capital) continue
      modal = true
      bare = true
      continue
    }
    if (tags.has('need') && bare) return found(null, 'need', i)
    if (tags.has('need') && i === phrase.to) return found(null, 'need', i)
    if (tags.has('aid') && bare && !hasAny(lexeme, ['in', 'site', 'recorded'])) return found(null, 'aid', i)
    // "were registered in Kalobeyei camp"; "reported across 26 evacuation sites".
    if (tags.has('registered') && (finite || i === phrase.to) && neutral(phrase) && has(next, 'in')) {
      const site = siteAfter(lexemes, i + 1)
      if (site > 0) return found('inSite', null, i, site + 1)
    }
    if (tags.has('recorded') && i === phrase.to && phrase.unit !== null && has(next, 'in')) {
      const site = siteAfter(lexemes, i + 1)
      if (site > 0) return found('inSite', null, i, site + 1)
    }
    // "UNHCR is registering the newly displaced; to date 1,200 people have been registered".
    if (
      tags.has('registered') &&
      finite &&
      neutral(phrase) &&
      phrase.kind !== null &&
      refugeLeft(lexemes, phrase.from)
    ) {
      stock = true
      return found('inSite', null, i)
    }
    if (tags.has('registered') && bare) {
      stock = true
      bare = false
      continue
    }
    if (tags.has('otherPredicate') && bare) return found(null, 'other', i)
    if (tags.has('said') && bare && !finite && i === phrase.to) return found(null, 'other', i)
    if (tags.has('but')) return null
    if (tags.has('adverb') || (tags.has('recorded') && finite)) continue
    if (tags.has('and')) {
      bare = true
      continue
    }
    if (tags.has('host') && bare && i === phrase.to) return found(null, 'other', i)
    if (
      bare &&
      !lexeme.capital &&
      lexeme.entry === null &&
      pack.verbEndings.some((ending) => lexeme.lower.endsWith(ending) && lexeme.lower.length > 4) &&
      (i === phrase.to || finite)
    ) {
      // An unknown verb where the predicate stands: they did something else.
      return found(null, 'other', i)
    }
    // "IDPs and refugees received": a second noun keeps the place of the verb open.
    if (!(hasAny(lexeme, nouns) && has(lexemes[i - 1], 'and'))) bare = false
  }
  return null
}

const refugeLeft = (lexemes: readonly Lexeme[], to: number) =>
  lexemes.slice(Math.max(0, to - 24), to).some((lexeme) => hasAny(lexeme, ['idp', 'displacedAdjective']))
/** "قتل 20 شخصا ونزح آخرون": a verb that stands before its own people opens another clause. */
const opensClause = (lexemes: readonly Lexeme[], at: number) =>
  has(lexemes[at], 'subjectAfter') &&
  isArabicWord(lexemes[at]?.lower ?? '') &&
  (has(lexemes[at - 1], 'and') ||
    Boolean(lexemes[at + 1]?.number) ||
    (Boolean(lexemes[at + 1]?.entry?.before) && Boolean(lexemes[at + 2]?.number)))

const neutral = ({ kind }: CountedPhrase) => kind === 'people' || kind === null || kind === 'guessed'

export function familyAt(lexeme: Lexeme | undefined): Family | null {
  const tags = tagsOf(lexeme)
  for (const [tag, family] of familyOfTag) if (tags.has(tag)) return family
  return null
}

function closing(lexemes: readonly Lexeme[], open: number, end: number): number {
  let depth = 0
  for (let i = open; i < end; i++) {
    const { lower } = lexemes[i] ?? { lower: '' }
    if (lower === '(' || lower === '[') depth++
    else if ((lower === ')' || lower === ']') && --depth === 0) return i
  }
  return -1
}

/** "300 soldiers evacuated 200 villagers": a number, a person or a pronoun right after an active verb is its object. */
function activeAgent(lexemes: readonly Lexeme[], at: number, family: Family, finite: boolean): boolean {
  if (family !== 'evacuate' && family !== 'displace' && family !== 'relocate') return false
  if (finite) return false
  const next = lexemes[at + 1]
  if (next?.number) return has(lexemes[at], 'evacuate') && next.gap === gaps.blank && !has(lexemes[at + 2], 'month')
  return hasAny(next, ['person', 'household', 'pronoun'])
}

function nextNoun(lexemes: readonly Lexeme[], from: number): number {
  let i = from
  while (i < from + 3 && hasAny(lexemes[i], ['to', 'determiner', 'pronoun', 'in'])) i++
  return i
}

/** After "left": their homes, the country, the area, a camp; or the verb was forced. */
function homeAfter(lexemes: readonly Lexeme[], from: number, forced: boolean): boolean {
  if (forced) return true
  for (let i = from; i < from + 4; i++)
    if (hasAny(lexemes[i], ['ownHome', 'homeCountry', 'dwelling', 'border', 'site'])) return true
  return false
}

/** Index of the camp, school or host family that people stay in; 0 if none is near. */
function siteAfter(lexemes: readonly Lexeme[], from: number): number {
  for (let i = from; i < Math.min(from + 10, lexemes.length); i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.lower === ';' || lexeme.gap === gaps.paragraph) return 0
    if (hasAny(lexeme, siteTags) && !isBullet(lexeme)) return i
    if (hasAny(lexeme, ['be', 'bePast', 'have', 'but'])) return 0
  }
  return 0
}

/** A verb of displacement within the infinitive that follows: "forced to leave", "forced to spend…" has none. */
function verbAhead(lexemes: readonly Lexeme[], from: number): boolean {
  for (let i = from; i < from + 8; i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.lower === ',' || lexeme.lower === ';') return false
    if (familyAt(lexeme) || hasAny(lexeme, ['leaveHome', 'stay'])) return true
  }
  return false
}

function returnAhead(lexemes: readonly Lexeme[], from: number, end: number): number {
  let finite = false
  for (let i = from; i < Math.min(end, from + 14); i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.number || lexeme.lower === ';' || hasAny(lexeme, ['and', 'but', 'negation', 'hypothetical']))
      return -1
    if (hasAny(lexeme, ['be', 'bePast', 'have'])) finite = true
    else if (finite && hasAny(lexeme, ['return', 'repatriate'])) return i
  }
  return -1
}

/** "are currently living in …", "are being hosted by …" after a relative clause. */
function livingAhead(lexemes: readonly Lexeme[], from: number, end: number): number {
  for (let i = from; i < Math.min(end, from + 18); i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.number || lexeme.lower === ';' || hasAny(lexeme, ['but', 'relative', 'negation'])) return -1
    if (!has(lexeme, 'be')) continue
    for (let k = i + 1; k < i + 4; k++) {
      if (
        hasAny(lexemes[k], ['shelter']) ||
        (has(lexemes[k], 'stay') && hasAny(lexemes[k + 1], ['in', 'by', 'with' as Tag]))
      )
        return k
      if (!hasAny(lexemes[k], ['adverb', 'stock', 'auxiliary'])) break
    }
    return -1
  }
  return -1
}

/** "for the past seven years", "for months": a state that lasts. */
function lasting(lexemes: readonly Lexeme[], from: number): boolean {
  if (!has(lexemes[from], 'for')) return false
  for (let i = from + 1; i < from + 6; i++) if (has(lexemes[i], 'timeUnit')) return true
  return false
}

function finitePassiveAhead(lexemes: readonly Lexeme[], from: number, end: number): boolean {
  for (let i = from; i < end; i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.number || lexeme.lower === ',' || lexeme.lower === ';' || has(lexeme, 'and')) return false
    if (hasAny(lexeme, ['be', 'bePast', 'have']))
      return familyAt(lexemes[i + 1]) !== null || familyAt(lexemes[i + 2]) !== null
  }
  return false
}
