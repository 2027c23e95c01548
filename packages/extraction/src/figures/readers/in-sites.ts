/** "2,310 people in 14 evacuation centres": a line without a verb; who is counted in such places is displaced. */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { type Reader, stated } from '../candidate.ts'
import { isDriven } from '../refuge.ts'

export const readInSites: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, predicate } = candidate
  if (kind !== 'people' || governor?.kind === 'reject' || (predicate && !predicate.apart)) return null
  const to = sitesAfter(lexemes, phrase.to, isDriven(candidate))
  return to > 0 && endsThere(lexemes[to]) ? stated(candidate, 'subject', 'inSite', { to, stock: true }) : null
}

/** The index behind "in 14 evacuation centres"; a school or a village alone tells nothing, "154 shelters" where war or water is told of. */
function sitesAfter(lexemes: readonly Lexeme[], at: number, driven: boolean): number {
  if (!hasAny(lexemes[at], ['in'])) return 0
  let i = at + 1
  while (i < at + 4 && (lexemes[i]?.number || hasAny(lexemes[i], ['determiner', 'filler', 'several']))) i++
  const site = lexemes[i]
  const counted = driven && Boolean(lexemes[i - 1]?.number)
  return has(site, 'shelterSite') || (has(site, 'site') && (counted || site?.lower.includes(' '))) ? i + 1 : 0
}

const endsThere = (next: Lexeme | undefined) =>
  !next || next.dated || hasAny(next, ['in', 'during', 'asOf']) || [',', ';', '.', '(', ')'].includes(next.lower)
