import { expect, test } from 'vitest'
import { datedDayInWords, fromNow } from './days.ts'

test.each([
  ['2020-02-17', 'day', '17 February 2020'],
  ['2020-02-03', 'week', 'the week of 3 February 2020'],
  ['2019-12-01', 'month', 'December 2019'],
  ['2019-01-01', 'year', '2019'],
] as const)('%s known to the %s is "%s"', (day, accuracy, expected) =>
  expect(datedDayInWords({ day, accuracy })).toBe(expected),
)

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
