import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stepwise } from './draw-outline.ts'

test('points become steps, numbers stand apart by a sign or a space, and a step of nothing goes', () => {
  expect(stepwise('M10.12,5L10.12,5L10.5,4.25L9,4.25ZM1,1L0.5,1.25Z', 2)).toBe('M10.12 5l.38-.75-1.5 0zM1 1l-.5 .25z')
  expect(stepwise('', 1)).toBe('')
})

/** Where a path of steps leads, in whole hundredths. */
function pointsOf(path: string): number[][] {
  const points: number[][] = []
  for (const [, command, rest = ''] of path.matchAll(/([Mlz])([^Mlz]*)/g)) {
    const numbers = [...rest.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g)].map(([text]) => Math.round(Number(text) * 100))
    for (let at = 0; at < numbers.length; at += 2) {
      const [x = 0, y = 0] = command === 'l' ? (points.at(-1) ?? []) : []
      points.push([x + (numbers[at] ?? 0), y + (numbers[at + 1] ?? 0)])
    }
  }
  return points
}

test('steps lead through the same points, however long the way', () => {
  const coordinate = fc.integer({ min: -96_000, max: 96_000 })
  fc.assert(
    fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 60 }), (points) => {
      const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x / 100},${y / 100}`).join('')
      const apart = points.filter(
        ([x, y], index) => index === 0 || x !== points[index - 1]?.[0] || y !== points[index - 1]?.[1],
      )
      expect(pointsOf(stepwise(path, 2))).toEqual(apart)
    }),
  )
})
