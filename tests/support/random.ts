/** Chance that can be repeated: a seed makes the same run again. */

export interface Chance {
  seed: number
  /** From 0 to 1, 1 left out. */
  next(): number
  between(low: number, high: number): number
}

/** The seed of CHAOS_SEED, else of the clock; tests print it. Generator: mulberry32. */
export function chance(seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000)): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return { seed, next, between: (low, high) => low + (high - low) * next() }
}
