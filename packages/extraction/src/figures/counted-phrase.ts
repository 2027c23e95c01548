/** What a number counts: its quantifier to the left, its noun to the right, and whether it can be people at all. */
import type { Quantifier, Unit } from '@displacement-monitor/shared/domain'
import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme, tagsOf } from '../reading/lexeme.ts'
import type { NumberValue } from '../reading/number-value.ts'
import { isDash } from '../reading/sentence.ts'
import { gaps, tokenKinds } from '../reading/token.ts'

/** `null`: no noun ("85,000 of which", "2,536 relocated"). `guessed`: an unknown word in the noun's place. */
export type NounKind =
  | 'people'
  | 'dwelling'
  | 'idp'
  | 'refugee'
  | 'asylumSeeker'
  | 'returnee'
  | 'evacuee'
  | 'migrant'
  | 'part'
  | 'occasion'
  | 'guessed'
  | null

export interface CountedPhrase {
  number: NumberValue
  /** Index of the number's lexeme. */
  index: number
  /** First lexeme of the phrase (its quantifier) and the one after its noun. */
  from: number
  to: number
  quantifier: Quantifier
  estimated: boolean
  unit: Unit | null
  kind: NounKind
  newly: boolean
  /** "an additional 1,725": with a span of days a flow. */
  additional: boolean
  /** "50 others": the noun is the one before. */
  others: boolean
  /** The unknown noun is written with a capital: a demonym, as a rule. */
  capitalNoun: boolean
}

const headTags: readonly Tag[] = [
  'idp', 'refugee', 'asylumSeeker', 'returnee', 'evacuee', 'household', 'migrant', 'person', 'part', 'occasion', 'dwelling',
] // biome-ignore format: one list
const stopTags: readonly Tag[] = [
  'auxiliary',
  'be',
  'bePast',
  'have',
  'relative',
  'and',
  'but',
  'in',
  'to',
  'from',
  'by',
  'for',
]
const most = 2e8

const isYearLike = ({ bare, value, high }: NumberValue) =>
  bare && value >= 1900 && value <= 2100 && (high === null || high <= 2100)

/** The phrase around the number at `index`, or null where the number counts no people. */
export function readCountedPhrase(lexemes: readonly Lexeme[], index: number): CountedPhrase | null {
  const number = lexemes[index]?.number
  if (!number || number.fraction || number.value <= 0 || number.value > most) return null
  if (isLabelOrDate(lexemes, index, number)) return null
  const left = readQuantifier(lexemes, index)
  const noun = readNoun(lexemes, index, number)
  if (noun === null) return null
  const { kind } = noun
  if (isYearLike(number)) {
    if (number.form === 'range') return null
    const before = lexemes[left.from - 1]
    const dated =
      has(before, 'month') || hasAny(before, ['in', 'since', 'until', 'asOf', 'during', 'early', 'late', 'middle'])
    const bare = left.from === index && !has(lexemes[index - 1], 'filler')
    // "1948 Displaced Persons Act".
    const title = lexemes[index + 1]?.capital && !lexemes[index]?.capital && noun.to - index <= 3
    if (kind === null || kind === 'guessed' || (bare && (dated || title))) {
      if (kind !== null || lexemes[index - 1]?.dated || dated || !left.quantifier) return null
    }
  }
  const single = number.value === 1 && number.high === null
  if (single && (kind === null || has(lexemes[index + 1], 'of'))) return null
  const quantifier =
    number.form === 'range' ? 'range' : number.form === 'vague' ? 'vague' : (left.quantifier ?? noun.after ?? 'exact')
  const unit: Unit | null =
    kind === null || kind === 'guessed' ? null : kind === 'dwelling' || noun.household ? 'household' : 'person'
  return {
    number, index, from: left.from, to: noun.to, quantifier, estimated: left.estimated, unit, kind,
    newly: noun.newly || left.newly,
    additional: left.additional, others: noun.others, capitalNoun: noun.capital,
  } // biome-ignore format: one figure's fields
}

