import { expect, test } from 'vitest'
import { amountInWords, bytesInWords, compact, counted, grouped } from './amounts.ts'

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [800_000, '800,000'],
  [Number.MAX_SAFE_INTEGER, '9,007,199,254,740,991'],
])('%d is grouped as %s', (value, expected) => expect(grouped(value)).toBe(expected))

test.each([
  [800_000, null, 'more_than', 'more than 800,000'],
  [390_000, null, 'nearly', 'nearly 390,000'],
  [12, null, 'exact', '12'],
  [40_000, 50_000, 'range', '40,000 to 50,000'],
  [10_000, 99_999, 'vague', 'some 10,000 to 99,999'],
] as const)('%d, %s, %s reads "%s"', (value, high, quantifier, expected) =>
  expect(amountInWords(value, high, quantifier)).toBe(expected),
)

test.each([
  [0, '0'],
  [950, '950'],
  [1000, '1k'],
  [999_499, '999k'],
  [999_999, '1M'],
  [1_250_000, '1.25M'],
])('%d on an axis is %s', (value, expected) => expect(compact(value)).toBe(expected))

test.each([
  [0, '0 bytes'],
  [1536, '1.5 KB'],
  [104_857_600, '100 MB'],
])('%d bytes are %s', (bytes, expected) => expect(bytesInWords(bytes)).toBe(expected))

test('one is singular', () => {
  expect([counted(1, 'report'), counted(2, 'report'), counted(0, 'series', 'series')]).toEqual([
    '1 report',
    '2 reports',
    '0 series',
  ])
})
