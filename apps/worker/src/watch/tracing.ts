/** Spans of a worker to a collector (OTLP over HTTP), where one is configured; its code is loaded only then. */
import type { Config } from '@displacement-monitor/shared/config'

export interface Tracing {
  /** Whether spans leave; then jobs carry their trace from queue to queue, too. */
  on: boolean
  /** Sends what waits, for at most a few seconds. */
  close(): Promise<void>
}

const exportDeadlineMs = 3_000

export async function openTracing({
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
}: Pick<Config, 'OTEL_EXPORTER_OTLP_ENDPOINT'>): Promise<Tracing> {
  if (endpoint === null) return { on: false, close: async () => {} }
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ])
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'displacement-worker' }),
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url, timeoutMillis: exportDeadlineMs }), {
        exportTimeoutMillis: exportDeadlineMs,
      }),
    ],
  })
  provider.register()
  return {
    on: true,
    // A collector that is away must not keep a worker from ending.
    close: () => provider.shutdown().catch(() => {}),
  }
}
