import type { DatedDay } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import en from '../languages/en.ts'
import { readLexemes } from '../reading/lexeme.ts'
import { lexiconOf } from '../reading/lexicon.ts'
import { tokenise } from '../reading/token.ts'
import { exactly, wholeMonth } from './calendar.ts'
import { readTimes } from './read-times.ts'
import { noReference, type TimeMention } from './time-mention.ts'
import { framed, type Window, windowOf } from './window.ts'

const present = exactly('2021-06-15')
const short = (dated: DatedDay | null) => dated && `${dated.day}/${dated.accuracy}`
const told = ({ since, asOf, asOfBasis, window }: Window) =>
  [short(since), asOfBasis === 'stated' ? short(asOf) : 'print', window].map((part) => part ?? '–').join(' ')

/** The window of the statement between the signs « and ». */
const windowIn = (marked: string, stock: boolean, inherited: TimeMention | null = null): string =>
  told(spanIn(marked, stock, inherited))

function spanIn(marked: string, stock: boolean, inherited: TimeMention | null = null): Window {
  const tokens = tokenise(marked.replaceAll(/[«»]/g, ''))
  const lexemes = readLexemes(tokens, 0, tokens.length, lexiconOf(en))
  const [begin, end] = [marked.indexOf('«'), marked.indexOf('»') - 1]
  const from = lexemes.findIndex(({ start }) => start >= begin)
  const after = lexemes.findIndex(({ start }) => start >= end)
  const times = readTimes(lexemes, { ...noReference, present })
  const to = after < 0 ? lexemes.length : after
  return windowOf({ stock, from, to, lexemes, times }, inherited, present)
}

describe('a flow', () => {
  test.each<[text: string, window: string]>([
    ['On 12 May «3,000 people were evacuated».', '2021-05-12/day print –'],
    ['Since 9 May «3,000 people have fled».', '2021-05-09/day print since'],
    ['Since 9 May «3,000 people have fled», as of 1 June.', '2021-05-09/day 2021-06-01/day since'],
    ['Between 9 and 16 May «3,000 people fled».', '2021-05-09/day 2021-05-16/day between'],
    ['In April «3,000 people fled».', '2021-04-01/month 2021-04-01/month between'],
    ['In June «3,000 people have fled».', '2021-06-01/month print between'],
    ['In the last three days «3,000 people have fled».', '2021-06-12/day print rolling'],
    ['So far this year «3,000 people have fled».', '2021-01-01/year print since'],
    ['The UN said on Monday that «3,000 people had fled».', '– 2021-06-14/day –'],
    ['The UN said on Monday that «3,000 people had fled» since 9 May.', '2021-05-09/day 2021-06-14/day since'],
    ['On Monday, the ministry said «3,000 people had fled».', '– 2021-06-14/day –'],
    ['Before 9 May «3,000 people had fled».', '– print –'],
    ['«3,000 people displaced by the 2010 earthquake» moved on.', '2010-01-01/year print between'],
    ['«3,000 people fled».', '– print –'],
  ])('%s', (text, window) => {
    expect(windowIn(text, false)).toBe(window)
  })

  test.each<[text: string, stock: boolean, told: true | undefined]>([
    ['The UN said on Monday that «3,000 people had fled» since 9 May.', false, true],
    ['The UN said on Monday that «3,000 people had fled».', false, true],
    ['Since 9 May «3,000 people have fled», as of 1 June, the UN said on Monday.', false, undefined],
    ['Between 9 and 16 May «3,000 people fled», the UN said on Monday.', false, undefined],
    ['Since 9 May «3,000 people have fled».', false, undefined],
    ['The town hosts «3,000 displaced people», the UN said on Monday.', true, true],
    ['As of 1 June the town hosts «3,000 displaced people», the UN said on Monday.', true, undefined],
  ])('whether the as-of is a day of telling: %s', (text, stock, told) => {
    expect(spanIn(text, stock).asOfTold).toBe(told)
  })

  test('the date of its own clause wins, not the nearest in words', () => {
    expect(windowIn('In April the partners recorded «3,558 returns», while May saw 2,358.', false)).toContain('2021-04')
    expect(windowIn('In April the partners recorded 3,558 returns, while May saw «2,358».', false)).toContain('2021-05')
  })

  test('a "since" holds for all numbers of the sentence but for one with a date beside it', () => {
    const text = 'Since 1 December 900,000 people have fled, including «143,000 people» in the last three days.'
    expect(windowIn(text, false)).toBe('2021-06-12/day print rolling')
    expect(windowIn('Since 1 May 300 people fled in the north and «200 people» in the south.', false)).toContain(
      'since',
    )
  })

  test('a window that would begin after it ends keeps what is possible', () => {
    expect(windowIn('As of 1 March 2021 «3,000 people had fled» since 9 May 2021.', false)).toBe(
      '2021-05-09/day print –',
    )
  })
})

