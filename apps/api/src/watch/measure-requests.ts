/** Counts and times of requests, by route and not by address, and one log line for each. */
import type { FastifyInstance } from 'fastify'
import { Counter, Histogram, Registry } from 'prom-client'

export function measureRequests(app: FastifyInstance): Registry {
  const registry = new Registry()
  const registers = [registry]
  const labelNames = ['method', 'route', 'status'] as const
  const requests = new Counter({ name: 'http_requests_total', help: 'Requests answered.', labelNames, registers })
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the first byte in to the last byte out.',
    labelNames: ['route'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const status = String(reply.statusCode)
    requests.inc({ method: request.method, route, status })
    seconds.observe({ route }, reply.elapsedTime / 1000)
    request.log.info(
      { method: request.method, route, status: reply.statusCode, durationMs: Math.round(reply.elapsedTime) },
      'answered',
    )
  })
  return registry
}
