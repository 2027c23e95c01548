import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance, nearestNames } from './nearest-names.ts'

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

test('with any reach the nearest come first, however far, and what begins with the word before them', () => {
  expect(nearestNames('IDP', ['refugees', 'idps', 'returns', 'area'], 'any')).toEqual(['idps', 'area', 'returns'])
  expect(nearestNames('zebra', verbs, 'any')).toHaveLength(3)
})

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['idlib', '', 5],
  ['idlib', 'idleb', 1],
  ['tredns', 'trends', 1],
  ['refugee', 'refugees', 1],
  ['kitten', 'sitting', 3],
])('%s to %s is %i', (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance)
})

test('the distance is zero for the same word alone, and the same in both directions', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, b) === 0).toBe(a === b)
    }),
  )
})
