/** What a series is, as every answer that tells of one writes it. */
import { flowLegend, naiveLegend, type TrendJson } from '@displacement-monitor/shared/contracts'
import { isFlow, type Series } from '@displacement-monitor/shared/domain'

type SeriesHead = Omit<TrendJson['series'][number], 'points' | 'left_out'>

/** `id`: null for a series that is not stored. */
export const seriesHead = (id: number | null, series: Omit<Series, 'points'>): SeriesHead => ({
  id,
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
  legend: series.method === 'naive' ? naiveLegend : isFlow(series.category) ? flowLegend : null,
})
