import { expect, test } from 'vitest'
import { bodyCache } from './body-cache.ts'

const textOf = (kept: { body: Buffer } | undefined) => kept?.body.toString()
const keep = (cache: ReturnType<typeof bodyCache>, tag: string, body: string) => cache.of(tag, async () => body)

test('the body that was unused the longest goes first', async () => {
  const cache = bodyCache(12)
  for (const tag of ['a', 'b', 'c', 'd']) await keep(cache, tag, tag.repeat(3))
  expect(textOf(cache.get('a'))).toBe('aaa')
  await keep(cache, 'e', 'eee')
  expect(['a', 'b', 'c', 'd', 'e'].map((tag) => textOf(cache.get(tag)))).toEqual([
    'aaa',
    undefined,
    'ccc',
    'ddd',
    'eee',
  ])
})

test('a body that would push out the rest is given back and not kept', async () => {
  const cache = bodyCache(12)
  expect(textOf(await keep(cache, 'a', 'aaaa'))).toBe('aaaa')
  expect(cache.get('a')).toBeUndefined()
})

test('compressed forms count from the next use on, and a body that grew too large goes', async () => {
  const cache = bodyCache(12)
  for (const tag of ['a', 'b', 'c']) await keep(cache, tag, tag.repeat(2))
  cache.get('c')?.packed.set('gzip', Buffer.alloc(1))
  expect(['c', 'c', 'b', 'a'].map((tag) => textOf(cache.get(tag)))).toEqual(['cc', 'cc', 'bb', 'aa'])
  cache.get('c')?.packed.set('br', Buffer.alloc(9))
  expect(['c', 'c', 'b', 'a'].map((tag) => textOf(cache.get(tag)))).toEqual(['cc', undefined, 'bb', 'aa'])
})

test('many who ask at once have it made once; a failure is told to all of them and tried anew by the next', async () => {
  const cache = bodyCache()
  let made = 0
  const write = async () => {
    made++
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (made === 1) throw new Error('away')
    return 'body'
  }
  const first = await Promise.allSettled([cache.of('a', write), cache.of('a', write)])
  expect([made, first.map(({ status }) => status)]).toEqual([1, ['rejected', 'rejected']])
  const second = await Promise.all([cache.of('a', write), cache.of('a', write), cache.of('a', write)])
  expect([made, second.map(textOf)]).toEqual([2, ['body', 'body', 'body']])
})
