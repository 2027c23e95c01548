import fc from 'fast-check'
import { expect, test } from 'vitest'
import { didYouMean, editDistance, nearestNames } from './nearest.ts'

const verbs = ['extract', 'parse', 'ingest', 'trends', 'sources', 'places', 'doctor']

test.each([
  ['extrat', ['extract']],
  ['trend', ['trends']],
  ['tredns', ['trends']],
  ['source', ['sources']],
  ['DOCTOR', ['doctor']],
  ['zebra', []],
  ['', []],
])('%s leads to %j', (typed, expected) => {
  expect(nearestNames(typed, verbs)).toEqual(expected)
})

test('several names are told as a choice, none as nothing', () => {
  expect(didYouMean('a', ['ab', 'ac', 'zz'])).toEqual(['Did you mean ab or ac?'])
  expect(didYouMean('zebra', verbs)).toEqual([])
})

test('a swap of neighbours is one edit', () => {
  expect(editDistance('tredns', 'trends')).toBe(1)
  expect(editDistance('', 'abc')).toBe(3)
})

test('the distance is zero for the same word alone, and the same in both directions', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, b) === 0).toBe(a === b)
    }),
  )
})
