/** Which fault strikes when: worked out from a seed before anything runs, so that a run can be had again. */
import { chance } from '../../support/random.ts'

export interface Strike {
  round: number
  fault: string
  /** Quiet time before it. */
  afterMs: number
  /** Of the dice that the fault throws itself. */
  seed: number
}

export interface PlanOptions {
  seed: number
  rounds: number
  faults: readonly string[]
  longestQuietMs: number
}

/** Faults are dealt like cards: each comes once before any comes again. */
export function planStrikes({ seed, rounds, faults, longestQuietMs }: PlanOptions): Strike[] {
  if (faults.length === 0) return []
  const dice = chance(seed)
  const strikes: Strike[] = []
  let deck: string[] = []
  for (let round = 1; round <= rounds; round++) {
    if (deck.length === 0) deck = [...faults]
    const [fault = ''] = deck.splice(Math.floor(dice.next() * deck.length), 1)
    strikes.push({
      round,
      fault,
      afterMs: Math.round(dice.between(0, longestQuietMs)),
      seed: Math.floor(dice.next() * 1_000_000),
    })
  }
  return strikes
}
