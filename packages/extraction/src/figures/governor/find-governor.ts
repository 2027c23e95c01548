/** What stands to the left of a counted phrase and governs it: a verb with the people as its object, a noun of the act, a label. */
import { has, hasAny, type Lexeme, tagsOf } from '../../reading/lexeme.ts'
import { gaps, tokenKinds } from '../../reading/token.ts'
import type { CountedPhrase } from '../counted-phrase.ts'
import { goalAhead } from '../predicate/look-ahead.ts'
import { familyAt, familyOfNominal } from '../sense.ts'
import { askedFor } from './asked-for.ts'
import { countedSubject } from './counted-subject.ts'
import { blockedLeft, type Governor, governor } from './governor.ts'
import { intendedAt } from './intended.ts'
import { labelBefore } from './label-before.ts'
import { stepLeft } from './step-left.ts'
import { stayBefore, verbFirstAt } from './verb-first.ts'

/**
 * "obligó a huir a 22.000 civiles", "dejó sin techo a 75 familias": what befell the people stands between the verb that
 * caused it and them. Index of that verb, or -1; `at` is what befell them.
 */
function causedAt(lexemes: readonly Lexeme[], at: number): number {
  const before = at - 1
  if (has(lexemes[at], 'homeless')) return has(lexemes[before], 'leaveState') ? before : -1
  if (!hasAny(lexemes[at], ['flee', 'leaveHome']) || !has(lexemes[before], 'to')) return -1
  return has(lexemes[before - 1], 'force') ? before - 1 : -1
}

/** Lexemes before a verb that strikes people within which its subject stands. */
const subjectReach = 16

/** The subject of the verb at `at` is displacement, and nothing else that may be one stands between. */
function isDisplacement(lexemes: readonly Lexeme[], at: number): boolean {
  for (let j = at - 1; j >= 0 && at - j <= subjectReach; j--) {
    if (hasAny(lexemes[j], ['displacement', 'occasion'])) return has(lexemes[j], 'displacement')
    if (lexemes[j]?.lower === ';' || lexemes[j]?.number || hasAny(lexemes[j], ['site', 'disaster', 'conflict', 'but']))
      return false
  }
  return false
}

const isInverted = (lexemes: readonly Lexeme[], at: number) =>
  hasAny(lexemes[at], ['evacuate', 'displace', 'relocate']) &&
  !hasAny(lexemes[at], ['numberOf', 'plan']) &&
  (at === 0 || (at === 1 && hasAny(lexemes[0], ['adverb', 'preemptive', 'preliminary'])))

const leavesDanger = (lexemes: readonly Lexeme[], from: number) =>
  has(lexemes[from], 'from') &&
  lexemes.slice(from + 1, from + 5).some((each) => hasAny(each, ['areaNoun', 'placeKind', 'dwelling'])) &&
  lexemes.some((each) => hasAny(each, ['conflict', 'disaster']))

/** "A tent city in Gazurgah shelters 1,400 families": a verb, for its subject is a site. */
function isSiteVerb(lexemes: readonly Lexeme[], at: number): boolean {
  for (let j = at - 1; j >= 0 && at - j <= 6; j--) {
    const joins = has(lexemes[j], 'and') && !lexemes[j + 1]?.capital
    if (lexemes[j]?.number || lexemes[j]?.kind === tokenKinds.sign || joins) return false
    if (has(lexemes[j], 'site')) return true
  }
  return false
}

