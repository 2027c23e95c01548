/** "the evacuation of about 50 homes": those who lived there; a home destroyed or damaged is no figure. */
import { hasAny } from '../../reading/lexeme.ts'
import { type Reader, stated } from '../candidate.ts'

export const readDwelling: Reader = (candidate) => {
  const { lexemes, phrase, governor, predicate } = candidate
  if (candidate.kind !== 'dwelling') return null
  if (governor?.blocked || governor?.kind === 'reject') return 'no figure'
  if (hasAny(lexemes[phrase.to], ['affected', 'disaster', 'harm'])) return 'no figure'
  if (governor?.family === 'evacuate' && (governor.kind === 'nominal' || governor.kind === 'verb'))
    return stated(candidate, 'nominal', 'evacuate', { from: governor.at })
  if (
    predicate?.family === 'evacuate' &&
    !predicate.rejection &&
    predicate.distance <= 3 &&
    phrase.number.form === 'plain'
  )
    return stated(candidate, 'subject', 'evacuate', { to: predicate.to })
  return 'no figure'
}
