import { expect, test } from 'vitest'
import { bodyCache } from './body-cache.ts'

const textOf = (kept: { body: Buffer } | undefined) => kept?.body.toString()

test('the body that was unused the longest goes first', () => {
  const cache = bodyCache(12)
  for (const tag of ['a', 'b', 'c', 'd']) cache.set(tag, tag.repeat(3))
  expect(textOf(cache.get('a'))).toBe('aaa')
  cache.set('e', 'eee')
  expect(['a', 'b', 'c', 'd', 'e'].map((tag) => textOf(cache.get(tag)))).toEqual([
    'aaa',
    undefined,
    'ccc',
    'ddd',
    'eee',
  ])
})

test('a body that would push out the rest is given back and not kept', () => {
  const cache = bodyCache(12)
  expect(textOf(cache.set('a', 'aaaa'))).toBe('aaaa')
  expect(cache.get('a')).toBeUndefined()
})

test('compressed forms count from the next use on, and a body that grew too large goes', () => {
  const cache = bodyCache(12)
  for (const tag of ['a', 'b', 'c']) cache.set(tag, tag.repeat(2))
  cache.get('c')?.packed.set('gzip', Buffer.alloc(1))
  expect(['c', 'c', 'b', 'a'].map((tag) => textOf(cache.get(tag)))).toEqual(['cc', 'cc', 'bb', 'aa'])
  cache.get('c')?.packed.set('br', Buffer.alloc(9))
  expect(['c', 'c', 'b', 'a'].map((tag) => textOf(cache.get(tag)))).toEqual(['cc', undefined, 'bb', 'aa'])
})
