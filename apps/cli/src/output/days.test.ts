import { expect, test } from 'vitest'
import { fromNow } from './days.ts'

const now = new Date('2026-01-10T12:00:00Z')
test.each([
  [0, 'now'],
  [90, 'in 2 minutes'],
  [-3600, '1 hour ago'],
  [-86_400 * 3, '3 days ago'],
  [59, 'in 59 seconds'],
])('%d seconds from now are "%s"', (seconds, expected) =>
  expect(fromNow(new Date(now.getTime() + seconds * 1000), now)).toBe(expected),
)
