/** A worker's own small server, where one is wanted: metrics for Prometheus, health for a supervisor. */
import { createServer, type ServerResponse } from 'node:http'
import type { Registry } from 'prom-client'

export interface WatchServer {
  port: number
  close(): Promise<void>
}

export interface WatchServerOptions {
  host: string
  port: number
  registry: Registry
  /** Throws where the worker could not do its work now. */
  ready: () => Promise<unknown>
}

/** Throws where the port is taken: a worker that nobody can watch is told at its start, not found out later. */
export async function serveWatch({ host, port, registry, ready }: WatchServerOptions): Promise<WatchServer> {
  const answers: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    '/metrics': async (response) => send(response, 200, registry.contentType, await registry.metrics()),
    '/healthz': async (response) => sendStatus(response, 200, 'ok', 'The process answers.'),
    '/readyz': async (response) => {
      const able = await ready().then(
        () => true,
        () => false,
      )
      if (able) sendStatus(response, 200, 'ok', 'The database answers.')
      else sendStatus(response, 503, 'unavailable', 'The database does not answer.')
    },
  }
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    const answer = request.method === 'GET' ? answers[(request.url ?? '').split('?')[0] ?? ''] : undefined
    if (answer === undefined) return sendStatus(response, 404, 'unknown', 'Ask /metrics, /healthz or /readyz.')
    answer(response).catch(() => sendStatus(response, 500, 'unavailable', 'The numbers could not be told.'))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const bound = server.address()
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

function sendStatus(response: ServerResponse, code: number, status: string, detail: string): void {
  send(response, code, 'application/json', JSON.stringify({ status, detail }))
}
