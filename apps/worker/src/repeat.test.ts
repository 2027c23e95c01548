import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { repeat } from './repeat.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('at once and every minute, whatever is done to the clock', async () => {
  let turns = 0
  const sweep = repeat(60_000, async () => {
    turns++
  })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(turns).toBe(2)
  vi.setSystemTime(Date.now() - 3_600_000)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(turns).toBe(3)
  vi.setSystemTime(Date.now() + 7_200_000)
  await vi.advanceTimersByTimeAsync(59_999)
  expect(turns).toBe(3)
  await vi.advanceTimersByTimeAsync(1)
  expect(turns).toBe(4)
  sweep.stop()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(turns).toBe(4)
})

test('a turn that takes long is not overtaken, and is the last where it is told to stop', async () => {
  let [running, most, turns] = [0, 0, 0]
  const slow = repeat(1_000, async () => {
    turns++
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    running--
  })
  await vi.advanceTimersByTimeAsync(13_000)
  expect([turns, most, running]).toEqual([3, 1, 1])
  slow.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([turns, running]).toEqual([3, 0])
})
