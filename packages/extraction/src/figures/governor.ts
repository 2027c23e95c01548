/** What stands to the left of a counted phrase and governs it: a verb with the people as its object, a noun of the act, a label. */
import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme, tagsOf } from '../reading/lexeme.ts'
import { isDash } from '../reading/sentence.ts'
import { gaps, tokenKinds } from '../reading/token.ts'
import type { CountedPhrase } from './counted-phrase.ts'
import { familyAt } from './predicate.ts'
import { type Family, familyOfNominal } from './sense.ts'
import { verbFirstAt } from './verb-first.ts'

export type GovernorKind =
  | 'verb' // displaced 2,000 · evacuated 199
  | 'nominal' // evacuation of 2,000
  | 'force' // forced 17,000 (to leave)
  | 'makes' // a fait 150 000 déplacés
  | 'leaveState' // leaving 483 (homeless)
  | 'host' // hosts 1.5 million
  | 'recorded' // recorded 44,000 · there are 300
  | 'number' // the number of displaced has reached 1.5 million
  | 'anaphor' // that figure rose to 948,000
  | 'label' // IDPs: 452
  | 'reject'

export interface Governor {
  kind: GovernorKind
  family: Family | null
  /** Lexeme where the governor begins. */
  at: number
  adjacent: boolean
  /** Said as possible, planned, ordered or denied. */
  blocked: boolean
  stock: boolean
  reason: Tag | null
}

const transparent: readonly Tag[] = ['adverb', 'determiner', 'filler', 'estimated']
const rejecting: readonly Tag[] = ['harm', 'aid', 'need', 'order', 'plan', 'capacity', 'affected', 'negation']
const blocking: readonly Tag[] = ['hypothetical', 'plan', 'order', 'negation']

const governor = (kind: GovernorKind, at: number, more: Partial<Governor> = {}): Governor => ({
  kind, family: null, at, adjacent: true, blocked: false, stock: false, reason: null, ...more,
}) // biome-ignore format: one record

/** Skips words that may stand between a verb and its object, and one "…, according to …," thrown in. */
function stepLeft(lexemes: readonly Lexeme[], from: number): number {
  let j = from
  for (let steps = 0; j >= 0 && steps < 6; steps++) {
    const lexeme = lexemes[j]
    if (!lexeme) break
    if (lexeme.lower === ',' || lexeme.lower === '—' || lexeme.lower === '–') {
      const open = openingComma(lexemes, j)
      if (open < 0) break
      j = open - 1
    } else if (lexeme.lower === '"' || lexeme.lower === '“' || lexeme.lower === '”' || lexeme.lower === "'") j--
    // "the affected five families": an adjective, where no article would stand before a verb.
    else if (has(lexeme, 'affected') && has(lexemes[j - 1], 'determiner')) j--
    else if (hasAny(lexeme, transparent) && !familyAt(lexeme) && !hasAny(lexeme, ['recorded', 'numberOf', 'homeless']))
      j--
    else break
  }
  return j
}

function openingComma(lexemes: readonly Lexeme[], comma: number): number {
  let source = false
  for (let j = comma - 1; j >= 0 && comma - j < 14; j--) {
    if (has(lexemes[j], 'accordingTo')) source = true
    if (source && lexemes[j]?.lower === ',') return j
    if (lexemes[j]?.number) return -1
  }
  return -1
}

const blockedLeft = (lexemes: readonly Lexeme[], at: number) => {
  for (let j = at - 1; j >= 0 && at - j <= 4; j--) {
    const lexeme = lexemes[j]
    if (lexeme?.kind === tokenKinds.sign) return false
    if (hasAny(lexeme, blocking) && !has(lexeme, 'month')) return true
    if (hasAny(lexeme, ['and', 'but', 'relative'])) return false
  }
  return false
}

