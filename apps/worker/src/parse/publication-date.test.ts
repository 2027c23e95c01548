import { expect, test } from 'vitest'
import { readPublicationDate } from './publication-date.ts'

const now = new Date('2026-06-01T00:00:00Z')
const read = (text: string) => {
  const { publishedAt, publishedOn } = readPublicationDate(text, now)
  return [publishedOn, publishedAt?.toISOString() ?? null]
}

test.each<[string, string | null, string | null]>([
  ['2020-02-17T01:04:00Z', '2020-02-17', '2020-02-17T01:04:00.000Z'],
  ['2020-02-17T23:30:00-05:00', '2020-02-17', '2020-02-18T04:30:00.000Z'],
  ['2020-02-17T01:04:00+0300', '2020-02-17', '2020-02-16T22:04:00.000Z'],
  ['2020-02-17 01:04:00', '2020-02-17', null],
  ['2020-02-17', '2020-02-17', null],
  ['20200217', '2020-02-17', null],
  ['Mon, 17 Feb 2020 01:04:00 GMT', '2020-02-17', '2020-02-17T01:04:00.000Z'],
  ['17 February 2020', '2020-02-17', null],
  ['February 17, 2020', '2020-02-17', null],
  ['Mon, 17 Feb 2020 20:00:00 EST', '2020-02-17', '2020-02-18T01:00:00.000Z'],
  ['2024-02-30', null, null],
  ['17/02/2020', null, null],
  ['1970-01-01T00:00:00Z', null, null],
  ['0001-01-01', null, null],
  ['2031-01-01', null, null],
  ['yesterday', null, null],
  ['2020-02-17T99:99:00Z', '2020-02-17', null],
])('%s', (text, day, instant) => {
  expect(read(text)).toEqual([day, instant])
})
