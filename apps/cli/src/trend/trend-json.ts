/** A trend as JSON, with the field names of the API's answer. */
import type { TrendJson } from '@displacement-monitor/shared/contracts'
import { isFlow, type Place, type SeriesPoint } from '@displacement-monitor/shared/domain'
import { notice } from '../output/notice.ts'
import type { TrendSeries } from './load-trend.ts'
import type { WitnessesByClaim } from './load-witnesses.ts'
import type { TrendQuery } from './trend-query.ts'

type ApiSeries = TrendJson['series'][number]
/** Beside what the API tells: the reports themselves, since a terminal follows no link. */
export interface TerminalTrendJson extends Pick<TrendJson, 'place' | 'known_on' | 'clock' | 'step' | 'notice'> {
  series: ApiSeries[]
  reports: {
    claim: number
    url: string
    title: string | null
    publisher: string | null
    published_on: string | null
    excerpt: string
  }[]
}

export const flowLegend = 'movements, not people'

export function trendJson(
  place: Place,
  query: TrendQuery,
  series: readonly TrendSeries[],
  witnesses: WitnessesByClaim,
): TerminalTrendJson {
  return {
    place: { id: place.id, name: place.name, kind: place.kind, country_iso3: place.countryIso3 },
    known_on: query.knownOn,
    clock: query.knownOn === null ? null : query.clock,
    step: query.step,
    series: series.map(seriesJson),
    reports: [...witnesses].flatMap(([claim, reports]) =>
      reports.map(({ url, title, publisher, publishedOn, excerpt }) => ({
        claim,
        url,
        title,
        publisher,
        published_on: publishedOn,
        excerpt,
      })),
    ),
    notice,
  }
}

const seriesJson = (series: TrendSeries): ApiSeries => ({
  id: series.id,
  kind: series.kind,
  category: series.category,
  scope: series.scope,
  cause: series.cause,
  place_role: series.placeRole,
  since: series.since?.day ?? null,
  since_accuracy: series.since?.accuracy ?? null,
  unit: series.unit,
  method: series.method,
  rule: series.rule,
  counter: series.counter,
  state: series.state,
  legend: isFlow(series.category) ? flowLegend : null,
  points: series.points.map(pointJson),
  left_out: series.leftOut.map(({ claimId, reason }) => ({ claim: claimId, reason })),
})

const pointJson = ({ from, asOf, claimIds, ...point }: SeriesPoint): ApiSeries['points'][number] => ({
  ...(from === null ? {} : { from }),
  as_of: asOf,
  value: point.value,
  low: point.low,
  high: point.high,
  quantifier: point.quantifier,
  review: point.review,
  witnesses: point.witnesses,
  claims: [...claimIds],
  flags: [...point.flags],
  reason: point.reason,
})
