/** `/v1/reports` and `/v1/reports/{id}`: what became of each, in words. */
import {
  attributionsJson,
  idParams,
  noQuery,
  notice,
  type ReportJson,
  type ReportsJson,
  reportSchema,
  reportsQuery,
  reportsSchema,
} from '@displacement-monitor/shared/contracts'
import {
  attributionsOfSources,
  currentReading,
  figuresOfReport,
  getReport,
  listReports,
  type ReportRow,
  snapshotsOfReport,
} from '@displacement-monitor/shared/db'
import { redactSecrets } from '@displacement-monitor/shared/log'
import type { ApiContext, App } from '../context.ts'
import { figureViews } from '../figures/figure-view.ts'
import { seesAll } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { problems } from './problems.ts'

export function reportRoutes(app: App, { sql, gazetteer, now }: ApiContext): void {
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
          ...(state === undefined ? {} : { state }),
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
    async (request): Promise<ReportJson> => {
      const { id } = request.params
      const all = seesAll(request)
      const report = await getReport(sql, id)
      const isEmbargoed = report?.embargoUntil != null && report.embargoUntil > now()
      if (!report || (isEmbargoed && !all)) throw new Problem(404, `There is no report ${id}.`)
      const [snapshot] = await snapshotsOfReport(sql, id)
      const isWithdrawn = report.withdrawnAt !== null
      const figures = isWithdrawn ? [] : await figuresOfReport(sql, id)
      const reading = isWithdrawn ? null : await currentReading(sql, id)
      return {
        ...reportHead(report, { figures: figures.length, outcome: reading?.outcome ?? null }),
        snapshot: snapshot
          ? { sha256: snapshot.sha256, url: snapshot.url, fetched_at: snapshot.fetchedAt.toISOString() }
          : null,
        figures: figureViews(figures, gazetteer, all),
        text: all ? (reading?.text ?? null) : null,
        notice,
        attributions: attributionsJson(await attributionsOfSources(sql, [report.sourceId])),
      }
    },
  )
}

/** `read`: what reading it gave, where that is at hand. */
interface Read {
  figures: number
  outcome: string | null
}

const reportHead = (report: ReportRow, read: Read | null) => ({
  id: report.id,
  source: report.sourceId,
  url: report.url,
  title: report.title,
  publisher: report.publisher,
  language: report.language,
  published_on: report.publishedOn,
  state: report.withdrawnAt === null ? report.state : ('withdrawn' as const),
  state_in_words: stateInWords(report, read),
  failure:
    report.failureCode === null
      ? null
      : { code: report.failureCode, message: redactSecrets(report.failureMessage ?? 'No more is known.') },
  attempts: report.attempts,
  next_attempt_at: report.nextAttemptAt?.toISOString() ?? null,
  discovered_at: report.discoveredAt.toISOString(),
  read_at: report.readAt?.toISOString() ?? null,
})

function stateInWords(report: ReportRow, read: Read | null): string {
  if (report.withdrawnAt) return `Withdrawn: ${report.withdrawnReason ?? 'no reason was given'}.`
  const why = report.failureMessage ? ` ${redactSecrets(report.failureMessage)}` : ''
  switch (report.state) {
    case 'discovered':
      return report.attempts === 0 ? 'Known, and waits to be read.' : 'Being read, or to be read again.'
    case 'read':
      if (read === null) return 'Read.'
      if (read.outcome === 'language_not_supported') return 'Read, but its language is not supported yet.'
      return read.figures === 0
        ? 'Read; it states no figure of displaced people.'
        : `Read; it states ${read.figures} figure${read.figures === 1 ? '' : 's'}.`
    case 'skipped':
      return `Skipped, and not tried again:${why}`
    case 'failed':
      return `The last try failed, another follows:${why}`
    case 'dead':
      return `Given up after ${report.attempts} tries; an operator looks at it:${why}`
  }
}
