/** Packs places and keys into one file: a JSON header, then columns, each compressed by itself. Read by src/data-file.ts. */
import { brotliCompressSync, constants } from 'node:zlib'
import { bucketOf } from '../../dist/name-hash.js'
import { foldedWords } from '../../dist/words.js'

const kinds = ['country', 'adm1', 'adm2', 'city', 'area']
const none32 = 0xffffffff

const compress = (buffer) =>
  brotliCompressSync(buffer, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: buffer.length,
    },
  })

/** Numbers as byte planes: the high bytes of neighbours are alike and compress to almost nothing. */
function planes(values, bytes) {
  const buffer = Buffer.alloc(values.length * bytes)
  for (let plane = 0; plane < bytes; plane++) {
    for (let i = 0; i < values.length; i++)
      buffer[plane * values.length + i] = Math.floor(values[i] / 2 ** (8 * plane)) & 0xff
  }
  return buffer
}

function placeColumns(places, countryIndex) {
  const degrees = (value) => (value === null ? 0xffffff : Math.round((value + 180) * 10_000))
  return {
    kind: planes(
      places.map((place) => kinds.indexOf(place.kind)),
      1,
    ),
    country: planes(
      places.map((place) => (place.country === null ? 255 : countryIndex.get(place.country))),
      1,
    ),
    parent: planes(
      places.map((place) => place.parentIndex ?? 0xffffff),
      3,
    ),
    latitude: planes(
      places.map((place) => degrees(place.latitude)),
      3,
    ),
    longitude: planes(
      places.map((place) => degrees(place.longitude)),
      3,
    ),
    population: planes(
      places.map((place) => place.population ?? 0),
      4,
    ),
    prior: planes(
      places.map((place) => Math.round(place.prior * 250)),
      1,
    ),
    geonameId: planes(
      places.map((place) => (place.id.startsWith('gn:') && /^gn:\d+$/.test(place.id) ? Number(place.id.slice(3)) : 0)),
      4,
    ),
  }
}

function keyColumns(keys, bucketBits) {
  const sorted = keys
    .map((key) => ({ ...key, bucket: bucketOf(key.a, bucketBits), b: key.b >>> 0 }))
    .sort((x, y) => x.bucket - y.bucket || x.b - y.b)
  const counts = new Uint8Array(2 ** bucketBits)
  for (let i = 0; i < sorted.length; i++) {
    const key = sorted[i]
    counts[key.bucket]++
    const before = sorted[i - 1]
    if (before && before.bucket === key.bucket && before.b === key.b)
      throw new Error(`two names share a hash: "${before.words.join(' ')}" and "${key.words.join(' ')}"`)
    if (counts[key.bucket] === 255) throw new Error('a bucket is full: raise bucketBits')
  }
  const pool = []
  const poolAt = new Map()
  const candidate = sorted.map(({ candidates }) => {
    if (candidates.length === 0) return 0xffffffff
    if (candidates.length === 1) return candidates[0]
    const text = candidates.join()
    if (!poolAt.has(text)) {
      poolAt.set(text, pool.length)
      pool.push(candidates.length, ...candidates)
    }
    return 0x800000 + poolAt.get(text)
  })
  if (pool.length >= 0x7fffff) throw new Error('candidate pool too large')
  return {
    bucketCount: Buffer.from(counts),
    fingerprint: planes(
      sorted.map((key) => key.b),
      4,
    ),
    flags: planes(
      sorted.map((key) => key.flags),
      1,
    ),
    candidate: planes(
      candidate.map((value) => (value === none32 ? 0xffffff : value)),
      3,
    ),
    pool: planes(pool, 3),
  }
}

/** For searching by the beginning of a name. */
function nameOrder(places) {
  const folded = places.map((place) => foldedWords(place.name).join(' '))
  return places
    .map((_, index) => index)
    .sort((a, b) => (folded[a] < folded[b] ? -1 : folded[a] > folded[b] ? 1 : a - b))
}

export function packFile({ places, keys, version, foldVersion, bucketBits }) {
  const countries = places.filter((place) => place.kind === 'country').map((place) => place.id)
  const countryIndex = new Map(countries.map((id, index) => [id, index]))
  const sections = {
    ...placeColumns(places, countryIndex),
    nameOrder: planes(nameOrder(places), 3),
    names: Buffer.from(places.map((place) => place.name).join('\n')),
    ids: Buffer.from(
      places
        .filter((place) => !/^gn:\d+$/.test(place.id))
        .map((place) => place.id)
        .join('\n'),
    ),
    members: Buffer.from(
      JSON.stringify(
        Object.fromEntries(
          places.filter((place) => place.members.length > 0).map((place) => [place.index, place.members]),
        ),
      ),
    ),
    ...keyColumns(keys, bucketBits),
  }
  const packed = Object.entries(sections).map(([name, buffer]) => {
    const data = compress(buffer)
    const smaller = data.length < 0.97 * buffer.length
    return { name, rawBytes: buffer.length, data: smaller ? data : buffer, isPacked: smaller }
  })
  const header = {
    version,
    foldVersion,
    bucketBits,
    places: places.length,
    keys: keys.length,
    countries,
    sections: packed.map(({ name, rawBytes, data, isPacked }) => ({
      name,
      rawBytes,
      bytes: data.length,
      packed: isPacked,
    })),
  }
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.write('GZT1', 0, 'latin1')
  length.writeUInt32LE(json.length, 4)
  return { file: Buffer.concat([length, json, ...packed.map(({ data }) => data)]), header }
}
