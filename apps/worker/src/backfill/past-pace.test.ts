import { afterEach, expect, test, vi } from 'vitest'
import { pastPace } from './past-pace.ts'

afterEach(() => vi.useRealTimers())

test.each([
  ['at first', 0, 0],
  ['four times as long as it took', 250, 1_000],
  ['thirty seconds at most', 20_000, 30_000],
])('its time comes %s', async (_, tookMs, waitMs) => {
  let at = 5_000
  const pace = pastPace(() => at)
  expect(pace.waitMs()).toBe(0)
  const work = async () => {
    at += tookMs
    return 'built'
  }
  expect(await pace.during(work)).toBe('built')
  expect(pace.waitMs()).toBe(waitMs)
  at += waitMs
  expect(pace.waitMs()).toBe(0)
})

test('work that fails has taken its time, too', async () => {
  let at = 0
  const pace = pastPace(() => at)
  const fails = async () => {
    at += 100
    throw new Error('cut off')
  }
  await expect(pace.during(fails)).rejects.toThrow('cut off')
  expect(pace.waitMs()).toBe(400)
})

test('who asks to be called is called once, when it is time', async () => {
  vi.useFakeTimers()
  let at = 0
  const pace = pastPace(() => at)
  await pace.during(async () => {
    at += 100
  })
  let called = 0
  for (let asked = 0; asked < 3; asked++) pace.whenDue(() => called++)
  vi.advanceTimersByTime(399)
  expect(called).toBe(0)
  vi.advanceTimersByTime(1)
  expect(called).toBe(1)
  pace.whenDue(() => called++)
  vi.advanceTimersByTime(400)
  expect(called).toBe(2)
})
