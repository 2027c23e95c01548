import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { everyMinute } from './every-minute.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T08:00:30Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

test('at once, at each full minute, and within 75 seconds of the last turn whatever is done to the clock', async () => {
  let turns = 0
  const ticking = everyMinute(async () => {
    turns++
  })
  await vi.advanceTimersByTimeAsync(30_000)
  expect(turns).toBe(2)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(turns).toBe(4)
  for (const moveMs of [-3_600_000, 7_200_000, -86_400_000]) {
    const before = turns
    vi.setSystemTime(Date.now() + moveMs)
    await vi.advanceTimersByTimeAsync(150_000)
    expect(turns - before).toBeGreaterThanOrEqual(2)
    expect(turns - before).toBeLessThanOrEqual(5)
  }
  await ticking.stop()
  const last = turns
  await vi.advanceTimersByTimeAsync(600_000)
  expect(turns).toBe(last)
})

test('a turn that takes long is not overtaken, and is the last where it is told to stop', async () => {
  let [running, most, turns] = [0, 0, 0]
  const slow = everyMinute(async () => {
    turns++
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 200_000))
    running--
  })
  await vi.advanceTimersByTimeAsync(500_000)
  expect([most, running]).toEqual([1, 1])
  expect(turns).toBeGreaterThanOrEqual(2)
  const last = turns
  const stopped = slow.stop().then(() => running)
  await vi.advanceTimersByTimeAsync(1_000_000)
  expect([await stopped, turns, running]).toEqual([0, last, 0])
})
