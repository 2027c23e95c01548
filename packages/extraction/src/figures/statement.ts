/** Which numbers of a sentence state displaced people, and by which pattern of the grammar. */
import type { LanguagePack, Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { isDash } from '../reading/sentence.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import { type CountedPhrase, isPredicateWord, type NounKind, readCountedPhrase } from './counted-phrase.ts'
import { findGovernor, type Governor } from './governor.ts'
import { findPredicate, type Predicate, type Rejection } from './predicate.ts'
import type { Family } from './sense.ts'

/** How the number was read; confidence is measured for each (see confidence.ts). */
export const patterns = [
  'subject', // 800,000 people have fled
  'object', // floods displaced 2,000 people
  'nominal', // the evacuation of 2,000 residents
  'forced', // forced 17,000 to leave their homes
  'noun', // 15,000 IDPs in Chechnya
  'hosted', // Lebanon hosts 1.5 million refugees
  'count', // the number of displaced has reached 1.5 million
  'label', // IDPs: 452
  'anaphor', // that figure rose to 948,000
  'pair', // 5,426 families (23,993 persons)
  'list', // … and 363,832 in Puri district
] as const
export type Pattern = (typeof patterns)[number]

export interface Statement {
  phrase: CountedPhrase
  pattern: Pattern
  unit: 'person' | 'household'
  kind: NounKind
  family: Family
  forced: boolean
  stock: boolean
  newly: boolean
  governor: Governor | null
  predicate: Predicate | null
  /** First lexeme of the excerpt and the one after its last. */
  from: number
  to: number
  /** Statement in the same list that this one says in another unit, or is a part of. */
  pairOf: number | null
  partOf: number | null
}

export interface Reading {
  phrase: CountedPhrase
  statement: Statement | null
}

const inherent: readonly NounKind[] = ['idp', 'refugee', 'returnee', 'evacuee']
/** In a relative clause these say something about displaced people, not that they are none. */
const aside: readonly Rejection[] = ['order', 'plan', 'hypothetical', 'negation', 'other']
const agentive: readonly Family[] = ['flee', 'cross', 'return']

/** All statements of a sentence in order; `previous` is the last statement before it, for "That figure rose to …". */
export function readStatements(
  lexemes: readonly Lexeme[],
  pack: LanguagePack,
  previous: Statement | null,
): Statement[] {
  const statements: Statement[] = []
  const readings: Reading[] = []
  for (let i = 0; i < lexemes.length; i++) {
    if (!lexemes[i]?.number) continue
    const phrase = readCountedPhrase(lexemes, i)
    if (!phrase) continue
    const statement = decide(lexemes, phrase, pack, readings, statements, previous)
    readings.push({ phrase, statement })
    if (statement) statements.push(statement)
  }
  return statements
}

function decide(
  lexemes: readonly Lexeme[],
  phrase: CountedPhrase,
  pack: LanguagePack,
  readings: readonly Reading[],
  statements: readonly Statement[],
  previous: Statement | null,
): Statement | null {
  if (phrase.kind === 'asylumSeeker') return null
  const before = readings.at(-1)
  const firstUnit = before?.statement?.unit ?? before?.phrase.unit ?? null
  const pair = before && pairs(lexemes, before.phrase, firstUnit, phrase) ? before : null
  if (pair && !pair.statement) return null
  const predicate = findPredicate(lexemes, phrase, pack)
  const governor = findGovernor(lexemes, phrase)
  if (pair?.statement) {
    const { statement } = pair
    return {
      ...statement,
      phrase,
      pattern: 'pair',
      unit: phrase.unit ?? 'person',
      from: phrase.from,
      to: phrase.to,
      pairOf: statements.indexOf(statement),
      governor,
      predicate,
    }
  }
  const rate = hasAny(lexemes[phrase.to], ['rate'])
  if (rate || isFractionOf(lexemes, phrase)) return null
  const unit = phrase.unit ?? (phrase.others ? (before?.phrase.unit ?? 'person') : 'person')
  const kind = phrase.kind ?? (phrase.others ? (before?.phrase.kind ?? null) : null)
  const make = (pattern: Pattern, family: Family, more: Partial<Statement> = {}): Statement => ({
    phrase, pattern, unit, kind, family,
    forced: predicate?.forced ?? false, stock: predicate?.stock ?? false, newly: phrase.newly,
    governor, predicate, from: phrase.from, to: phrase.to, pairOf: null, partOf: null, ...more,
  }) // biome-ignore format: one record
  const part = partOf(lexemes, phrase, statements, readings)
  if (part) {
    const whole = statements[part.index]
    if (whole && !(predicate?.family && predicate.distance <= 4 && !part.strict)) {
      if (predicate?.rejection && predicate.distance < 5) return null
      return { ...make('list', predicate?.family ?? whole.family), partOf: part.index, stock: whole.stock }
    }
  }
  if (partOfRejected(lexemes, phrase, before)) return null
  if (kind === 'dwelling') return dwelling(lexemes, phrase, governor, predicate, make)
  if (kind === 'part' && !(predicate?.family && predicate.distance <= 4 && statements.length === 0)) return null

  // 1. A verb or noun of displacement directly to the left has the people as its object.
  if (governor?.adjacent && governor.family && (governor.kind === 'verb' || governor.kind === 'nominal')) {
    if (governor.blocked) return null
    if ((governor.family === 'arrive' || governor.family === 'cross') && !movesOfRefuge(lexemes, kind)) return null
    // Refugees and migrants moved by an office are counted in passing.
    if (
      (kind === 'refugee' || kind === 'migrant') &&
      (governor.family === 'relocate' || governor.family === 'evacuate')
    )
      return null
    if (governor.kind === 'verb' && predicate?.rejection === 'harm' && predicate.distance <= 1) return null
    return make(governor.kind === 'verb' ? 'object' : 'nominal', governor.family, {
      from: governor.at,
      stock: false,
      forced: false,
    })
  }
  if (governor?.kind === 'anaphor') {
    const last = statements.at(-1) ?? previous
    if (last && !governor.blocked && (kind === null || kind === 'people'))
      return make('anaphor', last.family, {
        kind: last.kind ?? kind,
        unit: phrase.unit ?? last.unit,
        stock: true,
        from: governor.at,
      })
  }
  if (
    governor?.kind === 'number' &&
    !governor.blocked &&
    governor.family &&
    (kind === null || kind === 'people' || inherent.includes(kind))
  ) {
    if (!(predicate?.rejection === 'harm' && predicate.distance < 2))
      return make('count', governor.family, {
        from: governor.at,
        kind: kindFrom(governor, kind),
        unit: unitFrom(lexemes, governor, phrase, unit),
        stock: governor.stock,
      })
  }
  // "prevented 26,000 people from returning home": they are still away.
  if (
    governor?.kind === 'reject' &&
    governor.reason === 'negation' &&
    kind !== null &&
    predicate?.family === 'return' &&
    has(lexemes[predicate.at - 1], 'from')
  )
    return make('subject', 'stock', { stock: true, from: governor.at, to: predicate.to })
  if (governor?.kind === 'reject' && governor.adjacent && !(governor.reason === 'affected' && predicate?.family))
    if (!(predicate?.family && definite(lexemes, phrase))) return null

  // 2. A verb to the right has them as its subject.
  if (predicate && !predicate.rejection && predicate.family) {
    const { family } = predicate
    if (predicate.infinitive && governor?.kind !== 'force') return null
    if (governor?.kind === 'reject' && inherent.includes(kind) && !definite(lexemes, phrase)) return null
    if (governor?.kind === 'reject' && governor.reason === 'aid' && !definite(lexemes, phrase)) return null
    if (kind === 'migrant' && ['return', 'cross', 'arrive'].includes(family)) return null
    if (family === 'relocate' && (kind === 'refugee' || kind === 'migrant')) return null
    if (family === 'evacuate' && (kind === 'refugee' || kind === 'migrant' || kind === 'asylumSeeker')) return null
    if (governor?.blocked && (governor.kind === 'force' || governor.kind === 'leaveState')) return null
    // "100,000 – the number of people that were forced out …": the label follows.
    const labelled = has(lexemes[phrase.to + 1], 'numberOf')
    const adjacent = predicate.distance <= 3 || labelled
    const noun = kind !== null && kind !== 'guessed'
    if (
      noun ||
      adjacent ||
      (kind === 'guessed' && (agentive.includes(family) || phrase.capitalNoun) && predicate.distance <= 8)
    ) {
      const needsPeople = family === 'return' || family === 'arrive' || family === 'cross' || family === 'shelter'
      if (!(needsPeople && kind === null && !predicate.finite && !predicate.relative && !returnsTo(lexemes, predicate)) && !(kind === 'guessed' && !phrase.capitalNoun && family !== 'flee' && !predicate.finite))
        if (!(family === 'arrive' && !movesOfRefuge(lexemes, kind)))
          if (!(family === 'cross' && kind === 'people' && !movesOfRefuge(lexemes, kind) && !hasBorder(lexemes, predicate.at) && !crossesInto(lexemes, predicate.at)))
            return make(governor?.kind === 'force' || predicate.forced ? 'forced' : 'subject', family, {
              forced: predicate.forced || governor?.kind === 'force', to: predicate.to,
              from: governor?.kind === 'force' || governor?.kind === 'leaveState' ? governor.at : phrase.from,
            }) // biome-ignore format: one record
    }
  }
  // "Colombia hosts 1.7 million Venezuelans".
  if (governor?.kind === 'host' && kind === 'guessed' && phrase.capitalNoun && has(lexemes[governor.at], 'hostRefuge'))
    return make('hosted', 'host', { from: governor.at, stock: true })
  if (governor?.kind === 'host' && (inherent.includes(kind) || (kind === 'people' && movesOfRefuge(lexemes, kind)))) {
    if (predicate?.rejection !== 'capacity')
      return make('hosted', kind === 'refugee' ? 'host' : 'stock', { from: governor.at, stock: true })
  }
  if (
    governor?.kind === 'force' &&
    !governor.blocked &&
    hasAny(lexemes[phrase.to], ['to']) &&
    !has(lexemes[phrase.to], 'for')
  )
    if (kind !== null && lexemes[phrase.to + 1]?.capital)
      return make('forced', 'flee', { from: governor.at, forced: true })
  if (
    governor?.kind === 'label' &&
    governor.family &&
    (kind === null ||
      kind === 'people' ||
      inherent.includes(kind) ||
      (kind === 'guessed' && has(lexemes[governor.at], 'numberOf')))
  ) {
    const noise = phrase.number.bare && phrase.number.value < 10
    if ((!predicate?.rejection || predicate.distance > 3) && !noise)
      return make('label', governor.family, {
        from: governor.at,
        kind: kindFrom(governor, kind === 'guessed' ? null : kind),
        unit: unitFrom(lexemes, governor, phrase, unit),
        stock: governor.stock,
      })
  }
  const label = labelAfter(lexemes, phrase, governor)
  if (label && (kind === null || kind === 'people')) return make('label', label, { stock: true })
  if (kind === 'occasion') return occasion(lexemes, phrase, governor, predicate, make)

  // 3. The noun alone says that they are displaced.
  if (inherent.includes(kind)) {
    if (governor?.kind === 'reject' || governor?.blocked) return null
    if (
      predicate?.rejection &&
      !(predicate.relative && aside.includes(predicate.rejection)) &&
      !(predicate.rejection === 'need' && stillCounted(lexemes, phrase, governor, predicate)) &&
      !(predicate.rejection === 'other' && predicate.distance > 8) &&
      !(predicate.crossed && predicate.rejection !== 'aid')
    )
      return null
    if (governor?.kind === 'makes' && (kind === 'idp' || kind === 'evacuee'))
      return make('object', kind === 'idp' ? 'displace' : 'evacuate', { from: governor.at, stock: false })
    if (hasAny(lexemes[phrase.to], ['with' as Tag]) || lexemes[phrase.to]?.lower === 'with') return null
    return make('noun', kind === 'refugee' ? 'host' : kind === 'returnee' ? 'return' : 'stock', { stock: true })
  }
  return inList(lexemes, phrase, kind, governor, predicate, readings, make)
}

/** "there are 500,000 IDPs in need of aid", "2.7 million IDPs, who are in need": all of them, not those in need among them. */
const stillCounted = (
  lexemes: readonly Lexeme[],
  { to }: CountedPhrase,
  governor: Governor | null,
  predicate: Predicate,
) => governor?.kind === 'recorded' || (predicate.relative && lexemes[to]?.lower === ',')

/** "to assist the 300 people displaced by the storm": the article says that these are all. */
const definite = (lexemes: readonly Lexeme[], { from, kind }: CountedPhrase) =>
  kind !== null && ['the', 'les', 'los', 'las'].includes(lexemes[from - 1]?.lower ?? '')

/** "More than half of the town's 80,000 inhabitants have fled": the number is the whole, not those who fled. */
function isFractionOf(lexemes: readonly Lexeme[], { from }: CountedPhrase): boolean {
  for (let j = from - 1; j >= 0 && from - j <= 6; j--) {
    if (has(lexemes[j], 'percent')) return has(lexemes[j + 1], 'of')
    if (has(lexemes[j], 'half')) return true
    if (
      lexemes[j]?.number ||
      lexemes[j]?.lower === '(' ||
      lexemes[j]?.lower === ',' ||
      hasAny(lexemes[j], ['and', 'be', 'bePast', 'have'])
    )
      return false
  }
  return false
}

/** "357 Households – Gedo IDPs", "12,300: IDPs in camps": the label stands behind a dash or colon. */
function labelAfter(lexemes: readonly Lexeme[], { to, unit }: CountedPhrase, governor: Governor | null): Family | null {
  const mark = lexemes[to]
  if (governor?.kind === 'reject' || !mark) return null
  const marked = isDash(mark.lower) || mark.lower === ':' || mark.lower === '='
  // "13,618 households unprofiled IDPs": beside a noun the label needs no mark.
  if (!marked && unit !== 'household') return null
  for (let i = marked ? to + 1 : to; i <= to + 4; i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.number || (lexeme.kind === tokenKinds.sign && lexeme.lower !== '-')) return null
    if (has(lexeme, 'idp')) return lexemes[i + 1]?.kind === tokenKinds.word ? null : 'stock'
    if (lexeme.entry !== null && !lexeme.capital && !hasAny(lexeme, ['newly', 'filler', 'disaster', 'thing']))
      return null
  }
  return null
}

