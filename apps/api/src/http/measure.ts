/** Counts and times of requests, by route and not by address, and one log line for each. */
import type { FastifyInstance } from 'fastify'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface Meter {
  registry: Registry
  /** Set by the metrics route from the tables at each scrape. */
  store: Gauge<'what' | 'state'>
  /** Likewise: how long messages have been late. */
  alertLag: Gauge
}

export function measure(app: FastifyInstance): Meter {
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
  const store = new Gauge({
    name: 'displacement_rows',
    help: 'What the tables hold: reports and sources by state, figures, claims, series, marks and reports due; incidents and messages by state.',
    labelNames: ['what', 'state'] as const,
    registers,
  })
  const alertLag = new Gauge({
    name: 'displacement_alert_lag_seconds',
    help: 'How long the message that has been due for longest should have left; 0 where none is late.',
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
  return { registry, store, alertLag }
}
