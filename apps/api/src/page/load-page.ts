/** What the page of a place shows: its lines, the words behind each point, what the rule left off, the sources' health. */
import type { StoredFigureJson, TrendJson, TrendQuery } from '@displacement-monitor/shared/contracts'
import { trendQuery } from '@displacement-monitor/shared/contracts'
import { listFigures, listSources, pageOfSeries, type SourceRow } from '@displacement-monitor/shared/db'
import type { Category, Place } from '@displacement-monitor/shared/domain'
import { mainLine } from '../chart/model.ts'
import type { ApiContext } from '../context.ts'
import { figureViews } from '../figures/figure-view.ts'
import { findPlace } from '../places/find-place.ts'
import { loadLines } from '../trends/load-trend.ts'
import { trendAnswer } from '../trends/trend-answer.ts'

export type TrendLine = TrendJson['series'][number]

export interface PlacePage {
  place: Place
  trend: TrendJson
  /** The line that the picture shows; null where the place has none. */
  line: TrendLine | null
  /** Figures behind the place's claims, by claim. */
  figures: ReadonlyMap<number, StoredFigureJson[]>
  sources: SourceRow[]
}

/** Where a reader begins who asked for nothing: the first of these that has a series, else any place that has one. */
const beginnings = ['area:north-west-syria', 'SY-ID']
/** Figures that the page can tell; a place with more shows its newest. */
const mostFigures = 1_000

export async function loadPlacePage(
  context: ApiContext,
  asked: { place?: string | undefined; category?: Category | undefined; series?: number | undefined },
  all: boolean,
): Promise<PlacePage> {
  const place = asked.place === undefined ? await beginningOf(context) : findPlace(asked.place, context.gazetteer)
  const query: TrendQuery = trendQuery.parse({})
  const trend = await trendAnswer(context, place, query, await loadLines(context, place, query), { all })
  const ofCategory = trend.series.filter(({ category }) => asked.category === undefined || category === asked.category)
  const line = trend.series.find(({ id }) => id !== null && id === asked.series) ?? mainLine(ofCategory)
  return {
    place,
    trend,
    line,
    figures: await figuresByClaim(context, place, line, all),
    sources: await listSources(context.sql),
  }
}

async function beginningOf({ sql, gazetteer }: ApiContext): Promise<Place> {
  for (const id of beginnings) {
    const { items } = await pageOfSeries(sql, { placeIds: [id] }, null, 1)
    if (items.length > 0) return findPlace(id, gazetteer)
  }
  const { items } = await pageOfSeries(sql, {}, null, 1)
  return findPlace(items[0]?.placeId ?? 'SY-ID', gazetteer)
}

async function figuresByClaim(
  { sql, gazetteer }: ApiContext,
  place: Place,
  line: TrendLine | null,
  all: boolean,
): Promise<Map<number, StoredFigureJson[]>> {
  const byClaim = new Map<number, StoredFigureJson[]>()
  if (!line) return byClaim
  const { items } = await listFigures(sql, { placeIds: [place.id], category: line.category }, null, mostFigures)
  for (const figure of figureViews(items, gazetteer, all)) {
    if (figure.claim === null) continue
    const known = byClaim.get(figure.claim)
    if (known) known.push(figure)
    else byClaim.set(figure.claim, [figure])
  }
  return byClaim
}