type Make = (pattern: Pattern, family: Family, more?: Partial<Statement>) => Statement

/** "the evacuation of about 50 homes": those who lived there; a home destroyed or damaged is no figure. */
function dwelling(
  lexemes: readonly Lexeme[],
  phrase: CountedPhrase,
  governor: Governor | null,
  predicate: Predicate | null,
  make: Make,
): Statement | null {
  if (governor?.blocked || governor?.kind === 'reject') return null
  if (hasAny(lexemes[phrase.to], ['affected', 'disaster', 'harm'])) return null
  const nominal = governor?.family === 'evacuate' && (governor.kind === 'nominal' || governor.kind === 'verb')
  if (nominal) return make('nominal', 'evacuate', { from: governor.at })
  if (
    predicate?.family === 'evacuate' &&
    !predicate.rejection &&
    predicate.distance <= 3 &&
    phrase.number.form === 'plain'
  )
    return make('subject', 'evacuate', { to: predicate.to })
  return null
}

/** "close to 44,000 displacement movements", "25,000 displacements". */
function occasion(
  lexemes: readonly Lexeme[],
  phrase: CountedPhrase,
  governor: Governor | null,
  predicate: Predicate | null,
  make: Make,
): Statement | null {
  const noun = lexemes[phrase.to - 1]
  if (governor?.kind === 'reject' || governor?.blocked || predicate?.rejection === 'hypothetical') return null
  // "12,000 tax returns": another kind of returns.
  const plain = lexemes.slice(phrase.index + 1, phrase.to).every((lexeme) => lexeme.entry !== null)
  if (has(noun, 'return') && plain && phrase.number.value >= 10) return make('noun', 'return')
  const refuge = lexemes.some((lexeme) =>
    hasAny(lexeme, ['site', 'idp', 'refugee', 'refugeeAdjective', 'flee', 'displace']),
  )
  if (has(noun, 'arrival') && plain && refuge) return make('noun', 'arrive', { newly: true })
  const displaced =
    has(noun, 'displacement') ||
    noun?.lower.includes('displacement') ||
    has(lexemes[phrase.to - 2], 'displacedAdjective')
  return displaced ? make('noun', 'displace', { newly: true }) : null
}