/** Years, days, list numbers, money, phones, "COVID-19", "24-hour". */
function isLabelOrDate(lexemes: readonly Lexeme[], index: number, number: NumberValue): boolean {
  const [before, here, after, then] = [lexemes[index - 1], lexemes[index], lexemes[index + 1], lexemes[index + 2]]
  if (!here) return true
  const glued = after?.gap === gaps.none ? after : undefined
  if (glued && hasAny(glued, ['percent'])) return true
  if (glued?.lower === ':' && number.bare && then?.kind === tokenKinds.word) return true
  if (glued && (glued.lower === '/' || glued.lower === ':') && then?.number && then.gap === gaps.none) return true
  if (
    glued &&
    isDash(glued.lower) &&
    then?.kind === tokenKinds.word &&
    then.gap === gaps.none &&
    number.form === 'plain'
  )
    return true
  if (
    glued?.kind === tokenKinds.word &&
    !hasAny(glued, headTags) &&
    here.kind === tokenKinds.digits &&
    glued.lower.length < 4
  )
    return true
  if (glued && (glued.lower === ')' || glued.lower === '.') && number.bare && number.value < 100 && index === 0 && then)
    return true
  if (after?.lower === '.' && number.bare && number.value < 30 && index === 0) return true
  if (before) {
    const near = here.gap <= gaps.blank
    if (
      near &&
      has(before, 'currency') &&
      here.kind === tokenKinds.digits &&
      (before.kind === tokenKinds.sign || here.gap === gaps.none || before.lower.length > 1)
    )
      return true
    if (here.gap === gaps.none && (before.lower === '/' || before.lower === ':') && lexemes[index - 2]?.number)
      return true
    if (here.gap === gaps.none && isDash(before.lower) && before.gap === gaps.none) return true
    // "H1N1", but not "45 dead16,000 families", where a line break was lost.
    if (
      here.gap === gaps.none &&
      before.kind === tokenKinds.word &&
      (before.capital || before.lower.length < 3 || !hasAny(after, headTags))
    )
      return true
    if (before.lower === '+' && here.gap === gaps.none) return true
    if (before.lower === '.' && here.gap === gaps.none && before.gap === gaps.none) return true
    if (has(before, 'month') && number.bare && number.value <= 31) return true
    // "Camp 4": the number is its name.
    if (has(before, 'site') && before.capital && number.bare && number.value < 100 && !hasAny(after, headTags))
      return true
    if (has(before, 'ordinalMark') && number.bare && !hasAny(after, headTags)) return true
    if (isDash(before.lower) && here.gap === gaps.none && has(lexemes[index - 2], 'ordinalMark')) return true
  }
  // "One in 4 refugees", "3 out of 5 families".
  if (before && hasAny(before, ['in', 'of']) && lexemes[index - 2]?.number && number.value <= 100) return true
  if (number.bare && number.value <= 31 && (has(after, 'month') || (has(after, 'of') && has(then, 'month'))))
    return true
  return hasAny(after, ['clock', 'timeUnit', 'percent', 'currency']) && !hasAny(after, headTags)
}

interface Left {
  from: number
  quantifier: Quantifier | null
  estimated: boolean
  newly: boolean
  additional: boolean
}

/** "At least some", "an estimated more than": the firmest word decides; "a total of", "another" may stand between. */
function readQuantifier(lexemes: readonly Lexeme[], index: number): Left {
  const left: Left = { from: index, quantifier: null, estimated: false, newly: false, additional: false }
  for (let j = index - 1; j >= 0 && index - j <= 5; j--) {
    const lexeme = lexemes[j]
    if (!lexeme || (lexemes[j + 1]?.gap ?? 0) === gaps.paragraph) break
    const quantifier = lexeme.entry?.before ?? null
    if (j === index - 1 && lexemes[index]?.number?.form === 'range' && has(lexeme, 'rangeOpen')) {
      left.from = j
      continue
    }
    if (has(lexeme, 'estimated')) left.estimated = true
    if (has(lexeme, 'newly') || has(lexeme, 'others')) {
      left.newly ||= has(lexeme, 'newly')
      left.additional ||= has(lexeme, 'others')
    }
    if (quantifier) {
      if (left.quantifier === null || left.quantifier === 'approximately') left.quantifier = quantifier
      left.from = j
    } else if (!hasAny(lexeme, ['filler', 'others', 'newly'])) break
    else if (hasAny(lexeme, ['others', 'newly']) || lexeme.lower.includes(' ')) left.from = j
  }
  return left
}

interface Noun {
  to: number
  kind: NounKind
  household: boolean
  newly: boolean
  others: boolean
  capital: boolean
  after: Quantifier | null
}

const kindOfTag: Readonly<Partial<Record<Tag, NounKind>>> = {
  idp: 'idp', refugee: 'refugee', asylumSeeker: 'asylumSeeker', returnee: 'returnee', evacuee: 'evacuee',
  household: 'people', migrant: 'migrant', person: 'people', part: 'part', occasion: 'occasion', dwelling: 'dwelling',
} // biome-ignore format: a table

const isHead = (lexeme: Lexeme | undefined) => hasAny(lexeme, headTags)

