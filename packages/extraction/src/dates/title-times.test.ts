import { expect, test } from 'vitest'
import en from '../languages/en.ts'
import { lexiconOf } from '../reading/lexicon.ts'
import { titleTimes, yearInTitle } from './title-times.ts'

const timesIn = (title: string) =>
  titleTimes(title, lexiconOf(en), null).map(
    ({ role, first, last }) => `${role} ${first.day}/${first.accuracy}${first.day === last.day ? '' : `–${last.day}`}`,
  )

test.each<[title: string, times: string[]]>([
  ['Country Brief December 2020', ['window 2020-12-01/month']],
  ['Situation Report No. 5, 12 March 2019', ['window 2019-03-12/day']],
  ['Humanitarian Update as of 8 December 2020', ['asOf 2020-12-08/day']],
  ['Flash Update (1 – 30 June 2021)', ['window 2021-06-01/day–2021-06-30']],
  ['office_country_factsheet_april-2021.pdf', ['window 2021-04-01/month']],
  ['20190312_sitrep_5.pdf', ['window 2019-03-12/day']],
  ['Information Bulletin no. 2', []],
])('%s', (title, times) => {
  expect(timesIn(title)).toEqual(times)
})

test('the last year of a title stands for it where it tells no date', () => {
  expect(yearInTitle('Response Plan 2020')).toBe(2020)
  expect(yearInTitle('Bulletin No. 12')).toBeNull()
})
