/** `/v1/figures` and why a number is what it is. */
import {
  attributionsJson,
  type FiguresJson,
  figuresQuery,
  figuresSchema,
  idParams,
  noQuery,
  notice,
  type WhyFigureJson,
  whyFigureSchema,
} from '@displacement-monitor/shared/contracts'
import { attributionsOfSources, listFigures } from '@displacement-monitor/shared/db'
import { z } from 'zod'
import type { ApiContext, App } from '../context.ts'
import { figureViews } from '../figures/figure-view.ts'
import { figuresCsv } from '../figures/figures-csv.ts'
import { whyFigure } from '../figures/why-figure.ts'
import { seesAll } from '../http/authenticate.ts'
import { contentTypeOf, negotiate } from '../http/negotiate.ts'
import { findPlace } from '../places/find-place.ts'
import { problems } from './problems.ts'

export function figureRoutes(app: App, context: ApiContext): void {
  const { sql, gazetteer } = context
  app.get(
    '/v1/figures',
    {
      schema: {
        tags: ['evidence'],
        summary: 'Figures with their words, the newest first',
        querystring: figuresQuery,
        response: {
          200: {
            description: 'One page of figures.',
            content: { 'application/json': { schema: figuresSchema }, 'text/csv': { schema: z.string() } },
          },
          ...problems(400, 404, 406),
        },
      },
    },
    async (request, reply) => {
      const {
        place,
        country,
        category,
        cause,
        source,
        report,
        claim,
        review,
        evidence,
        as_of_from,
        as_of_to,
        format,
        cursor,
        limit,
      } = request.query
      const chosen = negotiate(format, request.headers.accept, ['json', 'csv'])
      const { items, nextCursor } = await listFigures(
        sql,
        {
          ...(place === undefined ? {} : { placeIds: [findPlace(place, gazetteer).id] }),
          ...(country === undefined ? {} : { countryIso3: country }),
          ...(category === undefined ? {} : { category }),
          ...(cause === undefined ? {} : { cause: cause === 'unknown' ? null : cause }),
          ...(source === undefined ? {} : { sourceId: source }),
          ...(report === undefined ? {} : { reportId: report }),
          ...(claim === undefined ? {} : { claimId: claim }),
          ...(review === undefined ? {} : { review }),
          ...(evidence === undefined ? {} : { undecided: true }),
          ...(as_of_from === undefined ? {} : { asOfFrom: as_of_from }),
          ...(as_of_to === undefined ? {} : { asOfTo: as_of_to }),
        },
        cursor ?? null,
        limit ?? 50,
      )
      const figures = figureViews(items, gazetteer, seesAll(request))
      const sources = [...new Set(figures.map((figure) => figure.report.source))]
      const answer: FiguresJson = {
        figures,
        next_cursor: nextCursor === null ? null : String(nextCursor),
        notice,
        attributions: attributionsJson(await attributionsOfSources(sql, sources)),
      }
      reply.type(contentTypeOf(chosen))
      if (nextCursor !== null) reply.header('link', nextLink(request.url, nextCursor))
      if (chosen === 'csv') return reply.serializer(String).send(figuresCsv(answer) as never)
      return reply.send(answer as never)
    },
  )

  app.get(
    '/v1/figures/:id',
    {
      schema: {
        tags: ['evidence'],
        summary: 'Why this number: claim, words, report, bytes, rule',
        params: idParams,
        querystring: noQuery,
        response: { 200: whyFigureSchema, ...problems(400, 404, 410) },
      },
    },
    async (request): Promise<WhyFigureJson> => whyFigure(context, request.params.id, { all: seesAll(request) }),
  )
}

/** RFC 8288; for CSV the only way to the next page. */
function nextLink(url: string, cursor: number): string {
  const [path = '', search = ''] = url.split('?', 2)
  const query = new URLSearchParams(search)
  query.set('cursor', String(cursor))
  return `<${path}?${query}>; rel="next"`
}
