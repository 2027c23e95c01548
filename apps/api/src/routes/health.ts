/** Health for supervisors and load balancers, metrics for Prometheus. */
import { countDeliveries, countIncidents, databaseFacts, oldestDueS, storeStats } from '@displacement-monitor/shared/db'
import { z } from 'zod'
import type { ApiContext, App } from '../context.ts'
import type { Meter } from '../http/measure.ts'

const check = z.strictObject({ status: z.enum(['ok', 'unavailable']), detail: z.string() })

export function healthRoutes(app: App, { sql }: ApiContext, { registry, store, alertLag }: Meter): void {
  app.get(
    '/healthz',
    {
      config: { access: 'open', rateLimit: false },
      schema: { tags: ['service'], summary: 'The process answers', response: { 200: check } },
    },
    async () => ({ status: 'ok' as const, detail: 'The process answers.' }),
  )

  app.get(
    '/readyz',
    {
      config: { access: 'open', rateLimit: false },
      schema: { tags: ['service'], summary: 'The database answers', response: { 200: check, 503: check } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      try {
        const { schemaVersion } = await databaseFacts(sql)
        return { status: 'ok' as const, detail: `The database answers; its schema is version ${schemaVersion}.` }
      } catch (error) {
        request.log.warn({ err: error }, 'not ready')
        return reply.code(503).send({ status: 'unavailable' as const, detail: 'The database does not answer.' })
      }
    },
  )

  app.get(
    '/metrics',
    {
      config: { rateLimit: false },
      schema: {
        tags: ['service'],
        summary: 'Metrics for Prometheus',
        response: { 200: { description: 'Text format.', content: { 'text/plain': { schema: z.string() } } } },
      },
    },
    async (_request, reply) => {
      const stats = await storeStats(sql)
      store.reset()
      for (const [state, count] of Object.entries(stats.reports)) store.set({ what: 'reports', state }, count)
      for (const [state, count] of Object.entries(stats.sources)) store.set({ what: 'sources', state }, count)
      const { figures, claims, series, marksWaiting, reportsDue } = stats
      for (const [what, count] of Object.entries({ figures, claims, series }))
        store.set({ what, state: 'living' }, count)
      store.set({ what: 'marks', state: 'waiting' }, marksWaiting)
      store.set({ what: 'reports', state: 'due' }, reportsDue)
      for (const [state, count] of Object.entries(await countIncidents(sql)))
        store.set({ what: 'incidents', state }, count)
      for (const [state, count] of Object.entries(await countDeliveries(sql)))
        store.set({ what: 'messages', state }, count)
      alertLag.set(await oldestDueS(sql))
      return reply
        .header('cache-control', 'no-store')
        .type(registry.contentType)
        .serializer(String)
        .send(await registry.metrics())
    },
  )
}
