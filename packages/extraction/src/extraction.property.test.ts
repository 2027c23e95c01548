import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extractFigures } from './extract-figures.ts'
import { smallGazetteer } from './testing/small-gazetteer.ts'

const read = (text: string) =>
  extractFigures({ text, title: null, language: 'en', publishedOn: '2021-06-15' }, smallGazetteer).figures

const words = fc.constantFrom(
  'people', 'IDPs', 'families', 'fled', 'displaced', 'were', 'have been', 'evacuated', 'since', 'May', 'in', 'Idlib', 'UN', 'said',
  '5,000', '12', '2.5 million', 'between', 'and', '(', ')', ',', '.', ';', ':', '-', '–', '\n', '\n\n', '•', 'more than', 'including', 'whom',
  'returned', 'refugees', 'hosts', 'to', 'from', '25/05/2021', 'thousands', 'half', 'a', 'million', "'s", '%', '$', 'That figure rose to',
) // biome-ignore format: a list of words

test('any string gives a list, and every excerpt is the words at its offsets', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(words, { maxLength: 60 }).map((list) => list.join(' ')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const figures = read(text)
      for (const [i, { excerpt, value, valueHigh, confidence, subsetOf, since, asOf }] of figures.entries()) {
        expect(text.slice(excerpt.start, excerpt.end)).toBe(excerpt.text)
        expect(excerpt.end).toBeGreaterThan(excerpt.start)
        expect(Number.isInteger(value) && value >= 0).toBe(true)
        if (valueHigh !== null) expect(valueHigh).toBeGreaterThan(value)
        expect(confidence).toBeGreaterThan(0)
        expect(confidence).toBeLessThanOrEqual(1)
        if (subsetOf !== null) expect(subsetOf).toBeLessThan(i)
        if (since && asOf) expect(since.day <= asOf.day || asOf.accuracy !== 'day').toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('the same text gives the same figures', () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 60 }), (list) => {
      expect(read(list.join(' '))).toEqual(read(list.join(' ')))
    }),
    { numRuns: 100 },
  )
})

const runs = [
  '1',
  ' ',
  '(',
  ')',
  '()',
  '[',
  '1,',
  '1.',
  '12 ',
  '\n',
  '"',
  "'",
  '- ',
  'a',
  '. ',
  '\u00a0',
  '٣',
  '1-',
  '((1',
  'IDPs:\n',
  'Aa (1), ',
]
/** Processor time in ms of the best of five: the clock on the wall counts the neighbours too. */
const fastest = (text: string) => {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 5; i++) {
    const start = process.cpuUsage()
    read(text)
    least = Math.min(least, process.cpuUsage(start).user / 1000)
  }
  return least
}

test.each(runs)('a run of %j is read in linear time', (unit) => {
  const text = (length: number) => unit.repeat(Math.ceil(length / unit.length))
  fastest(text(20_000))
  const [one, two] = [fastest(text(100_000)), fastest(text(200_000))]
  // Below 30 ms the collector decides, not the text.
  expect(two).toBeLessThan(Math.max(30, one) * 2.6)
  expect(one).toBeLessThan(100)
})
