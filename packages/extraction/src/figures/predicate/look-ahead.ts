/** What stands some words after a verb: a site, a home, the verb of an infinitive, the main verb behind a relative clause. */
import type { Tag } from '../../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { isBullet } from '../../reading/marks.ts'
import { gaps, tokenKinds } from '../../reading/token.ts'
import { familyAt } from '../sense.ts'

const siteTags: readonly Tag[] = ['site', 'idp']

/** Index of the noun behind "to", "the", "their". */
export function nextNoun(lexemes: readonly Lexeme[], from: number): number {
  let i = from
  while (i < from + 3 && hasAny(lexemes[i], ['to', 'determiner', 'pronoun', 'in'])) i++
  return i
}

/** After "left": their homes, the country, the area, a camp; or the verb was forced. */
export function homeAfter(lexemes: readonly Lexeme[], from: number, forced: boolean): boolean {
  if (forced) return true
  for (let i = from; i < from + 4; i++)
    if (hasAny(lexemes[i], ['ownHome', 'homeCountry', 'dwelling', 'border', 'site'])) return true
  return false
}

/** Index of the camp, school or host family that people stay in; 0 if none is near. */
export function siteAfter(lexemes: readonly Lexeme[], from: number, reach = 10): number {
  for (let i = from; i < Math.min(from + reach, lexemes.length); i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.lower === ';' || lexeme.gap === gaps.paragraph) return 0
    if (hasAny(lexeme, siteTags) && !isBullet(lexeme)) return i
    if (hasAny(lexeme, ['be', 'bePast', 'have', 'but'])) return 0
  }
  return 0
}

/** "evacuation centre", "relief camp", but not "school" or "camp" alone. */
export const isShelter = (lexeme: Lexeme | undefined) =>
  has(lexeme, 'shelterSite') || (Boolean(lexeme?.lower.includes(' ')) && !has(lexeme, 'hosts'))

/** A verb of displacement within the infinitive that follows: "forced to leave", "forced to spend…" has none. */
export function verbAhead(lexemes: readonly Lexeme[], from: number): boolean {
  for (let i = from; i < from + 8; i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.lower === ',' || lexeme.lower === ';') return false
    if (familyAt(lexeme) || hasAny(lexeme, ['leaveHome', 'stay'])) return true
  }
  return false
}

export function returnAhead(lexemes: readonly Lexeme[], from: number, end: number): number {
  let finite = false
  for (let i = from; i < Math.min(end, from + 14); i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.number || lexeme.lower === ';' || hasAny(lexeme, ['and', 'but', 'negation', 'hypothetical']))
      return -1
    if (hasAny(lexeme, ['be', 'bePast', 'have'])) finite = true
    else if (finite && hasAny(lexeme, ['return', 'repatriate'])) return i
    // "who had taken shelter in the stadium returned to their homes".
    else if (has(lexeme, 'homeward') || (has(lexeme, 'return') && has(lexemes[i + 1], 'to')))
      return hasAny(lexemes[i - 1], ['to', 'determiner', 'unable']) ? -1 : i
  }
  return -1
}

/** "are currently living in …", "are being hosted by …" after a relative clause. */
export function livingAhead(lexemes: readonly Lexeme[], from: number, end: number): number {
  for (let i = from; i < Math.min(end, from + 18); i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.number || lexeme.lower === ';' || hasAny(lexeme, ['but', 'relative', 'negation'])) return -1
    if (!has(lexeme, 'be')) continue
    for (let k = i + 1; k < i + 4; k++) {
      // "are still in camps".
      if (has(lexemes[k], 'in') && siteAfter(lexemes, k + 1, 4) > 0) return k
      if (has(lexemes[k], 'shelter') || (has(lexemes[k], 'stay') && hasAny(lexemes[k + 1], ['in', 'by']))) return k
      if (!hasAny(lexemes[k], ['adverb', 'stock', 'auxiliary'])) break
    }
    return -1
  }
  return -1
}

/** "for the past seven years", "for months": a state that lasts. */
export function isLasting(lexemes: readonly Lexeme[], from: number): boolean {
  if (!has(lexemes[from], 'for')) return false
  for (let i = from + 1; i < from + 6; i++) if (has(lexemes[i], 'timeUnit')) return true
  return false
}

/** "… hit by the storm were evacuated". */
export function passiveAhead(lexemes: readonly Lexeme[], from: number, end: number): boolean {
  for (let i = from; i < end; i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.number || lexeme.lower === ',' || lexeme.lower === ';' || has(lexeme, 'and')) return false
    if (hasAny(lexeme, ['be', 'bePast', 'have']))
      return familyAt(lexemes[i + 1]) !== null || familyAt(lexemes[i + 2]) !== null
    // "25 personas afectadas por el aluvión pernoctaron en un albergue": a verb that needs no other.
    if (has(lexeme, 'subjectAfter') && (has(lexeme, 'stay') || familyAt(lexeme))) return true
  }
  return false
}

/** "(by) 64 large-group displacement events": the noun of the act, before another mark or verb. */
export function displacementAhead(lexemes: readonly Lexeme[], from: number): boolean {
  for (let i = from; i < from + 7; i++) {
    const lexeme = lexemes[i]
    if (
      !lexeme ||
      [',', ';', '.'].includes(lexeme.lower) ||
      hasAny(lexeme, ['and', 'be', 'bePast', 'have', 'disaster', 'conflict'])
    )
      return false
    if (hasAny(lexeme, ['displacement', 'displacedAdjective']) || (has(lexeme, 'occasion') && !has(lexeme, 'thing')))
      return true
  }
  return false
}

/** "to a school", "to safer places": where people in danger are taken; to hospital or quarantine they are taken for another reason. */
export function goalAhead(lexemes: readonly Lexeme[], from: number): boolean {
  // "out of the danger zone".
  if (has(lexemes[from], 'safety')) return true
  if (!has(lexemes[from], 'to')) return false
  for (let i = from + 1; i < from + 7; i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.kind === tokenKinds.sign || hasAny(lexeme, ['harm', 'and', 'but', 'be', 'bePast', 'have']))
      return false
    if (hasAny(lexeme, ['site', 'safety'])) return true
  }
  return false
}

/** "have been assisted", "received": the main verb behind a participle, before another clause or number. */
export function servedAhead(lexemes: readonly Lexeme[], from: number, end: number): boolean {
  for (let i = from; i < Math.min(end, from + 16); i++) {
    const lexeme = lexemes[i]
    if (!lexeme || lexeme.number || [',', ';', ':', '.'].includes(lexeme.lower)) return false
    if (hasAny(lexeme, ['and', 'but', 'relative', 'said'])) return false
    if (has(lexeme, 'receive')) return true
    if (hasAny(lexeme, ['have', 'be', 'bePast']))
      return [lexemes[i + 1], lexemes[i + 2]].some((each) => has(each, 'aid') && !hasAny(each, ['site', 'reach']))
  }
  return false
}
