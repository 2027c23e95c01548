import { expect, test } from 'vitest'
import { datedDayInWords, shortDatedDayInWords } from './days-in-words.ts'

test.each([
  ['2020-02-17', 'day', '17 February 2020', '17 Feb 2020'],
  ['2020-09-07', 'week', 'the week of 7 September 2020', 'the week of 7 Sept 2020'],
  ['2019-12-01', 'month', 'December 2019', 'December 2019'],
  ['2019-01-01', 'year', '2019', '2019'],
] as const)('%s known to the %s is "%s", in short "%s"', (day, accuracy, long, short) => {
  expect([datedDayInWords({ day, accuracy }), shortDatedDayInWords({ day, accuracy })]).toEqual([long, short])
})
