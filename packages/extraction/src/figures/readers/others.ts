/** More of those told before: "Another 1,900 live in Manzini", "Over 92,000 others have reached Goma", "Nakivale has 150,700". */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { type Candidate, type Reader, stated } from '../candidate.ts'
import { siteAfter } from '../predicate/look-ahead.ts'
import type { Statement } from '../statement.ts'

export const readOthers: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, predicate, previous, statements } = candidate
  const last = statements.at(-1) ?? previous
  if (last && isHeld(candidate, last))
    return stated(candidate, 'list', last.family, { kind: last.kind, unit: last.unit, stock: true })
  if (!last || !(phrase.others || phrase.additional) || governor?.kind === 'reject') return null
  if (!(kind === null || kind === 'people' || kind === last.kind)) return null
  const reaching = predicate?.rejection === 'aid' && has(lexemes[predicate.at], 'reach')
  if (predicate?.rejection && predicate.rejection !== 'other' && !reaching) return null
  let verb = phrase.to
  while (hasAny(lexemes[verb], ['have', 'adverb', 'be', 'stock'])) verb++
  const to = goalOf(lexemes, verb + 1)
  if (to < 0) return null
  const same = { kind: last.kind, unit: phrase.unit ?? last.unit, to }
  if (has(lexemes[verb], 'stay'))
    return stated(candidate, 'list', last.kind === 'refugee' ? 'host' : 'stock', { ...same, stock: true })
  return hasAny(lexemes[verb], ['reach', 'arrive']) ? stated(candidate, 'list', 'arrive', same) : null
}

/** The lexeme behind "in Manzini", "the DRC", "in the cathedral"; -1 where the verb leads to no place. */
function goalOf(lexemes: readonly Lexeme[], from: number): number {
  let i = from
  while (i < from + 2 && hasAny(lexemes[i], ['in', 'to', 'definite'])) i++
  if (lexemes[i]?.capital && !lexemes[i]?.dated) return i + 1
  const site = siteAfter(lexemes, from, 4)
  if (site > 0) return site + 1
  // "slept in the cathedral", but not "live in poverty".
  return has(lexemes[from], 'in') && has(lexemes[from + 1], 'definite') ? i + 1 : -1
}

/** Fewer are no count of a town or camp. */
const fewestHeld = 100

/** "Uganda hosts 1.5 million refugees. Bidi Bidi settlement has 201,000": a place and how many of those told it has. */
function isHeld({ lexemes, phrase, kind }: Candidate, last: Statement): boolean {
  if (kind !== null || !(last.kind === 'refugee' || last.kind === 'idp') || phrase.number.value < fewestHeld)
    return false
  const owner = lexemes[phrase.from - 2]
  const next = lexemes[phrase.to]
  const alone = !next || has(next, 'ofWhom') || [',', ';', '.'].includes(next.lower)
  const place = Boolean(owner?.capital && !owner.dated) || hasAny(owner, ['site', 'placeKind']) || owner?.lower === ','
  return has(lexemes[phrase.from - 1], 'have') && place && alone
}