/** Null: the number counts something else. */
function readNoun(lexemes: readonly Lexeme[], index: number, number: NumberValue): Noun | null {
  const noun: Noun = {
    to: index + 1,
    kind: null,
    household: false,
    newly: false,
    others: false,
    capital: false,
    after: null,
  }
  let [displaced, refugee, returnee, unknown, afterOf] = [false, false, false, 0, false]
  let k = index + 1
  const after = lexemes[k]?.entry?.after
  if (after && !(has(lexemes[k], 'and') && lexemes[k]?.lower === 'plus')) {
    noun.after = after
    noun.to = ++k
  }
  for (; k < lexemes.length && k - index <= 9; k++) {
    const lexeme = lexemes[k]
    if (!lexeme || lexeme.gap === gaps.paragraph || lexeme.dated) break
    const next = lexemes[k + 1]
    const tags = tagsOf(lexeme)
    if (tags.has('percent')) return null
    if (lexeme.number) break
    if (lexeme.kind === tokenKinds.sign) {
      if (lexeme.lower === '(') {
        let close = k + 1
        while (close < lexemes.length && close - k < 5 && lexemes[close]?.lower !== ')' && !lexemes[close]?.number)
          close++
        if (lexemes[close]?.lower === ')' && !isHead(lexemes[close - 1]) && isHead(lexemes[close + 1])) {
          k = close
          continue
        }
        break
      }
      if (isDash(lexeme.lower) && lexeme.gap === gaps.none) continue
      if (['"', '“', '”', '*', '†', '^'].includes(lexeme.lower)) continue
      if (lexeme.lower === '/' && noun.kind === null && unknown > 0) continue
      break
    }
    // "300 people displaced by …": after its noun the participle is the verb.
    const verbal = hasAny(next, ['displace', 'evacuate', 'refugeeAfter', 'returneeAfter'])
    const nextHead = isHead(next) && !(verbal && isHead(lexeme)) && (next?.gap ?? 9) < gaps.paragraph
    // "IDP families", "refugee children", "displaced people": the last noun is the head, the ones before describe it.
    if (
      hasAny(lexeme, ['displacedAdjective', 'refugeeAdjective', 'returneeAdjective']) &&
      (nextHead || headAhead(lexemes, k + 1))
    ) {
      displaced ||= tags.has('displacedAdjective')
      refugee ||= tags.has('refugeeAdjective')
      returnee ||= tags.has('returneeAdjective')
      continue
    }
    if (tags.has('newly')) {
      noun.newly = true
      if (!isHead(lexeme)) continue
    }
    if (tags.has('others') && lexeme.lower !== 'displaced') {
      noun.others = !nextHead
      noun.to = k + 1
      continue
    }
    if (tags.has('otherPeople') && !tags.has('person')) return null
    if (tags.has('harm') && nextHead) return null
    const compound = hasAny(next, ['thing', 'otherPeople']) && !isHead(next) && next?.gap === gaps.blank
    // "one refugee-less month": half of another word.
    if (
      isHead(lexeme) &&
      next?.lower === '-' &&
      next.gap === gaps.none &&
      lexemes[k + 2]?.gap === gaps.none &&
      !lexemes[k + 2]?.capital
    ) {
      if (++unknown > 5) break
      continue
    }
    if (isHead(lexeme)) {
      if (tags.has('displacedAdjective') && tags.has('idp') && lexeme.lower === 'displaced') {
        if (hasAny(next, ['otherPeople', 'thing']) && !isHead(next) && next?.gap === gaps.blank) return null
        // "452 displaced", "3,000 displaced by floods": the verb, unless a noun follows.
        break
      }
      if (compound && !hasAny(next, ['shelter', 'stay', 'affected', 'need']) && !(next && hasAny(next, ['auxiliary'])))
        return null
      if (nextHead && !tags.has('occasion') && !(tags.has('household') && has(next, 'dwelling'))) {
        displaced ||= tags.has('idp') || tags.has('evacuee')
        refugee ||= tags.has('refugee')
        returnee ||= tags.has('returnee')
        continue
      }
      const tag = headTags.find((each) => tags.has(each))
      noun.kind = (tag && kindOfTag[tag]) ?? null
      noun.household = tags.has('household')
      if (noun.kind === 'people' || noun.kind === 'part' || noun.kind === 'migrant') {
        if (displaced) noun.kind = 'idp'
        else if (refugee) noun.kind = 'refugee'
        else if (returnee) noun.kind = 'returnee'
      }
      noun.to = k + 1
      if (noun.kind === 'people' || noun.kind === 'part' || noun.kind === 'migrant') readAdjective(lexemes, noun)
      joinSecondNoun(lexemes, noun)
      return noun
    }
    // "199 makeshift shelters", "900 host families": places, or those who take people in.
    if (tags.has('site') && !hasAny(lexeme, ['shelter', 'thing']) && lexeme.lower.includes(' ')) return null
    if (tags.has('thing') && !hasAny(lexeme, ['shelter', 'displaced' as Tag])) return null
    if (
      tags.has('of') &&
      (number.form === 'vague' ||
        hasAny(next, ['determiner', 'pronoun']) ||
        (isHead(next) && unknown === 0) ||
        k === index + 1)
    ) {
      if (has(next, 'pronoun')) break
      afterOf = true
      continue
    }
    if (tags.has('determiner') && afterOf) continue
    if (hasAny(lexeme, stopTags)) break
    if (isPredicateWord(lexeme) && !(unknown < 4 && headSoon(lexemes, k + 1))) break
    if (tags.has('adverb') && k === index + 1 && !headAhead(lexemes, k + 1)) break
    if (lexeme.lower === "'s" || tags.has('determiner') || tags.has('pronoun')) break
    // "rose to 2,314 this morning".
    if (hasAny(lexeme, ['today', 'yesterday', 'thisPeriod', 'lastPeriod', 'soFar']) && !nextHead) break
    if (++unknown > 5) break
    noun.to = k + 1
    noun.capital = lexeme.capital && lexeme.kind === tokenKinds.word
  }
  if (unknown > 0 && noun.kind === null && !noun.others) noun.kind = 'guessed'
  else if (unknown === 0) noun.to = noun.others ? noun.to : index + 1 + (noun.after ? 1 : 0)
  return noun
}

