/** Precision, recall and the accuracy of every field over labelled passages. */
import type { Figure } from '@displacement-monitor/shared/domain'
import { align, sameCategory } from './align.ts'
import type { LabelledFigure, LabelledPassage } from './labelled-passage.ts'
import { f1, type Rate, rate } from './rate.ts'

export const fields = ['category', 'quantifier', 'country', 'place', 'cause', 'since', 'asOf', 'counter'] as const
export type Field = (typeof fields)[number]

export interface Accuracy {
  passages: number
  precision: Rate
  recall: Rate
  f1: number | null
  f1WithCategory: number | null
  /** Among matched figures whose label tells the field. */
  fields: Record<Field, Rate>
  /** Passages without a figure in which none was read. */
  cleanNegatives: Rate
  /** Excerpts that are not the text's own words; must be 0. */
  badSpans: number
  /** Of figures said with a confidence in each tenth, the share that is labelled. */
  calibration: { from: number; said: number; rate: Rate }[]
  misses: string[]
}

export type Read = (passage: LabelledPassage) => readonly Figure[]

const plain = (name: string | null | undefined) =>
  (name ?? '').normalize('NFKD').replace(/[\u0300-\u036f'’`´-]/g, '').toLowerCase().replace(/\b(the|city|province|governorate|state|district|town|village|of)\b/g, ' ').replace(/\s+/g, ' ').trim() // biome-ignore format: one chain
const sameName = (a: string, b: string | null | undefined) => {
  const [x, y] = [plain(a), plain(b)]
  return x !== '' && y !== '' && (x.includes(y) || y.includes(x))
}
const sameMonth = (label: string, day: string | undefined) => label.slice(0, 7) === day?.slice(0, 7)

/** Per field: null where the label does not tell it, else whether the reading agrees. */
const agreements: Record<Field, (label: LabelledFigure, figure: Figure) => boolean | null> = {
  category: (label, figure) => sameCategory(label.category, figure.category),
  quantifier: (label, { quantifier }) => label.qualifier === (quantifier === 'nearly' ? 'approximately' : quantifier),
  country: (label, figure) =>
    label.country_iso3 && label.country_iso3 === figure.place?.countryIso3 ? true : label.country_iso3 ? false : null,
  place: (label, figure) => (label.place ? sameName(label.place, figure.place?.name) : null),
  cause: (label, figure) => (label.cause ? label.cause === figure.cause : null),
  since: (label, figure) => (label.start ? sameMonth(label.start, figure.since?.day) : null),
  asOf: (label, figure) => (label.as_of ? sameMonth(label.as_of, figure.asOf?.day) : null),
  counter: (label, figure) => (label.attributed_to ? sameName(label.attributed_to, figure.counter) : null),
}

export function measure(passages: readonly LabelledPassage[], read: Read): Accuracy {
  const tallies = Object.fromEntries(fields.map((field) => [field, [0, 0]])) as Record<Field, [number, number]>
  const bins = Array.from({ length: 10 }, () => ({ said: 0, right: 0, of: 0 }))
  const misses: string[] = []
  let [labelled, hits, predicted, negatives, clean, badSpans, withCategory] = [0, 0, 0, 0, 0, 0, 0]
  for (const passage of passages) {
    const figures = read(passage)
    for (const { excerpt } of figures) if (passage.text.slice(excerpt.start, excerpt.end) !== excerpt.text) badSpans++
    const { pairs, missed, invented } = align(passage, figures)
    labelled += passage.figures.length
    hits += pairs.length
    predicted += pairs.length + invented.length
    if (passage.figures.length === 0) negatives++
    if (passage.figures.length === 0 && invented.length === 0) clean++
    for (const { label, figure } of pairs) {
      if (agreements.category(label, figure)) withCategory++
      for (const field of fields) {
        const agrees = agreements[field](label, figure)
        if (agrees === null) continue
        tallies[field][1]++
        if (agrees) tallies[field][0]++
        else misses.push(`${passage.id} ${field}: «${label.quote}»`)
      }
    }
    for (const [figure, right] of [
      ...pairs.map(({ figure }) => [figure, 1] as const),
      ...invented.map((figure) => [figure, 0] as const),
    ]) {
      const bin = bins[Math.min(9, Math.floor(figure.confidence * 10))]
      if (!bin) continue
      bin.said += figure.confidence
      bin.right += right
      bin.of++
    }
    for (const label of missed) misses.push(`${passage.id} missed: ${label.value} «${label.quote}»`)
    for (const figure of invented) misses.push(`${passage.id} invented: ${figure.value} «${figure.excerpt.text}»`)
  }
  return {
    passages: passages.length,
    precision: rate(hits, predicted),
    recall: rate(hits, labelled),
    f1: f1(hits, predicted, labelled),
    f1WithCategory: f1(withCategory, predicted, labelled),
    fields: Object.fromEntries(fields.map((field) => [field, rate(...tallies[field])])) as Record<Field, Rate>,
    cleanNegatives: rate(clean, negatives),
    badSpans,
    calibration: bins.flatMap(({ said, right, of }, i) =>
      of > 0 ? [{ from: i / 10, said: said / of, rate: rate(right, of) }] : [],
    ),
    misses,
  }
}
