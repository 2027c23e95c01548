import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { awakeDeadline } from './awake-deadline.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test.each([100, 250, 1_000, 1_100])('it is over after %i ms, once, and not before', async (ms) => {
  let over = 0
  awakeDeadline(ms, () => {
    over++
  })
  await vi.advanceTimersByTimeAsync(ms - 1)
  expect(over).toBe(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(over).toBe(1)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(over).toBe(1)
})

test('called off it is never over', async () => {
  let over = 0
  const callOff = awakeDeadline(1_000, () => {
    over++
  })
  await vi.advanceTimersByTimeAsync(900)
  callOff()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(over).toBe(0)
})
