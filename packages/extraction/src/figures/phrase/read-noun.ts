/** The noun to the right of a number: people, families, displaced people, or something that is none of these. */
import type { Quantifier } from '@displacement-monitor/shared/domain'
import type { Tag } from '../../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { isDash } from '../../reading/marks.ts'
import type { NumberValue } from '../../reading/number-value.ts'
import { gaps, tokenKinds } from '../../reading/token.ts'
import { headAhead, headSoon, headTags, isHead, isPredicateWord, stopTags } from './heads.ts'
import { joinSecondNoun, readAdjective } from './noun-company.ts'

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

export interface Noun {
  to: number
  kind: NounKind
  household: boolean
  newly: boolean
  others: boolean
  mixed: boolean
  capital: boolean
  after: Quantifier | null
}

const kindOfTag: Readonly<Partial<Record<Tag, NounKind>>> = {
  idp: 'idp', refugee: 'refugee', asylumSeeker: 'asylumSeeker', returnee: 'returnee', evacuee: 'evacuee',
  household: 'people', migrant: 'migrant', person: 'people', part: 'part', occasion: 'occasion', dwelling: 'dwelling',
} // biome-ignore format: a table

/** Lexemes after the number within which its noun stands, and unknown words among them. */
const reach = 9
const mostUnknown = 5

interface Search {
  lexemes: readonly Lexeme[]
  index: number
  number: NumberValue
  /** See LanguagePack. */
  headFirst: boolean
  /** The ending of a plural, where the language tells it. */
  plural: string | null
  /** Lexeme looked at. */
  at: number
  noun: Noun
  /** What the words before the head have said of it. */
  displaced: boolean
  refugee: boolean
  returnee: boolean
  unknown: number
  afterOf: boolean
}

/** What a word does to the search: go on, end it, end it with the head found, or tell that no people are counted. */
type Step = 'on' | 'end' | 'found' | 'something else'
/** Null: another step must look at the word. */
type Look = (search: Search, lexeme: Lexeme, next: Lexeme | undefined) => Step | null

/** Null: the number counts something else. */
export function readNoun(
  lexemes: readonly Lexeme[],
  index: number,
  number: NumberValue,
  headFirst: boolean,
  plural: string | null = null,
): Noun | null {
  const noun: Noun = {
    to: index + 1, kind: null, household: false, newly: false, others: false, mixed: false, capital: false, after: null,
  } // biome-ignore format: one record
  const search: Search = {
    lexemes, index, number, headFirst, plural, at: index + 1, noun,
    displaced: false, refugee: false, returnee: false, unknown: 0, afterOf: false,
  } // biome-ignore format: one record
  const first = lexemes[search.at]
  const after = first?.entry?.after
  // "10,000 plus people", but "10,000 plus 300 refugees".
  if (after && !(has(first, 'and') && !isHead(lexemes[index + 2]))) {
    noun.after = after
    noun.to = ++search.at
  }
  for (; search.at < lexemes.length && search.at - index <= reach; search.at++) {
    const step = lookAt(search)
    if (step === 'something else') return null
    if (step === 'found') return withQuantifierBehind(noun, lexemes[noun.to])
    if (step === 'end') break
  }
  if (search.unknown > 0 && noun.kind === null && !noun.others) noun.kind = 'guessed'
  else if (search.unknown === 0 && !noun.others) noun.to = index + 1 + (noun.after ? 1 : 0)
  return noun
}

/** "300 familles au moins", "300 people or more": behind the noun as behind the number; a plus there adds another number. */
function withQuantifierBehind(noun: Noun, behind: Lexeme | undefined): Noun {
  if (noun.after === null && behind?.entry?.after && !hasAny(behind, ['and', 'plus'])) noun.after = behind.entry.after
  return noun
}

function lookAt(search: Search): Step {
  const lexeme = search.lexemes[search.at]
  const next = search.lexemes[search.at + 1]
  if (!lexeme || lexeme.gap === gaps.paragraph || lexeme.dated) return 'end'
  for (const look of looks) {
    const step = look(search, lexeme, next)
    if (step) return step
  }
  return 'end'
}

