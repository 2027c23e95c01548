import fc from 'fast-check'
import { expect, test } from 'vitest'
import { storable, storableOrNull } from './text.ts'

test('NUL and lone surrogates become one replacement each, and whole pairs stay', () => {
  expect(storable('a\0b\ud800c\udc00d😀')).toBe('a\ufffdb\ufffdc\ufffdd😀')
  expect(storableOrNull(undefined)).toBeNull()
})

test('offsets into any text stay true, and the outcome is text that UTF-8 can carry', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const stored = storable(text)
      expect(stored.length).toBe(text.length)
      expect(Buffer.from(stored, 'utf8').toString('utf8')).toBe(stored)
    }),
  )
})
