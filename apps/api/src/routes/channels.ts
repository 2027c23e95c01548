/** `/v1/channels`: where alerts are told. For keys alone; secrets go in, and never come back. */
import { channelJson, newSecret, type Outside, rotatedSecrets, statedChannel } from '@displacement-monitor/alerts'
import {
  type ChannelBody,
  type ChannelChangedJson,
  type ChannelJson,
  type ChannelsJson,
  channelBody,
  channelChangeBody,
  channelChangedSchema,
  channelSchema,
  channelsSchema,
  idOrNameParams,
  noQuery,
  rotateBody,
  shown,
  testSentSchema,
} from '@displacement-monitor/shared/contracts'
import {
  addChannel,
  addTestDelivery,
  type ChannelWithSettings,
  findChannel,
  listChannels,
  putChannel,
  removeChannel,
  rotateSecrets,
} from '@displacement-monitor/shared/db'
import type { SigningSecret } from '@displacement-monitor/shared/domain'
import { z } from 'zod'
import { channelAsked, idAsked, nameAsked, noneOfThatName, refusedStatement } from '../alerts/by-name.ts'
import { deliverSoon } from '../alerts/deliver-soon.ts'
import type { ApiContext, App } from '../context.ts'
import { actorOf, deskOnly } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { problems } from './problems.ts'

const path = '/v1/channels'
const one = `${path}/:id`
const about = { tags: ['alerts'], security: [{ key: [] }], querystring: noQuery }
const operate = { access: 'operate' } as const

export function channelRoutes(app: App, context: ApiContext): void {
  const { sql, now } = context
  const outside: Outside = { allow: context.config.FETCH_ALLOW ?? [], resolve: context.resolve }

  app.get(
    path,
    {
      config: deskOnly,
      schema: {
        ...about,
        summary: 'All channels, by name',
        response: { 200: channelsSchema, ...problems(400, 401, 403, 429) },
      },
    },
    async (): Promise<ChannelsJson> => ({ channels: (await listChannels(sql)).map(channelJson) }),
  )

  app.get(
    one,
    {
      config: deskOnly,
      schema: {
        ...about,
        summary: 'One channel',
        params: idOrNameParams,
        response: { 200: channelSchema, ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request): Promise<ChannelJson> => channelJson(await channelAsked(sql, request.params.id)),
  )

  app.post(
    path,
    {
      config: operate,
      schema: {
        ...about,
        summary: 'Add a channel',
        description:
          'An address inside the network is refused, also where a name leads there; FETCH_ALLOW exempts a host. The signing secret ' +
          'of a webhook is in this answer and in no other.',
        body: channelBody,
        response: { 201: channelChangedSchema, ...problems(400, 401, 403, 409, 413, 415, 429) },
      },
    },
    async (request, reply): Promise<ChannelChangedJson> => {
      const { channel: stated, secret } = await accepted(request.body, null, outside)
      const channel = await addChannel(sql, stated, actorOf(request))
      if (!channel)
        throw new Problem(
          409,
          `There is a channel "${shown(stated.name)}" already: change it with PUT ${path}/${encodeURIComponent(stated.name)}, or choose another name.`,
          { parameter: 'name' },
        )
      reply.code(201).header('location', `${path}/${channel.id}`)
      return { outcome: 'added', channel: channelJson(channel), secret }
    },
  )

  app.put(
    one,
    {
      config: operate,
      schema: {
        ...about,
        summary: 'Bring a channel to what is stated',
        description:
          'By id: of one that exists. By name: adds it where there is none. Secrets, passwords and addresses that are left out stay; ' +
          'anything else that is left out takes its default. One that switched itself off is on again.',
        params: idOrNameParams,
        body: channelChangeBody,
        response: {
          200: channelChangedSchema,
          201: channelChangedSchema,
          ...problems(400, 401, 403, 404, 409, 413, 415, 429),
        },
      },
    },
    async (request, reply): Promise<ChannelChangedJson> => {
      const { id: asked } = request.params
      const known = idAsked(asked) === null ? await findChannel(sql, nameAsked(asked)) : await channelAsked(sql, asked)
      const name = known?.name ?? nameAsked(asked)
      if (request.body.name !== undefined && request.body.name !== name)
        throw new Problem(
          409,
          `A channel is known by its name, which cannot be changed: leave "name" out or give "${shown(name)}".`,
          {
            parameter: 'name',
          },
        )
      if (known && known.kind !== request.body.kind)
        throw new Problem(
          409,
          `The channel "${shown(name)}" is of the kind ${known.kind}, which cannot be changed: remove it and add another.`,
          { parameter: 'kind' },
        )
      const { channel: stated, secret } = await accepted({ ...request.body, name }, known, outside)
      const { outcome, channel } = await putChannel(sql, stated, actorOf(request))
      if (outcome === 'added') reply.code(201).header('location', `${path}/${channel.id}`)
      return { outcome, channel: channelJson(channel), secret }
    },
  )

  app.delete(
    one,
    {
      config: operate,
      schema: {
        ...about,
        summary: 'Remove a channel',
        description: 'Messages that have not left are dropped.',
        params: idOrNameParams,
        response: { 204: z.undefined().describe('It is removed.'), ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request, reply) => {
      await removeChannel(sql, (await channelAsked(sql, request.params.id)).id, actorOf(request))
      return reply.code(204).send()
    },
  )

  app.post(
    `${one}/test`,
    {
      config: operate,
      schema: {
        ...about,
        summary: 'Send a test message',
        description: 'It goes at once, whatever the channel’s approval; follow the delivery to see how it went.',
        params: idOrNameParams,
        response: { 202: testSentSchema, ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request, reply) => {
      const channel = await channelAsked(sql, request.params.id)
      const delivery = await addTestDelivery(sql, channel.id, actorOf(request))
      await deliverSoon(context, delivery, request.log)
      reply.code(202)
      return { delivery, links: { delivery: `/v1/deliveries/${delivery}` } }
    },
  )

  app.post(
    `${one}/rotate-secret`,
    {
      config: operate,
      schema: {
        ...about,
        summary: 'Make a new signing secret; the old one signs beside it for a while',
        params: idOrNameParams,
        body: rotateBody,
        response: { 200: channelChangedSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 429) },
      },
    },
    async (request): Promise<ChannelChangedJson> => {
      const known = await channelAsked(sql, request.params.id)
      if (known.kind !== 'webhook')
        throw new Problem(409, `Only webhooks are signed; "${shown(known.name)}" is of the kind ${known.kind}.`)
      const secret = newSecret()
      const rotate = (secrets: readonly SigningSecret[]) =>
        rotatedSecrets(secrets, secret, request.body.overlap_hours, now())
      const channel = await rotateSecrets(sql, known.id, rotate, actorOf(request))
      if (!channel) throw noneOfThatName('channel', request.params.id, [])
      return { outcome: 'changed', channel: channelJson(channel), secret }
    },
  )
}

/** Errors: 400 with the field at fault. */
async function accepted(body: ChannelBody, known: ChannelWithSettings | null, outside: Outside) {
  const stated = await statedChannel(body, known, outside)
  if (stated.channel) return stated
  throw refusedStatement(stated.refusals)
}