/** "…, and 363,832 in Puri district", "50 others in Muang": shares the verb of the number before. */
function inList(
  lexemes: readonly Lexeme[],
  phrase: CountedPhrase,
  kind: NounKind,
  governor: Governor | null,
  predicate: Predicate | null,
  readings: readonly Reading[],
  make: Make,
): Statement | null {
  const before = readings.at(-1)
  const model = before?.statement
  if (!model || governor?.kind === 'reject' || (predicate?.rejection && predicate.distance <= 2)) return null
  if (kind !== null && kind !== 'people') return null
  // "11,072 vulnerable people from the host community": those who take others in.
  if (
    hasAny(lexemes[phrase.to], ['from', 'in']) &&
    lexemes.slice(phrase.to, phrase.to + 4).some((each) => each.lower.startsWith('host '))
  )
    return null
  const gap = phrase.from - before.phrase.to
  if (gap > 16 || before.phrase.index >= phrase.index) return null
  let joined = false
  for (let i = before.phrase.to; i < phrase.from; i++) {
    const lexeme = lexemes[i]
    if (lexeme?.lower === ',' || lexeme?.lower === ';' || has(lexeme, 'and')) joined = i >= phrase.from - 3 || joined
    if (i > model.to && isPredicateWord(lexeme) && !hasAny(lexeme, ['stock', 'force', 'arrive', 'registered', 'host']))
      return null
    if (hasAny(lexeme, ['including', 'but'])) return null
  }
  if (!joined) return null
  const next = lexemes[phrase.to]
  const shaped =
    !next ||
    hasAny(next, ['in', 'from', 'to']) ||
    next.lower === '(' ||
    next.lower === '.' ||
    next.lower === ';' ||
    next.lower === ','
  if (!shaped) return null
  return make('list', model.family, {
    kind: model.kind,
    unit: phrase.unit ?? model.unit,
    stock: model.stock,
    forced: model.forced,
    newly: model.newly || phrase.newly,
  })
}

