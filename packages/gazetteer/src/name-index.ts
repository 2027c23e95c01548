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

/** Look-ups kept at hand, and the mark of a place where none is. */
const places = 8192
const neverAsked = -2

export class NameIndex {
  private readonly bucketBits: number
  private readonly bucketStart: Uint32Array
  private readonly fingerprint: Uint32Array
  private readonly flagsOf: Buffer
  private readonly candidate: Uint32Array
  private readonly pool: Uint32Array
  /** Look-ups that were made, by their first hash: the few words that make up most of a text stay close at hand. */
  private readonly askedA = new Int32Array(places)
  private readonly askedB = new Int32Array(places)
  private readonly found = new Int32Array(places).fill(neverAsked)

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
    this.flagsOf = file.section('flags')
    this.candidate = joinPlanes(file.section('candidate'), 3)
    this.pool = joinPlanes(file.section('pool'), 3)
  }

  /** The key of these hashes; -1 where there is none. */
  find(hashA: number, hashB: number): number {
    const place = (hashA ^ (hashA >>> 13)) & (places - 1)
    const known = this.found[place] ?? neverAsked
    if (known !== neverAsked && this.askedA[place] === hashA && this.askedB[place] === hashB) return known
    const key = this.lookUp(hashA, hashB)
    this.askedA[place] = hashA
    this.askedB[place] = hashB
    this.found[place] = key
    return key
  }

  private lookUp(hashA: number, hashB: number): number {
    const bucket = bucketOf(hashA, this.bucketBits)
    const wanted = hashB >>> 0
    const end = this.bucketStart[bucket + 1] ?? 0
    for (let key = this.bucketStart[bucket] ?? 0; key < end; key++) {
      if (this.fingerprint[key] === wanted) return key
    }
    return -1
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
