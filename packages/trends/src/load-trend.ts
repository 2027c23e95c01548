/** The trend of a place as every door tells it: a value in the shape of the contracts; JSON and CSV are written of it. */
import {
  attributionsJson,
  notice,
  placeRef,
  type RollupJson,
  type TrendJson,
  type TrendQuery,
  tableFormats,
  trendHref,
} from '@displacement-monitor/shared/contracts'
import { attributionsOfClaims, attributionsOfSources } from '@displacement-monitor/shared/db'
import { type Place, utcDay } from '@displacement-monitor/shared/domain'
import type { Disclosure } from './disclosure/disclosure.ts'
import { type Line, loadLines } from './load-lines.ts'
import { loadRollup } from './load-rollup.ts'
import { openLines } from './open-lines.ts'
import { TrendRefusal } from './refusal.ts'
import { relatedSeries } from './related-series.ts'
import { seriesHead } from './series-head.ts'
import { trendPoints } from './trend-points.ts'
import type { TrendStore } from './trend-store.ts'

/** Of all series together; an answer of so many steps is ten megabytes of JSON. */
const mostPoints = 40_000

/** Errors: TrendRefusal for more steps than anybody reads, and for a rollup of different things. */
export async function loadTrend(
  store: TrendStore,
  place: Place,
  query: TrendQuery,
  disclosure: Disclosure,
): Promise<TrendJson> {
  refuseMixed(query)
  if (query.method === 'naive' && disclosure.veilsBelow(place.id) !== null)
    throw new TrendRefusal(
      'Small counts of this place are veiled, and a sum would tell them: it needs a key.',
      'method',
    )
  const lines = await loadLines(store, place, query, disclosure)
  const shown = lines.filter(({ series }) => disclosure.showsSeries(series))
  const open = await openLines(shown, disclosure)
  const options = { query, today: utcDay(store.now()), veilsBelow: disclosure.veilsBelow(place.id) }
  let told = 0
  const series = open.map(({ id, series }) => {
    const { points, leftOut } = trendPoints(series, options)
    told += points.length
    if (query.step !== 'claims' && told > mostPoints) throw tooManyPoints(query.step)
    const left_out = [...series.leftOut, ...leftOut].map(({ claimId, reason }) => ({ claim: claimId, reason }))
    return { ...seriesHead(id, series), points, left_out: options.veilsBelow === null ? left_out : [] }
  })
  const rollup = query.rollup ? await loadRollup(store, place, query, disclosure) : null
  return {
    place: placeRef(place),
    known_on: query.known_on ?? null,
    clock: query.known_on === undefined ? null : query.clock,
    step: query.step,
    series,
    related: await relatedSeries(store, place.id, query.category, disclosure),
    withheld: lines.length - shown.length,
    links: linksOf(place, query),
    notice,
    attributions: await termsOf(store.sql, open, rollup ?? []),
    ...(rollup ? { rollup } : {}),
  }
}

/** Of stored lines as they stand with them; of lines made for this answer, and of sums, by their claims. */
async function termsOf(sql: TrendStore['sql'], lines: readonly Line[], sums: readonly RollupJson[]) {
  const known = lines.flatMap(({ terms }) => terms?.sourceIds ?? [])
  const asked = [
    ...lines
      .filter(({ terms }) => terms === null)
      .flatMap(({ series }) => series.points.flatMap((point) => point.claimIds)),
    ...sums.flatMap(({ points }) => points.flatMap(({ claims }) => claims)),
  ]
  const rows = [
    ...(await attributionsOfSources(sql, [...new Set(known)])),
    ...(await attributionsOfClaims(sql, [...new Set(asked)])),
  ]
  const bySource = new Map(rows.map((row) => [row.sourceId, row]))
  return attributionsJson([...bySource.values()].sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1)))
}

/** What is stored is reconciled: neither what was shown on a past day nor a sum over parts has another method. */
function refuseMixed({ method, clock, known_on: knownOn, rollup }: TrendQuery): void {
  if (method === 'reconciled') return
  if (clock === 'recorded' && knownOn !== undefined)
    throw new TrendRefusal(
      'clock=recorded tells what this database showed, and that was reconciled: ask without method, or with clock=printed.',
      'method',
      ['reconciled'],
    )
  if (rollup !== undefined)
    throw new TrendRefusal('A rollup adds reconciled lines: ask without method, or without rollup.', 'method', [
      'reconciled',
    ])
}

const tooManyPoints = (step: 'day' | 'week' | 'month'): TrendRefusal =>
  new TrendRefusal(
    `That is more than ${mostPoints} steps in all its series: ask for one category, fewer days, or a wider step.`,
    'step',
    step === 'day' ? ['week', 'month'] : ['month'],
  )

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
