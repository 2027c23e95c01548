/** `/v1/reports` and `/v1/reports/{id}`: what became of each, in words; its withdrawal and its embargo. */
import {
  attributionsJson,
  embargoBody,
  idParams,
  noQuery,
  notice,
  type ReportJson,
  type ReportsJson,
  reportSchema,
  reportsQuery,
  reportsSchema,
  withdrawBody,
} from '@displacement-monitor/shared/contracts'
import { attributionsOfSources, listReports, setEmbargo, withdrawReport } from '@displacement-monitor/shared/db'
import type { ApiContext, App } from '../context.ts'
import { actorOf, seesAll } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { noReport, reportHead, tellReport } from '../reports/tell-report.ts'
import { problems } from './problems.ts'

export function reportRoutes(app: App, context: ApiContext): void {
  const { sql, now } = context
  app.get(
    '/v1/reports',
    {
      schema: {
        tags: ['evidence'],
        summary: 'Reports and what became of each, the newest first',
        querystring: reportsQuery,
        response: { 200: reportsSchema, ...problems(400) },
      },
    },
    async (request): Promise<ReportsJson> => {
      const { source, state, published_from, published_to, cursor, limit } = request.query
      const { items, nextCursor } = await listReports(
        sql,
        {
          ...(source === undefined ? {} : { sourceId: source }),
          ...(state === undefined ? {} : state === 'withdrawn' ? { hidden: state } : { state }),
          ...(published_from === undefined ? {} : { publishedFrom: published_from }),
          ...(published_to === undefined ? {} : { publishedTo: published_to }),
        },
        { cursor: cursor ?? null, limit: limit ?? 50 },
      )
      const all = seesAll(request)
      const shown = items.filter(({ embargoUntil }) => all || embargoUntil === null || embargoUntil <= now())
      return {
        reports: shown.map((report) => ({ ...reportHead(report, null), links: { self: `/v1/reports/${report.id}` } })),
        next_cursor: nextCursor === null ? null : String(nextCursor),
        notice,
        attributions: attributionsJson(
          await attributionsOfSources(sql, [...new Set(shown.map(({ sourceId }) => sourceId))]),
        ),
      }
    },
  )

  app.get(
    '/v1/reports/:id',
    {
      schema: {
        tags: ['evidence'],
        summary: 'A report: its state in words, its figures, with a key its text',
        params: idParams,
        querystring: noQuery,
        response: { 200: reportSchema, ...problems(400, 404) },
      },
    },
    async (request): Promise<ReportJson> => tellReport(context, request.params.id, { all: seesAll(request) }),
  )

  app.post(
    '/v1/reports/:id/withdraw',
    {
      config: { access: 'operate' },
      schema: {
        tags: ['evidence'],
        summary: 'Take a report back: its words and bytes are deleted',
        description:
          'For good: what is left is its address, its hash, the reason and the day. Its figures leave every line, alerts that told them are corrected, and nothing reads it again. Said twice, the first reason stands.',
        security: [{ key: [] }],
        params: idParams,
        querystring: noQuery,
        body: withdrawBody,
        response: { 200: reportSchema, ...problems(400, 401, 403, 404, 413, 415, 429) },
      },
    },
    async (request): Promise<ReportJson> => {
      const { id } = request.params
      const by = { reason: request.body.reason, actor: actorOf(request) }
      if ((await withdrawReport(context.sql, id, by)).outcome === 'unknown') throw noReport(id)
      return tellReport(context, id, { all: seesAll(request), embargoed: true })
    },
  )

  app.put(
    '/v1/reports/:id/embargo',
    {
      config: { access: 'operate' },
      schema: {
        tags: ['evidence'],
        summary: 'Tell nothing of a report until an instant, or end that',
        description:
          'Until then the report is as if it were not there, and its figures count for nobody; a key with `read` sees the report itself. It ends by itself.',
        security: [{ key: [] }],
        params: idParams,
        querystring: noQuery,
        body: embargoBody,
        response: { 200: reportSchema, ...problems(400, 401, 403, 404, 410, 413, 415, 429) },
      },
    },
    async (request): Promise<ReportJson> => {
      const { id } = request.params
      const until = request.body.until === null ? null : new Date(request.body.until)
      if (until !== null && until <= context.now())
        throw new Problem(400, 'The field "until" is past; null ends an embargo.', { parameter: 'until' })
      const { outcome } = await setEmbargo(context.sql, id, { until, actor: actorOf(request) })
      if (outcome === 'unknown') throw noReport(id)
      if (outcome === 'withdrawn') throw new Problem(410, `Report ${id} was withdrawn: it comes back on no day.`)
      return tellReport(context, id, { all: seesAll(request), embargoed: true })
    },
  )
}