export function findGovernor(lexemes: readonly Lexeme[], phrase: CountedPhrase): Governor | null {
  const at = stepLeft(lexemes, phrase.from - 1)
  const lexeme = lexemes[at]
  const first = lexemes[phrase.from]
  if (!lexeme || first?.gap === gaps.paragraph) return null
  // "1 injured31,739 people": a line break was lost; what stands before is another line.
  if (first?.gap === gaps.none && lexemes[phrase.from - 1]?.kind === tokenKinds.word) return null
  const tags = tagsOf(lexeme)
  const before = at - 1
  for (const [tag, family] of familyOfNominal)
    if (tags.has(tag) && (lexeme.lower.includes(' ') || phrase.kind !== 'occasion'))
      if (lexeme.lower.includes(' ') || lexeme.lower === 'evacuating' || tags.has('subjectAfter'))
        return governor('nominal', at, { family, blocked: blockedLeft(lexemes, at) })
  const counted = countedSubject(lexemes, at)
  if (counted) return counted
  if (has(lexeme, 'thatFigure') && !hasAny(lexeme, ['numberOf'])) return governor('anaphor', at)
  // "…were killed, 300 injured": a participle before a comma governs nothing to its right.
  const noun = phrase.kind !== null || phrase.number.form === 'vague'
  const passive = (back: number) =>
    hasAny(lexemes[back], ['be', 'bePast']) ||
    (has(lexemes[back], 'adverb') && hasAny(lexemes[back - 1], ['be', 'bePast', 'have']))
  if (tags.has('homeless') && !lexeme.lower.includes(' ')) return labelBefore(lexemes, phrase, at)
  const family = familyAt(lexeme)
  // "huyeron 3.000 personas", "fueron evacuadas 20 familias": the subject behind its verb.
  const verbFirst = tags.has('subjectAfter') ? at : has(lexemes[before], 'subjectAfter') && family ? before : -1
  if (verbFirst >= 0 && noun)
    return governor('verb', verbFirst, {
      family: family ?? (tags.has('arrive') ? 'arrive' : null),
      blocked: blockedLeft(lexemes, verbFirst),
    })
  if (tags.has('makes')) return governor('makes', at, { blocked: blockedLeft(lexemes, at) })
  if (
    (family === 'displace' ||
      family === 'evacuate' ||
      family === 'relocate' ||
      (family === 'return' && tags.has('repatriate'))) &&
    !tags.has('leaveHome')
  ) {
    if (!(passive(before) || hasAny(lexemes[before], ['bePast', 'be'])) && (noun || !has(lexemes[before], 'auxiliary')))
      if (
        !(before < 0 || hasAny(lexemes[before], ['person', 'household', 'numberOf']) || has(lexemes[before], 'idp')) ||
        lexeme.lower !== 'displaced'
      )
        return governor('verb', at, { family, blocked: blockedLeft(lexemes, at) })
  }
  if (tags.has('leaveState') && !tags.has('force'))
    return governor('leaveState', at, { blocked: blockedLeft(lexemes, at) })
  if (tags.has('force')) return governor('force', at, { blocked: blockedLeft(lexemes, at) })
  if (tags.has('order')) return governor('reject', at, { reason: 'order' })
  if (tags.has('capacity')) return governor('reject', at, { reason: 'capacity' })
  if (tags.has('host') && (phrase.kind !== 'people' || !tags.has('thing'))) {
    if (blockedLeft(lexemes, at) || hasAny(lexemes[before], ['to', 'capacity']))
      return governor('reject', at, { reason: 'capacity' })
    return governor('host', at, { family: 'host', stock: true })
  }
  const wide = wideGovernor(lexemes, phrase, at)
  if (wide) return wide
  if (tags.has('recorded') || (tags.has('be') && has(lexemes[before], 'recorded')))
    return governor('recorded', at, { blocked: blockedLeft(lexemes, at), stock: hasAny(lexeme, ['stock']) })
  const ahead = verbFirstAt(lexemes, at, phrase)
  if (ahead) {
    const counts = ahead.kind === 'number'
    return governor(ahead.kind, ahead.at, {
      ...ahead,
      adjacent: !counts,
      stock: counts,
      blocked: blockedLeft(lexemes, ahead.at),
    })
  }
  return labelBefore(lexemes, phrase, at)
}

