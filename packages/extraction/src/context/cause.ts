/** Why people moved: words of conflict, of hazards and of other causes, the nearest first. */
import type { Cause } from '@displacement-monitor/shared/domain'
import { has, hasAny, type Lexeme } from '../reading/lexeme.ts'
import { tokenKinds } from '../reading/token.ts'

export interface CauseTally {
  conflict: number
  disaster: number
  other: number
  /** Offices named for disasters: a hint where nothing else is told. */
  offices: number
  hazards: Map<string, number>
}

export const emptyTally = (): CauseTally => ({ conflict: 0, disaster: 0, other: 0, offices: 0, hazards: new Map() })

/** "Disaster Management Authority", "the fire brigade": named for what it meets, whatever it counts today. */
function namesOffice(lexemes: readonly Lexeme[], i: number): boolean {
  for (let j = i + 1; j <= i + longestOffice; j++) {
    const lexeme = lexemes[j]
    if (!lexeme || lexeme.number || lexeme.dated || lexeme.kind !== tokenKinds.word) return false
    if (has(lexeme, 'office')) return true
    if (!lexeme.capital && lexeme.entry && !hasAny(lexeme, ['and', 'nameLink', 'disaster'])) return false
  }
  return false
}
const longestOffice = 6

/** Adds the cause words of lexemes; a capital "War" or "Storm" counts as any. */
export function tallyCauses(lexemes: readonly Lexeme[], tally: CauseTally): CauseTally {
  lexemes.forEach((lexeme, i) => {
    if (has(lexeme, 'conflict')) tally.conflict++
    if (has(lexeme, 'otherCause')) tally.other++
    if (has(lexeme, 'disaster') && namesOffice(lexemes, i)) tally.offices++
    else if (has(lexeme, 'disaster')) {
      tally.disaster++
      const hazard = lexeme.entry?.hazard
      if (hazard) tally.hazards.set(hazard, (tally.hazards.get(hazard) ?? 0) + 1)
    }
  })
  return tally
}

/** Adds what one sentence tells to what several tell. */
export function addTally(own: CauseTally, tally: CauseTally): void {
  tally.conflict += own.conflict
  tally.disaster += own.disaster
  tally.other += own.other
  tally.offices += own.offices
  for (const [hazard, count] of own.hazards) tally.hazards.set(hazard, (tally.hazards.get(hazard) ?? 0) + count)
}

export interface StatedCause {
  cause: Cause | null
  hazard: string | null
}

/** Within the sentence the nearest word decides; beyond it, the kind that is named at least twice as often. */
export function causeInSentence(lexemes: readonly Lexeme[], from: number, to: number): StatedCause | null {
  let best: { distance: number; lexeme: Lexeme } | null = null
  lexemes.forEach((lexeme, i) => {
    if (!has(lexeme, 'conflict') && !has(lexeme, 'disaster') && !has(lexeme, 'otherCause')) return
    if (has(lexeme, 'disaster') && namesOffice(lexemes, i)) return
    const after = i >= to
    const distance = after ? i - to : i < from ? from - i + 1 : 0
    const caused = has(lexemes[i - 1], 'by') || has(lexemes[i - 2], 'by') || has(lexemes[i - 3], 'by') ? 6 : 0
    if (!best || distance - caused < best.distance) best = { distance: distance - caused, lexeme }
  })
  const found = best as { distance: number; lexeme: Lexeme } | null
  if (!found) return null
  const both = lexemes.some(
    (lexeme, i) =>
      has(lexeme, 'and') &&
      ((has(lexemes[i - 1], 'conflict') && has(lexemes[i + 1], 'disaster')) ||
        (has(lexemes[i - 1], 'disaster') && has(lexemes[i + 1], 'conflict'))),
  )
  if (both) return { cause: 'mixed', hazard: null }
  if (has(found.lexeme, 'conflict')) return { cause: 'conflict', hazard: null }
  if (has(found.lexeme, 'disaster')) return { cause: 'disaster', hazard: found.lexeme.entry?.hazard ?? null }
  return { cause: 'other', hazard: null }
}

export function causeOfTally({ conflict, disaster, other, hazards }: CauseTally): StatedCause {
  const hazard = [...hazards].filter(([name]) => name !== 'disaster').sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
  if (conflict > disaster && conflict >= other) return { cause: 'conflict', hazard: null }
  if (disaster > conflict && disaster >= other) return { cause: 'disaster', hazard }
  return { cause: other > 0 && conflict + disaster === 0 ? 'other' : null, hazard: null }
}

/** What all of a text tells; one that names nothing but an office for disasters tells of one. */
export function causeOfText(tally: CauseTally): StatedCause {
  const told = causeOfTally(tally)
  const silent = tally.conflict + tally.disaster + tally.other === 0
  return silent && tally.offices > 0 ? { cause: 'disaster', hazard: null } : told
}
