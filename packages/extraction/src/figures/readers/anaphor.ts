/** "That figure rose to 948,000": the number means what the last one meant. */
import { type Reader, stated } from '../candidate.ts'

export const readAnaphor: Reader = (candidate) => {
  const { phrase, kind, governor, statements, previous } = candidate
  const last = statements.at(-1) ?? previous
  if (governor?.kind !== 'anaphor' || governor.blocked || !last || !(kind === null || kind === 'people')) return null
  return stated(candidate, 'anaphor', last.family, {
    kind: last.kind ?? kind,
    unit: phrase.unit ?? last.unit,
    stock: true,
    from: governor.at,
  })
}