/** "The number of displaced people (in X) has now reached N", "bringing the total of IDPs to N", "That figure rose to N". */
function countedSubject(lexemes: readonly Lexeme[], at: number): Governor | null {
  let verb = -1
  let j = at
  for (; j >= 0 && at - j <= 14; j--) {
    const lexeme = lexemes[j]
    if (!lexeme || lexeme.lower === ';') break
    // "rose from 30,000 to 45,000": where it came from stands between.
    if (lexeme.number && j < at && has(lexemes[j - 1], 'from') && hasAny(lexemes[j - 2], ['reach'])) {
      j--
      continue
    }
    if (hasAny(lexeme, ['reach', 'bringing', 'be', 'bePast']) && !has(lexeme, 'stay')) {
      verb = j
      if (hasAny(lexeme, ['reach']) || at - j <= 1 || has(lexeme, 'bringing')) break
    } else if (j === at && !hasAny(lexeme, ['to', 'auxiliary', 'in', 'by', 'until', 'have']) && lexeme.lower !== ':')
      break
    else if (lexeme.number || (has(lexeme, 'idp') && at - j > 0 && !hasAny(lexemes[at], ['to', 'until', 'in']))) break
  }
  if (verb < 0) return null
  let [number, displaced, anaphor, first, modal] = [false, null as Family | null, false, verb, false]
  // "the number of new displacements was N" counts what happened, not who is displaced.
  let events = false
  let kind: Tag | null = null
  // The counted noun stands before the verb, or between "bringing" and "to".
  const from = has(lexemes[verb], 'bringing') ? at : verb
  for (let k = from; k >= 0 && from - k <= 24; k--) {
    const lexeme = lexemes[k]
    if (!lexeme || lexeme.lower === ';') break
    if (lexeme.number && k < verb && !displaced) break
    if (lexeme.number && displaced) break
    if (hasAny(lexeme, ['hypothetical', 'plan']) && k < verb && verb - k <= 5 && !lexeme.capital) modal = true
    if (k !== verb && has(lexeme, 'thatFigure') && !hasAny(lexemes[k + 1], ['of', 'numberOf']))
      [anaphor, first] = [true, k]
    if (has(lexeme, 'numberOf')) {
      // "the number of operations to evacuate people" counts operations.
      if (hasAny(lexemes[k + 1], ['thing', 'otherPeople', 'dwelling', 'harm'])) return null
      ;[number, first] = [true, k]
    }
    // "the number of refugee deaths".
    if (hasAny(lexeme, ['idp', 'refugee', 'refugeeAdjective']) && has(lexemes[k + 1], 'otherPeople')) return null
    if (has(lexeme, 'population') && k < verb) number = true
    if (hasAny(lexeme, ['idp', 'evacuee', 'refugee', 'returnee'])) {
      kind = has(lexeme, 'refugee') ? 'refugee' : has(lexeme, 'returnee') ? 'returnee' : 'idp'
      displaced ??=
        hasAny(lexeme, ['returnee']) || has(lexemes[k - 1], 'returneeAdjective')
          ? 'return'
          : has(lexeme, 'refugee')
            ? 'host'
            : 'stock'
      first = Math.min(first, k)
    } else if (k !== verb && familyAt(lexeme) && (number || subjectAhead(lexemes, k))) {
      displaced ??= familyAt(lexeme)
      first = Math.min(first, k)
    } else if (
      hasAny(lexeme, ['displacement', 'evacuation', 'arrival']) &&
      k < verb &&
      !(has(lexeme, 'arrival') && !refuge(lexemes))
    ) {
      events ||= displaced === null && hasAny(lexeme, ['occasion', 'evacuation'])
      displaced ??= has(lexeme, 'arrival') ? 'arrive' : has(lexeme, 'evacuation') ? 'evacuate' : 'displace'
      first = Math.min(first, k)
    }
    if (hasAny(lexeme, ['harm', 'site', 'need']) && k < verb && !displaced && !has(lexeme, 'idp')) return null
    if (has(lexeme, 'numberOf') && displaced) break
    if (has(lexeme, 'but')) break
    if (lexeme.lower === ',' && k < verb - 1 && !number && (displaced || anaphor)) break
  }
  if (displaced && (number || (verb - first <= 8 && hasAny(lexemes[verb], ['reach'])))) {
    if (!number && !hasSubjectShape(lexemes, verb)) return null
    return governor('number', first, {
      family: displaced,
      blocked: modal,
      stock: !events,
      adjacent: false,
      reason: kind,
    })
  }
  if (anaphor && !displaced) return governor('anaphor', first, { blocked: modal, adjacent: false })
  return null
}

