/** A counted subject with its verb of amount: "The number of displaced people (in X) has now reached N". */
import type { Tag } from '../../languages/pack.ts'
import { asideBefore } from '../../reading/aside.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { type Family, familyAt } from '../sense.ts'
import { type Governor, governor, speaksOfRefuge } from './governor.ts'

/** "The number of displaced people (in X) has now reached N", "bringing the total of IDPs to N", "That figure rose to N". */
export function countedSubject(lexemes: readonly Lexeme[], at: number): Governor | null {
  // "IDPs reached: 20,000" labels those who got aid; "the number of IDPs has reached: 20,000" is a sentence.
  if (lexemes[at]?.lower === ':' && has(lexemes[at - 1], 'reach') && !has(lexemes[at - 2], 'have')) return null
  let verb = -1
  let j = at
  for (; j >= 0 && at - j <= 14; j--) {
    const lexeme = lexemes[j]
    if (!lexeme || lexeme.lower === ';') break
    // "rose from 30,000 to 45,000": where it came from stands between.
    // "has grown by 300,000 to 3.1 million".
    if (lexeme.number && hasAny(lexemes[j - 1], ['from', 'of', 'by']) && hasAny(lexemes[j - 2], ['reach'])) {
      j--
      continue
    }
    // "has increased fourfold in one year to 1.1 million".
    if (lexeme.number && hasAny(lexemes[j + 1], ['timeUnit', 'rate'])) continue
    // "est passé de 690 000 en 2017 à 573 200": so may the day of it.
    if (lexeme.dated) continue
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
    if (lexeme.dated) continue
    // "The number of IDPs, which peaked at 1,028,000 in 2022, has fallen to …".
    const aside = lexeme.lower === ',' && !displaced ? asideBefore(lexemes, k) : -1
    if (aside >= 0) {
      k = aside
      continue
    }
    if (lexeme.number && k < verb && !displaced) break
    if (lexeme.number && displaced) break
    if (hasAny(lexeme, ['hypothetical', 'plan']) && k < verb && verb - k <= 5 && !lexeme.capital) modal = true
    if (k !== verb && has(lexeme, 'thatFigure') && !hasAny(lexemes[k + 1], ['of', 'numberOf']))
      [anaphor, first] = [true, k]
    if (has(lexeme, 'numberOf') || (has(lexeme, 'thatFigure') && has(lexemes[k + 1], 'of'))) {
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
    } else if (k !== verb && movedAt(lexemes, k) && (number || subjectAhead(lexemes, k))) {
      displaced ??= movedAt(lexemes, k)
      first = Math.min(first, k)
    } else if (has(lexeme, 'occasion') && has(lexeme, 'return') && k < verb && hasAny(lexemes[verb], ['reach'])) {
      // "Voluntary returns have reached 71,000".
      events ||= displaced === null
      displaced ??= 'return'
      first = Math.min(first, k)
    } else if (
      hasAny(lexeme, ['displacement', 'evacuation', 'arrival']) &&
      k < verb &&
      !(has(lexeme, 'arrival') && !speaksOfRefuge(lexemes))
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
  // "Displacements monitored since November are 975,000 people": a sum of events, told by its verb alone.
  const sum = events && displaced === 'displace' && verb === at && hasAny(lexemes[verb], ['be', 'bePast'])
  if (sum && first <= 2 && hasAny(lexemes[first], ['occasion']) && peopleBehind(lexemes, at))
    return governor('number', first, { family: displaced, blocked: modal, stock: false, adjacent: false, reason: kind })
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

/** The number behind the verb has people for its noun: "are some 975,000 people". */
function peopleBehind(lexemes: readonly Lexeme[], at: number): boolean {
  for (let i = at + 1; i < at + 4; i++) if (lexemes[i]?.number) return hasAny(lexemes[i + 1], ['person', 'household'])
  return false
}

/** "(those who) fled", "have left their country". */
const movedAt = (lexemes: readonly Lexeme[], k: number): Family | null =>
  familyAt(lexemes[k]) ??
  (has(lexemes[k], 'leaveHome') && hasAny(lexemes[k + 1], ['ownHome', 'homeCountry']) ? 'flee' : null)

/** "IDPs total 122 387", "displaced families reached 174,717": verbs of amount, not "are" or "include". */
const hasSubjectShape = (lexemes: readonly Lexeme[], verb: number) =>
  !hasAny(lexemes[verb], ['be', 'bePast', 'including', 'recorded', 'registered', 'host', 'said'])

/** "the number of people evacuated": the noun that the participle describes stands before it. */
function subjectAhead(lexemes: readonly Lexeme[], at: number): boolean {
  for (let k = at - 1; k >= 0 && at - k < 12; k--) if (has(lexemes[k], 'numberOf')) return true
  return false
}
