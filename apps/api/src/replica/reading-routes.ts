/**
 * Routes that only read, answered from a replica where there is one that keeps up, else from the primary. Who may write reads
 * where he writes: so everybody sees at once what he has done, whichever process he asks next.
 */
import { PipelineError } from '@displacement-monitor/shared/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiContext, App } from '../context.ts'
import type { Replica } from './follow-replica.ts'

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown

/** `routes` makes GET routes alone. */
export function readingRoutes(
  routes: (app: App, context: ApiContext) => void,
  app: App,
  context: ApiContext,
  reading: { replica: Replica; context: ApiContext } | null,
): void {
  if (reading === null) {
    routes(app, context)
    return
  }
  const { replica } = reading
  const there = new Map<string, Handler>()
  routes(
    withGet(app, (url, _, handler) => there.set(url, handler)),
    reading.context,
  )
  const either = (url: string, here: Handler): Handler => {
    const away = there.get(url)
    if (!away) throw new Error(`${url} is not there twice`)
    return async (request, reply) => {
      if (!replica.used() || mayWrite(request)) return here(request, reply)
      try {
        return await away(request, reply)
      } catch (error) {
        if (!(error instanceof PipelineError) || error.code !== 'database_unavailable') throw error
        replica.failed()
        return here(request, reply)
      }
    }
  }
  const register = app.get.bind(app) as unknown as (url: string, options: object, handler: Handler) => void
  routes(
    withGet(app, (url, options, handler) => register(url, options, either(url, handler))),
    context,
  )
}

/** The server as these routes see it. */
const withGet = (app: App, get: (url: string, options: object, handler: Handler) => unknown): App =>
  Object.assign(Object.create(app) as App, { get })

const mayWrite = ({ key }: FastifyRequest): boolean => key?.scopes.some((scope) => scope !== 'read') ?? false
