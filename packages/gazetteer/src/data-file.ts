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
  sections: { name: string; rawBytes: number; bytes: number }[]
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
  const offsets = new Map<string, { start: number; end: number }>()
  let at = headerEnd
  for (const { name, bytes } of header.sections) {
    offsets.set(name, { start: at, end: at + bytes })
    at += bytes
  }
  return {
    header,
    section(name) {
      const place = offsets.get(name)
      if (place === undefined) throw new Error(`The gazetteer's data has no section ${name}`)
      return brotliDecompressSync(file.subarray(place.start, place.end))
    },
  }
}

/** Joins byte planes back into numbers; three planes make numbers up to 0xffffff, four up to 0xffffffff. */
export function joinPlanes(buffer: Buffer, bytes: number): Uint32Array {
  const count = buffer.length / bytes
  const values = new Uint32Array(count)
  for (let plane = 0; plane < bytes; plane++) {
    const shift = 8 * plane
    const from = plane * count
    for (let index = 0; index < count; index++)
      values[index] = (values[index] ?? 0) | ((buffer[from + index] ?? 0) << shift)
  }
  return values
}
