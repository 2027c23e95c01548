/** The place's other series, and the same story told of wider, narrower and overlapping places. */

import { type Html, headingOf, html, lineTitle, pointInWords } from '@displacement-monitor/presentation'
import { shortDayInWords } from '@displacement-monitor/shared/domain'
import type { PlacePage, TrendLine } from './load-page.ts'

export function otherSeries({ place, trend, line }: PlacePage): Html | null {
  const others = trend.series.filter((other) => other !== line && other.points.length > 0)
  if (others.length === 0) return null
  const link = (other: TrendLine) =>
    `/place?place=${encodeURIComponent(place.id)}&category=${other.category}${other.id === null ? '' : `&series=${other.id}`}`
  return html`<section aria-labelledby="others"><h2 id="others">Other series of ${place.name}</h2>
<p class="explain">Different things are never added: another start, another way of counting, people present instead of movements.</p>
<ul class="cards">${others.map((other) => {
    const last = other.points.findLast(({ value }) => value !== null)
    return html`<li><a href="${link(other)}"><strong>${lineTitle(other, place.name)}</strong></a><span>${kinds[other.kind]}, ${other.points.length} point${other.points.length === 1 ? '' : 's'}${last && html`; last: ${pointInWords(last)}`}</span></li>`
  })}</ul></section>`
}

const kinds = {
  cumulative: 'A running count',
  stock: 'People present',
  period: 'Closed windows',
  event_sum: 'Sums of events',
}
const relations = { contains: 'holds it', part: 'is a part of it', overlaps: 'shares ground with it' }

export function relatedPlacesList({ place, trend }: PlacePage): Html | null {
  if (trend.related.length === 0) return null
  return html`<section aria-labelledby="related"><h2 id="related">The same story elsewhere</h2>
<p class="explain">Reports name areas differently. These places hold ${place.name}, are a part of it or share ground with it; their numbers are other numbers.</p>
<ul class="cards">${trend.related.map(
    ({ place: other, relation, category, series, latest_as_of }) =>
      html`<li><a href="${`/place?place=${encodeURIComponent(other.id)}&category=${category}`}"><strong>${other.name}</strong></a><span>${relations[relation]}: ${headingOf(category)}, ${series} series, to ${shortDayInWords(latest_as_of)}</span></li>`,
  )}</ul></section>`
}
