import { expect, test } from 'vitest'
import { dayIn, statedDay } from './stated-day.ts'
import { buildTree } from './tree.ts'
import { dayInAddress, visibleDay } from './visible-day.ts'

test.each([
  ['As of 14 March 2022', '2022-03-14'],
  ['1 – 14 March 2022', '2022-03-14'],
  ['on Monday, November 18th, 2019 at 11:08 a.m.', '2019-11-18'],
  ['publiziert am 25. September 2018', '2018-09-25'],
  ['22 de outubro de 2010', '2010-10-22'],
  ['le 1er août 2021', '2021-08-01'],
  ['١٤ مارس ٢٠٢٢', '2022-03-14'],
  ['2016年12月1日', '2016-12-01'],
  ['30 February 2022', null],
  ['1,214 March 2022', null],
  ['14 March 2099', null],
  ['14 people 2022', null],
])('%s', (line, day) => {
  expect(dayIn(line)).toBe(day)
})

test('a report states its day in a short line at its beginning, not in a sentence', () => {
  expect(statedDay('Report 7\n\nThe war began on 1 May 2021.\n\nAs of 14 March 2022')).toBe('2022-03-14')
  expect(statedDay(`${'Much is said here. '.repeat(100)}\n\nAs of 14 March 2022`)).toBeNull()
})

const page = (body: string) => visibleDay(buildTree(`<html><body>${body}</body></html>`))

test.each<[what: string, body: string, day: string | null]>([
  ['a line named for its day', '<h1>T</h1><p class="entry-date">Fri 6:45 PM, Feb 16, 2018</p>', '2018-02-16'],
  ['a line that says when', '<div>published on 2 March 2020</div><h1>T</h1>', '2020-03-02'],
  ['a day alone below the heading', '<h1>T</h1><em>November 15, 2019</em>', '2019-11-15'],
  ['today in the head of the site', '<div>November 15, 2019</div><h1>T</h1>', null],
  ['the day of a comment', '<h1>T</h1><div class="comment-list"><p class="date">2 March 2020</p></div>', null],
  ['a sentence', '<h1>T</h1><p>On November 15, 2019 the river rose over its banks in the whole valley.</p>', null],
])('%s', (_what, body, day) => {
  expect(page(body)).toBe(day)
})

test.each([
  ['https://a.example/2019/11/18/x', '2019-11-18'],
  ['https://a.example/2019/nov/18/x/', '2019-11-18'],
  ['https://a.example/tuft-cells-20191115/', '2019-11-15'],
  ['https://a.example/id/2019111577343476/', null],
  ['https://a.example/2019/11/x', null],
  [null, null],
])('%s', (address, day) => {
  expect(dayInAddress(address)).toBe(day)
})
