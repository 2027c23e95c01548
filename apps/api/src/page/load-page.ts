/** What the page of a place shows: its lines, the words behind each point, what the rule left off, the sources' health. */

import { mainLine } from '@displacement-monitor/presentation'
import { type TrendJson, type TrendQuery, trendQuery } from '@displacement-monitor/shared/contracts'
import { listSeries, listSources, pageOfSeries, type SourceRow } from '@displacement-monitor/shared/db'
import type { Category, Place } from '@displacement-monitor/shared/domain'
import { disclosureOf, loadTrend } from '@displacement-monitor/trends'
import type { ApiContext } from '../context.ts'
import { findPlace } from '../places/find-place.ts'
import { type FiguresByClaim, figuresByClaim } from '../trends/line-evidence.ts'

export type TrendLine = TrendJson['series'][number]

export interface PlacePage {
  place: Place
  trend: TrendJson
  /** The line that the picture shows; null where the place has none. */
  line: TrendLine | null
  /** Figures behind the place's claims, by claim. */
  figures: FiguresByClaim
  sources: SourceRow[]
}

/** Where a reader begins who asked for nothing: the first of these that has a series, else any place that has one. */
const beginnings = ['area:north-west-syria', 'SY-ID']

export async function loadPlacePage(
  context: ApiContext,
  asked: { place?: string | undefined; category?: Category | undefined; series?: number | undefined },
  all: boolean,
): Promise<PlacePage> {
  const place = asked.place === undefined ? await beginningOf(context) : findPlace(asked.place, context.gazetteer)
  const query: TrendQuery = trendQuery.parse({})
  const trend = await loadTrend(context, place, query, disclosureOf(context, all))
  const ofCategory = trend.series.filter(({ category }) => asked.category === undefined || category === asked.category)
  const line = trend.series.find(({ id }) => id !== null && id === asked.series) ?? mainLine(ofCategory)
  return {
    place,
    trend,
    line,
    figures: await figuresByClaim(context, place.id, line, all),
    sources: await listSources(context.sql),
  }
}

async function beginningOf({ sql, gazetteer }: ApiContext): Promise<Place> {
  for (const id of beginnings) {
    const { ids } = await pageOfSeries(sql, { placeIds: [id] }, null, 1)
    if (ids.length > 0) return findPlace(id, gazetteer)
  }
  const { ids } = await pageOfSeries(sql, {}, null, 1)
  const [first] = ids.length === 0 ? [] : await listSeries(sql, { seriesIds: ids })
  return findPlace(first?.placeId ?? 'SY-ID', gazetteer)
}
