import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ChartPoint, chartLines, niceCeiling } from './chart.ts'
import { displayWidth } from './display-width.ts'

const point = (asOf: string, value: number | null, from: string | null = null): ChartPoint => ({ from, asOf, value })

test('a cumulative line steps: it stays until the next claim, then rises at once', () => {
  const lines = chartLines([point('2020-01-01', 100_000), point('2020-01-11', 400_000)], 'cumulative', {
    columns: 18,
    rows: 4,
  })
  expect(lines).toEqual([
    '  400k ┤         ⢸',
    '       │         ⢸',
    '       │⣀⣀⣀⣀⣀⣀⣀⣀⣀⣸',
    '     0 ┤          ',
    '       └──────────',
    '        2020-01-01 2020-01-11',
  ])
})

test('a value that is unknown breaks the line', () => {
  const lines = chartLines([point('2020-01-01', 10), point('2020-01-02', null), point('2020-01-03', 10)], 'stock', {
    columns: 28,
    rows: 1,
  })
  expect(lines[0]).toBe('    10 ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠁        ⠈')
})

test('windows are bars from their first to their last day', () => {
  const lines = chartLines([point('2020-01-31', 50, '2020-01-01'), point('2020-02-29', 100, '2020-02-01')], 'period', {
    columns: 18,
    rows: 2,
  })
  expect(lines.slice(0, 2)).toEqual(['   100 ┤⣀⣀⣀⣀⡀⣿⣿⣿⣿⡇', '     0 ┤⣿⣿⣿⣿⡇⣿⣿⣿⣿⡇'])
})

test('no value, no chart', () => {
  expect(chartLines([], 'stock', { columns: 80, rows: 8 })).toEqual([])
  expect(chartLines([point('2020-01-01', null)], 'stock', { columns: 80, rows: 8 })).toEqual([])
})

test('whatever the points, the chart has its rows and keeps to its columns', () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
  const points = fc.array(
    fc.tuple(
      day,
      fc.option(fc.integer({ min: 0, max: 2 ** 40 })).map((value) => value),
    ),
    { minLength: 1, maxLength: 30 },
  )
  fc.assert(
    fc.property(points, fc.integer({ min: 32, max: 200 }), fc.integer({ min: 1, max: 20 }), (list, columns, rows) => {
      const sorted = [...list].sort(([a], [b]) => a.localeCompare(b)).map(([asOf, value]) => point(asOf, value))
      const lines = chartLines(sorted, 'stock', { columns, rows })
      if (sorted.every(({ value }) => value === null)) return lines.length === 0
      if (lines.length !== rows + 2) return false
      return lines.every((line) => displayWidth(line) <= columns)
    }),
  )
})

test.each([
  [800_000, 800_000],
  [810_000, 1_000_000],
  [948_000, 1_000_000],
  [1, 1],
  [12_100, 15_000],
])('the axis over %d ends at %d', (value, expected) => expect(niceCeiling(value)).toBe(expected))
