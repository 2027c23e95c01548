import { describe, expect, test } from 'vitest'
import { extractFigures } from '../extract-figures.ts'
import { smallGazetteer } from '../testing/small-gazetteer.ts'

const windowsIn = (text: string, title: string | null = null, publishedOn: string | null = null) =>
  extractFigures({ text, title, language: 'en', publishedOn }, smallGazetteer).figures.map(
    ({ value, since, asOf, asOfBasis }) =>
      `${value} ${since ? since.day : '–'} ${asOf ? `${asOf.day} ${asOfBasis}` : '–'}`,
  )

describe('the day of the event is told in another sentence', () => {
  test.each<[name: string, text: string, windows: string[]]>([
    [
      'before',
      'On 12 May 2014 a cyclone made landfall. Roads were cut and power failed. Some 3,000 people were evacuated.',
      ['3000 2014-05-12 –'],
    ],
    [
      'in the paragraph before',
      'Attacks were carried out between 14 and 17 November 2018.\n\nSome 23,000 people were displaced by the violence.',
      ['23000 2018-11-14 2018-11-17 stated'],
    ],
    [
      'behind a headline',
      'Floods displace 3,000 people.\n\nThe rivers burst their banks on 12 May 2014 after heavy rain.',
      ['3000 2014-05-12 –'],
    ],
    [
      'with a count as of a later day',
      'Since 4 April 2019 fighting has reached the suburbs. It has displaced over 78,000 people as of 19 May 2019.',
      ['78000 2019-04-04 2019-05-19 stated'],
    ],
  ])('%s', (_, text, windows) => {
    expect(windowsIn(text)).toEqual(windows)
  })

  test.each<[name: string, text: string, since: string]>([
    ['a year, if the words point at it', 'In 2010 floods came. As a result 3,000 people were displaced.', '2010-01-01'],
    [
      'a house on fire',
      'A house fire broke out on 12 May 2014. Neighbours helped the 3,000 people displaced.',
      '2014-05-12',
    ],
    [
      'a landfall, ahead of which people were moved',
      'Remal made landfall on 12 May 2014. Ahead of it 3,000 people were evacuated.',
      '2014-05-12',
    ],
    [
      'the same period',
      'The country has lost 28 lives since 1 March 2014. Over the same period 3,000 people were displaced.',
      '2014-03-01',
    ],
    ['by whom, not by when', 'Some 3,000 people were displaced by the 12 May 2014 eruption.', '2014-05-12'],
    ['a day earlier', 'On 12 May 2014 a storm came. A day earlier 3,000 people were evacuated.', '2014-05-11'],
    ['two days later', 'On 12 May 2014 a storm came. Two days later 3,000 people were evacuated.', '2014-05-14'],
  ])('%s', (_, text, since) => {
    expect(windowsIn(text)).toEqual([`3000 ${since} –`])
  })

  test('the month under review is that of the head', () => {
    const text = 'OPERATIONAL UPDATE\nNigeria April 2021\nDuring the month under review, 3,000 people were displaced.'
    expect(windowsIn(text)).toEqual(['3000 2021-04-01 2021-04-01 stated'])
  })

  test.each<[name: string, text: string]>([
    ['an event of another kind', 'On 12 May 2014 a storm struck. Fighting displaced 3,000 people.'],
    [
      'a crisis too large for one day',
      'On 12 May 2014 an attack hit a town.\n\nThe conflict displaced 3,000,000 people.',
    ],
    ['what came before it', 'On 12 May 2014 a storm struck. Floods had displaced 3,000 people prior to the storm.'],
    ['the year of another event', 'The town suffered from floods in 2013. Elsewhere floods displaced 3,000 people.'],
    ['another storm', 'Floods displaced 3,000 people. On 12 May 2014 another storm flooded the town.'],
    ['floods before it', 'Prior floods displaced 3,000 people. On 12 May 2014 a storm flooded the town.'],
    ['the end of the fighting', 'On 12 May 2014 a ceasefire ended the fighting. Fighting displaced 3,000 people.'],
    ['a day when another is told', 'On 12 May 2014 floods came. On Monday floods displaced 3,000 people.'],
    ['weeks that nobody can place', 'On 12 May 2014 floods came. In the past two weeks floods displaced 3,000 people.'],
    ['people who went home', 'On 12 May 2014 a storm struck. Some 3,000 people have returned to their homes.'],
  ])('but not of %s', (_, text) => {
    expect(windowsIn(text).map((window) => window.split(' ')[1])).toEqual(['–'])
  })
})

describe('a date without a year', () => {
  test.each<[name: string, text: string, title: string | null, since: string]>([
    ['takes the year of the title', 'On 3 November floods displaced 3,000 people.', 'Bulletin 2020', '2020-11-03'],
    [
      'is not after the month of the title',
      'In December floods displaced 3,000 people.',
      'Brief January 2021',
      '2020-12-01',
    ],
    [
      'takes the year of the full date just before',
      'Rain began on 11 December 2015. On 14 December floods displaced 3,000 people.',
      null,
      '2015-12-14',
    ],
    [
      'turns the year in January',
      'Rain began on 28 December 2015. On 3 January floods displaced 3,000 people.',
      null,
      '2016-01-03',
    ],
    [
      'takes a year alone where nothing else tells',
      'On 3 November floods displaced 3,000 people. The 2020 hurricane season was the longest.',
      null,
      '2020-11-03',
    ],
    ['takes "last year" from the print', 'In October last year floods displaced 3,000 people.', null, '2020-10-01'],
  ])('%s', (name, text, title, since) => {
    const published = name.includes('print') ? '2021-06-15' : null
    expect(windowsIn(text, title, published).map((window) => window.split(' ')[1])).toEqual([since])
  })
})

describe('dates that a report gives for more than one sentence', () => {
  test.each<[name: string, text: string, title: string | null, window: string]>([
    ['the reporting period in the title', 'During the month under review, 3,000 people were displaced.', 'Brief April 2021', '3000 2021-04-01 2021-04-01 stated'],
    ['the period on a line of its own', 'Overview\n1 – 15 June 2021\n\nFighting displaced 3,000 people.', null, '3000 2021-06-01 2021-06-15 stated'],
    ['an update with a time', 'Update May 27, 2014, 10:33 UTC: One man was hurt. Some 3,000 people were evacuated.', null, '3000 – 2014-05-27 stated'],
    ['the ministry on the same day', 'On Saturday 6 September 2014, the Interior Ministry said that 44 people were killed. The Interior Ministry also said that 3,000 people were evacuated.', null, '3000 – 2014-09-06 stated'],
    ['since then', 'Shelling began on 9 May 2021. Since then 3,000 people have fled.', null, '3000 2021-05-09 –'],
  ])('%s', (_, text, title, window) => {
    expect(windowsIn(text, title)).toEqual([window])
  }) // biome-ignore format: a table

  test('the dateline is the day of the text, of nothing that it tells', () => {
    expect(windowsIn('September 10, 2015 (BOR) - Floods have displaced 3,000 people.')).toEqual([
      '3000 – 2015-09-10 published',
    ])
  })
})
