import { expect, test } from 'vitest'
import { bandPath, barsOf, endBands, stepPath } from './marks.ts'
import type { ChartPoint } from './model.ts'

const point = (asOf: string, value: number | null, more: Partial<ChartPoint> = {}): ChartPoint => ({
  from: null,
  asOf,
  day: asOf,
  value,
  low: value,
  high: value,
  review: 'machine_read',
  flags: [],
  says: '',
  amount: '',
  href: null,
  ...more,
})
/** 1 January 1970 is 0, a day a pixel; counts grow upward from 100. */
const scales = { x: (day: number) => day, y: (count: number) => 100 - count }

test('a line is held until its next claim and ends at its last as-of', () => {
  const points = [point('1970-01-02', 10), point('1970-01-06', 30), point('1970-01-11', 40)]
  expect(stepPath(points, scales)).toBe('M1 90H1V90H5H5V70H10H10V60H10')
})

test('what is unknown breaks the line and is never drawn as 0', () => {
  const points = [point('1970-01-02', 10), point('1970-01-04', null), point('1970-01-06', 20)]
  expect(stepPath(points, scales)).toBe('M1 90H1V90H3M5 80H5V80H5')
})

test('the band is stepped as the line is', () => {
  const points = [point('1970-01-02', 10, { low: 8, high: 12 }), point('1970-01-06', 30, { low: 28, high: 34 })]
  expect(bandPath(points, scales)).toBe('M1 88L5 88L5 66L5 66L5 72L5 72L5 92L1 92Z')
})

test('the range of a run’s last claim is seen around its dot', () => {
  const points = [point('1970-01-02', 10, { low: 8, high: 12 }), point('1970-01-11', 30, { low: 28, high: 34 })]
  expect(endBands(points, scales)).toBe('M5 66H15V72H5Z')
  expect(endBands([point('1970-01-02', 10)], scales)).toBe('')
})

test('a bar covers its days, both included, and one of a single day is seen', () => {
  const wide = point('1970-01-11', 40, { from: '1970-01-02' })
  const single = point('1970-01-21', 5, { from: '1970-01-21' })
  expect(barsOf([wide, single, point('1970-01-30', null)], scales)).toEqual([
    { point: wide, left: 1, width: 9, top: 60, height: 40 },
    { point: single, left: 20, width: 2, top: 95, height: 5 },
  ])
})
