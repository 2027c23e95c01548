/**
 * Hashes of folded words and of their sequences. A name is known by a bucket (from the first hash) and a 32-bit
 * fingerprint (the second): the strings themselves need not be in memory. With a million names a foreign word meets a
 * wrong fingerprint about once in a thousand million look-ups; the build refuses collisions between names.
 */

export const seedA = 0x811c9dc5
export const seedB = 0x9747b28c

export const hashCharA = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193)
export const hashCharB = (hash: number, code: number): number => {
  const mixed = Math.imul(hash ^ code, 0x5bd1e995)
  return mixed ^ (mixed >>> 15)
}

/** Joins the next word to the hash of the words before it. */
export const joinA = (sequence: number, word: number): number => {
  const mixed = Math.imul(sequence ^ word, 0x85ebca6b)
  return (mixed ^ (mixed >>> 13)) + 0x27d4eb2f
}
export const joinB = (sequence: number, word: number): number => {
  const mixed = Math.imul(sequence + 0x165667b1, 0xc2b2ae35) ^ word
  return Math.imul(mixed ^ (mixed >>> 16), 0x2c1b3c6d)
}

/** Spreads the first hash over the buckets. */
export const bucketOf = (hash: number, bucketBits: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  return (mixed ^ (mixed >>> 15)) >>> (32 - bucketBits)
}

export interface WordHashes {
  a: number
  b: number
}

/** Hashes of one folded word. */
export function hashWord(folded: string): WordHashes {
  let a = seedA
  let b = seedB
  for (let index = 0; index < folded.length; index++) {
    const code = folded.charCodeAt(index)
    a = hashCharA(a, code)
    b = hashCharB(b, code)
  }
  return { a, b }
}

/** Hashes of a sequence of folded words, as the index holds them. */
export function hashWords(folded: readonly string[]): WordHashes {
  let sequence: WordHashes | null = null
  for (const word of folded) {
    const { a, b } = hashWord(word)
    sequence = sequence === null ? { a, b } : { a: joinA(sequence.a, a), b: joinB(sequence.b, b) }
  }
  return sequence ?? { a: seedA, b: seedB }
}
