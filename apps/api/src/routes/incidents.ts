/** `/v1/incidents`: what thresholds found. What is only possible, and what colleagues did, is for keys alone. */
import { incidentJson, incidentSummaries, openCrossings } from '@displacement-monitor/alerts'
import {
  acknowledgeBody,
  attributionsJson,
  type IncidentJson,
  type IncidentsJson,
  idParams,
  incidentSchema,
  incidentsQuery,
  incidentsSchema,
  noQuery,
  notice,
  silenceBody,
} from '@displacement-monitor/shared/contracts'
import {
  acknowledgeIncident,
  attributionsOfClaims,
  getIncident,
  listIncidents,
  placesWithIncidents,
  silenceIncident,
} from '@displacement-monitor/shared/db'
import { type IncidentState, incidentStates, type PlaceId } from '@displacement-monitor/shared/domain'
import { messagesFrom } from '../alerts/messages-from.ts'
import type { ApiContext, App } from '../context.ts'
import { actorOf, onDuty, seesAll } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { findPlace } from '../places/find-place.ts'
import { problems } from './problems.ts'

const tags = ['alerts']
const path = '/v1/incidents'
const open: readonly IncidentState[] = ['pending', 'possible', 'firing']

export function incidentRoutes(app: App, context: ApiContext): void {
  const { sql, gazetteer, now } = context

  app.get(
    path,
    {
      schema: {
        tags,
        summary: 'What thresholds found, newest first',
        description:
          'Without a key: no possible ones, which the low end of a number does not confirm, none of a series that is not for everybody, ' +
          'and not who acknowledged or silenced. A page may then be shorter than its limit.',
        querystring: incidentsQuery,
        response: { 200: incidentsSchema, ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request): Promise<IncidentsJson> => {
      const { state, place, children, threshold, series, cursor, limit } = request.query
      const all = seesAll(request)
      const wanted = state === undefined ? incidentStates : state === 'open' ? open : [state]
      const page = await listIncidents(
        sql,
        {
          states: wanted.filter((one) => all || one !== 'possible'),
          ...(place === undefined ? {} : { placeIds: await placesAsked(place, children === 'yes') }),
          ...(threshold === undefined ? {} : { thresholdId: threshold }),
          ...(series === undefined ? {} : { seriesId: series }),
        },
        cursor ?? null,
        limit ?? 50,
      )
      const rows = await openCrossings(context, page.items, all)
      const claims = rows.flatMap(({ crossing }) => crossing.at.claimIds)
      return {
        incidents: await incidentSummaries(context, rows, all),
        next_cursor: page.nextCursor === null ? null : String(page.nextCursor),
        notice,
        attributions: attributionsJson(await attributionsOfClaims(sql, [...new Set(claims)])),
      }
    },
  )

  app.get(
    `${path}/:id`,
    {
      schema: {
        tags,
        summary: 'One incident: what crossed, its history, its messages, the reports behind it',
        params: idParams,
        querystring: noQuery,
        response: { 200: incidentSchema, ...problems(400, 401, 403, 404, 429) },
      },
    },
    async (request): Promise<IncidentJson> => tell(request.params.id, seesAll(request)),
  )

  app.post(
    `${path}/:id/acknowledge`,
    {
      config: onDuty,
      schema: {
        tags,
        summary: 'Say that somebody has seen it',
        description: 'What is new is still told: an escalation, its end, a correction.',
        security: [{ key: [] }],
        params: idParams,
        querystring: noQuery,
        body: acknowledgeBody,
        response: { 200: incidentSchema, ...problems(400, 401, 403, 404, 413, 415, 429) },
      },
    },
    async (request): Promise<IncidentJson> => {
      const { id } = request.params
      if (!(await acknowledgeIncident(sql, id, actorOf(request), request.body?.note ?? null))) throw unknown(id)
      return tell(id, true)
    },
  )

  app.post(
    `${path}/:id/silence`,
    {
      config: onDuty,
      schema: {
        tags,
        summary: 'No message about it until then, or end a silence',
        description: 'Its states go on; what came meanwhile is told when the silence is over, if it still holds.',
        security: [{ key: [] }],
        params: idParams,
        querystring: noQuery,
        body: silenceBody,
        response: { 200: incidentSchema, ...problems(400, 401, 403, 404, 413, 415, 429) },
      },
    },
    async (request): Promise<IncidentJson> => {
      const { id } = request.params
      const { until, hours, note } = request.body
      const end = hours === undefined ? dateOf(until) : new Date(now().getTime() + hours * 3_600_000)
      if (end !== null && end <= now())
        throw new Problem(400, 'The field "until" is past; null ends a silence.', { parameter: 'until' })
      if (end !== null && end.getTime() > now().getTime() + mostDays * 86_400_000)
        throw new Problem(
          400,
          `The field "until" is more than ${mostDays} days ahead: switch the threshold off instead.`,
          {
            parameter: 'until',
          },
        )
      if (!(await silenceIncident(sql, id, actorOf(request), end, note ?? null))) throw unknown(id)
      return tell(id, true)
    },
  )

  async function tell(id: number, all: boolean): Promise<IncidentJson> {
    const found = await getIncident(sql, id)
    const [row] = found && (all || found.state !== 'possible') ? await openCrossings(context, [found], all) : []
    if (!row) throw unknown(id)
    return incidentJson(messagesFrom(context), row, all)
  }

  /** Asked of the few places that have any: a country holds thousands. */
  async function placesAsked(asked: string, withChildren: boolean): Promise<PlaceId[]> {
    const { id } = findPlace(asked, gazetteer)
    if (!withChildren) return [id]
    return (await placesWithIncidents(sql)).filter(
      (place) => place === id || gazetteer.containersOf(place).includes(id),
    )
  }
}

/** Whoever is away longer wants no message at all. */
const mostDays = 90

const dateOf = (instant: string | null | undefined): Date | null =>
  instant === null || instant === undefined ? null : new Date(instant)

const unknown = (id: number): Problem => new Problem(404, `There is no incident ${id}.`)
