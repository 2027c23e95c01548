/** From the hashes of a name to its places: buckets of fingerprints, flags and candidate lists in typed arrays. */
import { type DataFile, joinPlanes } from './data-file.ts'
import { bucketOf } from './name-hash.ts'

/** What is known of a key. */
export const nameFlag = {
  /** A longer name begins with these words. */
  longer: 1,
  name: 2,
  demonym: 4,
  /** An abbreviation: only in capitals ("US", "CAR"). */
  capitals: 8,
  /** A common word too: a name only with a word for its kind beside it ("Lac province"). */
  weak: 16,
  /** May be printed without a capital ("syriens"). */
  lower: 32,
  /** No place: a publisher, treaty or river named by one. */
  shun: 64,
} as const

const noCandidate = 0xffffff
const poolBase = 0x800000

/** About six bits for each key. */
const sketchBytes = 1 << 19
const sketchShift = 32 - 19
const sketchBit = (fingerprint: number): number => 1 << ((fingerprint >>> (sketchShift - 3)) & 7)

export class NameIndex {
  private readonly bucketBits: number
  private readonly bucketStart: Uint32Array
  private readonly fingerprint: Uint32Array
  private readonly flagsOf: Buffer
  /** One bit for the beginning of each fingerprint: small enough to stay at hand, it tells most words from names. */
  private readonly sketch = new Uint8Array(sketchBytes)
  private readonly candidate: Uint32Array
  private readonly pool: Uint32Array

  constructor(file: DataFile) {
    this.bucketBits = file.header.bucketBits
    const counts = file.section('bucketCount')
    this.bucketStart = new Uint32Array(counts.length + 1)
    let total = 0
    for (let bucket = 0; bucket < counts.length; bucket++) {
      this.bucketStart[bucket] = total
      total += counts[bucket] ?? 0
    }
    this.bucketStart[counts.length] = total
    this.fingerprint = joinPlanes(file.section('fingerprint'), 4)
    for (const each of this.fingerprint) {
      const at = each >>> sketchShift
      this.sketch[at] = (this.sketch[at] ?? 0) | sketchBit(each)
    }
    this.flagsOf = file.section('flags')
    this.candidate = joinPlanes(file.section('candidate'), 3)
    this.pool = joinPlanes(file.section('pool'), 3)
  }

  /** The key of these hashes; -1 where there is none. */
  find(hashA: number, hashB: number): number {
    const wanted = hashB >>> 0
    if (!this.mayHold(wanted)) return -1
    const bucket = bucketOf(hashA, this.bucketBits)
    const end = this.bucketStart[bucket + 1] ?? 0
    for (let key = this.bucketStart[bucket] ?? 0; key < end; key++) {
      if (this.fingerprint[key] === wanted) return key
    }
    return -1
  }

  private mayHold(fingerprint: number): boolean {
    return ((this.sketch[fingerprint >>> sketchShift] ?? 0) & sketchBit(fingerprint)) !== 0
  }

  flags(key: number): number {
    return this.flagsOf[key] ?? 0
  }

  /** Indexes of the places, most prominent first. */
  candidates(key: number): number[] {
    const value = this.candidate[key] ?? noCandidate
    if (value === noCandidate) return []
    if (value < poolBase) return [value]
    const at = value - poolBase
    return Array.from(this.pool.subarray(at + 1, at + 1 + (this.pool[at] ?? 0)))
  }
}
