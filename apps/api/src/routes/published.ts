/** What the API publishes itself: alerts as a feed, as CAP, and as a stream of events that is resumed where it broke off. */
import { atomFeed, capAlert, composeEntry, type PublishedAlert } from '@displacement-monitor/alerts'
import { attributionsJson, noQuery, notice } from '@displacement-monitor/shared/contracts'
import {
  attributionsOfClaims,
  getAlert,
  getChannel,
  publishedAlerts,
  publishedOfIncident,
  servedChannel,
  streamNow,
} from '@displacement-monitor/shared/db'
import { z } from 'zod'
import type { EventStreams } from '../alerts/event-streams.ts'
import { messagesFrom, publicAddress } from '../alerts/messages-from.ts'
import { cursorOf, positionOf } from '../alerts/stream-cursor.ts'
import type { ApiContext, App } from '../context.ts'
import { seesAll } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { problems } from './problems.ts'

/** Alerts in the feed; readers ask often enough for it. */
const feedLength = 100
const text = z.string()
const answer = (description: string, type: string) => ({ description, content: { [type]: { schema: text } } })

export function publishedRoutes(app: App, context: ApiContext, streams: EventStreams): void {
  const { sql, now } = context
  app.addHook('preClose', async () => streams.close())

  app.get(
    '/v1/alerts.atom',
    {
      schema: {
        tags: ['alerts'],
        summary: 'Released alerts as an Atom feed',
        querystring: noQuery,
        response: { 200: answer('The newest 100.', 'application/atom+xml'), ...problems(400, 401, 403, 429) },
      },
    },
    async (_request, reply) => {
      const channelId = await servedChannel(sql, 'atom')
      const rows = channelId === null ? [] : await publishedAlerts(sql, channelId, feedLength)
      const alerts: PublishedAlert[] = []
      for (const { alert, publishedAt, note } of rows) {
        const entry = await composeEntry(messagesFrom(context), alert)
        if (entry) alerts.push({ entry, publishedAt, note })
      }
      const claims = alerts.flatMap(({ entry }) => entry.at?.claims ?? [])
      const feed = atomFeed(alerts, {
        self: publicAddress(context, '/v1/alerts.atom'),
        notice,
        attributions: attributionsJson(await attributionsOfClaims(sql, [...new Set(claims)])),
        now: now(),
      })
      return reply.type('application/atom+xml; charset=utf-8').serializer(String).send(feed) as never
    },
  )

  app.get(
    '/v1/alerts/:file',
    {
      schema: {
        tags: ['alerts'],
        summary: 'One released alert as CAP 1.2',
        description: 'Status Test and scope Restricted until an operator names a sender.',
        params: z.strictObject({
          file: text
            .regex(
              /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.cap\.xml$/,
              'is no id of an alert with .cap.xml behind it',
            )
            .describe('The id of the alert, and `.cap.xml`.'),
        }),
        querystring: noQuery,
        response: { 200: answer('The alert.', 'application/cap+xml'), ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request, reply) => {
      const id = request.params.file.slice(0, -'.cap.xml'.length)
      const channelId = await servedChannel(sql, 'cap')
      const channel = channelId === null ? null : await getChannel(sql, channelId)
      const alert = await getAlert(sql, id)
      const told = channel && alert ? await publishedOfIncident(sql, channel.id, alert.incidentId) : []
      const index = told.findIndex((one) => one.alert.id === id)
      const row = told[index]
      const entry = row ? await composeEntry(messagesFrom(context), row.alert) : null
      // What nobody has released, and what is not for everybody, is not there.
      if (!channel || !row || !entry) throw new Problem(404, `No alert ${id} was published as CAP.`)
      const earlier = told.slice(0, index).map((one) => ({ id: one.alert.id, createdAt: one.alert.createdAt }))
      const xml = capAlert(entry, { settings: channel.settings, earlier, note: row.note })
      return reply.type('application/cap+xml; charset=utf-8').serializer(String).send(xml) as never
    },
  )

  app.get(
    '/v1/events',
    {
      schema: {
        tags: ['alerts'],
        summary: 'Alerts and changes of series as a stream of server-sent events',
        description:
          'Events `alerts`, `digest` and `test` carry a message as webhooks do; `series` the id and version of a series that changed. ' +
          'A heartbeat comes every 15 seconds. Send the last id back as Last-Event-ID, as browsers do, and the stream goes on there: ' +
          'nothing is lost or told twice. Without it the stream begins now.',
        headers: z.looseObject({ 'last-event-id': text.max(100).optional() }),
        querystring: noQuery,
        response: { 200: answer('The stream.', 'text/event-stream'), ...problems(400, 401, 403, 429, 503) },
      },
    },
    async (request, reply) => {
      const position = await startOf(request.headers['last-event-id'])
      const headers = {
        ...reply.getHeaders(),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      }
      const { raw } = reply
      if (!streams.add(raw, seesAll(request), position))
        throw new Problem(503, 'As many streams are open as are served; try again in a minute.', {
          headers: { 'retry-after': '60' },
        })
      reply.hijack()
      raw.writeHead(200, headers as Record<string, string>)
      raw.write(`retry: 2000\nid: ${cursorOf(position)}\n\n`)
    },
  )

  async function startOf(given: string | undefined) {
    const present = await streamNow(sql)
    if (given === undefined || given === '') return present
    const asked = positionOf(given)
    if (!asked)
      throw new Problem(400, 'The header "Last-Event-ID" is none of ours: leave it out to begin now.', {
        parameter: 'last-event-id',
      })
    // Of another server, as after a restore: what it knew of is not known here.
    return BigInt(asked.xid) > BigInt(present.xid) ? present : asked
  }
}
