/** `/v1/thresholds`: the rules that watch series. A name is a rule: to state the same twice changes nothing. */
import { presetsJson, statedThreshold, thresholdJson } from '@displacement-monitor/alerts'
import {
  idOrNameParams,
  noQuery,
  type PresetsJson,
  presetsSchema,
  shown,
  type ThresholdBody,
  type ThresholdChangeJson,
  type ThresholdJson,
  type ThresholdsJson,
  thresholdBody,
  thresholdChangeBody,
  thresholdChangeSchema,
  thresholdSchema,
  thresholdsSchema,
} from '@displacement-monitor/shared/contracts'
import {
  addThreshold,
  findThreshold,
  getThreshold,
  listThresholds,
  type NewThreshold,
  putThreshold,
  removeThreshold,
  type Sql,
} from '@displacement-monitor/shared/db'
import type { Gazetteer, Threshold } from '@displacement-monitor/shared/domain'
import { z } from 'zod'
import { idAsked, nameAsked, noneOfThatName, refusedStatement } from '../alerts/by-name.ts'
import type { ApiContext, App } from '../context.ts'
import { actorOf, seesAll } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { problems } from './problems.ts'

const tags = ['alerts']
const locked = { tags, security: [{ key: [] }] }
const path = '/v1/thresholds'
const one = `${path}/:id`

export function thresholdRoutes(app: App, { sql, gazetteer }: ApiContext): void {
  app.get(
    path,
    {
      schema: {
        tags,
        summary: 'All thresholds, by name',
        querystring: noQuery,
        response: { 200: thresholdsSchema, ...problems(400, 401, 403, 429) },
      },
    },
    async (request): Promise<ThresholdsJson> => {
      const thresholds = await listThresholds(sql)
      return { thresholds: thresholds.map((threshold) => thresholdJson(threshold, gazetteer, seesAll(request))) }
    },
  )

  app.get(
    `${path}/presets`,
    {
      schema: {
        tags,
        summary: 'Thresholds to begin with, each with its reason',
        querystring: noQuery,
        response: { 200: presetsSchema, ...problems(400, 401, 403, 429) },
      },
    },
    async (): Promise<PresetsJson> => presetsJson(),
  )

  app.get(
    one,
    {
      schema: {
        tags,
        summary: 'One threshold',
        params: idOrNameParams,
        querystring: noQuery,
        response: { 200: thresholdSchema, ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request): Promise<ThresholdJson> =>
      thresholdJson(await thresholdAsked(sql, request.params.id), gazetteer, seesAll(request)),
  )

  app.post(
    path,
    {
      config: { access: 'operate' },
      schema: {
        ...locked,
        summary: 'Add a threshold',
        description:
          'What it finds now is told once: a series that is beyond it already is one message. Try it first over a past period with ' +
          '`POST /v1/thresholds/preview`. The same statement again is answered with 200 and changes nothing.',
        querystring: noQuery,
        body: thresholdBody,
        response: {
          200: thresholdChangeSchema,
          201: thresholdChangeSchema,
          ...problems(400, 401, 403, 409, 413, 415, 429),
        },
      },
    },
    async (request, reply): Promise<ThresholdChangeJson> => {
      const stated = accepted(request.body, gazetteer)
      const { outcome, threshold } = await addThreshold(sql, stated, actorOf(request))
      if (outcome === 'taken') throw nameTaken(threshold)
      if (outcome === 'added') reply.code(201).header('location', `${path}/${threshold.id}`)
      return { outcome, threshold: thresholdJson(threshold, gazetteer, true) }
    },
  )

  app.put(
    one,
    {
      config: { access: 'operate' },
      schema: {
        ...locked,
        summary: 'Bring a threshold to what is stated',
        description:
          'By id: of one that exists. By name: adds it where there is none. What is left out takes its default. A changed threshold is ' +
          'looked at as if it were new: what it finds now is told once.',
        params: idOrNameParams,
        querystring: noQuery,
        body: thresholdChangeBody,
        response: {
          200: thresholdChangeSchema,
          201: thresholdChangeSchema,
          ...problems(400, 401, 403, 404, 409, 413, 415, 429),
        },
      },
    },
    async (request, reply): Promise<ThresholdChangeJson> => {
      const { id: asked } = request.params
      const name = idAsked(asked) !== null ? (await thresholdAsked(sql, asked)).name : nameAsked(asked)
      if (request.body.name !== undefined && request.body.name !== name)
        throw new Problem(
          409,
          `A threshold is known by its name, which cannot be changed: leave "name" out or give "${shown(name)}". For another name add a new one and remove this.`,
          { parameter: 'name' },
        )
      const { outcome, threshold } = await putThreshold(
        sql,
        accepted({ ...request.body, name }, gazetteer),
        actorOf(request),
      )
      if (outcome === 'added') reply.code(201).header('location', `${path}/${threshold.id}`)
      return { outcome, threshold: thresholdJson(threshold, gazetteer, true) }
    },
  )

  app.delete(
    one,
    {
      config: { access: 'operate' },
      schema: {
        ...locked,
        summary: 'Remove a threshold',
        description: 'Its incidents stay as history; those that were open end without a message.',
        params: idOrNameParams,
        querystring: noQuery,
        response: { 204: z.undefined().describe('It is removed.'), ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request, reply) => {
      await removeThreshold(sql, (await thresholdAsked(sql, request.params.id)).id, actorOf(request))
      return reply.code(204).send()
    },
  )
}

function nameTaken({ id, name }: Threshold): Problem {
  return new Problem(
    409,
    `The name "${shown(name)}" belongs to threshold ${id}, which says something else. Change that one with PUT ${path}/${id}, or choose another name.`,
    { parameter: 'name' },
  )
}

/** Errors: 400 with every reason; the first one's field is named, which stands `within` another. */
export function accepted(body: ThresholdBody, gazetteer: Gazetteer, within = ''): NewThreshold {
  const { threshold, refusals } = statedThreshold(body, gazetteer)
  if (threshold) return threshold
  throw refusedStatement(refusals.map((one) => ({ ...one, field: within + one.field })))
}

/** Errors: 404 with the nearest names. */
async function thresholdAsked(sql: Sql, asked: string): Promise<Threshold> {
  const id = idAsked(asked)
  const found = id === null ? await findThreshold(sql, asked) : await getThreshold(sql, id)
  if (found) return found
  throw noneOfThatName(
    'threshold',
    asked,
    (await listThresholds(sql)).map(({ name }) => name),
  )
}