/** "emptied four villages of their 1,200 families", "was emptied of its inhabitants": index of the verb, or -1. */
function emptiedAt(lexemes: readonly Lexeme[], at: number): number {
  if (!has(lexemes[has(lexemes[at], 'determiner') ? at - 1 : at], 'of')) return -1
  for (let j = at - 1; j >= 0 && at - j <= 6; j--) {
    if (has(lexemes[j], 'emptied')) return j
    if (lexemes[j]?.kind === tokenKinds.sign || hasAny(lexemes[j], ['and', 'but', 'be', 'bePast', 'have'])) return -1
  }
  return -1
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
      if (lexeme.lower.includes(' ') || tags.has('gerund') || tags.has('subjectAfter'))
        return governor('nominal', at, { family, blocked: blockedLeft(lexemes, at) })
  const emptied = emptiedAt(lexemes, phrase.from - 1)
  if (emptied >= 0 && phrase.kind === 'people')
    return governor('verb', emptied, { family: 'displace', blocked: blockedLeft(lexemes, emptied) })
  // "new displacement affecting 7,400 people".
  if (tags.has('affected') && hasAny(lexemes[before], ['displacement', 'exodus']))
    return governor('nominal', before, { family: 'displace', blocked: blockedLeft(lexemes, before) })
  const intended = intendedAt(lexemes, at, phrase)
  if (intended) return intended
  // "has surpassed 60,000": the verb of amount may be the quantifier too.
  let amount = phrase.from
  while (amount < phrase.index && !has(lexemes[amount], 'reach')) amount++
  // "grew by 300,000" tells the change alone.
  if (has(lexeme, 'by') && has(lexemes[before], 'reach') && !hasAny(lexeme, ['to', 'in']))
    return governor('reject', at, { reason: 'rate' })
  const counted = countedSubject(lexemes, amount < phrase.index ? amount : at)
  if (counted) return counted
  if (has(lexeme, 'thatFigure') && !hasAny(lexeme, ['numberOf'])) return governor('anaphor', at)
  // "…were killed, 300 injured": a participle before a comma governs nothing to its right.
  const noun = phrase.kind !== null || phrase.number.form === 'vague'
  const passive = (back: number) =>
    hasAny(lexemes[back], ['be', 'bePast']) ||
    (has(lexemes[back], 'adverb') && hasAny(lexemes[back - 1], ['be', 'bePast']))
  const family = familyAt(lexeme)
  const caused = family && noun ? causedAt(lexemes, at) : -1
  if (caused >= 0) return governor('verb', caused, { family, blocked: blockedLeft(lexemes, caused) })
  // "a privé de logement 8 200 familles".
  if (tags.has('homeless') && noun && has(lexemes[before], 'have') && phrase.kind === 'people')
    return governor('verb', at, { family: 'homeless', blocked: blockedLeft(lexemes, at) })
  // "rendered homeless 57 people": one phrase of verb and state, unless these are passive.
  const madeHomeless = tags.has('homeless') && tags.has('leaveState')
  if (madeHomeless && noun && (phrase.kind === 'people' || phrase.kind === 'guessed') && !passive(before))
    if (!hasAny(lexemes[before], ['have']) || !has(lexemes[before - 1], 'person'))
      return governor('verb', at, { family: 'homeless', blocked: blockedLeft(lexemes, at) })
  if (tags.has('homeless') && !lexeme.lower.includes(' ')) return labelBefore(lexemes, phrase, at)
  // "en los 27 albergues se encuentran 389 personas", "quedan en los albergues unas 200".
  const stay = stayBefore(lexemes, at, phrase)
  if (stay >= 0) return governor('verb', stay, { family: 'inSite', stock: true, blocked: blockedLeft(lexemes, stay) })
  // "huyeron 3.000 personas", "fueron evacuadas 20 familias": the subject behind its verb.
  const verbFirst = tags.has('subjectAfter') ? at : has(lexemes[before], 'subjectAfter') && family ? before : -1
  if (verbFirst >= 0 && noun)
    return governor('verb', verbFirst, {
      family: family ?? (tags.has('arrive') ? 'arrive' : null),
      blocked: blockedLeft(lexemes, verbFirst),
    })
  // "Preemptively evacuated were 320,000 persons": the verb stands first.
  if (hasAny(lexeme, ['be', 'bePast']) && noun && isInverted(lexemes, before))
    return governor('verb', before, { family: familyAt(lexemes[before]) })
  // "98 eventos de desplazamiento que dejaron 44.290 víctimas": whom displacement strikes is displaced.
  if (hasAny(lexeme, ['affected', 'makes']) && phrase.kind === 'people' && isDisplacement(lexemes, at))
    return governor('verb', at, { family: 'displace', blocked: blockedLeft(lexemes, at) })
  if (tags.has('makes')) return governor('makes', at, { blocked: blockedLeft(lexemes, at) })
  if (
    (family === 'displace' ||
      family === 'evacuate' ||
      family === 'relocate' ||
      (family === 'return' && tags.has('repatriate'))) &&
    !tags.has('leaveHome') &&
    // "518,000 displaced or relocated  354,000 in need": before a wide gap stands another item.
    !(first?.gap === gaps.wide && lexemes.slice(Math.max(0, at - 4), at).some((each) => each.number))
  ) {
    if (!(passive(before) || hasAny(lexemes[before], ['bePast', 'be'])) && (noun || !has(lexemes[before], 'auxiliary')))
      if (
        !(before < 0 || hasAny(lexemes[before], ['person', 'household', 'numberOf']) || has(lexemes[before], 'idp')) ||
        !tags.has('bareParticiple')
      )
        return governor('verb', at, { family, blocked: blockedLeft(lexemes, at) })
  }
  // "moved 2,400 people out of the danger zone", with the danger named.
  if (tags.has('moved') && noun && !passive(before) && leavesDanger(lexemes, phrase.to))
    return governor('verb', at, { family: 'evacuate', blocked: blockedLeft(lexemes, at) })
  // "shifted 5,000 people to relief camps".
  if (tags.has('moved') && noun && !passive(before) && goalAhead(lexemes, phrase.to))
    return governor('verb', at, { family: 'evacuate', blocked: blockedLeft(lexemes, at) })
  if (tags.has('leaveState') && !tags.has('force'))
    return governor('leaveState', at, { blocked: blockedLeft(lexemes, at) })
  if (tags.has('force')) return governor('force', at, { blocked: blockedLeft(lexemes, at) })
  // "warned that 900 people had fled": a verb of telling, but "warned 900 people".
  if (tags.has('order') && !(tags.has('said') && has(lexemes[at + 1], 'relative')))
    return governor('reject', at, { reason: 'order' })
  if (tags.has('capacity')) return governor('reject', at, { reason: 'capacity' })
  if (tags.has('host') && (phrase.kind !== 'people' || !tags.has('thing') || isSiteVerb(lexemes, at))) {
    if (blockedLeft(lexemes, at) || hasAny(lexemes[before], ['to', 'capacity']))
      return governor('reject', at, { reason: 'capacity' })
    return governor('host', at, { family: 'host', stock: true })
  }
  const wide = askedFor(lexemes, phrase, at)
  if (wide) return wide
  if (tags.has('recorded') || (tags.has('be') && has(lexemes[before], 'recorded')))
    return governor('recorded', at, { blocked: blockedLeft(lexemes, at), stock: hasAny(lexeme, ['stock']) })
  const ahead = verbFirstAt(lexemes, at, phrase)
  if (ahead) {
    const counts = ahead.kind === 'number'
    return governor(ahead.kind, ahead.at, {
      ...ahead,
      adjacent: !counts,
      stock: counts || ahead.kind === 'host',
      blocked: blockedLeft(lexemes, ahead.at),
    })
  }
  return labelBefore(lexemes, phrase, at)
}
