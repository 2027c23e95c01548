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
  ['since last Thursday', ['since 2020-02-13/day']],
  ['since about 2015', ['since 2015-01-01/year']],
  ['since the last update on 29 January', ['since 2020-01-29/day']],
  ['starting on 4 April 2019', ['since 2019-04-04/day']],
  ['since 25 August last year', ['since 2019-08-25/day']],
  ['in October last year', ['window 2019-10-01/month']],
  ['in January of this year', ['window 2020-01-01/month']],
  ['Sept. 3', ['window 2019-09-03/day']],
  ['the 3rd of May', ['window 2019-05-03/day']],
  ['15 Jun 19', ['window 2019-06-15/day']],
  ['15 June 21 families fled', ['window 2019-06-15/day']],
  ['on Tuesday, 3 December', ['window 2019-12-03/day']],
  ['on 3, 4 and 5 February', ['window 2020-02-03/day–2020-02-05']],
  ['No. 5, 12 January 2020', ['window 2020-01-12/day']],
  ['on the night of 3 to 4 January', ['window 2020-01-03/day–2020-01-04']],
  ['overnight 14 to 15 January', ['window 2020-01-14/day–2020-01-15']],
  ['on 5/13/2019', ['window 2019-05-13/day']],
  ['on 2/11/2020', ['window 2020-02-11/day']],
  ['between January and March', ['window 2019-01-01/month–2019-03-01']],
  ['between 20 December and 5 January', ['window 2019-12-20/day–2020-01-05']],
  ['January–March 2019', ['window 2019-01-01/month–2019-03-01']],
  ['2015-2018', ['window 2015-01-01/year–2018-01-01']],
  ['in the first half of 2019', ['window 2019-01-01/month–2019-06-01']],
  ['in the last quarter of 2019', ['window 2019-10-01/month–2019-12-01']],
  ['in Q1 2019', ['window 2019-01-01/month–2019-03-01']],
  ['in the first nine months of last year', ['window 2019-01-01/month–2019-09-01']],
  ['in the second half of January', ['window 2020-01-16/day–2020-01-31']],
  ['the first three weeks of January', ['window 2020-01-01/day–2020-01-21']],
  ['in the second week of January', ['window 2020-01-08/week']],
  ['in the winter of 2018', ['window 2018-12-01/month–2019-02-01']],
  ['over the weekend', ['window 2020-02-15/day']],
  ['over the past two weeks', ['rolling 2020-02-03/day–2020-02-17']],
  ['in recent weeks', []],
  ['by the end of 2013', ['asOf 2013-12-01/month']],
  ['as of end of May 2019', ['asOf 2019-05-01/month']],
  ['3,000 people (13 February 2020)', ['asOf 2020-02-13/day']],
  ['the attack (on 13 February)', ['window 2020-02-13/day']],
  ['before 5 February', ['before 2020-02-05/day']],
  ['the agency said on 13 February', ['told 2020-02-13/day']],
  ['figures released on 13 February', ['told 2020-02-13/day']],
  ['On 13 February, the agency said', ['told 2020-02-13/day']],
  ['flooding was reported on 13 February', ['window 2020-02-13/day']],
  ['the 2010 earthquake', ['event 2010-01-01/year']],
  ['the 2007-08 post-election violence', ['event 2007-01-01/year–2008-01-01']],
  ['overnight on 9 January', ['window 2020-01-09/day']],
  ['overnight between 3 and 4 January', ['window 2020-01-03/day–2020-01-04']],
  ['through 9 February', ['asOf 2020-02-09/day']],
  ['by midnight on Saturday', ['asOf 2020-02-15/day']],
  ['as of 6 p.m. on 9 February', ['asOf 2020-02-09/day']],
  ['by 18:00 on Sunday', ['asOf 2020-02-16/day']],
  ['rose by 3,400 on Sunday', ['window 2020-02-16/day']],
  ['(OCHA 03/02/2020; IOM 05/02/2020)', ['asOf 2020-02-03/day', 'asOf 2020-02-05/day']],
  ['(UNHCR, 3 February; IOM, 5 February)', ['asOf 2020-02-03/day', 'asOf 2020-02-05/day']],
  ['in 05/2019', ['window 2019-05-01/month']],
  ['since 11/2019', ['since 2019-11-01/month']],
  ['since early December', ['since 2019-12-01/month']],
  ['since mid-December', ['since 2019-12-11/week']],
  ['since the middle of January', ['since 2020-01-11/week']],
  ['since late November 2019', ['since 2019-11-22/week']],
  ['since late 2018', ['since 2018-12-01/month']],
  ['since mid-2019', ['since 2019-06-01/month']],
  ['as of 5/28/2019', ['asOf 2019-05-28/day']],
  ['In 2019 floods displaced', ['window 2019-01-01/year']],
  ['in the rainy season of 2018 storms displaced', ['window 2018-01-01/year']],
  ['a year ago', ['window 2019-01-01/year']],
  ['a week ago', ['window 2020-02-10/day']],
  ['from 2019 to 2020', ['window 2019-01-01/year–2020-01-01']],
])('%s', (text, times) => {
  expect(timesOf(text)).toEqual(times)
})

test('without a publication date only what names its year is resolved', () => {
  expect(timesOf('since December', null)).toEqual([])
  expect(timesOf('yesterday', null)).toEqual([])
  expect(timesOf('since December 2019', null)).toEqual(['since 2019-12-01/month'])
})
