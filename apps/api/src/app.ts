/** The server: what is true of every request, then one file per resource. */
import { type Resolver, systemResolver } from '@displacement-monitor/shared/addresses'
import type { Config } from '@displacement-monitor/shared/config'
import { type Sql, visibleState } from '@displacement-monitor/shared/db'
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import type { Logger } from '@displacement-monitor/shared/log'
import type { Queues } from '@displacement-monitor/shared/queue'
import fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { openStreams, type StreamPace } from './alerts/event-streams.ts'
import type { ApiContext, App } from './context.ts'
import { authenticate } from './http/authenticate.ts'
import { closeGently } from './http/close-gently.ts'
import { compressAnswers } from './http/compress.ts'
import { addTags } from './http/etag.ts'
import { setHeaders } from './http/headers.ts'
import { limitRate } from './http/limit-rate.ts'
import { answerTags } from './kept/answer-tags.ts'
import { bodyCache } from './kept/body-cache.ts'
import { knownStates } from './kept/known-states.ts'
import { describeApi } from './openapi.ts'
import type { Replica } from './replica/follow-replica.ts'
import { readingRoutes } from './replica/reading-routes.ts'
import { backfillRoutes } from './routes/backfills.ts'
import { channelRoutes } from './routes/channels.ts'
import { claimRoutes } from './routes/claims.ts'
import { contactRoutes } from './routes/contact.ts'
import { dashboardRoutes } from './routes/dashboard.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { docsRoutes } from './routes/docs.ts'
import { extractRoutes } from './routes/extract.ts'
import { figureRoutes } from './routes/figures.ts'
import { healthRoutes } from './routes/health.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { leaveRoutes } from './routes/leave.ts'
import { pageRoutes } from './routes/page.ts'
import { placeRoutes } from './routes/places.ts'
import { answerProblems, writeProblem } from './routes/problem-answers.ts'
import { publishedRoutes } from './routes/published.ts'
import { reportRoutes } from './routes/reports.ts'
import { reviewRoutes } from './routes/reviews.ts'
import { seriesRoutes } from './routes/series.ts'
import { sourceRoutes } from './routes/sources.ts'
import { thresholdPreviewRoutes } from './routes/threshold-preview.ts'
import { thresholdRoutes } from './routes/thresholds.ts'
import { trendRoutes } from './routes/trends.ts'
import { measureRequests } from './watch/measure-requests.ts'
import { queueBoard } from './watch/queue-board.ts'

export interface ApiOptions {
  sql: Sql
  gazetteer: Gazetteer
  /** Without a limit or proxies, none. */
  config: Pick<Config, 'API_READ'> &
    Partial<
      Pick<
        Config,
        'API_REQUESTS_PER_MINUTE' | 'CONTACT' | 'API_TRUST_PROXY' | 'FETCH_ALLOW' | 'PUBLIC_URL' | 'API_QUEUE_BOARD'
      >
    >
  queues: Queues | null
  log: Logger
  /** Default: none; all is read where it is written. */
  replica?: Replica | null
  /** Default: the clock. */
  now?: () => Date
  /** Default: the machine's. */
  resolve?: Resolver
  /** Of the stream of events; default: every second, a heartbeat every 15, 100 readers. */
  stream?: Partial<StreamPace>
}

/** Ten times the longest text that `extract` takes in one-byte letters; four-byte ones fit. */
const bodyLimit = 600_000
/** Of a path's part: a place's name, escaped. */
const maxParamLength = 800

/** What is kept of one server's answers: a state and what is made of it come from the same one. */
const keptOf = (sql: Sql, gazetteer: Gazetteer, now: () => Date) => ({
  bodies: bodyCache(),
  tags: answerTags(sql, gazetteer, now),
  states: knownStates(() => visibleState(sql)),
})

/** Not yet listening; `inject` answers without a port. */
export async function buildApp({ log, ...options }: ApiOptions): Promise<App> {
  const { sql, gazetteer, now = () => new Date(), resolve = systemResolver } = options
  const context: ApiContext = { ...options, ...keptOf(sql, gazetteer, now), now, resolve }
  const app: App = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    // Whose word about the caller's address counts; else a limit by address is one anybody can step round.
    trustProxy: options.config.API_TRUST_PROXY?.length ? [...options.config.API_TRUST_PROXY] : false,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => void writeProblem(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>()
  app.removeContentTypeParser('text/plain')
  app.setValidatorCompiler(validatorCompiler)
  // Answers are built field by field from the contracts and checked against them in the tests; checking each again
  // would cost time on every request and could turn an answer into an error.
  app.setSerializerCompiler(() => JSON.stringify)
  answerProblems(app)
  const registry = measureRequests(app)
  setHeaders(app)
  authenticate(app, context.sql, context.config.API_READ)
  addTags(app)
  compressAnswers(app)
  closeGently(app)
  await describeApi(app, context.config.CONTACT ?? null)
  await limitRate(app, context.config.API_REQUESTS_PER_MINUTE ?? 0)
  const streams = openStreams(context, log, options.stream)
  const { replica = null } = options
  const reading = replica
    ? { replica, context: { ...context, ...keptOf(replica.sql, gazetteer, now), sql: replica.sql } }
    : null
  for (const routes of [trendRoutes, seriesRoutes, figureRoutes, claimRoutes, placeRoutes])
    readingRoutes(routes, app, context, reading)
  for (const routes of [
    reviewRoutes, reportRoutes, sourceRoutes, extractRoutes, docsRoutes,
    dashboardRoutes, contactRoutes, pageRoutes, thresholdRoutes, thresholdPreviewRoutes, channelRoutes, incidentRoutes, deliveryRoutes, leaveRoutes,
  ]) // biome-ignore format: a list of rooms
    routes(app, context)
  healthRoutes(app, context, registry, replica)
  publishedRoutes(app, context, streams)
  backfillRoutes(app, context, log)
  if (options.config.API_QUEUE_BOARD && options.queues) await queueBoard(app, options.queues)
  await app.ready()
  return app
}
