/** A report as the API tells it: what became of it in words, its figures, with a key its text. */
import { attributionsJson, notice, type ReportJson } from '@displacement-monitor/shared/contracts'
import {
  attributionsOfSources,
  currentReading,
  figuresOfReport,
  getReport,
  type ReportRow,
  snapshotsOfReport,
} from '@displacement-monitor/shared/db'
import { redactSecrets } from '@displacement-monitor/shared/log'
import type { ApiContext } from '../context.ts'
import { figureViews } from '../figures/figure-view.ts'
import { Problem } from '../http/problem.ts'
import { withdrawalReason } from '../withdrawals/withdrawal-reason.ts'

/** `embargoed`: whether one under embargo is told. Errors: 404 for what is unknown or must not be told. */
export async function tellReport(
  { sql, gazetteer, now }: ApiContext,
  id: number,
  { all, embargoed = all }: { all: boolean; embargoed?: boolean },
): Promise<ReportJson> {
  const report = await getReport(sql, id)
  const isEmbargoed = report?.embargoUntil != null && report.embargoUntil > now()
  if (!report || (isEmbargoed && !embargoed)) throw noReport(id)
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
}

export const noReport = (id: number): Problem => new Problem(404, `There is no report ${id}.`)

/** `read`: what reading it gave, where that is at hand. */
interface Read {
  figures: number
  outcome: string | null
}

export const reportHead = (report: ReportRow, read: Read | null) => ({
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
  withdrawn_at: report.withdrawnAt?.toISOString() ?? null,
  // Seen by those alone who may see the report meanwhile.
  embargo_until: report.embargoUntil?.toISOString() ?? null,
})

function stateInWords(report: ReportRow, read: Read | null): string {
  if (report.withdrawnAt) return `Withdrawn: ${withdrawalReason(report)}`
  const why = report.failureMessage ? ` ${redactSecrets(report.failureMessage)}` : ''
  const before = report.readAt === null || read === null ? null : whatItStates(read)
  switch (report.state) {
    case 'discovered':
      if (before !== null) return `Waits to be read again, since it changed; as it was read before, ${before}.`
      return report.attempts === 0 ? 'Known, and waits to be read.' : 'Being read, or to be read again.'
    case 'read':
      if (why !== '')
        return `Read; ${before ?? 'what it states stands'}. It changed since, and could not be read again:${why}`
      if (read === null) return 'Read.'
      if (read.outcome === 'language_not_supported') return 'Read, but its language is not supported yet.'
      return `Read; ${whatItStates(read)}.`
    case 'skipped':
      return `Skipped, and not tried again:${why}`
    case 'failed':
      if (before !== null)
        return `It changed, and the last try to read it again failed, another follows; as it was read before, ${before}:${why}`
      return `The last try failed, another follows:${why}`
    case 'dead':
      return `Given up after ${report.attempts} tries; an operator looks at it:${why}`
  }
}

const whatItStates = ({ figures }: Read): string =>
  figures === 0 ? 'it states no figure of displaced people' : `it states ${figures} figure${figures === 1 ? '' : 's'}`
