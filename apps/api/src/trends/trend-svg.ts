/** A trend as a picture by itself: the line that leads, with what it means and how it was made written on it. */

import {
  beginOf,
  chartPoints,
  headingOf,
  lineInWords,
  lineTitle,
  mainLine,
  renderChart,
  type StatedDays,
} from '@displacement-monitor/presentation'
import { notice, type TrendJson } from '@displacement-monitor/shared/contracts'
import { termsOf } from '@displacement-monitor/trends'

import { evidenceOf, type FiguresByClaim, statedDays } from './line-evidence.ts'

const size = { width: 960, height: 540, alone: true, id: 'chart' }

/** `figures`: of the line that leads, for the evidence beside it. */
export function trendSvg(trend: TrendJson, figures: FiguresByClaim): string {
  const line = mainLine(trend.series)
  if (!line) {
    const title = `${trend.place.name}: no number is known`
    return renderChart(
      {
        title,
        description: `${title} for what was asked.`,
        kind: 'stock',
        begins: null,
        points: [],
        evidence: [],
        footnote: notice,
        sources: '',
      },
      size,
    )
  }
  const statedOf: StatedDays = ({ claims }) => statedDays(figures, claims)
  const others = trend.series.length - 1
  const terms = termsOf(trend.attributions)
  const sources = terms === '' ? '' : `Sources: ${terms}`
  const more = others === 0 ? '' : ` ${others} more series of this place are in the data.`
  return renderChart(
    {
      title: lineTitle(line, trend.place.name),
      description: `${lineInWords(line, statedOf)}${more} ${notice}${sources === '' ? '' : ` ${sources}.`}`,
      kind: line.kind,
      begins: beginOf(line),
      points: chartPoints(line, statedOf, (point) =>
        point.claims[0] === undefined ? null : `/v1/claims/${point.claims[0]}`,
      ),
      evidence: evidenceOf(line, figures, (claim) => `/v1/claims/${claim}`),
      footnote: footnoteOf(trend, line),
      sources,
    },
    size,
  )
}

function footnoteOf(trend: TrendJson, line: TrendJson['series'][number]): string {
  const parts = [
    line.legend ?? headingOf(line.category),
    `rule ${line.rule}`,
    ...(trend.known_on ? [`as known on ${trend.known_on} (${trend.clock})`] : []),
    'read by machine unless marked; not an official figure, confirm with the counter',
  ]
  return parts.join(' · ')
}
