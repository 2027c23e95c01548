import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxAttempts, maxRetryAfterMs, nextAttemptAt, retryDelaysMs } from './retry-schedule.ts'

const start = new Date('2026-01-31T23:59:00Z')
const minutes = 60_000

test('ten attempts at the published times after the first: 5 s, 5 min 5 s, 35 min 5 s, … 75 h 35 min 5 s', () => {
  let clock = start
  const sinceFirst = [0]
  for (let failures = 1; ; failures++) {
    const next = nextAttemptAt(failures, clock, () => 0)
    if (next === null) break
    clock = next
    sinceFirst.push((clock.getTime() - start.getTime()) / 1000)
  }
  const hms = (h: number, m: number, s: number) => h * 3600 + m * 60 + s
  expect(sinceFirst).toEqual([
    0, 5, hms(0, 5, 5), hms(0, 35, 5), hms(2, 35, 5), hms(7, 35, 5), hms(17, 35, 5), hms(31, 35, 5), hms(51, 35, 5),
    hms(75, 35, 5),
  ]) // biome-ignore format: as the standard prints them
  expect(sinceFirst).toHaveLength(maxAttempts)
})

test('given up after the tenth failure, whatever the receiver asks for', () => {
  expect(nextAttemptAt(9, start, () => 0)).not.toBeNull()
  expect(nextAttemptAt(10, start, () => 0, 1_000)).toBeNull()
  expect(nextAttemptAt(0, start, () => 0)).toBeNull()
})

test('later than the schedule by less than a tenth, never earlier', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (n, r) => {
        const waits = (nextAttemptAt(n, start, () => r)?.getTime() ?? 0) - start.getTime()
        const delay = retryDelaysMs[n - 1] ?? 0
        expect(waits).toBeGreaterThanOrEqual(delay)
        expect(waits).toBeLessThanOrEqual(delay * 1.1)
      },
    ),
  )
})

test.each([
  ['more than the schedule', 3 * minutes, 3 * minutes],
  ['less than the schedule', 1_000, 5_000],
  ['ten years', 10 * 365 * 24 * 60 * minutes, maxRetryAfterMs],
  ['a negative number', -minutes, 5_000],
])('Retry-After of %s', (_, asked, waits) => {
  expect(nextAttemptAt(1, start, () => 0, asked)?.getTime()).toBe(start.getTime() + waits)
})
