/** People who are in a shelter: "There were 50 people at the rest centre", in a text about displaced people or a shelter by its name. */
import { has } from '../../reading/lexeme.ts'
import { type Reader, stated } from '../candidate.ts'
import { isShelter, siteAfter } from '../predicate/look-ahead.ts'
import { isDriven } from '../refuge.ts'

export const readPresent: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, predicate } = candidate
  if (governor?.kind !== 'recorded' || governor.blocked || kind !== 'people' || predicate) return null
  if (!has(lexemes[governor.at], 'thereAre') || !has(lexemes[phrase.to], 'in')) return null
  const site = siteAfter(lexemes, phrase.to + 1, 5)
  if (site === 0 || !(isShelter(lexemes[site]) || isDriven(candidate))) return null
  return stated(candidate, 'hosted', 'inSite', { stock: true, from: governor.at, to: site + 1 })
}
