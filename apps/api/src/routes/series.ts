/** `/v1/series`: what there is, its newest number, how it changed, how fresh it is. */
import { type SeriesQuery, seriesListSchema, seriesQuery } from '@displacement-monitor/shared/contracts'
import { pageOfSeries, type SeriesPage, type SeriesPageFilter } from '@displacement-monitor/shared/db'
import { seriesTable } from '@displacement-monitor/trends'
import { z } from 'zod'
import type { ApiContext, App } from '../context.ts'
import { caveats } from '../formats/about.ts'
import { chooseTable, setPageHeaders, writePage } from '../formats/send-table.ts'
import { seesAll } from '../http/authenticate.ts'
import { isUnchanged } from '../http/etag.ts'
import { findPlace } from '../places/find-place.ts'
import { seriesList } from '../trends/series-list.ts'
import { tableAnswer } from './answers.ts'
import { problems } from './problems.ts'

export function seriesRoutes(app: App, context: ApiContext): void {
  app.get(
    '/v1/series',
    {
      schema: {
        tags: ['trends'],
        summary: 'All series, with latest value, change and freshness',
        querystring: seriesQuery,
        response: {
          200: tableAnswer('One page of series.', seriesListSchema),
          304: z.undefined().describe('Nothing changed since the answer with this ETag.'),
          ...problems(400, 404, 406, 429),
        },
      },
    },
    async (request, reply) => {
      const { query } = request
      const format = chooseTable(request, query.format)
      const [filter, cursor, limit] = [filterOf(query, context), query.cursor ?? null, query.limit ?? defaultLimit]
      const page = await context.states(`list ${JSON.stringify([filter, cursor, limit])}`, () =>
        pageOfSeries(context.sql, filter, cursor, limit),
      )
      const all = seesAll(request)
      const tag = await context.tags({ ...query, format }, 'series', String(all), page.state)
      setPageHeaders(request, reply, { title: 'series', format, nextCursor: page.nextCursor })
      if (isUnchanged(request, reply, tag))
        return reply
          .code(304)
          .removeHeader('content-type')
          .removeHeader('content-disposition')
          .send(undefined as never)
      const kept = await context.bodies.of(tag, () => writeList(context, page, { query, format, all }))
      reply.kept = kept
      return reply.send(kept.body as never)
    },
  )
}

const defaultLimit = 50

function filterOf({ place, category, cause, kind, state }: SeriesQuery, { gazetteer }: ApiContext): SeriesPageFilter {
  return {
    ...(place === undefined ? {} : { placeIds: [findPlace(place, gazetteer).id] }),
    ...(category === undefined ? {} : { category }),
    ...(cause === undefined ? {} : { cause: cause === 'unknown' ? null : cause }),
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined ? {} : { state }),
  }
}

async function writeList(
  context: ApiContext,
  page: SeriesPage,
  { query, format, all }: { query: SeriesQuery; format: ReturnType<typeof chooseTable>; all: boolean },
): Promise<string | Buffer> {
  const answer = await seriesList(context, page, { all, detail: format === 'json' ? query.detail : undefined })
  return writePage(
    context,
    {
      title: 'series',
      path: '/v1/series',
      query,
      answer,
      table: () => seriesTable(answer, context.gazetteer),
      rules: [...new Set(answer.series.map(({ rule }) => rule))],
      caveats: [...caveats.always, caveats.flows, ...(all ? [] : [caveats.veiled])],
    },
    format,
    all,
  )
}
