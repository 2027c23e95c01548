import { expect, test } from 'vitest'
import { readTrendQuery } from './trend-query.ts'

const none = {
  category: null, cause: null, since: null, from: null, to: null, step: null, 'known-on': null, clock: null, method: null, format: null,
} // biome-ignore format: one option beside the other

test('without options: everything, reconciled, on the claims’ own days', () => {
  expect(readTrendQuery(none)).toEqual({
    step: 'claims',
    method: 'reconciled',
    clock: 'printed',
  })
})

test('a cause that the texts do not tell is asked for as unknown, not as any', () => {
  expect(readTrendQuery({ ...none, cause: 'unknown' }).cause).toBe('unknown')
  expect(readTrendQuery({ ...none, cause: 'conflict' }).cause).toBe('conflict')
})

test('a start may be a month or a year', () => {
  expect(readTrendQuery({ ...none, since: '2019-12' }).since).toBe('2019-12-01')
  expect(readTrendQuery({ ...none, since: '2019' }).since).toBe('2019-01-01')
})

test.each([
  [{ from: '2020-02-30' }, "--from cannot be '2020-02-30': give a calendar day, like 2020-02-17."],
  [{ from: '2020-03-01', to: '2020-02-01' }, '--from 2020-03-01 is after --to 2020-02-01.'],
  [{ clock: 'recorded' }, '--clock needs --known-on DATE.'],
  [
    { clock: 'recorded', 'known-on': '2020-02-01', method: 'latest' },
    '--clock recorded shows what this database showed, and that was reconciled: it has no --method latest.',
  ],
])('%j is refused in words', (options, message) => {
  expect(() => readTrendQuery({ ...none, ...options })).toThrow(message)
})
