/** What one report brought, for a person: the report, its figures, and for each whether it is new or a witness. */

import { dayInWords } from '@displacement-monitor/shared/domain'
import { counted } from '../output/amounts.ts'
import type { Console } from '../output/console.ts'
import { figureFields, figureLines } from '../output/figure-lines.ts'
import { wrap } from '../output/wrap.ts'
import type { Ingested, IngestedFigure } from './ingested-json.ts'

export function ingestedLines(input: string, ingested: Ingested, console: Console): string[] {
  const { figures, unchanged, reportId } = ingested
  if (!console.onTerminal) {
    const state = unchanged ? 'unchanged' : 'read'
    return [
      ['report', reportId, state, input, ingested.publishedOn ?? '', ingested.title ?? ''].join('\t'),
      ...figures.map((one) =>
        ['figure', one.figureId ?? '', unchanged ? 'unchanged' : one.place, figureFields(one.figure)].join('\t'),
      ),
    ]
  }
  const { paint } = console
  const pad = ' '.repeat(4)
  return [
    paint.strong(ingested.title ?? input),
    ...wrap(aboutReport(input, ingested), console.columns).map(paint.faint),
    ...figures.flatMap((one, index) => [
      '',
      ...figureLines(one.figure, index + 1, console),
      pad + (unchanged ? paint.faint('known before') : one.place === 'new' ? paint.good(newsOf(one)) : newsOf(one)),
    ]),
    '',
    summary(ingested),
  ]
}

const aboutReport = (input: string, { publisher, publishedOn, language, reportId }: Ingested): string =>
  [publisher, publishedOn && dayInWords(publishedOn), language, `report ${reportId}`, input].filter(Boolean).join(' · ')

function newsOf({ place, figure, witnesses, firstOther }: IngestedFigure): string {
  switch (place) {
    case 'new':
      return 'new: no other report says so yet'
    case 'witness': {
      const first =
        firstOther &&
        [firstOther.publisher, firstOther.publishedOn && `on ${dayInWords(firstOther.publishedOn)}`]
          .filter(Boolean)
          .join(' ')
      return `witness: ${counted(witnesses, 'report')} say so${first ? `, the first other ${first}` : ''}`
    }
    case 'none':
      return `kept, but on no series: ${whyNoClaim(figure)}`
  }
}

const whyNoClaim = ({ subsetOf, place, category }: IngestedFigure['figure']): string => {
  if (subsetOf !== null) return `it is a part of number ${subsetOf + 1}`
  if (category === 'displaced_unspecified') return 'the text does not say which kind of displacement'
  if (place === null) return 'the text names no place for it'
  return `${place.name} is not in the gazetteer`
}

function summary({ outcome, unchanged, figures, series, language }: Ingested): string {
  if (unchanged) return 'Unchanged: these bytes were read before by this version.'
  if (outcome === 'language_not_supported')
    return `Stored, but not read: there are no words of the language ${language ?? '(unknown)'} yet.`
  if (outcome === 'no_figures') return 'Stored: no displacement figure in it.'
  const count = (place: IngestedFigure['place']) => figures.filter((one) => one.place === place).length
  const kinds = [
    count('new') > 0 ? `${count('new')} new` : '',
    count('witness') > 0 ? counted(count('witness'), 'witness', 'witnesses') : '',
    count('none') > 0 ? `${count('none')} on no series` : '',
  ]
  return `${counted(figures.length, 'figure')}: ${kinds.filter(Boolean).join(', ')}. ${counted(series, 'series', 'series')} changed.`
}
