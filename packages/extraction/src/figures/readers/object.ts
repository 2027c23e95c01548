/** A verb or noun of displacement directly to the left: "displaced 2,000 people", "the evacuation of 2,000 residents". */
import { type Reader, stated } from '../candidate.ts'
import { movesOfRefuge } from './refuge.ts'

export const readObject: Reader = (candidate) => {
  const { kind, governor, predicate } = candidate
  if (!governor?.adjacent || !governor.family || (governor.kind !== 'verb' && governor.kind !== 'nominal')) return null
  const { family } = governor
  if (governor.blocked) return 'no figure'
  if ((family === 'arrive' || family === 'cross') && !movesOfRefuge(candidate)) return 'no figure'
  // Refugees and migrants moved by an office are counted in passing.
  if ((kind === 'refugee' || kind === 'migrant') && (family === 'relocate' || family === 'evacuate')) return 'no figure'
  if (governor.kind === 'verb' && predicate?.rejection === 'harm' && predicate.distance <= 1) return 'no figure'
  return stated(candidate, governor.kind === 'verb' ? 'object' : 'nominal', family, {
    from: governor.at,
    stock: false,
    forced: false,
  })
}
