/** A figure as a person reads it: the number in words, where, when, who counted, and the report's own sentence. */
import { type Category, type Cause, datedDayInWords, type Figure } from '@displacement-monitor/shared/domain'
import { amountInWords, unitInWords } from './amounts.ts'
import type { Console } from './console.ts'
import { shorten, wrap } from './wrap.ts'

const categoryWords: Readonly<Record<Category, string>> = {
  internal_displacements: 'internal displacements',
  cross_border_displacements: 'cross-border displacements',
  returns: 'returns',
  idps: 'internally displaced people (stock)',
  refugees: 'refugees (stock)',
  returnees: 'returnees (stock)',
  displaced_unspecified: 'displaced, the text does not say how',
}

export const categoryInWords = (category: Category): string => categoryWords[category]

export const causeInWords = (cause: Cause | null): string =>
  cause === null ? 'cause not stated' : cause === 'all' ? 'all causes' : cause === 'mixed' ? 'several causes' : cause

/** "more than 800,000 people", "1,200 households (6,000 people)". */
export function figureAmount(figure: Figure): string {
  const amount = `${amountInWords(figure.value, figure.valueHigh, figure.quantifier)} ${unitInWords(figure.unit)}`
  return figure.unit === 'household' && figure.persons !== null
    ? `${amount} (${amountInWords(figure.persons, null, figure.quantifier)} people)`
    : amount
}

/** "since December 2019, as of 17 February 2020 (day of print)". */
export function figureWindow({ since, asOf, asOfBasis }: Pick<Figure, 'since' | 'asOf' | 'asOfBasis'>): string {
  const end = asOf && `as of ${datedDayInWords(asOf)}${asOfBasis === 'published' ? ' (day of print)' : ''}`
  return [since && `since ${datedDayInWords(since)}`, end].filter(Boolean).join(', ') || 'no date stated'
}

export const figurePlace = ({ place }: Pick<Figure, 'place'>): string => {
  if (place === null) return 'no place stated'
  const ids = [place.placeId ?? 'unknown to the gazetteer', place.countryIso3].filter(
    (id, at, all) => all.indexOf(id) === at,
  )
  return `${place.name} (${ids.filter(Boolean).join(', ')})`
}

/** Three lines and an excerpt; a part of another figure says so. */
export function figureLines(figure: Figure, number: number, { paint, columns }: Console): string[] {
  const mark = `${number}.`.padEnd(4)
  const pad = ' '.repeat(mark.length)
  const sure = `confidence ${figure.confidence.toFixed(2)}`
  const what = [categoryInWords(figure.category), causeInWords(figure.cause), figure.hazard, sure]
    .filter(Boolean)
    .join(' · ')
  const part = figure.subsetOf === null ? '' : `, a part of ${figure.subsetOf + 1}.`
  return [
    `${mark}${paint.strong(figureAmount(figure))}  ${figurePlace(figure)}${part}`,
    `${pad}${what}`,
    `${pad}${figureWindow(figure)} · ${figure.counter === null ? 'counter not named' : `counted by ${figure.counter}`}`,
    ...wrap(`"${shorten(figure.excerpt.text, 300)}"`, columns - mark.length).map((line) => pad + paint.faint(line)),
  ]
}

/** Names of the fields below. */
export const figureHeadings = ['VALUE', 'UNIT', 'CATEGORY', 'PLACE', 'SINCE', 'AS OF', 'COUNTER', 'WORDS'].join('\t')

/** One line for a pipe, parted by tabs. */
export const figureFields = (figure: Figure): string =>
  [
    amountInWords(figure.value, figure.valueHigh, figure.quantifier),
    figure.unit,
    figure.category,
    figure.place?.placeId ?? figure.place?.name ?? '',
    figure.since?.day ?? '',
    figure.asOf?.day ?? '',
    figure.counter ?? '',
    shorten(figure.excerpt.text, 300),
  ].join('\t')
