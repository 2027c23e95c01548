/** `/v1/trends/{place}`: the series of one place, as data or a picture. */

import { chartStyleHash, mainLine } from '@displacement-monitor/presentation'
import {
  placeParams,
  type TrendJson,
  type TrendQuery,
  tableFormats,
  trendQuery,
  trendSchema,
} from '@displacement-monitor/shared/contracts'
import type { Place } from '@displacement-monitor/shared/domain'
import { disclosureOf, loadTrend, openLocation, trendJson, trendTable } from '@displacement-monitor/trends'
import { z } from 'zod'
import type { ApiContext, App } from '../context.ts'
import { saveAs, writeTable } from '../formats/write-table.ts'
import { seesAll } from '../http/authenticate.ts'
import { isUnchanged } from '../http/etag.ts'
import { svgPolicy } from '../http/headers.ts'
import { contentTypeOf, negotiate } from '../http/negotiate.ts'
import { findPlace } from '../places/find-place.ts'
import { figuresByClaim } from '../trends/line-evidence.ts'
import { aboutTrend } from '../trends/trend-about.ts'
import { trendSvg } from '../trends/trend-svg.ts'
import { trendTag } from '../trends/trend-tag.ts'
import { tableAnswer } from './answers.ts'
import { problems } from './problems.ts'

const formats = [...tableFormats, 'svg'] as const
type TrendFormat = (typeof formats)[number]

export function trendRoutes(app: App, context: ApiContext): void {
  const tagOfTrend = trendTag(context)
  const answer = tableAnswer('The trend.', trendSchema)
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
          200: { ...answer, content: { ...answer.content, 'image/svg+xml': { schema: z.string() } } },
          304: z.undefined().describe('Nothing changed since the answer with this ETag.'),
          ...problems(400, 404, 406, 429),
        },
      },
    },
    async (request, reply) => {
      const { query } = request
      const format = negotiate(query.format, request.headers.accept, formats)
      const place = findPlace(request.params.place, context.gazetteer)
      const all = seesAll(request)
      if (format === 'svg') reply.header('content-security-policy', svgPolicy(chartStyleHash))
      else if (format !== 'json') reply.header('content-disposition', saveAs(place.id, format))
      const tag = await tagOfTrend(place, { ...query, format }, all)
      if (isUnchanged(request, reply, tag))
        return reply
          .code(304)
          .removeHeader('content-disposition')
          .send(undefined as never)
      const kept = await context.bodies.of(tag, () => writeTrend(context, place, query, format, all))
      reply.kept = kept
      return reply.type(contentTypeOf(format)).send(kept.body as never)
    },
  )
}

async function writeTrend(
  context: ApiContext,
  place: Place,
  query: TrendQuery,
  format: TrendFormat,
  all: boolean,
): Promise<string | Buffer> {
  const { gazetteer } = context
  const trend: TrendJson = await loadTrend(context, place, query, disclosureOf(context, all))
  if (format === 'json') return trendJson(trend)
  if (format === 'svg') return trendSvg(trend, await figuresByClaim(context, place.id, mainLine(trend.series), all))
  return writeTable(format, {
    table: trendTable(trend, gazetteer),
    about: aboutTrend(trend, query, all),
    locate: (id) => openLocation(id, gazetteer, all),
  })
}
