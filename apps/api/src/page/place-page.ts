/** The page of a place: the newest number, the picture, the words behind each point, its other series, the sources. */

import {
  amountInWords,
  beginOf,
  type ChartModel,
  chartPoints,
  type Html,
  headingOf,
  html,
  keyEntries,
  lineInWords,
  lineTitle,
  renderChart,
  reviewInWords,
  type StatedDays,
  sayNumber,
  trusted,
} from '@displacement-monitor/presentation'
import { datedDayInWords, dayAsStated, dayInWords } from '@displacement-monitor/shared/domain'
import { evidenceOf, statedDays } from '../trends/line-evidence.ts'
import { evidenceTable, pointsTable } from './evidence.ts'
import { layout } from './layout.ts'
import type { PlacePage, TrendLine } from './load-page.ts'
import { otherSeries, relatedPlacesList } from './related-list.ts'
import { sourcesTable } from './sources-table.ts'

export function placePage(page: PlacePage, now: Date): string {
  const { place, line } = page
  return layout({
    title: `${line ? lineTitle(line, place.name) : place.name} · Displacement monitor`,
    description: line ? lineInWords(line, statedOn(page)) : `No series is known of ${place.name}.`,
    asked: place.name,
    main: html`${line ? trendSection(page, line) : nothingKnown(page)}
${otherSeries(page)}
${relatedPlacesList(page)}
${sourcesTable(page, now)}`,
  })
}

function nothingKnown({ place, trend }: PlacePage): Html {
  const closed = trend.withheld > 0 && html`<p>There are series that need a key: see data responsibility below.</p>`
  return html`<section class="hero"><p class="eyebrow">No series yet</p><h1>${place.name}</h1>
<p class="lead">No report that was read so far states a number of displaced people for this place.</p>${closed}</section>`
}

function trendSection(page: PlacePage, line: TrendLine): Html {
  const { place, trend } = page
  const chart: ChartModel = {
    title: lineTitle(line, place.name),
    description: lineInWords(line, statedOn(page)),
    kind: line.kind,
    begins: beginOf(line),
    points: chartPoints(line, statedOn(page), (point) => `#${pointId(line, line.points.indexOf(point))}`),
    evidence: evidenceOf(line, page.figures, (claim) => `#c${claim}`),
    footnote: '',
    sources: '',
  }
  const csv = `/v1/trends/${encodeURIComponent(place.id)}?category=${line.category}`
  return html`<section class="hero">
${headline(page, line)}
<figure class="chart">
<div class="wide">${trusted(renderChart(chart, { width: 1080, height: 430, alone: false, id: 'wide' }))}</div>
<div class="narrow">${trusted(renderChart(chart, { width: 380, height: 330, alone: false, id: 'narrow' }))}</div>
<figcaption>
<ul class="key">${keyEntries(chart).map(({ sign, words }) => html`<li><svg class="dc" viewBox="0 0 18 14" width="18" height="14" aria-hidden="true">${trusted(sign)}</svg>${words}</li>`)}</ul>
<p class="formats"><span>This trend as</span> <a href="${csv}">JSON</a> <a href="${`${csv}&format=csv`}">CSV</a> <a href="${`${csv}&format=xlsx`}">XLSX</a> <a href="${`${csv}&format=hxl`}">HXL</a> <a href="${`${csv}&format=geojson`}">GeoJSON</a> <a href="${`${csv}&format=svg`}">SVG</a></p>
</figcaption>
</figure>
</section>
${pointsTable(page, line, pointId)}
${evidenceTable(page, line)}
${trend.withheld > 0 && html`<p class="aside">${trend.withheld} series of this place need a key.</p>`}`
}

const statedOn =
  ({ figures }: PlacePage): StatedDays =>
  ({ claims }) =>
    statedDays(figures, claims)

const pointId = (line: TrendLine, index: number): string => `p${line.id ?? 0}-${index + 1}`

const ruleOf = {
  cumulative: 'between claims the line is held, never interpolated.',
  stock: 'between claims the line is held, never interpolated.',
  period: 'windows that share days are alternatives; none are added here.',
  event_sum: 'disjoint events and places are added; what was left out is told below.',
}

function stateOf({ kind, state }: TrendLine): string {
  if (kind === 'cumulative') return state === 'closed' ? 'Closed count, history' : 'Running count'
  return { stock: 'People present', period: 'Closed windows', event_sum: 'Sum of events' }[kind]
}

/** ", as of 5 March 2020"; of a window ", from 9 February 2020 to 12 February 2020". */
function daysOf(page: PlacePage, line: TrendLine, last: TrendLine['points'][number] | undefined): Html | null {
  if (!last?.as_of) return null
  const day = dayAsStated(last.as_of, statedOn(page)(last))
  const asOf = html`<time datetime="${last.as_of}">${datedDayInWords(day)}</time>`
  return last.from && line.kind !== 'cumulative' ? html`, ${dayInWords(last.from)} to ${asOf}` : html`, as of ${asOf}`
}

function headline(page: PlacePage, line: TrendLine): Html {
  const last = line.points.findLast(({ value }) => value !== null)
  const since =
    line.since && line.since_accuracy ? datedDayInWords({ day: line.since, accuracy: line.since_accuracy }) : null
  const amount = last ? amountInWords(last) : 'not known'
  const [words, number] = /^(.*?)([\d,]+)$/.exec(amount)?.slice(1) ?? ['', amount]
  const range =
    last && last.low !== null && last.high !== null && last.low !== last.high
      ? `The claims allow ${sayNumber(last.low)} to ${sayNumber(last.high)}.`
      : ''
  const reviewed = last?.review === 'cleared'
  return html`<p class="eyebrow"><span class="state">${stateOf(line)}</span> ${headingOf(line.category)}${line.cause && html` · ${line.cause}`}</p>
<h1>${page.place.name}</h1>
<div class="headline">
<p class="number"><span class="quantifier">${words}</span> <strong>${number}</strong></p>
<div class="about"><p class="lead">${headingOf(line.category)}${since && html` since ${since}`}${daysOf(page, line, last)}${line.counter && html`, counted by the ${line.counter} family of offices`}. ${range}</p>
<p class="chips">${line.legend && html`<span class="chip">${line.legend}</span>`}<span class="chip ${reviewed ? 'checked' : 'machine'}">${reviewed ? 'checked by a person' : 'read by machine'}</span><span class="chip">not an official figure</span></p>
</div></div>
<p class="review">${reviewInWords(line)} Rule ${line.rule}: ${ruleOf[line.kind]}</p>`
}
