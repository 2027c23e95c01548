/** Every failure leaves as problem+json (as a page, where a person with a browser asked for one); unforeseen ones are logged. */

import { nearestNames } from '@displacement-monitor/shared/domain'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { asProblem } from '../http/as-problem.ts'
import { Problem } from '../http/problem.ts'
import { problemPage } from '../page/problem-page.ts'

const resources = [
  'trends',
  'series',
  'figures',
  'claims',
  'reports',
  'places',
  'sources',
  'extract',
  'thresholds',
  'channels',
  'incidents',
  'deliveries',
  'alerts.atom',
  'events',
]

export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => writeProblem(error, request, reply))
  app.setNotFoundHandler((request, reply) => {
    const asked = /^\/v1\/([^/?]{1,40})/.exec(request.url)?.[1]
    const nearest = asked === undefined ? undefined : nearestNames(asked, resources, 'any').map((name) => `/v1/${name}`)
    writeProblem(new Problem(404, 'Nothing is served at this address.', nearest ? { nearest } : {}), request, reply)
  })
}

export function writeProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = asProblem(error, request)
  if (problem.status >= 500)
    request.log.error({ err: problem.cause ?? error, route: request.routeOptions.url }, 'request failed')
  reply.code(problem.status).headers({ 'cache-control': 'no-store', ...problem.headers })
  if (wantsPage(request)) return reply.type('text/html; charset=utf-8').send(problemPage(problem))
  return reply.type('application/problem+json; charset=utf-8').serializer(JSON.stringify).send(problem.toJson())
}

/** A browser that follows a link to a page; programs and the API's own addresses get JSON. */
const wantsPage = (request: FastifyRequest): boolean =>
  !request.url.startsWith('/v1/') && (request.headers.accept ?? '').startsWith('text/html')
