/** Health for supervisors and load balancers, metrics for Prometheus. */
import { databaseFacts } from '@displacement-monitor/shared/db'
import type { Registry } from 'prom-client'
import { z } from 'zod'
import type { ApiContext, App } from '../context.ts'
import type { Replica } from '../replica/follow-replica.ts'
import { tableGauges } from '../watch/table-gauges.ts'

const check = z.strictObject({ status: z.enum(['ok', 'unavailable']), detail: z.string() })

export function healthRoutes(
  app: App,
  { sql, queues, now }: ApiContext,
  registry: Registry,
  replica: Replica | null,
): void {
  const gauges = tableGauges(registry, sql, queues, now)
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
        const told = replica ? ` ${replica.told().inWords}` : ''
        return { status: 'ok' as const, detail: `The database answers; its schema is version ${schemaVersion}.${told}` }
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
      await gauges.refresh()
      return reply
        .header('cache-control', 'no-store')
        .type(registry.contentType)
        .serializer(String)
        .send(await registry.metrics())
    },
  )
}
