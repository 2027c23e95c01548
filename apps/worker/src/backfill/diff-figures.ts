/** How a report is read otherwise: figures of one reading against those of another. Pure. */
import type { FigureCounts, FigureDifference, FigureFace, FoldedFigure } from '@displacement-monitor/shared/domain'

export type FigureBefore = FigureFace & { reviewed: boolean }

export interface FiguresDiffer extends FigureCounts {
  differences: FigureDifference[]
}

/**
 * Figures are the same where they say the same in words that overlap; changed where the words overlap and something differs, or
 * all is said of the same place by other words. Each is matched once, the closest first.
 */
export function diffFigures(
  reportId: number,
  before: readonly FigureBefore[],
  after: readonly FigureFace[],
): FiguresDiffer {
  const free = new Set(after.keys())
  const heirs = new Map<number, number>()
  for (const isMatch of closestFirst)
    for (const [at, old] of before.entries()) {
      if (heirs.has(at)) continue
      const found = [...free].find((n) => after[n] !== undefined && isMatch(old, after[n]))
      if (found === undefined) continue
      heirs.set(at, found)
      free.delete(found)
    }
  const differences: FigureDifference[] = []
  let figuresSame = 0
  for (const [at, old] of before.entries()) {
    const { reviewed, ...was } = old
    const is = after[heirs.get(at) ?? -1] ?? null
    const fields = is === null ? [] : differing(was, is)
    if (is !== null && fields.length === 0) figuresSame++
    else differences.push({ reportId, before: was, after: is, fields, reviewed })
  }
  for (const n of free)
    differences.push({ reportId, before: null, after: after[n] ?? null, fields: [], reviewed: false })
  const count = (is: (difference: FigureDifference) => boolean) => differences.filter(is).length
  return {
    figuresSame,
    figuresNew: count((one) => one.before === null),
    figuresChanged: count((one) => one.before !== null && one.after !== null),
    figuresSuperseded: count((one) => one.after === null),
    differences,
  }
}

const said = [
  'value', 'valueHigh', 'quantifier', 'unit', 'category', 'scope', 'cause', 'placeId', 'placeRole', 'since', 'asOf', 'counter',
] as const satisfies readonly (keyof FigureFace)[] // biome-ignore format: a list

const differing = (one: FigureFace, other: FigureFace): string[] => said.filter((field) => one[field] !== other[field])
const overlap = ({ words: one }: FigureFace, { words: other }: FigureFace): boolean =>
  one.includes(other) || other.includes(one)
const sameNumber = (one: FigureFace, other: FigureFace): boolean =>
  one.value === other.value && one.valueHigh === other.valueHigh && one.unit === other.unit

const closestFirst: readonly ((one: FigureFace, other: FigureFace) => boolean)[] = [
  (one, other) => overlap(one, other) && differing(one, other).length === 0,
  (one, other) => overlap(one, other) && sameNumber(one, other),
  // Cut otherwise out of the sentence: neither holds the other, and the number is the same.
  (one, other) => sameNumber(one, other) && (one.placeId === other.placeId || one.category === other.category),
  overlap,
]

export function faceOfFigure(figure: FoldedFigure): FigureFace {
  const { excerpt, value, valueHigh, quantifier, unit, category, scope, cause, place, since, asOf, asOfBasis } = figure
  return {
    words: excerpt.text,
    value,
    valueHigh,
    quantifier,
    unit,
    category,
    scope,
    cause,
    placeId: place?.placeId ?? null,
    placeRole: place?.role ?? null,
    since: since?.day ?? null,
    asOf: asOfBasis === 'stated' ? (asOf?.day ?? null) : null,
    counter: figure.counterName,
  }
}
