import { expect, test } from 'vitest'
import { bodyCache } from './body-cache.ts'

test('the body that was unused the longest goes first', () => {
  const cache = bodyCache(12)
  cache.set('a', 'aaa')
  cache.set('b', 'bbb')
  cache.set('c', 'ccc')
  cache.set('d', 'ddd')
  expect(cache.get('a')).toBe('aaa')
  cache.set('e', 'eee')
  expect(['a', 'b', 'c', 'd', 'e'].map((tag) => cache.get(tag) !== undefined)).toEqual([true, false, true, true, true])
})

test('a body that would push out the rest is not kept', () => {
  const cache = bodyCache(12)
  cache.set('a', 'aaaa')
  expect(cache.get('a')).toBeUndefined()
})