/** "…, including 300,000 children", "16,000 of whom": a part of the number before. */
function partOf(
  lexemes: readonly Lexeme[],
  phrase: CountedPhrase,
  statements: readonly Statement[],
  readings: readonly Reading[],
): { index: number; strict: boolean } | null {
  if (statements.length === 0) return null
  const index = statements.length - 1
  const start = statements[index]?.phrase.to ?? 0
  if (readings.length === 0) return null
  const next = lexemes[phrase.index + 1]
  if (hasAny(next, ['ofWhom'])) return { index, strict: false }
  for (let j = phrase.from - 1; j >= start && phrase.from - j <= 12; j--) {
    const lexeme = lexemes[j]
    if (hasAny(lexeme, ['including', 'ofWhom'])) {
      // A household count may be a breakdown worth keeping; a part by age or sex never is.
      const byAge = phrase.kind === 'part'
      return byAge || j >= phrase.from - 3 ? { index, strict: byAge } : null
    }
    if (lexeme?.lower === ';' || hasAny(lexeme, ['be', 'bePast', 'have', 'but']))
      return phrase.kind === 'part' ? { index, strict: true } : null
  }
  return phrase.kind === 'part' ? { index, strict: true } : null
}

/** "5,426 families or 23,993 persons", "10,110 families (50,550 people)", "240 people / 60 families". */
function pairs(
  lexemes: readonly Lexeme[],
  first: CountedPhrase,
  firstUnit: CountedPhrase['unit'],
  second: CountedPhrase,
): boolean {
  const bracket = lexemes[second.from - 1]?.lower === '(' && second.from - first.to <= 1
  // "1,725 displaced families (approximately 8,625)": a bare number in brackets is the persons.
  if (bracket && firstUnit === 'household' && second.kind === null) return true
  if (second.unit === null || firstUnit === null || firstUnit === second.unit) return false
  const gap = second.from - first.to
  if (gap < 0 || gap > 5) return false
  let linked = false
  for (let i = first.to; i < second.from; i++) {
    const lexeme = lexemes[i]
    const { lower = '' } = lexeme ?? {}
    if (lower === '(' || lower === '/' || lower === ',' || lower === '[' || isDash(lower)) linked = true
    else if (has(lexeme, 'and')) linked = lower === 'or' || lower === 'and' || linked
    else if (
      hasAny(lexeme, ['including', 'estimated', 'filler', 'adverb', 'relative', 'be', 'of', 'from', 'reach']) ||
      lexeme?.kind === tokenKinds.sign
    )
      linked = linked || hasAny(lexeme, ['including', 'from', 'reach'])
    else if (lexeme?.entry === null || isPredicateWord(lexeme))
      return lexeme?.gap === gaps.blank && linked && gap <= 3 && !isPredicateWord(lexeme)
  }
  return linked
}