const overSign: Look = (search, lexeme) => {
  const { lexemes, at, noun } = search
  if (has(lexeme, 'percent')) return 'something else'
  if (lexeme.number) return 'end'
  if (lexeme.kind !== tokenKinds.sign) return null
  if (lexeme.lower === '(') {
    // "300 (mostly Kurdish) families": a bracket between the number and its noun.
    let close = at + 1
    // "36,089 (6,080) returnees": the families between the persons and their noun.
    const families = lexemes[close]?.number && lexemes[close + 1]?.lower === ')' && !has(lexemes[close + 2], 'affected')
    if (families) close++
    while (close < lexemes.length && close - at < 5 && lexemes[close]?.lower !== ')' && !lexemes[close]?.number) close++
    if (lexemes[close]?.lower !== ')' || isHead(lexemes[close - 1]) || !isHead(lexemes[close + 1])) return 'end'
    search.at = close
    return 'on'
  }
  if (isDash(lexeme.lower) && lexeme.gap === gaps.none) return 'on'
  if (['"', '“', '”', '*', '†', '^'].includes(lexeme.lower)) return 'on'
  return lexeme.lower === '/' && noun.kind === null && search.unknown > 0 ? 'on' : 'end'
}

/** A head follows at once, unless it is the verb of this one: "300 people displaced by …". */
const headNext = (lexeme: Lexeme, next: Lexeme | undefined) =>
  isHead(next) &&
  !(isHead(lexeme) && hasAny(next, ['displace', 'evacuate', 'refugeeAfter', 'returneeAfter'])) &&
  (next?.gap ?? gaps.paragraph) < gaps.paragraph

/** "refugee children", "displaced people": the last noun is the head, the ones before describe it. */
const describing: Look = (search, lexeme, next) => {
  if (!hasAny(lexeme, ['displacedAdjective', 'refugeeAdjective', 'returneeAdjective'])) return null
  if (!headNext(lexeme, next) && !headAhead(search.lexemes, search.at + 1)) return null
  search.displaced ||= has(lexeme, 'displacedAdjective')
  search.refugee ||= has(lexeme, 'refugeeAdjective')
  search.returnee ||= has(lexeme, 'returneeAdjective')
  search.noun.newly ||= has(lexeme, 'newly')
  return 'on'
}

const newOrOther: Look = ({ noun, at }, lexeme, next) => {
  if (has(lexeme, 'newly')) {
    noun.newly = true
    if (!isHead(lexeme)) return 'on'
  }
  if (!has(lexeme, 'others')) return null
  noun.others = !headNext(lexeme, next)
  noun.to = at + 1
  return 'on'
}

const someoneElse: Look = (_, lexeme, next) => {
  if (has(lexeme, 'otherPeople') && !has(lexeme, 'person')) return 'something else'
  return has(lexeme, 'harm') && headNext(lexeme, next) ? 'something else' : null
}

/** "one refugee-less month": half of another word. */
const halfOfWord: Look = (search, lexeme, next) => {
  const then = search.lexemes[search.at + 2]
  if (!isHead(lexeme) || next?.lower !== '-' || next.gap !== gaps.none) return null
  if (then?.gap !== gaps.none || then.capital) return null
  return ++search.unknown > mostUnknown ? 'end' : 'on'
}

