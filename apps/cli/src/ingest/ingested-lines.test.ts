import type { Figure } from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'
import { memoryConsole } from '../output/memory-console.ts'
import type { Ingested } from './ingested-json.ts'
import { ingestedLines } from './ingested-lines.ts'

const figure: Figure = {
  excerpt: { start: 0, end: 30, text: 'more than 800,000 people fled' }, value: 800_000, valueHigh: null, quantifier: 'more_than',
  unit: 'person', householdSize: null, persons: 800_000, category: 'internal_displacements', border: null, term: 'fled', scope: 'all',
  cause: 'conflict', hazard: null, occurred: 'during', status: 'reported', repeated: false,
  place: { name: 'Idlib', placeId: 'SY-ID', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' },
  since: { day: '2019-12-01', accuracy: 'month' }, asOf: { day: '2020-02-17', accuracy: 'day' }, asOfBasis: 'published',
  window: 'since', counter: 'UN', subsetOf: null, confidence: 0.951,
} // biome-ignore format: nobody reads it

const ingested: Ingested = {
  reportId: 31,
  url: 'urn:sha256:0',
  title: 'Border town fills up',
  publisher: 'Example Courier',
  publishedOn: '2020-02-17',
  language: 'en',
  outcome: 'figures',
  unchanged: false,
  series: 1,
  figures: [
    {
      figure,
      figureId: 42,
      claimId: 7,
      place: 'witness',
      witnesses: 2,
      firstOther: { publisher: 'Teller Report', publishedOn: '2020-02-17', url: 'https://t.example' },
    },
  ],
}

const shown = (change: Partial<Ingested>) =>
  ingestedLines('a.html', { ...ingested, ...change }, memoryConsole({ columns: 80 }).console)

test('a person reads the number in words, where, when, who counted, and what it adds', () => {
  expect(shown({})).toEqual([
    'Border town fills up',
    'Example Courier · 17 February 2020 · en · report 31 · a.html',
    '',
    '1.  more than 800,000 people  Idlib (SY-ID, SYR)',
    '    internal displacements · conflict · confidence 0.95',
    '    since December 2019, as of 17 February 2020 (day of print) · counted by UN',
    '    "more than 800,000 people fled"',
    '    witness: 2 reports say so, the first other Teller Report on 17 February 2020',
    '',
    '1 figure: 1 witness. 1 series changed.',
  ])
})

test.each([
  [{ unchanged: true }, 'Unchanged: these bytes were read before by this version.'],
  [{ outcome: 'no_figures', figures: [] }, 'Stored: no displacement figure in it.'],
  [
    { outcome: 'language_not_supported', language: 'xx', figures: [] },
    'Stored, but not read: there are no words of the language xx yet.',
  ],
] as const)('%j ends with "%s"', (change, words) => expect(shown(change).at(-1)).toBe(words))

test('a figure that makes no claim says why', () => {
  const none = { figureId: 1, claimId: null, place: 'none' as const, witnesses: 0, firstOther: null }
  const why = (change: Partial<Figure>) =>
    shown({ figures: [{ ...none, figure: { ...figure, ...change } }] })
      .at(-3)
      ?.trim()
  expect(why({ subsetOf: 0 })).toBe('kept, but on no series: it is a part of number 1')
  expect(why({ place: null })).toBe('kept, but on no series: the text names no place for it')
  expect(why({ category: 'displaced_unspecified' })).toBe(
    'kept, but on no series: the text does not say which kind of displacement',
  )
})

test('a pipe gets a line for the report and a line a figure', () => {
  expect(ingestedLines('a.html', ingested, memoryConsole().console)).toEqual([
    'report\t31\tread\ta.html\t2020-02-17\tBorder town fills up',
    'figure\t42\twitness\tmore than 800,000\tperson\tinternal_displacements\tSY-ID\t2019-12-01\t2020-02-17\tUN\tmore than 800,000 people fled',
  ])
})
