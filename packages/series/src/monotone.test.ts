import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bound, keptBounds, placeValues } from './monotone.ts'

const floor = (day: number, low: number, weight = 1): Bound => ({ day, low, high: Number.POSITIVE_INFINITY, weight })
const exact = (day: number, value: number, weight = 1): Bound => ({ day, low: value, high: value, weight })

describe('the line that breaks the least weight', () => {
  test('keeps all bounds that agree', () => {
    expect(keptBounds([exact(1, 10), floor(2, 12), exact(3, 12)])).toEqual([true, true, true])
  })

  test('drops the lighter of two that contradict, the earlier higher one of equals', () => {
    expect(keptBounds([exact(1, 20, 2), exact(2, 10, 1)])).toEqual([true, false])
    expect(keptBounds([exact(1, 20, 1), exact(2, 10, 2)])).toEqual([false, true])
    expect(keptBounds([exact(1, 20), exact(2, 10)])).toEqual([false, true])
  })

  test('drops one outlier rather than many, whichever side it stands on', () => {
    expect(keptBounds([exact(1, 5), exact(2, 90), exact(3, 6), exact(4, 7)])).toEqual([true, false, true, true])
    expect(keptBounds([exact(1, 50), exact(2, 60), exact(3, 1), exact(4, 70)])).toEqual([true, true, false, true])
  })

  test('a floor and a ceiling of one day may contradict too', () => {
    expect(keptBounds([exact(1, 10, 2), floor(1, 12, 1)])).toEqual([true, false])
    expect(keptBounds([floor(1, 12, 1), exact(1, 10, 2)])).toEqual([false, true])
  })

  test('no line over all levels breaks less (by trying them all)', () => {
    const bounds = fc
      .array(
        fc.record({
          day: fc.integer({ min: 1, max: 4 }),
          low: fc.integer({ min: 0, max: 5 }),
          width: fc.integer({ min: 0, max: 2 }),
          open: fc.boolean(),
          weight: fc.integer({ min: 1, max: 4 }),
        }),
        { maxLength: 7 },
      )
      .map((all) =>
        all
          .map(({ day, low, width, open, weight }) => ({
            day,
            low,
            high: open ? Number.POSITIVE_INFINITY : low + width,
            weight,
          }))
          .sort((a, b) => a.day - b.day),
      )
    fc.assert(
      fc.property(bounds, (all) => {
        const kept = keptBounds(all)
        const standing = all.filter((_, index) => kept[index])
        for (const early of standing) {
          for (const late of standing) if (early.day <= late.day) expect(early.low).toBeLessThanOrEqual(late.high)
        }
        expect(weightOf(all.filter((_, index) => !kept[index]))).toBeLessThanOrEqual(bruteForce(all))
      }),
      { numRuns: 500 },
    )
  })
})

/** Broken floors and ceilings weigh alike; a bound broken on either side is broken once. */
const weightOf = (broken: readonly Bound[]): number => broken.reduce((sum, { weight }) => sum + weight, 0)
function bruteForce(bounds: readonly Bound[]): number {
  let best = Number.POSITIVE_INFINITY
  const levels = [0, 1, 2, 3, 4, 5, 6, 7]
  for (const a of levels)
    for (const b of levels)
      for (const c of levels)
        for (const d of levels) {
          if (!(a <= b && b <= c && c <= d)) continue
          const line = [a, b, c, d]
          const broken = bounds.filter(({ day, low, high }) => {
            const level = line[day - 1] ?? 0
            return level < low || level > high
          })
          best = Math.min(best, weightOf(broken))
        }
  return best
}

describe('values in their rooms', () => {
  test('the most precise is placed first, the others between their neighbours', () => {
    const rooms = [
      { printed: 948, low: 948, high: 949, width: 0.001 },
      { printed: 1000, low: 950, high: 962, width: 0.05 },
      { printed: 961, low: 961, high: 962, width: 0.001 },
    ]
    expect(placeValues(rooms)).toEqual([948, 961, 961])
  })

  test('nothing to place', () => {
    expect(placeValues([])).toEqual([])
  })
})