/** "29,141 people received aid, including: 1,862 new IDPs": parts of what is no figure are none. */
function partOfRejected(lexemes: readonly Lexeme[], { from }: CountedPhrase, before: Reading | undefined): boolean {
  if (!before || before.statement || before.phrase.unit === null) return false
  let [part, aided] = [false, false]
  for (let i = before.phrase.to; i < from; i++) {
    aided ||= hasAny(lexemes[i], ['aid', 'aidGoods']) && !has(lexemes[i], 'including')
    if (hasAny(lexemes[i], ['including'])) part = i >= from - 3
    else if (part && lexemes[i]?.lower !== ':') return false
  }
  return part && aided
}

const refugeTags: readonly Tag[] = [
  'idp',
  'refugee',
  'asylumSeeker',
  'displace',
  'flee',
  'displacement',
  'border',
  'refugeeAdjective',
  'exodus',
]
/** Arrivals, crossings and guests are displaced people only where the sentence says so; others come as tourists and workers. */
const movesOfRefuge = (lexemes: readonly Lexeme[], kind: NounKind) =>
  inherent.includes(kind) || lexemes.some((lexeme) => hasAny(lexeme, refugeTags))
/** "4,500 returned to Aleppo": the name tells that people did. */
const returnsTo = (lexemes: readonly Lexeme[], { family, at, distance }: Predicate) =>
  family === 'return' && distance === 0 && has(lexemes[at + 1], 'to') && (lexemes[at + 2]?.capital ?? false)
/** "crossed into Uganda": a verb with its preposition and a name. */
const crossesInto = (lexemes: readonly Lexeme[], at: number) =>
  /\s\S*to$/.test(lexemes[at]?.lower ?? '') && (lexemes[at + 1]?.capital ?? false)
const hasBorder = (lexemes: readonly Lexeme[], at: number) =>
  lexemes.slice(at, at + 6).some((lexeme) => has(lexeme, 'border') || lexeme.lower.includes('border'))

function kindFrom(governor: Governor, kind: NounKind): NounKind {
  if (kind && kind !== 'people') return kind
  return governor.reason === 'refugee'
    ? 'refugee'
    : governor.reason === 'returnee'
      ? 'returnee'
      : governor.reason === 'idp'
        ? 'idp'
        : kind
}

function unitFrom(lexemes: readonly Lexeme[], governor: Governor, phrase: CountedPhrase, unit: 'person' | 'household') {
  if (phrase.unit) return unit
  return lexemes.slice(governor.at, phrase.from).some((lexeme) => has(lexeme, 'household')) ? 'household' : unit
}
