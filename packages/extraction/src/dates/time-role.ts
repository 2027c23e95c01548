/** What a date is to its sentence, by the words before it: since it, as of it, told on it, or simply on it. */
import type { Tag } from '../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { tokenKinds } from '../reading/token.ts'
import type { TimeRole } from './time-mention.ts'

/** Words of a date that stand between it and its preposition: "as of the end of", "on Monday,". */
const partsOfDate: readonly Tag[] = ['early', 'middle', 'late', 'weekday', 'beginning', 'ordinal']
/** Words between the verb of telling and its day: "as told by the Ministry of Social Affairs (MoSA) on". */
const tellingReach = 12
const clauseWords: readonly Tag[] = ['be', 'bePast', 'have', 'and', 'but', 'relative']

const happenings: readonly Tag[] = ['flee', 'displace', 'evacuate', 'disaster', 'conflict']

export interface Introduction {
  role: TimeRole
  /** The first lexeme of the mention: its preposition belongs to it. */
  from: number
}

/** `to`: one after the last lexeme of the date. */
export function introductionOf(lexemes: readonly Lexeme[], i: number, to = i + 1): Introduction {
  let j = i - 1
  while (
    j >= 0 &&
    i - j <= 4 &&
    (hasAny(lexemes[j], partsOfDate) ||
      (has(lexemes[j], 'determiner') && !has(lexemes[j], 'since')) ||
      [',', '-', '('].includes(lexemes[j]?.lower ?? ''))
  )
    j--
  const before = lexemes[j]
  if (has(before, 'of') && hasAny(lexemes[j - 1], ['beginning', 'late', 'middle']))
    return introductionOf(lexemes, j - 1, to)
  // "displaced by Saturday's quake", "by the 12 May eruption": by whom, not by when.
  const agent = has(before, 'by') && (lexemes[to]?.lower === "'s" || hasAny(lexemes[to], ['disaster', 'conflict']))
  if (agent) return { role: 'window', from: i }
  if (has(before, 'asOf') && !has(before, 'to')) return { role: 'asOf', from: j }
  const counted = hourBefore(lexemes, has(before, 'during') ? j - 1 : j)
  if (counted !== null) return { role: 'asOf', from: counted }
  if (has(before, 'since') && !has(before, 'after'))
    return { role: isCompared(lexemes, j) ? 'before' : 'since', from: j }
  if (has(before, 'before')) return { role: 'before', from: j }
  const from = hasAny(before, ['during', 'after', 'between']) ? j : i
  if (sinceBefore(lexemes, j)) return { role: 'since', from }
  return { role: isTold(lexemes, from) || opensTelling(lexemes, from, to) ? 'told' : 'window', from }
}

/** "By midnight on Saturday", "as of 6 p.m. on 9 June", "by 18:00 hrs on Monday": the index of the word before the hour. */
function hourBefore(lexemes: readonly Lexeme[], last: number): number | null {
  let clock = false
  for (let k = last; k >= 0 && last - k <= 6; k--) {
    const lexeme = lexemes[k]
    if (clock && has(lexeme, 'asOf') && !has(lexeme, 'to')) return k
    const isSign = lexeme?.lower === ':' || lexeme?.lower === '.'
    if (!isSign && !has(lexeme, 'clock') && lexeme?.kind !== tokenKinds.digits) return null
    clock ||= has(lexeme, 'clock') || lexeme?.lower === ':'
  }
  return null
}

/** "since the last update on 29 April", "starting around 4 April". */
function sinceBefore(lexemes: readonly Lexeme[], j: number): boolean {
  for (let k = j; k >= 0 && j - k <= 7; k--) {
    const lexeme = lexemes[k]
    if (lexeme?.lower === ',' || lexeme?.lower === '.' || hasAny(lexeme, clauseWords)) return false
    if (has(lexeme, 'since') && has(lexeme, 'opensSince')) return true
  }
  return false
}

/** "the deadliest attack since 2015", "the worst floods since May 1998": how far back one must look for the like. */
function isCompared(lexemes: readonly Lexeme[], since: number): boolean {
  for (let k = since - 1; k >= 0 && since - k <= comparedReach; k--) {
    const lexeme = lexemes[k]
    if (has(lexeme, 'superlative')) return lexeme?.number === null && !lexeme.dated
    if (
      lexeme?.lower === ',' ||
      lexeme?.lower === '.' ||
      lexeme?.kind === tokenKinds.digits ||
      hasAny(lexeme, clauseWords)
    )
      return false
  }
  return false
}
const comparedReach = 6

/** "the UN said on Monday", "said in a statement on 5 May", "figures released on 5 May": the day of telling. */
function isTold(lexemes: readonly Lexeme[], from: number): boolean {
  for (let k = from - 1; k >= 0 && from - k <= tellingReach; k--) {
    const lexeme = lexemes[k]
    if (!lexeme || lexeme.kind === tokenKinds.digits || [',', '.', ':', ';'].includes(lexeme.lower)) return false
    if (has(lexeme, 'said')) return !wasReported(lexemes, k)
    if (hasAny(lexeme, ['source', 'accordingTo'])) return true
    if (hasAny(lexeme, clauseWords) || hasAny(lexeme, happenings)) return false
  }
  return false
}

/** "On Saturday 6 September, the ministry said that …": a date that opens the sentence belongs to its verb. */
function opensTelling(lexemes: readonly Lexeme[], from: number, to: number): boolean {
  if (lexemes.slice(0, from).some((lexeme) => lexeme.kind === tokenKinds.word && !has(lexeme, 'weekday'))) return false
  for (let k = to; k < to + tellingReach; k++) {
    const lexeme = lexemes[k]
    if (!lexeme || lexeme.kind === tokenKinds.digits || hasAny(lexeme, happenings)) return false
    if (has(lexeme, 'said')) return !wasReported(lexemes, k)
    if (hasAny(lexeme, clauseWords) && !has(lexeme, 'and')) return false
  }
  return false
}

/** "Flooding was reported on 14 December" tells the day of the flooding, "as reported by OCHA on 14 December" does not. */
const wasReported = (lexemes: readonly Lexeme[], k: number) =>
  (hasAny(lexemes[k - 1], ['be', 'bePast', 'have']) && !has(lexemes[k + 1], 'by')) ||
  hasAny(lexemes[k], ['recorded', 'registered'])
