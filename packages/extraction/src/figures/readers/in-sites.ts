/** "2,310 people in 14 evacuation centres": a line without a verb; who is counted in such places is displaced. */
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { type Reader, stated } from '../candidate.ts'

export const readInSites: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, predicate } = candidate
  if (kind !== 'people' || governor?.kind === 'reject' || (predicate && !predicate.apart)) return null
  const to = sitesAfter(lexemes, phrase.to)
  return to > 0 && endsThere(lexemes[to]) ? stated(candidate, 'subject', 'inSite', { to, stock: true }) : null
}

/** The index behind "in 14 evacuation centres"; a school or a village alone tells nothing. */
function sitesAfter(lexemes: readonly Lexeme[], at: number): number {
  if (!hasAny(lexemes[at], ['in'])) return 0
  let i = at + 1
  while (i < at + 4 && (lexemes[i]?.number || hasAny(lexemes[i], ['determiner', 'filler', 'several']))) i++
  const site = lexemes[i]
  return has(site, 'shelterSite') || (has(site, 'site') && site?.lower.includes(' ')) ? i + 1 : 0
}

const endsThere = (next: Lexeme | undefined) =>
  !next || hasAny(next, ['in']) || [',', ';', '.', '(', ')'].includes(next.lower)
