import fc from 'fast-check'
import { expect, test } from 'vitest'
import { windowEnd } from './window-end.ts'

const channel = { gatherMinutes: 5, digest: 'none', digestHour: 7, digestWeekday: 1, timeZone: 'UTC' } as const

test.each([
  ['minutes', {}, '2026-11-23T02:00:00Z', '2026-11-23T02:05:00.000Z'],
  ['no wait', { gatherMinutes: 0 }, '2026-11-23T02:00:00Z', '2026-11-23T02:00:00.000Z'],
  ['today', { digest: 'daily' }, '2026-11-23T02:00:00Z', '2026-11-23T07:00:00.000Z'],
  ['the hour itself is past', { digest: 'daily' }, '2026-11-23T07:00:00Z', '2026-11-24T07:00:00.000Z'],
  ['in Amman, UTC+3', { digest: 'daily', timeZone: 'Asia/Amman' }, '2026-11-23T02:00:00Z', '2026-11-23T04:00:00.000Z'],
  ['in Kathmandu, a quarter', { digest: 'daily', timeZone: 'Asia/Kathmandu' }, '2026-11-23T02:00:00Z', '2026-11-24T01:15:00.000Z'],
  ['Monday of next week', { digest: 'weekly' }, '2026-11-23T08:00:00Z', '2026-11-30T07:00:00.000Z'],
  ['Sunday', { digest: 'weekly', digestWeekday: 7 }, '2026-11-23T08:00:00Z', '2026-11-29T07:00:00.000Z'],
  ['a day before clocks go forward', { digest: 'daily', timeZone: 'Europe/Berlin' }, '2026-03-28T07:00:00Z', '2026-03-29T05:00:00.000Z'],
  ['an hour that is skipped', { digest: 'daily', digestHour: 2, timeZone: 'Europe/Berlin' }, '2026-03-28T12:00:00Z', '2026-03-29T01:00:00.000Z'],
  ['an hour that comes twice', { digest: 'daily', digestHour: 2, timeZone: 'Europe/Berlin' }, '2026-10-24T12:00:00Z', '2026-10-25T00:00:00.000Z'],
] as const)('%s', (_, more, now, expected) => {
  expect(windowEnd({ ...channel, ...more }, new Date(now)).toISOString()).toBe(expected)
}) // biome-ignore format: a table

test('a digest is always ahead, at most a day and an hour, or a week and an hour', () => {
  const zones = [
    'UTC',
    'Asia/Kathmandu',
    'America/St_Johns',
    'Pacific/Kiritimati',
    'Pacific/Niue',
    'Europe/Berlin',
    'Australia/Lord_Howe',
  ]
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) }),
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('daily' as const, 'weekly' as const),
      (at, timeZone, digestHour, digestWeekday, digest) => {
        const end = windowEnd({ gatherMinutes: 0, digest, digestHour, digestWeekday, timeZone }, new Date(at))
        const days = (end.getTime() - at) / 86_400_000
        expect(days).toBeGreaterThan(0)
        expect(days).toBeLessThanOrEqual((digest === 'daily' ? 1 : 7) + 1 / 24)
      },
    ),
    { numRuns: 300 },
  )
})
