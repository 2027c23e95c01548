import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type TextLine, textLines } from './text-lines.ts'

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function linesOf(bytes: Uint8Array, size: number, limit?: number): Promise<TextLine[]> {
  const lines: TextLine[] = []
  for await (const line of textLines(chunksOf(bytes, size), limit)) lines.push(line)
  return lines
}

const utf8 = (text: string) => new TextEncoder().encode(text)

test('however the bytes are cut, the lines are the same', async () => {
  const text = fc.array(
    fc.string({ unit: 'grapheme' }).filter((line) => !/[\r\n\ufeff]/u.test(line)),
    { maxLength: 10 },
  )
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (lines, size) => {
      const read = await linesOf(utf8(lines.map((line) => `${line}\n`).join('')), size)
      expect(read).toEqual(lines.map((line) => ({ text: line })))
    }),
  )
})

test('the last line needs no line end; a byte order mark and carriage returns go', async () => {
  expect(await linesOf(utf8('\ufeffa\r\nb'), 100)).toEqual([{ text: 'a' }, { text: 'b' }])
})

test('a line over the limit is told by its length and the next one is whole', async () => {
  expect(await linesOf(utf8(`${'x'.repeat(50)}\nnext\n`), 8, 20)).toEqual([{ tooLong: 50 }, { text: 'next' }])
})

test('invalid UTF-8 becomes the replacement character', async () => {
  expect(await linesOf(Uint8Array.of(0x61, 0xff, 0x0a), 1)).toEqual([{ text: 'a\ufffd' }])
})
