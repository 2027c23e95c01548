/**
 * One text on many sites: shingles of words tell how much two texts share, a signature finds those worth comparing among
 * millions. Pure, and the same for two texts whichever came first.
 */

/** Words in a row that make a shingle; shingles of a text that are looked at. */
const [shingleWords, mostShingles] = [5, 20_000]
/** A text of fewer shingles is a teaser, which many share by chance. */
const fewestShingles = 40
/** Bands of rows: texts that share 7 of 10 shingles meet in one of the bands 99 times of 100, 3 of 10 one time of eight. */
const [bands, rows] = [16, 4]
/** Of all their shingles, and of the shorter text's where a site prints the beginning alone. */
const [sharedOfAll, sharedOfShorter] = [0.6, 0.85]

/** Of the shorter version's. */
const sharedOfStory = 0.2

/** Hashes of a text's shingles. */
export type Shingles = ReadonlySet<number>

export function shinglesOf(text: string): Shingles {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  const hashes = words.map(hashOf)
  const shingles = new Set<number>()
  for (let i = 0; i + shingleWords <= hashes.length && shingles.size < mostShingles; i++) {
    let hash = 0
    for (let k = i; k < i + shingleWords; k++) hash = mix(hash ^ (hashes[k] ?? 0))
    shingles.add(hash)
  }
  return shingles
}

/** What texts alike have one of in common; null for one that is too short. Signed 32 bits each, as the store's integers. */
export function textBands(shingles: Shingles): number[] | null {
  if (shingles.size < fewestShingles) return null
  const least = new Uint32Array(bands * rows).fill(0xffffffff)
  for (const shingle of shingles)
    for (let n = 0; n < least.length; n++) {
      const hash = mix(shingle ^ Math.imul(n + 1, 0x9e3779b1)) >>> 0
      if (hash < (least[n] ?? 0)) least[n] = hash
    }
  return Array.from({ length: bands }, (_, band) => {
    let hash = band
    for (let row = 0; row < rows; row++) hash = mix(hash ^ (least[band * rows + row] ?? 0))
    return hash | 0
  })
}

/** Whether one is the other, changed a little or cut off. */
export function isSameText(a: Shingles, b: Shingles): boolean {
  const [shorter, longer] = a.size <= b.size ? [a, b] : [b, a]
  if (shorter.size < fewestShingles) return false
  let shared = 0
  for (const shingle of shorter) if (longer.has(shingle)) shared++
  return shared >= (a.size + b.size - shared) * sharedOfAll || shared >= shorter.size * sharedOfShorter
}

/** Whether they may be versions of one report: another page (a notice of consent, a paywall) shares next to nothing with it. */
export function isSameStory(a: Shingles, b: Shingles): boolean {
  const [shorter, longer] = a.size <= b.size ? [a, b] : [b, a]
  let shared = 0
  for (const shingle of shorter) if (longer.has(shingle)) shared++
  return shared > shorter.size * sharedOfStory
}

/** The sets of two or more that hang together by texts that are the same; each in the order given. */
export function sameTexts<T>(items: readonly T[], shingles: (item: T) => Shingles): T[][] {
  const left = [...items]
  const groups: T[][] = []
  while (left.length > 0) {
    const group = left.splice(0, 1)
    for (const member of group)
      for (let i = left.length - 1; i >= 0; i--)
        if (left.slice(i, i + 1).some((other) => isSameText(shingles(member), shingles(other))))
          group.push(...left.splice(i, 1))
    if (group.length > 1) groups.push(group)
  }
  return groups
}

/** FNV-1a over UTF-16 units. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return hash | 0
}

/** The last steps of MurmurHash3: each bit of the input moves half of the output's. */
function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) | 0
}
