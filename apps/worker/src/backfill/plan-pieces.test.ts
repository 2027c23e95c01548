import { addDays, dayFromNumber, dayNumber, daysBetween } from '@displacement-monitor/shared/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PastGrain, pastGrains } from '../sources/past/past.ts'
import { planPieces } from './plan-pieces.ts'

describe('the pieces of a backfill', () => {
  it('are cut at the borders of the calendar, a leap day and both ends within', () => {
    expect(planPieces({ from: '2020-01-30', to: '2020-03-01' }, { grain: 'month' })).toEqual([
      { from: '2020-01-30', to: '2020-01-31' },
      { from: '2020-02-01', to: '2020-02-29' },
      { from: '2020-03-01', to: '2020-03-01' },
    ])
    expect(planPieces({ from: '2019-12-31', to: '2020-12-31' }, { grain: 'year' })).toEqual([
      { from: '2019-12-31', to: '2019-12-31' },
      { from: '2020-01-01', to: '2020-12-31' },
    ])
    expect(planPieces({ from: '2020-02-28', to: '2020-02-29' }, { grain: 'day' })).toEqual([
      { from: '2020-02-28', to: '2020-02-28' },
      { from: '2020-02-29', to: '2020-02-29' },
    ])
  })

  it('are one for a dump, however long the range', () => {
    const range = { from: '1998-05-02', to: '2026-11-23' }
    expect(planPieces(range, { grain: 'whole' })).toEqual([range])
  })

  it('begin with the archive, and are none before it', () => {
    const past = { grain: 'month', beginsOn: '2020-02-10' } as const
    expect(planPieces({ from: '2019-01-01', to: '2020-03-02' }, past)).toEqual([
      { from: '2020-02-10', to: '2020-02-29' },
      { from: '2020-03-01', to: '2020-03-02' },
    ])
    expect(planPieces({ from: '2019-01-01', to: '2020-02-09' }, past)).toEqual([])
    expect(planPieces({ from: '2020-03-02', to: '2020-03-01' }, past)).toEqual([])
  })

  it('end with the calendar', () => {
    expect(planPieces({ from: '9999-12-30', to: '9999-12-31' }, { grain: 'year' })).toEqual([
      { from: '9999-12-30', to: '9999-12-31' },
    ])
  })

  const day = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2030-12-31') }).map(dayFromNumber)
  const asked = fc.record({
    from: day,
    length: fc.integer({ min: 0, max: 800 }),
    grain: fc.constantFrom(...pastGrains),
    beginsOn: fc.option(day, { nil: undefined }),
  })

  it('hold each day of the range once, in order, without a gap, none of them across a border', () => {
    const unit: Record<PastGrain, (of: string) => string> = {
      day: (of) => of,
      month: (of) => of.slice(0, 7),
      year: (of) => of.slice(0, 4),
      whole: () => '',
    }
    fc.assert(
      fc.property(asked, ({ from, length, grain, beginsOn }) => {
        const to = addDays(from, length)
        const pieces = planPieces({ from, to }, { grain, ...(beginsOn === undefined ? {} : { beginsOn }) })
        const first = beginsOn !== undefined && beginsOn > from ? beginsOn : from
        const held = pieces.flatMap((piece) =>
          Array.from({ length: daysBetween(piece.from, piece.to) + 1 }, (_, at) => addDays(piece.from, at)),
        )
        const wanted = Array.from({ length: Math.max(0, daysBetween(first, to) + 1) }, (_, at) => addDays(first, at))
        expect(held.join()).toBe(wanted.join())
        const begins = pieces.map((piece) => unit[grain](piece.from))
        expect(pieces.map((piece) => unit[grain](piece.to))).toEqual(begins)
        expect(new Set(begins).size).toBe(begins.length)
      }),
      { numRuns: 200 },
    )
  })
})
