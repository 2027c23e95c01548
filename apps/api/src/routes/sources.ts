/** `/v1/sources`: who publishes what we read, under which terms, and how well reading goes. */
import { noQuery, notice, type SourcesJson, sourcesSchema } from '@displacement-monitor/shared/contracts'
import { listSources } from '@displacement-monitor/shared/db'
import { redactSecrets } from '@displacement-monitor/shared/log'
import type { ApiContext, App } from '../context.ts'
import { healthInWords } from '../sources/health-in-words.ts'

export function sourceRoutes(app: App, { sql, now }: ApiContext): void {
  app.get(
    '/v1/sources',
    {
      schema: {
        tags: ['reading'],
        summary: 'Sources with their terms and their health in words',
        querystring: noQuery,
        response: { 200: sourcesSchema },
      },
    },
    async (): Promise<SourcesJson> => {
      const sources = await listSources(sql)
      return {
        sources: sources.map((source) => ({
          id: source.id,
          name: source.name,
          url: redactSecrets(source.url),
          language: source.language,
          licence: source.licence,
          attribution: source.attribution,
          redistribution: source.redistribution,
          sensitivity: source.sensitivity,
          enabled: source.enabled,
          health: source.health,
          health_in_words: healthInWords(source, now()),
          last_polled_at: source.lastPolledAt?.toISOString() ?? null,
          last_success_at: source.lastSuccessAt?.toISOString() ?? null,
          next_due_at: source.enabled && source.adapter !== 'none' ? source.nextDueAt.toISOString() : null,
        })),
        notice,
        attributions: [],
      }
    },
  )
}
