/** Reads data/places.bin: a header and columns, each compressed by itself, as build/steps/write-file.mjs wrote them. */
import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { foldVersion } from './fold.ts'

interface Header {
  version: string
  foldVersion: number
  bucketBits: number
  places: number
  keys: number
  countries: string[]
  /** `packed`: compressed by Brotli; else as it is, because it does not get smaller. */
  sections: { name: string; rawBytes: number; bytes: number; packed: boolean }[]
}

export interface DataFile {
  header: Header
  /** Decompressed bytes of one section; throws where the file has none of that name. */
  section(name: string): Buffer
}

/** Beside src in a checkout and beside dist in a build alike. */
const defaultPath = new URL('../data/places.bin', import.meta.url)

/** @throws Error when the file is not ours, or was made with other folding rules. */
export function readDataFile(path: URL | string = defaultPath): DataFile {
  const file = readFileSync(path)
  if (file.subarray(0, 4).toString('latin1') !== 'GZT1') throw new Error(`${String(path)} is not a gazetteer data file`)
  const headerEnd = 8 + file.readUInt32LE(4)
  const header = JSON.parse(file.subarray(8, headerEnd).toString('utf8')) as Header
  if (header.foldVersion !== foldVersion) {
    throw new Error(
      `The gazetteer's data was built with folding ${header.foldVersion}, the code folds by ${foldVersion}: rebuild it`,
    )
  }
  const offsets = new Map<string, { start: number; end: number; packed: boolean }>()
  let at = headerEnd
  for (const { name, bytes, packed } of header.sections) {
    offsets.set(name, { start: at, end: at + bytes, packed })
    at += bytes
  }
  return {
    header,
    section(name) {
      const place = offsets.get(name)
      if (place === undefined) throw new Error(`The gazetteer's data has no section ${name}`)
      const bytes = file.subarray(place.start, place.end)
      return place.packed ? brotliDecompressSync(bytes) : bytes
    },
  }
}

/** Joins byte planes back into numbers; three planes make numbers up to 0xffffff, four up to 0xffffffff. */
export function joinPlanes(buffer: Buffer, bytes: 3 | 4): Uint32Array {
  const count = buffer.length / bytes
  const values = new Uint32Array(count)
  const [second, third, fourth] = [count, 2 * count, 3 * count]
  for (let index = 0; index < count; index++) {
    const low = (buffer[index] ?? 0) | ((buffer[second + index] ?? 0) << 8) | ((buffer[third + index] ?? 0) << 16)
    values[index] = bytes === 4 ? low | ((buffer[fourth + index] ?? 0) << 24) : low
  }
  return values
}

/** A column that is read at its first use: coordinates and names are not needed to find a place in a text. */
export function lazily<T>(read: () => T): () => T {
  let value: T | null = null
  return () => {
    value ??= read()
    return value
  }
}
