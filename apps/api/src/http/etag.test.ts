import { expect, test } from 'vitest'
import { matchesTag, tagOf } from './etag.ts'

test.each([
  [undefined, false],
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['"b"', false],
  ['*', true],
  ['', false],
])('If-None-Match %s', (header, expected) => {
  expect(matchesTag(header, '"a"')).toBe(expected)
})

test('parts are told apart: moving a letter over their border makes another tag', () => {
  expect(tagOf('ab', 'c')).not.toBe(tagOf('a', 'bc'))
  expect(tagOf('ab', 'c')).toBe(tagOf('ab', 'c'))
})
