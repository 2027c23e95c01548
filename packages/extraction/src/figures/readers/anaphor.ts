/** "That figure rose to 948,000": the number means what the last one meant. */
import { has } from '../../reading/lexeme.ts'
import { type Reader, stated } from '../candidate.ts'

export const readAnaphor: Reader = (candidate) => {
  const { lexemes, phrase, kind, governor, statements, previous } = candidate
  // "4,118 people (1,206 families), bringing the total to 684,370": the first of two units goes on.
  const latest = statements.at(-1)
  const last = (latest?.pairOf == null ? latest : statements[latest.pairOf]) ?? previous
  if (governor?.kind !== 'anaphor' || governor.blocked || !last || !(kind === null || kind === 'people')) return null
  // A sum of events never falls: "that number has by now dropped to 18,260" are those who are still away.
  const fallen = lexemes.slice(governor.at, phrase.from).some((lexeme) => has(lexeme, 'fall'))
  return stated(candidate, 'anaphor', fallen ? 'stock' : last.family, {
    kind: last.kind ?? kind,
    unit: phrase.unit ?? last.unit,
    stock: true,
    from: governor.at,
  })
}
