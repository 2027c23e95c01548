import { expect, test } from 'vitest'
import type { Figure } from '../domain/index.ts'
import { figureToJson } from './figure-json.ts'

const text = 'The UN says more than 800,000 people have fled the fighting in Idlib since December.'
const start = text.indexOf('more than')
const end = text.indexOf(' since')

const fled: Figure = {
  excerpt: { start, end, text: text.slice(start, end) },
  value: 800_000,
  valueHigh: null,
  quantifier: 'more_than',
  unit: 'person',
  householdSize: null,
  persons: 800_000,
  category: 'internal_displacements',
  border: null,
  term: 'fled',
  scope: 'all',
  cause: 'conflict',
  hazard: null,
  occurred: 'during',
  status: 'reported',
  repeated: false,
  place: { name: 'Idlib', placeId: 'SY-ID', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' },
  since: { day: '2019-12-01', accuracy: 'month' },
  asOf: { day: '2020-02-17', accuracy: 'day' },
  asOfBasis: 'published',
  counter: 'UN',
  subsetOf: null,
  confidence: 0.9312,
}

test('a figure is written in snake_case, each date beside its accuracy', () => {
  expect(figureToJson(fled)).toEqual({
    excerpt: { start: 12, end: 68, text: 'more than 800,000 people have fled the fighting in Idlib' },
    value: 800_000,
    value_high: null,
    quantifier: 'more_than',
    unit: 'person',
    persons: 800_000,
    scope: 'all',
    category: 'internal_displacements',
    term: 'fled',
    cause: 'conflict',
    hazard: null,
    place: { name: 'Idlib', id: 'SY-ID', country_iso3: 'SYR', role: 'origin', accuracy: 'adm1' },
    since: '2019-12-01',
    since_accuracy: 'month',
    as_of: '2020-02-17',
    as_of_accuracy: 'day',
    as_of_basis: 'published',
    counter: 'UN',
    subset_of: null,
    confidence: 0.93,
  })
})

test('what is absent is null, never left out and never 0', () => {
  const bare = figureToJson({
    ...fled,
    place: null,
    since: null,
    asOf: null,
    counter: null,
    persons: null,
    cause: null,
  })
  expect(bare).toMatchObject({ place: null, since: null, since_accuracy: null, as_of: null, as_of_accuracy: null })
  expect(bare).toMatchObject({ counter: null, persons: null, cause: null })
  expect(Object.keys(JSON.parse(JSON.stringify(bare)))).toEqual(Object.keys(figureToJson(fled)))
})

test('a part keeps the index of its whole, also when that index is 0', () => {
  expect(figureToJson({ ...fled, subsetOf: 0 }).subset_of).toBe(0)
})
