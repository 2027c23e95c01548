/** `/v1/figures/{id}/reviews`: what people say of a figure. The series follow as soon as the worker has rebuilt them. */
import { foldFigure } from '@displacement-monitor/series'
import {
  attributionsJson,
  idParams,
  jobIds,
  noQuery,
  notice,
  type ReviewBody,
  type ReviewsJson,
  reviewBody,
  reviewsSchema,
} from '@displacement-monitor/shared/contracts'
import {
  attributionsOfSources,
  type FigureDetail,
  getFigure,
  type NewVerdict,
  reviewFigure,
} from '@displacement-monitor/shared/db'
import type { ApiContext, App } from '../context.ts'
import { correctFigure } from '../figures/correct-figure.ts'
import { figureView, viewOf } from '../figures/figure-view.ts'
import { tellReviews } from '../figures/tell-reviews.ts'
import { refuseHidden } from '../figures/why-figure.ts'
import { actorOf, seesAll } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { problems } from './problems.ts'

const path = '/v1/figures/:id/reviews'

export function reviewRoutes(app: App, context: ApiContext): void {
  app.get(
    path,
    {
      schema: {
        tags: ['evidence'],
        summary: 'What people have said of a figure',
        params: idParams,
        querystring: noQuery,
        response: { 200: reviewsSchema, ...problems(400, 404, 410) },
      },
    },
    async (request): Promise<ReviewsJson> => tell(context, request.params.id, seesAll(request)),
  )

  app.post(
    path,
    {
      config: { access: 'review' },
      schema: {
        tags: ['evidence'],
        summary: 'Approve, reject or correct a figure',
        security: [{ key: [] }],
        params: idParams,
        querystring: noQuery,
        body: reviewBody,
        response: { 201: reviewsSchema, ...problems(400, 401, 403, 404, 409, 410, 413, 415) },
      },
    },
    async (request, reply): Promise<ReviewsJson> => {
      const { id } = request.params
      const detail = await getFigure(context.sql, id)
      if (!detail) throw new Problem(404, `There is no figure ${id}.`)
      refuseHidden(detail, context.now(), true)
      const done = await reviewFigure(context.sql, verdictOf(detail, request.body, actorOf(request), context))
      if (done.outcome === 'unknown') throw new Problem(404, `There is no figure ${id}.`)
      if (done.outcome === 'superseded') throw superseded(id, done.by)
      await rebuildSoon(context, request.log)
      reply.code(201).header('location', `/v1/figures/${done.figureId}/reviews`)
      return tell(context, done.figureId, seesAll(request))
    },
  )
}

function verdictOf(detail: FigureDetail, body: ReviewBody, key: string, { gazetteer }: ApiContext): NewVerdict {
  const { figure } = detail
  const told = { figureId: figure.id, reviewer: body.name ?? key, reason: body.reason ?? null, actor: key }
  if (body.verdict !== 'corrected') return { ...told, verdict: body.verdict }
  const { corrected, changes } = correctFigure(figure, body.correction, gazetteer)
  const { ownDocument, ...rest } = { ...figure, ...foldFigure(corrected, figure.publisher) }
  // Whether the counter printed it itself is judged anew where the counter is another.
  const folded = changes.counter ? rest : { ...rest, ownDocument }
  return { ...told, verdict: 'corrected', corrected: folded, changes }
}

function superseded(id: number, by: number | null): Problem {
  const next =
    by === null ? 'a newer reading of its report took its place' : `it was corrected meanwhile: see figure ${by}`
  return new Problem(409, `Figure ${id} no longer counts; ${next}.`)
}

/** The mark is in the tables already: a worker that is not told works it off with its next sweep. */
async function rebuildSoon({ queues, now }: ApiContext, log: App['log']): Promise<void> {
  try {
    await queues?.add('reconcile', {}, { id: jobIds.reconcile(now()) })
  } catch (error) {
    log.warn({ err: error }, 'the rebuild of reviewed series is left to the sweep')
  }
}

async function tell({ sql, gazetteer, now }: ApiContext, id: number, all: boolean): Promise<ReviewsJson> {
  const detail = await getFigure(sql, id)
  if (!detail) throw new Problem(404, `There is no figure ${id}.`)
  refuseHidden(detail, now(), all)
  const view = viewOf(detail.figure, gazetteer, all)
  if (!view) throw new Problem(404, `Figure ${id} is of a sensitivity that needs a key.`)
  return {
    figure: figureView(view, all),
    reviews: tellReviews(detail.reviews, { names: all, corrections: view.withheld === null }),
    notice,
    attributions: attributionsJson(await attributionsOfSources(sql, [detail.figure.sourceId])),
  }
}
