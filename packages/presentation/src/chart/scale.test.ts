import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countTicks, dayTicks, linear, shortCount } from './scale.ts'

test('counts have round steps from 0 to at least the highest', () => {
  expect(countTicks(961_000).map(({ label }) => label)).toEqual(['0', '200k', '400k', '600k', '800k', '1m'])
  expect(countTicks(0).map(({ at }) => at)).toEqual([0])
  expect(countTicks(3).map(({ at }) => at)).toEqual([0, 1, 2, 3])
})

test('any highest count has at most twelve ticks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (highest) => {
      const ticks = countTicks(highest)
      expect(ticks.length).toBeLessThanOrEqual(12)
      expect(ticks.at(-1)?.at).toBeGreaterThanOrEqual(highest)
    }),
  )
})

test('months are named, a new year and the first one with their year', () => {
  expect(dayTicks('2019-11-20', '2020-03-10', 6)).toEqual([
    { at: '2019-12-01', label: 'Dec 2019' },
    { at: '2020-01-01', label: 'Jan 2020' },
    { at: '2020-02-01', label: 'Feb' },
    { at: '2020-03-01', label: 'Mar' },
  ])
})

test('a short span has days', () => {
  expect(dayTicks('2020-02-01', '2020-02-03', 8).map(({ label }) => label)).toEqual(['1 Feb', '2 Feb', '3 Feb'])
})

test('where there is room, the middle of a month has a mark, too', () => {
  expect(dayTicks('2019-12-10', '2020-02-20', 8).map(({ label }) => label)).toEqual([
    '15 Dec',
    'Jan 2020',
    '15 Jan',
    'Feb',
    '15 Feb',
  ])
})

test('any span has few ticks, all inside it', () => {
  const day = fc
    .integer({ min: -200_000, max: 200_000 })
    .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))
  fc.assert(
    fc.property(day, day, (a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a]
      const ticks = dayTicks(from, to, 8)
      expect(ticks.length).toBeLessThanOrEqual(10)
      expect(ticks.every(({ at }) => at >= from && at <= to)).toBe(true)
    }),
  )
})

test('a domain without width lies in the middle', () => {
  expect(linear([5, 5], [0, 10])(5)).toBe(5)
  expect(linear([0, 10], [100, 0])(2.5)).toBe(75)
})

test.each([
  [0, '0'],
  [9_999, '9,999'],
  [10_000, '10k'],
  [312_500, '312.5k'],
  [1_250_000, '1.25m'],
])('%i is %s', (value, label) => {
  expect(shortCount(value)).toBe(label)
})
