/** `/v1/extract`: the figures in a text that the caller sends. Nothing of it is kept or logged. */
import { extractFigures } from '@displacement-monitor/extraction'
import {
  type ExtractJson,
  extractBody,
  extractSchema,
  figureToJson,
  noQuery,
  notice,
} from '@displacement-monitor/shared/contracts'
import type { ApiContext, App } from '../context.ts'
import { problems } from './problems.ts'

export function extractRoutes(app: App, { gazetteer }: ApiContext): void {
  app.post(
    '/v1/extract',
    {
      schema: {
        tags: ['reading'],
        summary: 'The displacement figures in a text',
        querystring: noQuery,
        body: extractBody,
        response: { 200: extractSchema, ...problems(400, 413, 415) },
      },
    },
    async (request): Promise<ExtractJson> => {
      const { text, title, published, lang } = request.body
      const { language, unsupported, figures } = extractFigures(
        { text, title: title ?? null, language: lang ?? null, publishedOn: published ?? null },
        gazetteer,
      )
      return {
        lang: language,
        outcome: unsupported ? 'language_not_supported' : figures.length > 0 ? 'figures' : 'no_figures',
        figures: figures.map(figureToJson),
        notice,
        attributions: [],
      }
    },
  )
}
