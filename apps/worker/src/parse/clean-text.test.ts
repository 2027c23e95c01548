import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanCharacters, cleanField, cleanLine } from './clean-text.ts'

test.each([
  ['a\u0000b', 'ab'],
  ['dis\u00adplaced', 'displaced'],
  ['\ufeffx\ufeffy', 'xy'],
  ['a\ud800b', 'a\ufffdb'],
  ['a\udc00', 'a\ufffd'],
  ['😀', '😀'],
  ['e\u0301', 'é'],
  ['800\u00a0000', '800\u00a0000'],
  ['\u200fإدلب', '\u200fإدلب'],
  ['a\r\nb\rc', 'a\nb\nc'],
])('%j becomes %j', (text, clean) => {
  expect(cleanCharacters(text)).toBe(clean)
})

test('what is clean is storable, and cleaning it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const clean = cleanCharacters(text)
      expect(clean).not.toContain('\u0000')
      expect(Buffer.from(clean, 'utf8').toString('utf8')).toBe(clean)
      expect(cleanCharacters(clean)).toBe(clean)
    }),
  )
})

test('a line has single spaces, and a field is absent rather than empty', () => {
  expect(cleanLine('  a \n\t b ')).toBe('a b')
  expect(cleanField(' \n ')).toBeNull()
  expect(cleanField(null)).toBeNull()
  expect(cleanField('x'.repeat(600))).toHaveLength(500)
})

test('no character of the basic plane stays beside letters as the rule would not have it', () => {
  const left = Array.from({ length: 0x10000 }, (_, code) => `e${String.fromCharCode(code)}e`).filter((text) => {
    const clean = cleanCharacters(text)
    return (
      clean.normalize('NFC') !== clean || /[^\P{C}\n\t\p{Cf}\p{Co}\p{Cn}]|[\u00ad\u200b\u2028\u2060\ufeff]/u.test(clean)
    )
  })
  expect(left).toEqual([])
})
