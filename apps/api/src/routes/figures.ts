/** `/v1/figures` and why a number is what it is. */
import {
  attributionsJson,
  type FiguresJson,
  type FiguresQuery,
  figuresQuery,
  figuresSchema,
  idParams,
  noQuery,
  notice,
  type WhyFigureJson,
  whyFigureSchema,
} from '@displacement-monitor/shared/contracts'
import { attributionsOfSources, type FigureFilter, listFigures } from '@displacement-monitor/shared/db'
import type { Place } from '@displacement-monitor/shared/domain'
import { figuresTable } from '@displacement-monitor/trends'
import type { ApiContext, App } from '../context.ts'
import { figureViews } from '../figures/figure-view.ts'
import { whyFigure } from '../figures/why-figure.ts'
import { caveats } from '../formats/about.ts'
import { chooseTable, sendTable } from '../formats/send-table.ts'
import { seesAll } from '../http/authenticate.ts'
import { findPlace } from '../places/find-place.ts'
import { tableAnswer } from './answers.ts'
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
          200: tableAnswer('One page of figures.', figuresSchema),
          ...problems(400, 404, 406, 429),
        },
      },
    },
    async (request, reply) => {
      const { query } = request
      chooseTable(request, query.format)
      const all = seesAll(request)
      const place = query.place === undefined ? null : findPlace(query.place, gazetteer)
      const { items, nextCursor } = await listFigures(
        sql,
        filterOf(query, place),
        query.cursor ?? null,
        query.limit ?? 50,
      )
      // Who asks for a town must not learn by the asking which veiled figures are of it.
      const figures = figureViews(items, gazetteer, all).filter(
        (figure) => place === null || figure.place?.id === place.id,
      )
      const sources = [...new Set(figures.map((figure) => figure.report.source))]
      const answer: FiguresJson = {
        figures,
        next_cursor: nextCursor === null ? null : String(nextCursor),
        notice,
        attributions: attributionsJson(await attributionsOfSources(sql, sources)),
      }
      return sendTable(context, request, reply, {
        title: 'figures',
        path: '/v1/figures',
        query,
        answer,
        table: () => figuresTable(answer, gazetteer),
        rules: [],
        caveats: [...caveats.always.slice(-1), caveats.flows, ...(all ? [] : [caveats.veiled])],
      }) as never
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

function filterOf(query: FiguresQuery, place: Place | null): FigureFilter {
  const { country, category, cause, scope, term, unit, place_role, counter, source, report, claim, review } = query
  const { evidence, as_of_from, as_of_to, published_from, published_to } = query
  return {
    ...(place === null ? {} : { placeIds: [place.id] }),
    ...(country === undefined ? {} : { countryIso3: country }),
    ...(category === undefined ? {} : { category }),
    ...(cause === undefined ? {} : { cause: cause === 'unknown' ? null : cause }),
    ...(scope === undefined ? {} : { scope }),
    ...(term === undefined ? {} : { term }),
    ...(unit === undefined ? {} : { unit }),
    ...(place_role === undefined ? {} : { placeRole: place_role }),
    ...(counter === undefined ? {} : { counter }),
    ...(source === undefined ? {} : { sourceId: source }),
    ...(report === undefined ? {} : { reportId: report }),
    ...(claim === undefined ? {} : { claimId: claim }),
    ...(review === undefined ? {} : { review }),
    ...(evidence === undefined ? {} : { undecided: true }),
    ...(as_of_from === undefined ? {} : { asOfFrom: as_of_from }),
    ...(as_of_to === undefined ? {} : { asOfTo: as_of_to }),
    ...(published_from === undefined ? {} : { publishedFrom: published_from }),
    ...(published_to === undefined ? {} : { publishedTo: published_to }),
  }
}