const head: Look = (search, lexeme, next) => {
  if (!isHead(lexeme)) return null
  const { noun, lexemes, at } = search
  const { headFirst } = search
  const row: readonly Tag[] = headFirst ? ['otherPeople'] : ['otherPeople', 'thing']
  const otherHead = hasAny(next, row) && !isHead(next) && next?.gap === gaps.blank
  // "452 displaced", "3,000 displaced by floods": the verb, unless a noun follows.
  if (has(lexeme, 'bareParticiple')) return otherHead ? 'something else' : 'end'
  if (otherHead && !hasAny(next, ['shelter', 'stay', 'affected', 'need', 'auxiliary'])) return 'something else'
  // "IDP families": the first noun describes the second; in "familias indígenas" the second describes the first.
  const described = !headFirst || hasAny(lexeme, ['idp', 'evacuee', 'returnee'])
  if (
    described &&
    headNext(lexeme, next) &&
    !has(lexeme, 'occasion') &&
    !(has(lexeme, 'household') && has(next, 'dwelling'))
  ) {
    search.displaced ||= hasAny(lexeme, ['idp', 'evacuee'])
    search.refugee ||= has(lexeme, 'refugee')
    search.returnee ||= has(lexeme, 'returnee')
    return 'on'
  }
  const tag = headTags.find((each) => has(lexeme, each))
  noun.kind = (tag && kindOfTag[tag]) ?? null
  noun.household = has(lexeme, 'household')
  noun.to = at + 1
  if (noun.kind === 'people' || noun.kind === 'part' || noun.kind === 'migrant') {
    // "229 evacuated children": a part by age, whatever befell it.
    if (search.displaced) noun.kind = noun.kind === 'part' ? 'part' : 'idp'
    else if (search.refugee) noun.kind = 'refugee'
    else if (search.returnee) noun.kind = 'returnee'
    if (noun.kind === 'people' || noun.kind === 'part' || noun.kind === 'migrant') readAdjective(lexemes, noun)
  }
  joinSecondNoun(lexemes, noun)
  return 'found'
}

/** "199 makeshift shelters", "900 host families": places, or those who take people in. */
const place: Look = (_, lexeme) => {
  if (has(lexeme, 'site') && !hasAny(lexeme, ['shelter', 'thing']) && lexeme.lower.includes(' '))
    return 'something else'
  return has(lexeme, 'thing') && !has(lexeme, 'shelter') ? 'something else' : null
}

/** "hundreds of families", "300 of the families". */
const overOf: Look = (search, lexeme, next) => {
  const { number, unknown, at, index } = search
  if (
    has(lexeme, 'of') &&
    (number.form === 'vague' ||
      hasAny(next, ['determiner', 'pronoun']) ||
      (isHead(next) && unknown === 0) ||
      at === index + 1)
  ) {
    if (has(next, 'pronoun')) return 'end'
    search.afterOf = true
    return 'on'
  }
  if (!has(lexeme, 'determiner')) return null
  // "Son 12.000 las familias": the subject behind its number.
  // "elevó a 20.717 los evacuados".
  const apart =
    hasAny(search.lexemes[index - 1], ['be', 'bePast']) ||
    (!number.bare && has(lexeme, 'definite') && hasAny(next, ['evacuee', 'idp', 'refugee']))
  const subject = at === index + 1 && isHead(next) && apart
  return search.afterOf || subject ? 'on' : null
}

const endsNoun: Look = ({ lexemes, at, index, unknown, noun }, lexeme, next) => {
  // "40 carloads of refugees": the cars are counted.
  if (unknown > 0 && has(lexeme, 'of')) return 'end'
  if (hasAny(lexeme, stopTags)) return 'end'
  if (isPredicateWord(lexeme) && !(unknown < 4 && headSoon(lexemes, at + 1))) return 'end'
  const first = at === index + 1 + (noun.after ? 1 : 0)
  if (has(lexeme, 'adverb') && first && !headAhead(lexemes, at + 1)) return 'end'
  if (lexeme.lower === "'s" || hasAny(lexeme, ['determiner', 'pronoun'])) return 'end'
  // "rose to 2,314 this morning".
  const time = hasAny(lexeme, ['today', 'yesterday', 'thisPeriod', 'lastPeriod', 'soFar', 'worldwide'])
  return time && !headNext(lexeme, next) ? 'end' : null
}

const unknownWord: Look = (search, lexeme) => {
  // "3.6 million Syrians under temporary protection": a demonym in the plural is the noun.
  const before = search.lexemes[search.at - 1]
  const demonym = search.unknown > 0 && before?.capital && search.plural && before.lower.endsWith(search.plural)
  if (demonym && !lexeme.capital && !headSoon(search.lexemes, search.at + 1)) return 'end'
  if (++search.unknown > mostUnknown) return 'end'
  search.noun.to = search.at + 1
  search.noun.capital = lexeme.capital && lexeme.kind === tokenKinds.word
  return 'on'
}

const looks: readonly Look[] = [
  overSign, describing, newOrOther, someoneElse, halfOfWord, head, place, overOf, endsNoun, unknownWord,
] // biome-ignore format: one list
