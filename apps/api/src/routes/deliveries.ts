/** `/v1/deliveries`: messages on their way. People release, drop and send again; a released one says what they saw. */
import { composeMessage, deliveryRowJson, plainText } from '@displacement-monitor/alerts'
import {
  type DeliveriesJson,
  type DeliveryJson,
  deliveriesQuery,
  deliveriesSchema,
  deliveryParams,
  deliverySchema,
  dropBody,
  noQuery,
  releaseBody,
  resendBody,
} from '@displacement-monitor/shared/contracts'
import {
  type Decided,
  dropDelivery,
  getDelivery,
  listDeliveries,
  releaseDelivery,
  resendDelivery,
} from '@displacement-monitor/shared/db'
import { channelAsked } from '../alerts/by-name.ts'
import { deliverSoon } from '../alerts/deliver-soon.ts'
import { messagesFrom } from '../alerts/messages-from.ts'
import type { ApiContext, App } from '../context.ts'
import { actorOf, deskOnly, onDuty } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { problems } from './problems.ts'

const path = '/v1/deliveries'
const one = `${path}/:id`
const about = { tags: ['alerts'], security: [{ key: [] }] }

export function deliveryRoutes(app: App, context: ApiContext): void {
  const { sql, now } = context

  app.get(
    path,
    {
      config: deskOnly,
      schema: {
        ...about,
        summary: 'Messages on their way, newest first',
        querystring: deliveriesQuery,
        response: { 200: deliveriesSchema, ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request): Promise<DeliveriesJson> => {
      const { state, channel, cursor, limit = 50 } = request.query
      const filter = {
        ...(state === undefined ? {} : { states: [state] }),
        ...(channel === undefined ? {} : { channelId: (await channelAsked(sql, channel, 'channel')).id }),
      }
      const rows = await listDeliveries(sql, filter, limit + 1, cursor ?? null)
      const page = rows.slice(0, limit)
      return {
        deliveries: page.map(deliveryRowJson),
        next_cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
      }
    },
  )

  app.get(
    one,
    {
      config: deskOnly,
      schema: {
        ...about,
        summary: 'One message, its attempts, and how it would read now',
        params: deliveryParams,
        querystring: noQuery,
        response: { 200: deliverySchema, ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request): Promise<DeliveryJson> => tell(request.params.id),
  )

  app.post(
    `${one}/release`,
    {
      config: onDuty,
      schema: {
        ...about,
        summary: 'Let a waiting message out',
        description:
          'Say how many alerts you saw in it; if more have joined meanwhile it stays, and you are told (409).',
        params: deliveryParams,
        querystring: noQuery,
        body: releaseBody,
        response: { 200: deliverySchema, ...problems(400, 401, 403, 404, 409, 413, 415, 429) },
      },
    },
    async (request): Promise<DeliveryJson> => {
      const { id } = request.params
      const { alerts, note = null } = request.body
      await done(id, await releaseDelivery(sql, id, { by: actorOf(request), alerts, note }))
      await deliverSoon(context, id, request.log)
      return tell(id)
    },
  )

  app.post(
    `${one}/drop`,
    {
      config: onDuty,
      schema: {
        ...about,
        summary: 'Tell nobody of a waiting message',
        params: deliveryParams,
        querystring: noQuery,
        body: dropBody,
        response: { 200: deliverySchema, ...problems(400, 401, 403, 404, 409, 413, 415, 429) },
      },
    },
    async (request): Promise<DeliveryJson> => {
      const { id } = request.params
      const { alerts = null, note = null } = request.body ?? {}
      await done(id, await dropDelivery(sql, id, { by: actorOf(request), alerts, note }))
      return tell(id)
    },
  )

  app.post(
    `${one}/resend`,
    {
      config: onDuty,
      schema: {
        ...about,
        summary: 'Send a delivered or given-up message again, under the same id',
        params: deliveryParams,
        querystring: noQuery,
        body: resendBody,
        response: { 200: deliverySchema, ...problems(400, 401, 403, 404, 409, 413, 415, 429) },
      },
    },
    async (request): Promise<DeliveryJson> => {
      const { id } = request.params
      await done(id, await resendDelivery(sql, id, actorOf(request)), 'was neither delivered nor given up')
      await deliverSoon(context, id, request.log)
      return tell(id)
    },
  )

  async function tell(id: string): Promise<DeliveryJson> {
    const row = await getDelivery(sql, id)
    if (!row) throw unknown(id)
    const message = await composeMessage(messagesFrom(context), row, now())
    return {
      ...deliveryRowJson(row),
      log: row.log.map(({ at, ...entry }) => ({ at: at.toISOString(), ...entry })),
      message,
      text: message && plainText(message),
    }
  }

  /** Errors: in words what stands in the way now. */
  async function done(id: string, outcome: Decided, wanted = 'does not wait for anybody'): Promise<void> {
    if (outcome === 'done') return
    const row = await getDelivery(sql, id)
    if (outcome === 'unknown' || !row) throw unknown(id)
    if (outcome === 'more_joined')
      throw new Problem(
        409,
        `It gathers ${row.alerts} alerts by now: look again, then release it with "alerts": ${row.alerts}.`,
        {
          parameter: 'alerts',
        },
      )
    throw new Problem(409, `The message ${wanted}: it is ${row.state}${row.decidedBy ? `, by ${row.decidedBy}` : ''}.`)
  }
}

const unknown = (id: string): Problem => new Problem(404, `There is no message ${id}.`)
