import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTar, type TarFile, tarEnd, tarFile } from './tar.ts'

const now = new Date('2020-02-17T00:00:00Z')
const files = fc.array(
  fc.record({ name: fc.stringMatching(/^[a-z_]{1,40}\/[0-9]{6}\.copy$/), bytes: fc.uint8Array({ maxLength: 1500 }) }),
  { maxLength: 6 },
)

async function* inChunks(whole: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size)
}

async function read(whole: Buffer, size: number): Promise<TarFile[]> {
  const found: TarFile[] = []
  for await (const { name, bytes } of readTar(inChunks(whole, size))) found.push({ name, bytes: Buffer.from(bytes) })
  return found
}

const archiveOf = (list: { name: string; bytes: Uint8Array }[]) =>
  Buffer.concat([...list.map(({ name, bytes }) => tarFile(name, bytes, now)), tarEnd])

test('files come back as they were, however the archive is cut into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(files, fc.integer({ min: 1, max: 2000 }), async (list, size) => {
      expect(await read(archiveOf(list), size)).toEqual(
        list.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) })),
      )
    }),
    { numRuns: 60 },
  )
})

test('an archive that ends anywhere before its end is told to be cut off', async () => {
  const whole = archiveOf([{ name: 'a/000000.copy', bytes: Buffer.alloc(700, 1) }])
  for (const length of [0, 1, 511, 512, 900, 1212, whole.length - tarEnd.length])
    await expect(read(whole.subarray(0, length), 300)).rejects.toThrow('cut off')
})

test('a header that was altered, and a size that cannot be, are told to be damage', async () => {
  const whole = archiveOf([{ name: 'a/000000.copy', bytes: Buffer.alloc(700, 1) }])
  whole.writeUInt8(65, 0)
  await expect(read(whole, 300)).rejects.toThrow('does not add up')
  await expect(read(Buffer.from('x'.repeat(2000)), 300)).rejects.toThrow('damaged')
})

test('a name that does not fit is refused when it is written', () => {
  expect(() => tarFile('x'.repeat(101), Buffer.alloc(0), now)).toThrow(RangeError)
})

/** The first bytes of a header as POSIX lays it down, so that other programs read it, too. */
test('a header is a ustar header', () => {
  const header = tarFile('a.txt', Buffer.from('hi'), now)
  expect(header.toString('latin1', 257, 265)).toBe('ustar\x0000')
  expect(header.toString('latin1', 156, 157)).toBe('0')
  expect(header.toString('latin1', 124, 136)).toBe('00000000002\0')
  expect(header.length).toBe(1024)
})
