import { expect, test } from 'vitest'
import en from '../languages/en.ts'
import { lexiconOf } from '../reading/lexicon.ts'
import { tokenise } from '../reading/token.ts'
import { datelineOf } from './dateline.ts'

const datelineIn = (text: string) => {
  const line = datelineOf(tokenise(text), lexiconOf(en))
  return line && `${line.day.day}/${line.day.accuracy}${line.opens ? ' opens' : ''}`
}

test.each<[text: string, day: string]>([
  ['JUBA, 15 October 2014 – Floods displaced 900 households.', '2014-10-15/day opens'],
  ['October 9, 2014 (BOR) - Thousands of people fled.', '2014-10-09/day opens'],
  ['(November 20, 2013) - At least 15,000 people fled.', '2013-11-20/day opens'],
  ['Update, 06 MAY 2019\n\nSome 300 families fled.', '2019-05-06/day'],
  ['Nairobi/Geneva, 3 March 2017: Families fled.', '2017-03-03/day opens'],
  ['SOUTH SUDAN\nHumanitarian Overview\nDate: 12 March 2019\n\n300 families fled.', '2019-03-12/day'],
  ['Situation Report No. 5\n12 March 2019\n\nSome 300 families fled.', '2019-03-12/day'],
  ['Flood response. Last updated: 5 May 2020\n\nSome 300 families fled.', '2020-05-05/day'],
  [
    'Developments in the north-west\nSituation Report No. 29 – July 2021\nIn July, 300 families fled.',
    '2021-07-01/month',
  ],
  ['Reporting period: 1 – 15 June 2021\n\nSome 300 families fled.', '2021-06-15/day'],
])('the text says when it speaks: %s', (text, day) => {
  expect(datelineIn(text)).toBe(day)
})

test.each([
  'At least 153 people were evacuated on Saturday (15 May 2021) to tents.',
  'Since 3 May 2014 – the day of the storm – 300 families have fled.',
  'Fighting broke out on 3 May 2014, and 300 families fled.',
  'Some 300 families fled. A report of the day before was wrong.',
  '',
])('a date of what happened is no dateline: %s', (text) => {
  expect(datelineIn(text)).toBeNull()
})
