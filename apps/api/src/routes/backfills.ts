/** `/v1/backfills`: runs over the past. They tell sentences and places as they were read, so they are for keys alone. */
import {
  attributionsJson,
  type BackfillJson,
  type BackfillsJson,
  backfillBody,
  backfillSchema,
  backfillsQuery,
  backfillsSchema,
  idParams,
  noQuery,
  notice,
} from '@displacement-monitor/shared/contracts'
import {
  askForRun,
  attributionsOfSources,
  failedChunks,
  getRun,
  getSource,
  listRuns,
  listSources,
  orderRun,
  progressOf,
  type RunOrder,
} from '@displacement-monitor/shared/db'
import { nearestNames } from '@displacement-monitor/shared/domain'
import type { Logger } from '@displacement-monitor/shared/log'
import { z } from 'zod'
import { type BackfillDetail, backfillDetail, backfillSummary } from '../backfills/backfill-view.ts'
import { runStreams } from '../backfills/run-streams.ts'
import { workSoon } from '../backfills/work-soon.ts'
import type { ApiContext, App } from '../context.ts'
import { actorOf, deskOnly } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { problems } from './problems.ts'

const tags = ['reading']
const path = '/v1/backfills'
const operate = { access: 'operate' } as const
const security = [{ key: [] as string[] }]

const orders: Readonly<Record<RunOrder, string>> = {
  pause: 'Have nothing more begun; what is being read is read to its end',
  resume: 'Go on with a paused run',
  cancel: 'End a run; what it has read stays',
  retry: 'Try the parts again that were given up',
}

export function backfillRoutes(app: App, context: ApiContext, log: Logger): void {
  const { sql, gazetteer } = context
  const streams = runStreams(look, log)
  app.addHook('preClose', async () => streams.close())

  app.get(
    path,
    {
      config: deskOnly,
      schema: {
        tags,
        summary: 'Runs over the past, the newest first',
        security,
        querystring: backfillsQuery,
        response: { 200: backfillsSchema, ...problems(400, 401, 403, 429) },
      },
    },
    async (request): Promise<BackfillsJson> => {
      const { cursor, limit } = request.query
      const { items, nextCursor } = await listRuns(sql, { cursor: cursor ?? null, limit: limit ?? 20 })
      return {
        backfills: await Promise.all(items.map(async (run) => backfillSummary(run, await progressOf(sql, run.id)))),
        next_cursor: nextCursor === null ? null : String(nextCursor),
        ...(await frameOf(items.flatMap(({ sourceId }) => sourceId ?? []))),
      }
    },
  )

  app.get(
    `${path}/:id`,
    {
      config: deskOnly,
      schema: {
        tags,
        summary: 'One run: how far it is, or what it changed',
        security,
        params: idParams,
        querystring: noQuery,
        response: { 200: backfillSchema, ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request): Promise<BackfillJson> => tell(request.params.id),
  )

  app.post(
    path,
    {
      config: operate,
      schema: {
        tags,
        summary: 'Ask for a run',
        description: 'The same asked twice is one run: 201 where it is new, 200 where it is the one asked for before.',
        security,
        querystring: noQuery,
        body: backfillBody,
        response: { 200: backfillSchema, 201: backfillSchema, ...problems(400, 401, 403, 404, 413, 415, 429) },
      },
    },
    async (request, reply): Promise<BackfillJson> => {
      const { kind, source, from = null, to = null, dry_run: dryRun, again } = request.body
      if (source !== undefined) await knowSource(source)
      const asked = { kind, sourceId: source ?? null, from, to, dryRun, again }
      const { run, isNew } = await askForRun(sql, asked, actorOf(request))
      if (isNew) await workSoon(context, run.id, app.log)
      reply.status(isNew ? 201 : 200)
      return tell(run.id)
    },
  )

  for (const order of Object.keys(orders) as RunOrder[])
    app.post(
      `${path}/:id/${order}`,
      {
        config: operate,
        schema: {
          tags,
          summary: orders[order],
          security,
          params: idParams,
          querystring: noQuery,
          response: { 200: backfillSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 429) },
        },
      },
      async (request): Promise<BackfillJson> => {
        const { id } = request.params
        const told = await orderRun(sql, id, order, actorOf(request))
        if (!told) throw unknown(id)
        if (!told.done) throw new Problem(409, `The run ${id} is ${told.run.state}: there is nothing to ${order}.`)
        await workSoon(context, id, app.log)
        return tell(id)
      },
    )

  app.get(
    `${path}/:id/events`,
    {
      config: deskOnly,
      schema: {
        tags,
        summary: 'A run as it goes on, as a stream of server-sent events',
        description:
          'Events `progress` carry what `GET /v1/backfills/{id}` tells, without its notice, at most one a second and only where something changed; `end` is the last. A heartbeat comes every 15 seconds.',
        security,
        params: idParams,
        querystring: noQuery,
        response: {
          200: { description: 'The stream.', content: { 'text/event-stream': { schema: z.string() } } },
          ...problems(400, 401, 403, 404, 429, 503),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      if (!(await getRun(sql, id))) throw unknown(id)
      const { raw } = reply
      if (!streams.add(raw, id))
        throw new Problem(503, 'As many streams are open as are served; try again in a minute.', {
          headers: { 'retry-after': '60' },
        })
      const headers = {
        ...reply.getHeaders(),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      }
      reply.hijack()
      raw.writeHead(200, headers as Record<string, string>)
      raw.write('retry: 2000\n\n')
    },
  )

  async function look(id: number): Promise<BackfillDetail | null> {
    const run = await getRun(sql, id)
    return run && backfillDetail(run, await progressOf(sql, id), await failedChunks(sql, id), gazetteer)
  }

  async function tell(id: number): Promise<BackfillJson> {
    const run = await look(id)
    if (!run) throw unknown(id)
    return { ...run, ...(await frameOf(run.source === null ? [] : [run.source])) }
  }

  async function frameOf(sourceIds: readonly string[]) {
    return { notice, attributions: attributionsJson(await attributionsOfSources(sql, [...new Set(sourceIds)])) }
  }

  async function knowSource(id: string): Promise<void> {
    if (await getSource(sql, id)) return
    const ids = (await listSources(sql)).map((source) => source.id)
    throw new Problem(404, `There is no source "${id}".`, { parameter: 'source', nearest: nearestNames(id, ids) })
  }
}

const unknown = (id: number): Problem => new Problem(404, `There is no run ${id}.`)
