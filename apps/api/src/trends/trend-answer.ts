/** A trend's whole answer as a value; the writers beside this file make JSON, CSV and SVG of it. */

import {
  flowLegend,
  notice,
  type PlaceRefJson,
  type TrendJson,
  type TrendQuery,
} from '@displacement-monitor/shared/contracts'
import {
  attributionsOfClaims,
  latestPoints,
  listSeries,
  openClaims,
  type SeriesRow,
} from '@displacement-monitor/shared/db'
import { isFlow, type Place, type Series, utcDay } from '@displacement-monitor/shared/domain'
import type { ApiContext } from '../context.ts'
import { hidesSmallCounts, isOpenSeries } from '../disclosure/open-figure.ts'
import { attributionsJson } from '../figures/attributions-json.ts'
import { placeRef, placeRefOf, trendHref } from '../places/place-json.ts'
import { relatedPlaces } from '../places/related-places.ts'
import type { Line } from './load-trend.ts'
import { trendPoints } from './trend-points.ts'

export type SeriesHead = Omit<TrendJson['series'][number], 'points' | 'left_out'>

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
  legend: isFlow(series.category) ? flowLegend : null,
})

export async function trendAnswer(
  context: ApiContext,
  place: Place,
  query: TrendQuery,
  lines: readonly Line[],
  { all }: { all: boolean },
): Promise<TrendJson> {
  const open = all ? lines : lines.filter(({ series }) => isOpenSeries(series, context.gazetteer))
  const options = {
    query,
    today: utcDay(context.now()),
    hidesSmall: !all && hidesSmallCounts(place.id, context.gazetteer),
  }
  const told = open.map(({ id, series }) => {
    const { points, leftOut } = trendPoints(series, options)
    const left_out = [...series.leftOut, ...leftOut].map(({ claimId, reason }) => ({ claim: claimId, reason }))
    return { ...seriesHead(id, series), points, left_out: options.hidesSmall ? [] : left_out }
  })
  const series = all ? told : await withoutSevere(context.sql, told)
  const claimIds = new Set(series.flatMap(({ points }) => points.flatMap(({ claims }) => claims)))
  const self = trendHref(place.id, { category: query.category ?? null })
  const withFormat = (format: string) => `${self}${self.includes('?') ? '&' : '?'}format=${format}`
  return {
    place: placeRef(place),
    known_on: query.known_on ?? null,
    clock: query.known_on === undefined ? null : query.clock,
    step: query.step,
    series,
    related: await relatedSeries(context, place, query),
    withheld: lines.length - open.length,
    links: {
      self,
      csv: withFormat('csv'),
      svg: withFormat('svg'),
      claim: '/v1/claims/{id}',
      place: `/v1/places/${encodeURIComponent(place.id)}`,
    },
    notice,
    attributions: attributionsJson(await attributionsOfClaims(context.sql, [...claimIds])),
  }
}

/** Points that nothing but reports of severe sensitivity tell are for keys alone; so are the claims off the line. */
async function withoutSevere(sql: ApiContext['sql'], series: TrendJson['series']): Promise<TrendJson['series']> {
  const claimIds = series.flatMap(({ points, left_out }) => [
    ...points.flatMap(({ claims }) => claims),
    ...left_out.map(({ claim }) => claim),
  ])
  const open = await openClaims(sql, [...new Set(claimIds)])
  return series.map((line) => ({
    ...line,
    points: line.points.filter(({ claims }) => claims.length === 0 || claims.some((claim) => open.has(claim))),
    left_out: line.left_out.filter(({ claim }) => open.has(claim)),
  }))
}

/** One entry a place and category: where the same story is told of a wider, narrower or overlapping place. */
async function relatedSeries(context: ApiContext, place: Place, query: TrendQuery): Promise<TrendJson['related']> {
  const relations = relatedPlaces(place.id, context.gazetteer)
  if (relations.size === 0) return []
  const rows = (
    await listSeries(context.sql, {
      placeIds: [...relations.keys()],
      ...(query.category === undefined ? {} : { category: query.category }),
    })
  ).filter((row) => isOpenSeries(row, context.gazetteer))
  const latest = await latestPoints(
    context.sql,
    rows.map(({ id }) => id),
  )
  const groups = new Map<string, { rows: SeriesRow[]; place: PlaceRefJson }>()
  for (const row of rows) {
    const key = `${row.placeId} ${row.category}`
    const group = groups.get(key) ?? { rows: [], place: placeRefOf(row.placeId, context.gazetteer) }
    group.rows.push(row)
    groups.set(key, group)
  }
  return [...groups.values()].flatMap(({ rows: [first, ...others], place: ref }) => {
    const days = [first, ...others].flatMap((row) => (row && latest.get(row.id)?.asOf) ?? [])
    const newest = days.sort().at(-1)
    if (!first || newest === undefined) return []
    return {
      place: ref,
      relation: relations.get(first.placeId) ?? 'overlaps',
      category: first.category,
      series: others.length + 1,
      latest_as_of: newest,
      href: trendHref(first.placeId, { category: first.category }),
    }
  })
}
