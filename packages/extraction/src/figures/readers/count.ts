/** "The number of displaced has reached 1.5 million": a counted subject, its verb of amount, the number. */
import { type Reader, stated } from '../candidate.ts'
import { isDisplacedNoun } from '../refuge.ts'
import { kindFrom, unitFrom } from './named-group.ts'

export const readCount: Reader = (candidate) => {
  const { kind, governor, predicate } = candidate
  if (governor?.kind !== 'number' || governor.blocked || !governor.family) return null
  if (!(kind === null || kind === 'people' || isDisplacedNoun(kind))) return null
  if (predicate?.rejection === 'harm' && predicate.distance < 2) return null
  return stated(candidate, 'count', governor.family, {
    from: governor.at,
    kind: kindFrom(governor, kind),
    unit: unitFrom(candidate, governor),
    stock: governor.stock,
  })
}
