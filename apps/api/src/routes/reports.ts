/** `/v1/reports/{id}`: what became of one report, in words. */
import { idParams, noQuery, notice, type ReportJson, reportSchema } from '@displacement-monitor/shared/contracts'
import {
  attributionsOfSources,
  currentReading,
  figuresOfReport,
  getReport,
  type ReportRow,
  snapshotsOfReport,
} from '@displacement-monitor/shared/db'
import type { ApiContext, App } from '../context.ts'
import { attributionsJson } from '../figures/attributions-json.ts'
import { figureViews } from '../figures/figure-view.ts'
import { seesAll } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { problems } from './problems.ts'

export function reportRoutes(app: App, { sql, gazetteer, now }: ApiContext): void {
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
        id,
        source: report.sourceId,
        url: report.url,
        title: report.title,
        publisher: report.publisher,
        language: report.language,
        published_on: report.publishedOn,
        state: isWithdrawn ? 'withdrawn' : report.state,
        state_in_words: stateInWords(report, figures.length, reading?.outcome ?? null),
        failure:
          report.failureCode === null
            ? null
            : { code: report.failureCode, message: report.failureMessage ?? 'No more is known.' },
        attempts: report.attempts,
        next_attempt_at: report.nextAttemptAt?.toISOString() ?? null,
        discovered_at: report.discoveredAt.toISOString(),
        read_at: report.readAt?.toISOString() ?? null,
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

function stateInWords(report: ReportRow, figures: number, outcome: string | null): string {
  if (report.withdrawnAt) return `Withdrawn: ${report.withdrawnReason ?? 'no reason was given'}.`
  const why = report.failureMessage ? ` ${report.failureMessage}` : ''
  switch (report.state) {
    case 'discovered':
      return report.attempts === 0 ? 'Known, and waits to be read.' : 'Being read, or to be read again.'
    case 'read':
      if (outcome === 'language_not_supported') return 'Read, but its language is not supported yet.'
      return figures === 0
        ? 'Read; it states no figure of displaced people.'
        : `Read; it states ${figures} figure${figures === 1 ? '' : 's'}.`
    case 'skipped':
      return `Skipped, and not tried again:${why}`
    case 'failed':
      return `The last try failed, another follows:${why}`
    case 'dead':
      return `Given up after ${report.attempts} tries; an operator looks at it:${why}`
  }
}
