import { expect, test } from 'vitest'
import en from '../languages/en.ts'
import { readLexemes } from '../reading/lexeme.ts'
import { lexiconOf } from '../reading/lexicon.ts'
import { tokenise } from '../reading/token.ts'
import { exactly } from './calendar.ts'
import { readTimes } from './read-times.ts'
import { noReference } from './time-mention.ts'

const timesOf = (text: string, publishedOn: string | null = '2020-02-17') => {
  const tokens = tokenise(text)
  const times = readTimes(readLexemes(tokens, 0, tokens.length, lexiconOf(en)), {
    ...noReference,
    present: publishedOn === null ? null : exactly(publishedOn),
  })
  return times.map(
    ({ role, first, last }) => `${role} ${first.day}/${first.accuracy}${last.day === first.day ? '' : `–${last.day}`}`,
  )
}

test.each<[text: string, times: string[]]>([
  ['since December', ['since 2019-12-01/month']],
  ['since 1 December', ['since 2019-12-01/day']],
  ['since 9 February', ['since 2020-02-09/day']],
  ['since 2011', ['since 2011-01-01/year']],
  ['since the beginning of the year', ['since 2020-01-01/day']],
  ['on 25 May 2019', ['window 2019-05-25/day']],
  ['on May 25, 2019', ['window 2019-05-25/day']],
  ['on 25/05/2019', ['window 2019-05-25/day']],
  ['on 2019-05-25', ['window 2019-05-25/day']],
  ['in late December 2019', ['window 2019-12-01/month']],
  ['at the end of 2013', ['window 2013-12-01/month']],
  ['between 1 and 15 February', ['window 2020-02-01/day–2020-02-15']],
  ['from 3 to 9 February', ['window 2020-02-03/day–2020-02-09']],
  ['between June 2018 and 15 January 2019', ['window 2018-06-01/month–2019-01-15']],
  ['13-15 May 2014', ['window 2014-05-13/day–2014-05-15']],
  ['as of 15 January', ['asOf 2020-01-15/day']],
  ['(OCHA 13/02/2020)', ['asOf 2020-02-13/day']],
  ['in the past 48 hours', ['rolling 2020-02-15/day–2020-02-17']],
  ['in the last three days', ['rolling 2020-02-14/day–2020-02-17']],
  ['in the last six months', ['rolling 2019-08-01/month–2020-02-17']],
  ['two weeks ago', ['window 2020-02-03/day']],
  ['on Sunday', ['window 2020-02-16/day']],
  ['on Monday', ['window 2020-02-17/day']],
  ['last Monday', ['window 2020-02-10/day']],
  ['yesterday', ['window 2020-02-16/day']],
  ['this month', ['window 2020-02-01/month']],
  ['last year', ['window 2019-01-01/year']],
  ['so far this year', ['soFar 2020-01-01/year']],
  ['on 30 February 2019', ['window 2019-02-01/month']],
  ['they may return in march order', []],
  ['in 2,500 villages', []],
  ['from 2019 to 2020', ['window 2019-01-01/year–2020-01-01']],
])('%s', (text, times) => {
  expect(timesOf(text)).toEqual(times)
})

test('without a publication date only what names its year is resolved', () => {
  expect(timesOf('since December', null)).toEqual([])
  expect(timesOf('yesterday', null)).toEqual([])
  expect(timesOf('since December 2019', null)).toEqual(['since 2019-12-01/month'])
})
