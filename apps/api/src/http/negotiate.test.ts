import { expect, test } from 'vitest'
import { negotiate } from './negotiate.ts'
import { Problem } from './problem.ts'

test.each([
  [undefined, undefined, 'json'],
  ['csv', 'application/json', 'csv'],
  [undefined, 'text/csv', 'csv'],
  [undefined, 'text/html,application/xhtml+xml,*/*;q=0.8', 'json'],
  [undefined, 'application/json;q=0.5, image/svg+xml', 'svg'],
  [undefined, 'image/*', 'svg'],
  [undefined, 'text/csv;q=0, */*', 'json'],
  [undefined, '', 'json'],
] as const)('format %s, Accept %s: %s', (format, accept, expected) => {
  expect(negotiate(format, accept, ['json', 'csv', 'svg'])).toBe(expected)
})

test('a format that is not offered is told with those that are', () => {
  expect(() => negotiate(undefined, 'application/pdf', ['json', 'csv'])).toThrow(
    new Problem(406, 'Offered here: application/json, text/csv; or say format=json, csv.'),
  )
})
