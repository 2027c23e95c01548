/** `/v1/thresholds/preview`: over a past period, when would it have fired, and with what evidence. Stores nothing. */
import { longestLookBack, previewJson } from '@displacement-monitor/alerts'
import { noQuery, type PreviewJson, previewBody, previewSchema } from '@displacement-monitor/shared/contracts'
import { daysBetween } from '@displacement-monitor/shared/domain'
import { messagesFrom } from '../alerts/messages-from.ts'
import type { ApiContext, App } from '../context.ts'
import { seesAll } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { problems } from './problems.ts'
import { accepted } from './thresholds.ts'

export function thresholdPreviewRoutes(app: App, context: ApiContext): void {
  app.post(
    '/v1/thresholds/preview',
    {
      // A look back costs as much as a thousand other answers: whoever asks for one is known.
      config: { access: ['read', 'operate'] },
      schema: {
        tags: ['alerts'],
        summary: 'When a threshold would have fired over a past period',
        description: `Builds the series as they were known on each day on which something was printed, at most ${longestLookBack} days, and applies the rule as on each of them. On the first day the threshold is new: what is beyond it already is told once.`,
        security: [{ key: [] }],
        querystring: noQuery,
        body: previewBody,
        response: { 200: previewSchema, ...problems(400, 401, 403, 413, 415, 429) },
      },
    },
    async (request): Promise<PreviewJson> => {
      const { threshold, from, to } = request.body
      if (from > to) throw new Problem(400, 'The field "from" is after "to".', { parameter: 'from' })
      if (daysBetween(from, to) >= longestLookBack)
        throw new Problem(400, `The field "to" is more than ${longestLookBack} days after "from": ask year by year.`, {
          parameter: 'to',
        })
      const stated = accepted(threshold, context.gazetteer, 'threshold.')
      return previewJson(messagesFrom(context), stated, { from, to }, seesAll(request))
    },
  )
}
