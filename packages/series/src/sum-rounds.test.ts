import { expect, test } from 'vitest'
import { type RoundRow, sumRounds } from './sum-rounds.ts'

const row = (parts: Partial<RoundRow>): RoundRow => ({
  operation: 'Basin Crisis', round: 1, assessmentType: 'BA', asOf: '2020-02-29', placeId: 'TD-LC', reason: 'Conflict', value: 10, ...parts,
}) // biome-ignore format: a default
const shown = (rows: RoundRow[]) =>
  sumRounds(rows).map(({ scope, cause, value, valueHigh, rows: own }) => [scope, cause, value, valueHigh, own])

test('rows add within operation, round and assessment type; insecurity is conflict, however spelt', () => {
  expect(
    shown([
      row({ value: 100 }),
      row({ reason: 'insecurity', value: 20 }),
      row({ reason: 'Natural disaster', value: 3 }),
    ]),
  ).toEqual([
    ['all', 'all', 123, null, [0, 1, 2]],
    ['all', 'conflict', 120, null, [0, 1]],
    ['all', 'disaster', 3, null, [2]],
  ])
})

test('sites are another scope of the same people', () => {
  expect(shown([row({ value: 100 }), row({ value: 100, assessmentType: 'SA' })])).toEqual([
    ['all', 'all', 100, null, [0]],
    ['all', 'conflict', 100, null, [0]],
    ['in_sites', 'all', 100, null, [1]],
    ['in_sites', 'conflict', 100, null, [1]],
  ])
})

test('people of several causes together may be of each: the causes become ranges', () => {
  expect(
    shown([
      row({ value: 100 }),
      row({ reason: 'Conflict; Natural disaster', value: 50 }),
      row({ reason: 'No reason for displacement reported', value: 7 }),
    ]),
  ).toEqual([
    ['all', 'all', 157, null, [0, 1, 2]],
    ['all', 'conflict', 100, 150, [0]],
    ['all', 'mixed', 50, null, [1]],
    ['all', null, 7, null, [2]],
  ])
})

test('a unit that was not counted is not covered, and adds no 0', () => {
  expect(sumRounds([row({ value: null }), row({ placeId: 'TD-KA', value: 5 })])[0]).toMatchObject({
    value: 5,
    coverage: ['TD-KA'],
  })
  expect(sumRounds([row({ value: null })])).toEqual([])
})
