/** `/v1/trends/{place}`: the series of one place, as JSON, CSV or a picture. */
import { placeParams, trendQuery, trendSchema } from '@displacement-monitor/shared/contracts'
import { isStored, loadTrend, trendCsv, trendJson } from '@displacement-monitor/trends'
import { z } from 'zod'
import { mainLine } from '../chart/model.ts'
import { chartStyleHash } from '../chart/style.ts'
import type { ApiContext, App } from '../context.ts'
import { disclosureOf } from '../disclosure/open-trend.ts'
import { seesAll } from '../http/authenticate.ts'
import { isUnchanged, tagOf } from '../http/etag.ts'
import { svgPolicy } from '../http/headers.ts'
import { contentTypeOf, negotiate } from '../http/negotiate.ts'
import { findPlace } from '../places/find-place.ts'
import { bodyCache } from '../trends/body-cache.ts'
import { figuresByClaim } from '../trends/line-evidence.ts'
import { trendSvg } from '../trends/trend-svg.ts'
import { trendTag } from '../trends/trend-tag.ts'
import { problems } from './problems.ts'

export function trendRoutes(app: App, context: ApiContext): void {
  const cache = bodyCache()
  app.get(
    '/v1/trends/:place',
    {
      schema: {
        tags: ['trends'],
        summary: 'The series of one place',
        description:
          'By id or by name. Every point lists the claims it stands on: follow `/v1/claims/{id}` to the figures, their words ' +
          'and their reports. Between points a line steps; nothing is interpolated.',
        params: placeParams,
        querystring: trendQuery,
        response: {
          200: {
            description: 'The trend.',
            content: {
              'application/json': { schema: trendSchema },
              'text/csv': { schema: z.string() },
              'image/svg+xml': { schema: z.string() },
            },
          },
          304: z.undefined().describe('Nothing changed since the answer with this ETag.'),
          ...problems(400, 404, 406),
        },
      },
    },
    async (request, reply) => {
      const { query } = request
      const format = negotiate(query.format, request.headers.accept, ['json', 'csv', 'svg'])
      const place = findPlace(request.params.place, context.gazetteer)
      const all = seesAll(request)
      if (format === 'svg') reply.header('content-security-policy', svgPolicy(chartStyleHash))
      const tag = isStored(query) ? await trendTag(context, place, { ...query, format }, all) : null
      if (tag !== null && isUnchanged(request, reply, tag)) return reply.code(304).send()
      const body = (tag === null ? undefined : cache.get(tag)) ?? (await write())
      if (tag !== null) cache.set(tag, body)
      else if (isUnchanged(request, reply, tagOf(body))) return reply.code(304).send()
      return reply
        .type(contentTypeOf(format))
        .serializer(String)
        .send(body as never)

      async function write(): Promise<string> {
        const answer = await loadTrend(context, place, query, disclosureOf(context, all))
        switch (format) {
          case 'json':
            return trendJson(answer)
          case 'csv':
            return trendCsv(answer)
          case 'svg':
            return trendSvg(answer, await figuresByClaim(context, place.id, mainLine(answer.series), all))
        }
      }
    },
  )
}