describe('a level', () => {
  test.each<[text: string, window: string]>([
    ['As of 31 May «3,000 people» are displaced.', '– 2021-05-31/day –'],
    ['In May «3,000 people» were in camps.', '– 2021-05-01/month –'],
    ['«3,000 people» are in camps.', '– print –'],
    ['Since 9 May «3,000 people» are in camps.', '– print –'],
    ['«3,000 people displaced by the 2010 earthquake» are in camps.', '– print –'],
    ['The camps of «3,000 people» are to stay open until 2023.', '– print –'],
  ])('%s', (text, window) => {
    expect(windowIn(text, true)).toBe(window)
  })

  test('inherits the "as of" of its paragraph', () => {
    const asOf: TimeMention = {
      role: 'asOf',
      from: 0,
      to: 1,
      first: exactly('2021-05-31'),
      last: exactly('2021-05-31'),
    }
    expect(windowIn('«3,000 people» are in camps.', true, asOf)).toBe('– 2021-05-31/day –')
  })
})

describe('what the sentence leaves untold', () => {
  const untold: Window = { since: null, asOf: present, asOfBasis: 'published', window: null }
  const mention = (first: DatedDay, last: DatedDay): TimeMention => ({ role: 'window', from: 0, to: 1, first, last })
  const day = mention(exactly('2021-05-12'), exactly('2021-05-12'))
  const june = mention(exactly('2021-06-01'), exactly('2021-06-15'))

  test('the event begins a flow, the period of the report is the last resort', () => {
    expect(told(framed(untold, false, day, june))).toBe('2021-05-12/day print –')
    expect(told(framed(untold, false, null, june))).toBe('2021-06-01/day 2021-06-15/day between')
  })

  test('an event does not begin after the day of the count', () => {
    const counted: Window = { ...untold, asOf: exactly('2021-05-01'), asOfBasis: 'stated' }
    expect(told(framed(counted, false, day, null))).toBe('– 2021-05-01/day –')
  })

  test('a level is of the end of the period', () => {
    expect(told(framed(untold, true, day, june))).toBe('– 2021-06-15/day –')
    const months = mention(wholeMonth(2021, 1), wholeMonth(2021, 3))
    expect(told(framed(untold, true, null, months))).toBe('– 2021-03-01/month –')
  })
})

describe('two dates within the words of one count', () => {
  const level = (text: string, number: string) => {
    const tokens = tokenise(text)
    const lexemes = readLexemes(tokens, 0, tokens.length, lexiconOf(en))
    const times = readTimes(lexemes, { ...noReference, present })
    // The digits are three words here: the number ends with the last.
    const at = lexemes.findIndex(({ start }) => start === text.indexOf(number))
    return told(windowOf({ stock: true, from: 0, to: at + 4, number: at + 2, lexemes, times }, null, present))
  }
  test.each<[text: string, number: string, window: string]>([
    ['IDPs rose from 61,000 on 1 May to 74,500 on 1 June.', '74,500', '– 2021-06-01/day –'],
    ['IDPs fell from 61,000 in April to 54,500 in May.', '54,500', '– 2021-05-01/month –'],
    ['On 1 May there were 61,000 IDPs.', '61,000', '– 2021-05-01/day –'],
  ])('%s', (text, number, window) => {
    expect(level(text, number)).toBe(window)
  })
})
