import { expect, test } from 'vitest'
import { attemptLimit } from './attempt-limit.ts'

test('after the last allowed attempt an address waits for the end of its window, another does not', () => {
  const limit = attemptLimit(2, 60_000)
  limit.count('a', 0)
  expect(limit.waitSeconds('a', 1_000)).toBe(0)
  limit.count('a', 1_000)
  expect([limit.waitSeconds('a', 1_500), limit.waitSeconds('b', 1_500)]).toEqual([59, 0])
  expect(limit.waitSeconds('a', 60_000)).toBe(0)
})
