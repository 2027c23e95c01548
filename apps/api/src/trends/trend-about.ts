/** What a trend's table says about itself. */
import { type TrendJson, type TrendQuery, trendHref } from '@displacement-monitor/shared/contracts'
import { isFlow } from '@displacement-monitor/shared/domain'
import { type About, caveats } from '../formats/about.ts'
import { askedAs, filtersOf } from '../formats/asked.ts'

export function aboutTrend(trend: TrendJson, query: TrendQuery, all: boolean): About {
  const { place, known_on: knownOn, clock, notice, attributions, series, rollup, withheld } = trend
  return {
    title: `Displacement trend: ${place.name} (${place.id})`,
    asked: askedAs(trendHref(place.id), query),
    filters: [['place', `${place.name} (${place.id})`], ...filtersOf(query)],
    rules: [...new Set(series.map(({ rule }) => rule))],
    knownOn: knownOn === null ? null : `${knownOn} (${clock})`,
    notice,
    caveats: [
      ...caveats.always,
      ...(query.method === 'naive' ? [caveats.naive] : []),
      ...(series.some(({ category }) => isFlow(category)) ? [caveats.flows] : []),
      ...(rollup ? [caveats.sums] : []),
      ...(all ? [] : [caveats.veiled]),
      ...(withheld > 0 ? [`${withheld} series need a key.`] : []),
    ],
    attributions,
    next: null,
  }
}
