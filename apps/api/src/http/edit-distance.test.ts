import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance, nearestOf } from './edit-distance.ts'

test.each([
  ['', '', 0],
  ['idlib', '', 5],
  ['idlib', 'idleb', 1],
  ['ildib', 'idlib', 1],
  ['refugee', 'refugees', 1],
  ['kitten', 'sitting', 3],
])('%s to %s is %i', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance)
})

test('the distance is the same both ways, and 0 for equal words alone', () => {
  const word = fc.string({ maxLength: 8 })
  fc.assert(
    fc.property(
      word,
      word,
      (a, b) => editDistance(a, b) === editDistance(b, a) && (editDistance(a, b) === 0) === (a === b),
    ),
    { numRuns: 200 },
  )
})

test('the nearest word comes first, and case does not count', () => {
  expect(nearestOf('IDP', ['refugees', 'idps', 'returns'], 2)).toEqual(['idps', 'returns'])
})
