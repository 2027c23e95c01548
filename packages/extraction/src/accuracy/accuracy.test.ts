import type { Figure } from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'
import { extractFigures } from '../extract-figures.ts'
import { smallGazetteer } from '../testing/small-gazetteer.ts'
import { measure, measureSheet, parseCsv, parsePassages, parseRows, rate, rateText, readSheet } from './index.ts'

const read = (text: string) =>
  extractFigures({ text, title: null, language: 'en', publishedOn: '2021-06-15' }, smallGazetteer).figures as Figure[]
const label = {
  value_high: null, unit: 'person', qualifier: 'approximately', category: 'internal_displacements', place: 'Idlib', country_iso3: 'SYR', cause: null,
  start: null, as_of: null, attributed_to: null,
} // biome-ignore format: the fields that stay the same

test('a Wilson interval is wide for few and never leaves 0 to 1', () => {
  expect(rate(3, 3)).toMatchObject({ share: 1, high: 1 })
  expect(rate(3, 3).low).toBeCloseTo(0.438, 2)
  expect(rate(0, 0).share).toBeNull()
  expect(rateText(rate(9, 10))).toBe('0.900 [0.60, 0.98] 9/10')
})

test('hits, misses and inventions are counted; ignored words count neither way', () => {
  const text = 'Some 500 people fled Idlib. Some 700 people fled Hama. Some 900 people fled Aleppo.'
  const line = JSON.stringify({
    id: 'a', title: null, published: null, lang: 'en', text, ignore: ['Some 900 people fled Aleppo'],
    figures: [{ ...label, quote: 'Some 500 people fled', value: 500 }, { ...label, quote: 'Some 700 people fled Hama', value: 701 }],
  }) // biome-ignore format: one passage
  const result = measure(parsePassages(`${line}\n`), (passage) => read(passage.text))
  expect(result.precision).toMatchObject({ hits: 1, of: 2 })
  expect(result.recall).toMatchObject({ hits: 1, of: 2 })
  expect(result.fields.place).toMatchObject({ hits: 1, of: 1 })
  expect(result.fields.country).toMatchObject({ hits: 1, of: 1 })
  expect(result.badSpans).toBe(0)
  expect(result.misses).toEqual([
    'a missed: 701 «Some 700 people fled Hama»',
    'a invented: 700 «Some 700 people fled Hama»',
  ])
})

test('a line that is no passage is named', () => {
  expect(() => parsePassages('{"text": 1}\n')).toThrow('Line 1')
})

test('a sheet is read by its column names; quotes hold commas and line breaks', () => {
  const cells = parseCsv(
    'Country,Quantity,excerpt,Unit\r\nSyria,"1,200","Some 1,200 people, all told,\nfled Idlib ""today"".",People\r\nSyria,,none,People\r\n',
  )
  expect(cells[1]).toEqual(['Syria', '1,200', 'Some 1,200 people, all told,\nfled Idlib "today".', 'People'])
  const rows = readSheet(cells)
  expect(rows).toHaveLength(1)
  const result = measureSheet(
    rows,
    read,
    () => 'SYR',
    (text) => text.includes('Idlib'),
  )
  expect(result).toMatchObject({
    quantityAny: { hits: 1 },
    quantityTop: { hits: 1 },
    unit: { hits: 1 },
    country: { hits: 1 },
  })
})

test('the country is told over all rows and over those that name a place', () => {
  const rows = readSheet([
    ['excerpt', 'Quantity', 'Country'],
    ['Some 500 people fled Idlib.', '500', 'Syria'],
    ['Some 700 people fled.', '700', 'Syria'],
  ])
  const result = measureSheet(
    rows,
    read,
    () => 'SYR',
    (text) => text.includes('Idlib'),
  )
  expect(result.country).toMatchObject({ hits: 1, of: 2 })
  expect(result.countryNamed).toMatchObject({ hits: 1, of: 1 })
})

test('rows of a sheet may be JSON objects, one a line; labelled passages are none', () => {
  const cells = parseRows('{"text":"Some 500 people fled Idlib.","quantity":500,"iso3":null}\n')
  expect(cells).toEqual([
    ['text', 'quantity', 'iso3'],
    ['Some 500 people fled Idlib.', '500', ''],
  ])
  expect(parseRows('{"text":"…","figures":[]}\n')).toBeNull()
  expect(parseRows('no JSON\n')).toBeNull()
})

test('a sheet without the columns is refused with those that it has', () => {
  expect(() => readSheet([['a', 'b']])).toThrow('it has a, b')
})
