/** An HTTP server on 127.0.0.1 whose answers are scripted, good ones and every kind of bad one. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'

export interface Answer {
  /** Default 200. */
  status?: number
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** Waits before the first byte. */
  delayMs?: number
  /** Says nothing at all, or stops after the headers and half the body; the connection stays open. */
  stall?: 'before' | 'midway'
  /** Cuts the connection. */
  reset?: 'before' | 'midway'
  /** Repeats the body without end. */
  endless?: true
  /** Sends the body compressed, saying so. */
  gzip?: true
}

export interface SeenRequest {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** A list is used up one answer a request, and its last stays. */
export type Route = Answer | readonly Answer[] | ((request: SeenRequest) => Answer | Promise<Answer>)

export interface LocalServer {
  /** http://127.0.0.1:port, without a slash at its end. */
  origin: string
  port: number
  /** All requests in the order in which they came. */
  requests: SeenRequest[]
  hits(path: string): number
  /** Adds or replaces answers. */
  set(routes: Record<string, Route>): void
  close(): Promise<void>
}

/** Routes by path with query, else by path alone, else `*`; none is a 404. */
export async function localServer(routes: Record<string, Route> = {}): Promise<LocalServer> {
  const table = new Map(Object.entries(routes))
  const used = new Map<Route, number>()
  const requests: SeenRequest[] = []
  let origin = ''

  const server = createServer((incoming, response) => {
    void serve(incoming, response).catch(() => response.destroy())
  })
  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = incoming.url ?? '/'
    const request = { method: incoming.method ?? 'GET', path, headers: incoming.headers, body: await bodyOf(incoming) }
    requests.push(request)
    const route = table.get(path) ?? table.get(path.split('?')[0] ?? path) ?? table.get('*') ?? { status: 404 }
    await play(await answerOf(route, request), response)
  }
  async function answerOf(route: Route, request: SeenRequest): Promise<Answer> {
    if (typeof route === 'function') return route(request)
    if (!isList(route)) return route
    const turn = used.get(route) ?? 0
    used.set(route, turn + 1)
    return route[Math.min(turn, route.length - 1)] ?? { status: 404 }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The local server has no port.')
  origin = `http://127.0.0.1:${address.port}`
  return {
    origin,
    port: address.port,
    requests,
    hits: (path) => requests.filter((request) => request.path === path).length,
    set: (more) => {
      for (const [path, route] of Object.entries(more)) table.set(path, route)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const isList = (route: Route): route is readonly Answer[] => Array.isArray(route)

async function play(answer: Answer, response: ServerResponse): Promise<void> {
  if (answer.delayMs) await sleep(answer.delayMs)
  if (answer.stall === 'before') return
  if (answer.reset === 'before') return void response.destroy()
  const plain = Buffer.from(answer.body ?? '')
  const body = answer.gzip ? gzipSync(plain) : plain
  const headers = { ...(answer.gzip ? { 'content-encoding': 'gzip' } : {}), ...answer.headers }
  if (answer.endless) {
    response.writeHead(answer.status ?? 200, headers)
    return endless(response, body.length > 0 ? body : Buffer.alloc(65_536, ' '))
  }
  response.writeHead(answer.status ?? 200, { 'content-length': String(body.length), ...headers })
  if (answer.stall !== 'midway' && answer.reset !== 'midway') return void response.end(body)
  response.write(body.subarray(0, Math.ceil(body.length / 2)), () => {
    if (answer.reset === 'midway') response.destroy()
  })
}

/** As fast as the other side reads, until it hangs up. */
async function endless(response: ServerResponse, part: Buffer): Promise<void> {
  const repeat = function* () {
    for (;;) yield part
  }
  await pipeline(Readable.from(repeat()), response).catch(() => {})
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