/** Arrivals are displaced people only where the sentence says so. */
const refuge = (lexemes: readonly Lexeme[]) =>
  lexemes.some((lexeme) =>
    hasAny(lexeme, ['idp', 'refugee', 'refugeeAdjective', 'flee', 'displace', 'displacement', 'asylumSeeker']),
  )

/** "IDPs total 122 387", "displaced families reached 174,717": verbs of amount, not "are" or "include". */
const hasSubjectShape = (lexemes: readonly Lexeme[], verb: number) =>
  !hasAny(lexemes[verb], ['be', 'bePast', 'including', 'recorded', 'registered', 'host', 'said'])

/** "the number of people evacuated": the noun that the participle describes stands before it. */
function subjectAhead(lexemes: readonly Lexeme[], at: number): boolean {
  for (let k = at - 1; k >= 0 && at - k < 12; k--) if (has(lexemes[k], 'numberOf')) return true
  return false
}

const nearer: readonly Tag[] = ['host', 'recorded', 'numberOf', 'displace', 'flee', 'evacuate']

/** Aid and need govern across a list: "assisted 69,993 refugees, 26,593 displaced people and 20,419 returnees". */
function wideGovernor(lexemes: readonly Lexeme[], phrase: CountedPhrase, at: number): Governor | null {
  let goods = false
  for (let j = at; j >= 0 && at - j <= 26; j--) {
    const lexeme = lexemes[j]
    if (!lexeme || lexeme.lower === ';' || lexeme.gap === gaps.paragraph) return null
    const near = j === at
    if (lexeme.lower === ':' && !near) return null
    const direct =
      near ||
      has(lexemes[at + 1], 'to') ||
      hasAny(lexemes[at], ['to', 'for', 'of', 'by', 'with' as Tag, 'and', 'among' as Tag]) ||
      lexemes[at]?.lower === ','
    if (
      hasAny(lexeme, ['aidGoods']) &&
      !hasAny(lexeme, ['site', 'host']) &&
      hasAny(lexemes[at], ['to', 'for', 'of', 'by'])
    )
      goods = true
    if (hasAny(lexeme, ['aid']) && direct && !has(lexeme, 'recorded')) {
      // "… were assisted. / who received": a passive to the left belongs to its own subject.
      if (
        hasAny(lexemes[j - 1], ['be', 'bePast']) &&
        !hasAny(lexemes[at], ['to', 'for', 'of', 'by', 'and']) &&
        lexemes[at]?.lower !== ','
      )
        return null
      return governor('reject', j, { reason: 'aid', adjacent: near })
    }
    // "2 still missing  5,500 evacuated": what stands before a wide gap is another item of a flattened list.
    if (near && lexemes[phrase.from]?.gap === gaps.wide) return null
    if (near && hasAny(lexeme, rejecting)) {
      const tag = rejecting.find((each) => has(lexeme, each)) ?? null
      if (tag === 'need' && has(lexeme, 'aid')) continue
      return governor('reject', j, { reason: tag })
    }
    if (hasAny(lexeme, nearer) && j < at) break
    if (hasAny(lexeme, ['but', 'relative'])) break
    if (phrase.kind === 'people' && at - j > 8) break
  }
  return goods ? governor('reject', at, { reason: 'aid', adjacent: false }) : null
}

