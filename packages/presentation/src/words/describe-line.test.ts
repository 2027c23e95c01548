import type { TrendJson } from '@displacement-monitor/shared/contracts'
import { expect, test } from 'vitest'
import { amountInWords, lineInWords, lineTitle, pointInWords } from './describe-line.ts'

type Line = TrendJson['series'][number]
const point = (more: Partial<Line['points'][number]>): Line['points'][number] => ({
  as_of: '2020-02-12', value: 800_000, low: 800_000, high: 900_000, quantifier: 'more_than', review: 'machine_read',
  witnesses: 3, claims: [1], flags: [], ...more,
}) // biome-ignore format: a row of fields
const line = (points: Line['points'], more: Partial<Line> = {}): Line => ({
  id: 1, kind: 'cumulative', category: 'internal_displacements', scope: 'all', cause: 'conflict', place_role: 'origin',
  since: '2019-12-01', since_accuracy: 'day', unit: 'person', method: 'reconciled', rule: 'reconciled@1', counter: 'UN',
  state: 'closed', legend: 'movements, not people', points, left_out: [], ...more,
}) // biome-ignore format: a row of fields

test.each([
  [{}, 'more than 800,000'],
  [{ value: 820_000 }, '820,000'],
  [{ value: 1_000_000, low: 950_000, high: 1_000_000, quantifier: 'nearly' }, 'nearly 1,000,000'],
  [{ value: 961_000, low: 950_000, high: 1_000_000, quantifier: 'nearly' }, '961,000'],
  [{ value: 10_000, low: 10_000, high: 99_999, quantifier: 'vague' }, 'between 10,000 and 99,999'],
  [{ value: 50, low: 0, high: 49, quantifier: 'less_than' }, 'fewer than 50'],
  [{ value: null }, 'not known'],
] as const)('%j is told as it was printed, or plainly where the line moved it', (more, words) => {
  expect(amountInWords(point(more))).toBe(words)
})

test('a title says what, since when and why', () => {
  expect(lineTitle(line([]), 'Idlib')).toBe('Idlib: internal displacements since 1 December 2019 (conflict)')
  const stock = line([], {
    kind: 'stock',
    category: 'idps',
    since: null,
    since_accuracy: null,
    cause: null,
    scope: 'in_sites',
    unit: 'household',
  })
  expect(lineTitle(stock, 'Idlib')).toBe('Idlib: internally displaced people, in sites, households')
})

test('a line in words begins, ends, and says who counted, what, and how it was checked', () => {
  const points = [
    point({
      as_of: '2019-12-29',
      value: 284_000,
      low: 283_500,
      high: 284_500,
      quantifier: 'approximately',
      witnesses: 1,
    }),
    point({ review: 'cleared' }),
  ]
  expect(lineInWords(line(points))).toBe(
    '2 numbers, from 29 December 2019: about 284,000, from 1 report, to 12 February 2020: more than 800,000, from 3 reports. ' +
      'The line follows UN. It counts movements, not people. Nobody has continued this count for 60 days: it is closed, and ' +
      'history. 1 of 2 were checked by a person, the rest was read by machine.',
  )
})

test('a line without a number says so', () => {
  expect(lineInWords(line([point({ value: null })]))).toBe('No number is known in the days asked for.')
})

test('a day is told as exactly as its claims state it; a step by its last day', () => {
  const february = () => [{ day: '2020-02-01', accuracy: 'month' as const }]
  const said = 'more than 800,000, from 3 reports'
  expect(pointInWords(point({ as_of: '2020-02-29' }), february)).toBe(`February 2020: ${said}`)
  expect(pointInWords(point({ as_of: '2020-03-01' }), february)).toBe(`1 March 2020: ${said}`)
  expect(pointInWords(point({ to: '2020-02-29' }), february)).toBe(`29 February 2020: ${said}`)
})