/** "personnes déplacées", "familias indígenas retornadas": the adjective behind the noun, unless an agent or a day makes it the verb. */
function readAdjective(lexemes: readonly Lexeme[], noun: Noun): void {
  let k = noun.to
  if (lexemes[k]?.entry === null && lexemes[k]?.kind === tokenKinds.word && !lexemes[k]?.capital) k++
  const adjective = lexemes[k]
  const next = lexemes[k + 1]
  if (!hasAny(adjective, ['displacedAfter', 'refugeeAfter', 'returneeAfter'])) return
  if (next?.dated || hasAny(next, ['by', 'since', 'during', 'after', 'and', 'adverb'])) return
  noun.kind = has(adjective, 'displacedAfter') ? 'idp' : has(adjective, 'refugeeAfter') ? 'refugee' : 'returnee'
  noun.to = k + 1
}

/** "3,327 IDP and refugee households", "IDPs/returnees": two groups counted together. */
function joinSecondNoun(lexemes: readonly Lexeme[], noun: Noun): void {
  const join = lexemes[noun.to]
  if (!join || !(has(join, 'and') || join.lower === '/')) return
  let [to, seen] = [noun.to + 1, false]
  while (
    to - noun.to <= 3 &&
    (isHead(lexemes[to]) || hasAny(lexemes[to], ['refugeeAdjective', 'returneeAdjective', 'displacedAdjective']))
  ) {
    if (has(lexemes[to], 'household')) noun.household = true
    seen = true
    to++
  }
  if (seen) noun.to = to
}

const predicateTags: readonly Tag[] = [
  'flee', 'displace', 'evacuate', 'relocate', 'homeless', 'shelter', 'stay', 'return', 'repatriate', 'cross', 'arrive', 'harm',
  'need', 'aid', 'affected', 'registered', 'order', 'plan', 'hypothetical', 'said', 'negation', 'force', 'leaveState', 'leaveHome', 'host',
  'otherPredicate', 'stock', 'reach',
] // biome-ignore format: one list
export const isPredicateWord = (lexeme: Lexeme | undefined) => hasAny(lexeme, predicateTags)

/** A head right after, perhaps behind one more adjective: "displaced Syrian families". */
function headAhead(lexemes: readonly Lexeme[], from: number): boolean {
  for (let k = from; k < from + 3; k++) {
    const lexeme = lexemes[k]
    if (!lexeme || lexeme.number || lexeme.gap === gaps.paragraph) return false
    if (isHead(lexeme) && !(lexeme.lower === 'displaced')) return true
    if (hasAny(lexeme, stopTags) || (isPredicateWord(lexeme) && !has(lexeme, 'displacedAdjective'))) return false
    if (lexeme.kind === tokenKinds.sign && !isDash(lexeme.lower) && lexeme.lower !== '/') return false
  }
  return false
}

/** "conflict-affected people", "stranded migrants": a participle is an adjective where the noun follows at once. */
const headSoon = (lexemes: readonly Lexeme[], from: number) =>
  isHead(lexemes[from]) && lexemes[from]?.gap === gaps.blank && !has(lexemes[from], 'part')
