/** Which read figure is which labelled one: equal value, unit and upper end, in overlapping words. */
import type { Category, Figure } from '@displacement-monitor/shared/domain'
import type { LabelledFigure, LabelledPassage } from './labelled-passage.ts'

export interface Alignment {
  pairs: { label: LabelledFigure; figure: Figure }[]
  missed: LabelledFigure[]
  /** Read, not labelled, not to be ignored and no part of another figure. */
  invented: Figure[]
}

type Span = readonly [start: number, end: number]

/** Where quotes stand, each after the one before where it can be. */
function spansOf(text: string, quotes: readonly string[]): Span[] {
  let from = 0
  return quotes.map((quote) => {
    const ahead = text.indexOf(quote, from)
    const start = ahead < 0 ? text.indexOf(quote) : ahead
    if (start >= 0) from = start + 1
    return [start, start + quote.length]
  })
}

const overlap = (a: Span, b: Span) => a[0] < b[1] && b[0] < a[1]

export function align(passage: LabelledPassage, figures: readonly Figure[]): Alignment {
  const labels = spansOf(
    passage.text,
    passage.figures.map((label) => label.quote),
  )
  const ignored = passage.ignore.flatMap((quote) => spansOf(passage.text, [quote]))
  const spanOf = ({ excerpt }: Figure): Span => [excerpt.start, excerpt.end]
  const used = new Set<Figure>()
  const alignment: Alignment = { pairs: [], missed: [], invented: [] }
  passage.figures.forEach((label, i) => {
    const at = labels[i] ?? [-1, -1]
    const figure = figures.find(
      (each) => !used.has(each) && each.value === label.value && each.unit === label.unit &&
        (label.value_high === null || each.valueHigh === label.value_high) && overlap(spanOf(each), at),
    ) // biome-ignore format: one condition
    if (!figure) alignment.missed.push(label)
    else {
      used.add(figure)
      alignment.pairs.push({ label, figure })
    }
  })
  alignment.invented = figures.filter(
    (figure) => !used.has(figure) && figure.subsetOf === null && !ignored.some((span) => overlap(span, spanOf(figure))),
  )
  return alignment
}

/** A returnee on a day and a return are one label; "nearly" is labelled approximately. */
export const sameCategory = (label: Category, read: Category) =>
  label === read || (label === 'returns' && read === 'returnees')
