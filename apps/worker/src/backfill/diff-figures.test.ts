import type { FigureFace } from '@displacement-monitor/shared/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffFigures } from './diff-figures.ts'

const face = (changes: Partial<FigureFace> = {}): FigureFace => ({
  words: 'More than 800,000 people fled',
  value: 800_000,
  valueHigh: null,
  quantifier: 'more_than',
  unit: 'person',
  category: 'internal_displacements',
  scope: 'all',
  cause: 'conflict',
  placeId: 'SY-ID',
  placeRole: 'origin',
  since: null,
  asOf: null,
  counter: 'UN',
  ...changes,
})
const old = (changes: Partial<FigureFace> = {}) => ({ ...face(changes), reviewed: false })

describe('the figures of two readings', () => {
  it('are the same, changed, gone or new', () => {
    const gone = old({ words: '12 families left', value: 12, unit: 'household', placeId: 'SY-HM' })
    const { differences, ...counts } = diffFigures(
      7,
      [old(), { ...old({ words: 'and 3,000 fled Homs', value: 3_000, placeId: null }), reviewed: true }, gone],
      [
        face({ words: '3,000 fled Homs', value: 3_000, placeId: 'SY-HM' }),
        face(),
        face({ words: '50 came', value: 50, placeId: 'TUR', category: 'refugees' }),
      ],
    )
    expect(counts).toEqual({ figuresSame: 1, figuresNew: 1, figuresChanged: 1, figuresSuperseded: 1 })
    expect(
      differences.map(({ before, after, fields, reviewed }) => [before?.value, after?.value, fields, reviewed]),
    ).toEqual([
      [3_000, 3_000, ['placeId'], true],
      [12, undefined, [], false],
      [undefined, 50, [], false],
    ])
  })

  it('that are equal in the same words find each other past one that only shares the words', () => {
    const words = '3,000 families, 15,000 people, fled'
    const people = face({ words, value: 15_000 })
    const families = face({ words, value: 3_000, unit: 'household' })
    expect(diffFigures(1, [{ ...people, reviewed: false }], [families, people])).toMatchObject({
      figuresSame: 1, figuresNew: 1, figuresChanged: 0, figuresSuperseded: 0,
    }) // biome-ignore format: a row
  })

  it('add up on both sides, whatever they say; a reading against itself is the same, in any order', () => {
    const anyFace = fc.record({
      words: fc.constantFrom('a b', 'a', 'b', 'c d', 'c'),
      value: fc.integer({ min: 0, max: 4 }),
      placeId: fc.constantFrom('SYR', 'SDN', null),
      category: fc.constantFrom('idps', 'refugees'),
    })
    const faces = fc.array(
      anyFace.map((changes) => face(changes)),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(faces, faces, fc.integer(), (before, after, turn) => {
        const told = before.map((one) => ({ ...one, reviewed: false }))
        const differ = diffFigures(1, told, after)
        expect(differ.figuresSame + differ.figuresChanged + differ.figuresSuperseded).toBe(before.length)
        expect(differ.figuresSame + differ.figuresChanged + differ.figuresNew).toBe(after.length)
        expect(differ.differences).toHaveLength(differ.figuresChanged + differ.figuresSuperseded + differ.figuresNew)
        const at = before.length === 0 ? 0 : Math.abs(turn) % before.length
        const turned = [...before.slice(at), ...before.slice(0, at)]
        expect(diffFigures(1, told, turned)).toMatchObject({ figuresSame: before.length, differences: [] })
      }),
    )
  })
})
