import { expect, test } from 'vitest'
import { dayAsStated } from './dates.ts'

test.each([
  ['2020-02-29', [['2020-02-01', 'month']], ['2020-02-01', 'month']],
  ['2020-03-01', [['2020-02-01', 'month']], ['2020-03-01', 'day']],
  [
    '2020-02-12',
    [
      ['2020-02-01', 'month'],
      ['2020-02-10', 'week'],
      ['2020-01-01', 'year'],
    ],
    ['2020-02-10', 'week'],
  ],
  [
    '2020-02-12',
    [
      ['2020-02-01', 'month'],
      ['2020-02-12', 'day'],
    ],
    ['2020-02-12', 'day'],
  ],
  ['2020-02-12', [], ['2020-02-12', 'day']],
] as const)('%s, of which %j was stated, is known as %j', (day, stated, [known, accuracy]) => {
  expect(
    dayAsStated(
      day,
      stated.map(([of, to]) => ({ day: of, accuracy: to })),
    ),
  ).toEqual({ day: known, accuracy })
})
