import { expect, test } from 'vitest'
import { parseRetryAfter } from './retry-after.ts'

const now = new Date('2026-01-01T00:00:00Z')
const day = 86_400_000

test.each([
  [undefined, undefined],
  ['', undefined],
  ['0', 0],
  ['120', 120_000],
  ['315360000', day], // ten years
  ['99999999999999999999', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['Thu, 01 Jan 2026 00:02:00 GMT', 120_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['Thu, 01 Jan 2126 00:00:00 GMT', day],
  ['soon', undefined],
])('%s waits %s ms', (header, ms) => {
  expect(parseRetryAfter(header, now)).toBe(ms)
})
