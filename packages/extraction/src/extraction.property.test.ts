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
/** Quadratic work on this much would take minutes; how fast it is in truth is the bench's affair (tests/bench). */
const patience = 5000

test.each(runs)('a run of %j does not hang', (unit) => {
  const start = process.cpuUsage()
  read(unit.repeat(Math.ceil(300_000 / unit.length)))
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(patience)
})

test('a text twice as long has the figures of both halves', () => {
  const sentence = 'Some 4,000 people fled Idlib on 3 May 2021.\n\n'
  expect(read(sentence.repeat(2000))).toHaveLength(2 * read(sentence.repeat(1000)).length)
})
