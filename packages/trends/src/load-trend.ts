/** The trend of a place as every door tells it: a value in the shape of the contracts; JSON and CSV are written of it. */
import {
  attributionsJson,
  notice,
  placeRef,
  type TrendJson,
  type TrendQuery,
  tableFormats,
  trendHref,
} from '@displacement-monitor/shared/contracts'
import { attributionsOfClaims } from '@displacement-monitor/shared/db'
import { type Place, utcDay } from '@displacement-monitor/shared/domain'
import type { Disclosure } from './disclosure.ts'
import { loadLines } from './load-lines.ts'
import { loadRollup } from './load-rollup.ts'
import { relatedSeries } from './related-series.ts'
import { seriesHead } from './series-head.ts'
import { trendPoints } from './trend-points.ts'
import type { TrendStore } from './trend-store.ts'

/** Errors: TrendRefusal for more steps than anybody reads, and for a rollup of different things. */
export async function loadTrend(
  store: TrendStore,
  place: Place,
  query: TrendQuery,
  disclosure: Disclosure,
): Promise<TrendJson> {
  const lines = await loadLines(store, place, query)
  const open = lines.filter(({ series }) => disclosure.showsSeries(series))
  const options = { query, today: utcDay(store.now()), veilsBelow: disclosure.veilsBelow(place.id) }
  const told = open.map(({ id, series }) => {
    const { points, leftOut } = trendPoints(series, options)
    const left_out = [...series.leftOut, ...leftOut].map(({ claimId, reason }) => ({ claim: claimId, reason }))
    return { ...seriesHead(id, series), points, left_out: options.veilsBelow === null ? left_out : [] }
  })
  const series = await withOpenClaims(told, disclosure)
  const rollup = query.rollup ? await loadRollup(store, place, query, disclosure) : null
  const claimIds = new Set(
    [...series, ...(rollup ?? [])].flatMap(({ points }) => points.flatMap(({ claims }) => claims)),
  )
  return {
    place: placeRef(place),
    known_on: query.known_on ?? null,
    clock: query.known_on === undefined ? null : query.clock,
    step: query.step,
    series,
    related: await relatedSeries(store, place.id, query.category, disclosure),
    withheld: lines.length - open.length,
    links: linksOf(place, query),
    notice,
    attributions: attributionsJson(await attributionsOfClaims(store.sql, [...claimIds])),
    ...(rollup ? { rollup } : {}),
  }
}

/** Points that nothing but withheld claims tell are left out; so are such claims off the line. */
async function withOpenClaims(series: TrendJson['series'], disclosure: Disclosure): Promise<TrendJson['series']> {
  const claimIds = series.flatMap(({ points, left_out }) => [
    ...points.flatMap(({ claims }) => claims),
    ...left_out.map(({ claim }) => claim),
  ])
  const open = await disclosure.openClaims([...new Set(claimIds)])
  return series.map((line) => ({
    ...line,
    points: line.points.filter(({ claims }) => claims.length === 0 || claims.some((claim) => open.has(claim))),
    left_out: line.left_out.filter(({ claim }) => open.has(claim)),
  }))
}

function linksOf({ id }: Place, { category }: TrendQuery): TrendJson['links'] {
  const self = trendHref(id, { category: category ?? null })
  const withFormat = (format: string) => `${self}${self.includes('?') ? '&' : '?'}format=${format}`
  return {
    self,
    ...Object.fromEntries(
      [...tableFormats, 'svg'].filter((format) => format !== 'json').map((format) => [format, withFormat(format)]),
    ),
    claim: '/v1/claims/{id}',
    place: `/v1/places/${encodeURIComponent(id)}`,
  }
}
