/** A worker's numbers for Prometheus, counted since it started, and a span around each step where tracing is on. */
import { asFailure } from '@displacement-monitor/shared/errors'
import { SpanStatusCode, trace } from '@opentelemetry/api'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Watch } from './watch.ts'

export interface Meter extends Watch {
  registry: Registry
}

/** From a figure found in a short text (1 ms) to a body that took its whole deadline (60 s). */
const buckets = [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

export function createMeter(): Meter {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const steps = new Counter({
    name: 'displacement_steps_total',
    help: 'Steps that ended: jobs by their queue, and fetch, parse, extract, store, evaluate. The outcome is done or a failure code.',
    labelNames: ['step', 'outcome'] as const,
    registers,
  })
  const seconds = new Histogram({
    name: 'displacement_step_seconds',
    help: 'How long a step took, whatever its outcome; a fetch with its wait for the host’s turn.',
    labelNames: ['step'] as const,
    buckets,
    registers,
  })
  const reports = new Counter({
    name: 'displacement_reports_read_total',
    help: 'Reports read, by language and outcome (figures, no_figures, …).',
    labelNames: ['language', 'outcome'] as const,
    registers,
  })
  const figures = new Counter({
    name: 'displacement_figures_read_total',
    help: 'Figures found in reports, by language and category; a report read again counts again.',
    labelNames: ['language', 'category'] as const,
    registers,
  })
  const tracer = trace.getTracer('displacement-worker')

  return {
    registry,
    step: (name, fields, work) =>
      tracer.startActiveSpan(name, { attributes: named(fields) }, async (span) => {
        const began = performance.now()
        let outcome = 'done'
        try {
          return await work()
        } catch (error) {
          outcome = asFailure(error).code
          // The code alone: a message may quote an address, and spans leave the house.
          span.setStatus({ code: SpanStatusCode.ERROR, message: outcome })
          throw error
        } finally {
          steps.inc({ step: name, outcome })
          seconds.observe({ step: name }, (performance.now() - began) / 1000)
          span.end()
        }
      }),
    read({ language, outcome, figures: found }) {
      const told = language ?? 'unknown'
      reports.inc({ language: told, outcome })
      for (const { category } of found) figures.inc({ language: told, category })
    },
  }
}

/** sourceId → displacement.source_id, as OpenTelemetry writes names. */
function named(fields: Readonly<Record<string, string | number>>): Record<string, string | number> {
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`displacement.${snake(name)}`, value]))
}