/** "Number of displaced: 452", "Population Evacuated 116129", "IDPs – 300,000": a short label that stands right before. */
function labelBefore(lexemes: readonly Lexeme[], phrase: CountedPhrase, at: number): Governor | null {
  let j = at
  let separated = false
  for (; j >= 0 && at - j <= 2; j--) {
    const lexeme = lexemes[j]
    if (!lexeme) return null
    if (
      lexeme.lower === ':' ||
      isDash(lexeme.lower) ||
      lexeme.lower === '=' ||
      lexeme.lower === '|' ||
      lexeme.lower === ','
    )
      separated ||= lexeme.lower !== ','
    else if (
      lexeme.lower === '(' &&
      j === phrase.from - 1 &&
      !lexemes.slice(Math.max(0, j - 14), j).some((each) => each.number)
    )
      separated = true
    else break
  }
  let family: Family | null = null
  let first = j
  let kind: Tag | null = null
  // "Inside 321 ECs – 19,918 families".
  const inside = separated && phrase.unit !== null && has(lexemes[j], 'site') && !has(lexemes[j], 'household')
  if (inside && !lexemes.slice(Math.max(0, j - 4), j).some((lexeme) => lexeme.lower === 'outside'))
    return governor('label', Math.max(0, j - 2), { family: 'inSite', stock: true })
  for (let k = j; k >= 0 && j - k <= (separated ? 9 : 4); k--) {
    const lexeme = lexemes[k]
    if (!lexeme || lexeme.number || lexeme.lower === ',' || lexeme.lower === ';' || lexeme.lower === ':') break
    const own = familyAt(lexeme)
    if (hasAny(lexeme, ['idp', 'evacuee', 'refugee', 'returnee'])) {
      kind ??= has(lexeme, 'refugee') ? 'refugee' : has(lexeme, 'returnee') ? 'returnee' : 'idp'
      family ??=
        kind === 'refugee' ? 'host' : kind === 'returnee' ? 'return' : own && own !== 'displace' ? own : 'stock'
    } else if (separated && hasAny(lexeme, ['displacement', 'evacuation']))
      family ??= has(lexeme, 'evacuation') ? 'evacuate' : 'displace'
    else if (separated && has(lexeme, 'arrival') && refuge(lexemes)) {
      family ??= 'arrive'
      if (hasAny(lexeme, ['refugeeAdjective']) || has(lexemes[k - 1], 'refugeeAdjective')) kind ??= 'refugee'
    } else if (!separated && lexeme.entry === null && !lexeme.capital) return null
    else if (own && own !== 'return' && own !== 'cross') family ??= own
    else if (
      hasAny(lexeme, [
        'be',
        'bePast',
        'have',
        'relative',
        'said',
        'harm',
        'need',
        'aid',
        'capacity',
        'to',
        'site',
        'thing',
        'percent',
        'but',
      ])
    ) {
      if (
        hasAny(lexeme, [
          'be',
          'bePast',
          'have',
          'relative',
          'said',
          'aid',
          'capacity',
          'harm',
          'need',
          'percent',
          'thing',
          'but',
        ])
      )
        return null
    }
    first = k
  }
  if (!family || !(separated || phrase.kind === null)) return null
  if (!separated && first !== 0 && !hasAny(lexemes[first], ['numberOf', 'population'])) return null
  return governor('label', first, { family, stock: family === 'stock', reason: kind })
}
