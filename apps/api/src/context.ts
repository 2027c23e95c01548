/** What every route gets: the store, the gazetteer, the settings that matter here, the clock. */
import type { Resolver } from '@displacement-monitor/shared/addresses'
import type { Config } from '@displacement-monitor/shared/config'
import type { Sql } from '@displacement-monitor/shared/db'
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import type { Queues } from '@displacement-monitor/shared/queue'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { AnswerTags } from './kept/answer-tags.ts'
import type { BodyCache } from './kept/body-cache.ts'
import type { KnownStates } from './kept/known-states.ts'

export interface ApiContext {
  sql: Sql
  gazetteer: Gazetteer
  config: Pick<Config, 'API_READ'> &
    Partial<Pick<Config, 'API_REQUESTS_PER_MINUTE' | 'CONTACT' | 'FETCH_ALLOW' | 'PUBLIC_URL'>>
  /** Null where no queue is at hand: what needs one is left to the worker's sweep. */
  queues: Queues | null
  now: () => Date
  /** Answers that are asked for again, by their tags. */
  bodies: BodyCache
  tags: AnswerTags
  /** States that hot answers are named by. */
  states: KnownStates
  /** Where names lead: of addresses that people enter. */
  resolve: Resolver
}

/** The server as routes see it: schemas in zod give the types of requests. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>
