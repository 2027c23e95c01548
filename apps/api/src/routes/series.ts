/** `/v1/series`: what there is, its newest number, how it changed, how fresh it is. */
import {
  attributionsJson,
  notice,
  placeRefOf,
  type SeriesListJson,
  seriesListSchema,
  seriesQuery,
  trendHref,
} from '@displacement-monitor/shared/contracts'
import {
  attributionsOfSources,
  type LatestPoint,
  latestPoints,
  pageOfSeries,
  pointsOf,
  type SeriesRow,
  type Sql,
} from '@displacement-monitor/shared/db'
import { daysBetween, utcDay } from '@displacement-monitor/shared/domain'
import { hidesSmallCounts, isOpenSeries, seriesHead, seriesTable, smallCount } from '@displacement-monitor/trends'
import type { ApiContext, App } from '../context.ts'
import { caveats } from '../formats/about.ts'
import { chooseTable, sendTable } from '../formats/send-table.ts'
import { seesAll } from '../http/authenticate.ts'
import { findPlace } from '../places/find-place.ts'
import { tableAnswer } from './answers.ts'
import { problems } from './problems.ts'

export function seriesRoutes(app: App, context: ApiContext): void {
  const { sql, gazetteer } = context
  app.get(
    '/v1/series',
    {
      schema: {
        tags: ['trends'],
        summary: 'All series, with latest value, change and freshness',
        querystring: seriesQuery,
        response: { 200: tableAnswer('One page of series.', seriesListSchema), ...problems(400, 404, 406, 429) },
      },
    },
    async (request, reply) => {
      const { query } = request
      const { place, category, cause, kind, state, cursor, limit } = query
      chooseTable(request, query.format)
      const page = await pageOfSeries(
        sql,
        {
          ...(place === undefined ? {} : { placeIds: [findPlace(place, gazetteer).id] }),
          ...(category === undefined ? {} : { category }),
          ...(cause === undefined ? {} : { cause: cause === 'unknown' ? null : cause }),
          ...(kind === undefined ? {} : { kind }),
          ...(state === undefined ? {} : { state }),
        },
        cursor ?? null,
        limit ?? 50,
      )
      const all = seesAll(request)
      const known = page.items.filter((row) => all || isOpenSeries(row, gazetteer))
      const rows = all ? known : await withoutSevere(sql, known)
      const latest = await latestPoints(
        sql,
        rows.map(({ id }) => id),
      )
      const today = utcDay(context.now())
      const answer: SeriesListJson = {
        series: rows.map((row) => {
          const newest = latest.get(row.id)
          const hides = !all && hidesSmallCounts(row.placeId, gazetteer)
          return {
            ...seriesHead(row.id, { ...row, method: 'reconciled' }),
            id: row.id,
            place: placeRefOf(row.placeId, gazetteer),
            latest: newest ? latestOf(newest, hides) : null,
            change_7d: newest && !hides ? changeOf(newest, newest.daysBefore7) : null,
            change_30d: newest && !hides ? changeOf(newest, newest.daysBefore30) : null,
            age_days: newest ? Math.max(0, daysBetween(newest.asOf, today)) : null,
            updated_at: row.updatedAt.toISOString(),
            links: { trend: trendHref(row.placeId, { category: row.category }) },
          }
        }),
        next_cursor: page.nextCursor === null ? null : String(page.nextCursor),
        notice,
        attributions: attributionsJson(
          await attributionsOfSources(sql, [...new Set(rows.flatMap(({ sourceIds }) => sourceIds))]),
        ),
      }
      return sendTable(context, request, reply, {
        title: 'series',
        path: '/v1/series',
        query,
        answer,
        table: () => seriesTable(answer, gazetteer),
        rules: [...new Set(answer.series.map(({ rule }) => rule))],
        caveats: [...caveats.always, caveats.flows, ...(all ? [] : [caveats.veiled])],
      }) as never
    },
  )
}

/** A line that holds a point of severe sensitivity is told by its trend, without that point. */
async function withoutSevere(sql: Sql, rows: readonly SeriesRow[]): Promise<SeriesRow[]> {
  const suspects = rows.filter(({ severeClaims }) => severeClaims.length > 0)
  if (suspects.length === 0) return [...rows]
  const points = await pointsOf(
    sql,
    suspects.map(({ id }) => id),
  )
  return rows.filter(({ id, severeClaims }) => {
    const severe = new Set(severeClaims)
    return (points.get(id) ?? []).every(({ claimIds }) => claimIds.every((claim) => !severe.has(claim)))
  })
}

function latestOf({ from, asOf, value, low, high, quantifier, review }: LatestPoint, hides: boolean) {
  const when = { from, as_of: asOf, review }
  return hides && value < smallCount
    ? { ...when, value: smallCount, low: 0, high: smallCount - 1, quantifier: 'less_than' as const }
    : { ...when, value, low, high, quantifier }
}

const changeOf = (latest: LatestPoint, before: LatestPoint['daysBefore7']) =>
  before && {
    value: latest.value - before.value,
    since_as_of: before.asOf,
    ratio: before.value === 0 ? null : Math.round((latest.value / before.value - 1) * 10_000) / 10_000,
  }
