import { Readable } from 'node:stream'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { expect, test } from 'vitest'
import { readBody } from './read-body.ts'

const limits = { maxBytes: 1_000 }
const stream = (...parts: Buffer[]) => Readable.from(parts, { objectMode: false })
const text = 'Some people were displaced. '.repeat(20)
const failureOf = (body: Promise<Buffer>) =>
  body.then(
    () => 'none',
    (error: unknown) => (error instanceof PipelineError ? error.code : error),
  )

test.each([
  [undefined, Buffer.from(text)],
  ['identity', Buffer.from(text)],
  ['gzip', gzipSync(text)],
  ['x-gzip', gzipSync(text)],
  ['br', brotliCompressSync(text)],
  ['deflate', deflateSync(text)],
  ['deflate', deflateRawSync(text)],
  ['gzip, br', brotliCompressSync(gzipSync(text))],
])('%s is decoded', async (coding, bytes) => {
  expect((await readBody(stream(bytes), coding, limits)).toString()).toBe(text)
})

test('the cap counts decoded bytes', async () => {
  const zeros = Buffer.alloc(50_000_000)
  for (const [coding, bytes] of [
    ['gzip', gzipSync(zeros)],
    ['br', brotliCompressSync(zeros)],
    ['deflate', deflateSync(zeros)],
  ] as const) {
    const began = performance.now()
    expect(await failureOf(readBody(stream(bytes), coding, { maxBytes: 60_000 }))).toBe('too_large')
    expect(performance.now() - began).toBeLessThan(2_000)
  }
})

test('a body of exactly the cap is read', async () => {
  expect(await readBody(stream(Buffer.alloc(1_000)), undefined, limits)).toHaveLength(1_000)
  expect(await failureOf(readBody(stream(Buffer.alloc(1_001)), undefined, limits))).toBe('too_large')
})

test('where asked, what is beyond the cap is left off', async () => {
  const body = readBody(stream(Buffer.alloc(900), Buffer.alloc(900)), undefined, { ...limits, truncate: true })
  expect(await body).toHaveLength(1_000)
})

test('a compressed body that breaks off is an error, not a short report', async () => {
  const cut = gzipSync(text).subarray(0, 30)
  expect(await failureOf(readBody(stream(cut), 'gzip', limits))).toBe('truncated')
  expect(await failureOf(readBody(stream(Buffer.from('no gzip at all')), 'gzip', limits))).toBe('truncated')
})

test('three codings, and one nobody knows, are refused', async () => {
  expect(await failureOf(readBody(stream(Buffer.from('x')), 'gzip, gzip, gzip', limits))).toBe('unsupported_media_type')
  expect(await failureOf(readBody(stream(Buffer.from('x')), 'lzma', limits))).toBe('unsupported_media_type')
})
