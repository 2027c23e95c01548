/**
 * Just enough of the tar format (POSIX.1-1988 ustar) to write and read an archive of small files as streams, so that a
 * person can look into a backup with any tar. Reading checks every header's sum and finds an archive that was cut off.
 */

const block = 512
/** Larger files do not come from `tarFile`: the reader refuses them rather than fill the memory. */
const largestFile = 256 * 1024 * 1024

export interface TarFile {
  name: string
  bytes: Buffer
}

/** One file: header, bytes, padding. The name has at most 100 characters. */
export function tarFile(name: string, bytes: Uint8Array, modified: Date): Buffer {
  const header = Buffer.alloc(block)
  const octal = (value: number, at: number, length: number) =>
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  if (Buffer.byteLength(name) > 100) throw new RangeError(`a name of over 100 bytes: ${name}`)
  header.write(name, 0, 'utf8')
  octal(0o600, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(bytes.byteLength, 124, 12)
  octal(Math.floor(modified.getTime() / 1000), 136, 12)
  header.write('0ustar\x0000', 156, 'latin1')
  header.copy(header, 257, 157, 165)
  header.fill(0, 157, 257)
  octal(sumOf(header), 148, 7)
  header.write(' ', 155, 'latin1')
  return Buffer.concat([header, bytes, Buffer.alloc(-bytes.byteLength & (block - 1))])
}

/** What ends an archive. */
export const tarEnd: Buffer = Buffer.alloc(2 * block)

/** The files of an archive one after the other. Error: cut off, or no tar at all. */
export async function* readTar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TarFile> {
  const reader = new BlockReader(chunks)
  for (;;) {
    const header = await reader.take(block)
    if (header.every((byte) => byte === 0)) return
    const said = Number.parseInt(header.toString('latin1', 148, 156), 8)
    if (said !== sumOf(header)) throw new Error('the archive is damaged: a header does not add up')
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8)
    if (!(size >= 0 && size <= largestFile)) throw new Error('the archive is damaged: a file of impossible size')
    const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '')
    const bytes = await reader.take(size)
    await reader.take(-size & (block - 1))
    yield { name, bytes }
  }
}

/** The sum of the header's bytes, its own field taken as blanks. */
function sumOf(header: Buffer): number {
  let sum = 8 * 32
  for (let at = 0; at < block; at++) if (at < 148 || at >= 156) sum += header[at] ?? 0
  return sum
}

class BlockReader {
  readonly #chunks: AsyncIterator<Uint8Array>
  #held: Buffer[] = []
  #length = 0

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  async take(length: number): Promise<Buffer> {
    while (this.#length < length) {
      const { done, value } = await this.#chunks.next()
      if (done) throw new Error('the archive is cut off: it ends in the middle of a file')
      this.#held.push(Buffer.from(value))
      this.#length += value.byteLength
    }
    const all = this.#held.length === 1 && this.#held[0] ? this.#held[0] : Buffer.concat(this.#held)
    this.#held = [all.subarray(length)]
    this.#length = all.length - length
    return all.subarray(0, length)
  }
}
