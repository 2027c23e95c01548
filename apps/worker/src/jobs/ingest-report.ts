/** One report from fetch to fold: its try counted first, what it learned in one transaction, its subjects marked. */
import {
  beginAttempt,
  getSource,
  keptSnapshot,
  type ReportRow,
  recordReportFailure,
  type SourceRow,
} from '@displacement-monitor/shared/db'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { generalAdapterId } from '../parse-process/parse-task.ts'
import type { ReceivedReport } from '../pipeline.ts'
import { readReceived } from '../pipeline.ts'
import type { SourceAdapter } from '../sources/source-adapter.ts'
import type { WorkerContext } from '../worker-context.ts'
import { enqueueReconcile } from './enqueue.ts'
import { pollReleases } from './poll-releases.ts'
import { runStage } from './run-stage.ts'

/** Transient failures before a report is given up. */
export const maxAttempts = 5

export async function ingestReport(context: WorkerContext, { reportId }: { reportId: number }): Promise<void> {
  await runStage(context, {
    name: 'ingest',
    fields: { reportId },
    work: () => ingest(context, reportId),
    recordFailure: async (failure) => {
      const report = await recordReportFailure(context.sql, reportId, failure, { maxAttempts })
      if (report?.state === 'dead')
        context.log.error({ reportId, sourceId: report.sourceId, code: failure.code, url: report.url }, 'dead letter')
    },
  })
}

async function ingest(context: WorkerContext, reportId: number): Promise<void> {
  const report = await beginAttempt(context.sql, reportId)
  if (!report) return
  const source = await getSource(context.sql, report.sourceId)
  const adapter = context.adapters.get(source?.adapter ?? '')
  // A release has no page of its own: its service's answer tells all of them.
  if (source && adapter?.parseReleases) return pollReleases(context, source, adapter)
  const reader = adapter?.parseReport ? adapter : context.adapters.get(generalAdapterId)
  const listed = adapter?.listedType ? await keptSnapshot(context.sql, reportId, adapter.listedType) : null
  const snapshot = listed ?? (await fetchReport(context, report, source, reader))
  const read = await readReceived(
    context,
    {
      report,
      snapshot,
      adapterId: reader?.id ?? generalAdapterId,
      settings: source?.settings ?? {},
      language: source?.language ?? null,
    },
    context.stopping,
  )
  if (read.subjectIds.length > 0) await enqueueReconcile(context)
  context.log.info({ reportId, sourceId: report.sourceId, outcome: read.outcome, figures: read.figures.length }, 'read')
}

async function fetchReport(
  context: WorkerContext,
  report: ReportRow,
  source: SourceRow | null,
  reader: SourceAdapter | undefined,
): Promise<ReceivedReport['snapshot']> {
  const fetched = await context.fetcher.fetch(report.url, {
    sourceId: report.sourceId,
    reportId: report.id,
    minDelayMs: source?.minDelayMs ?? 1_000,
    accept: reader?.accept ?? '*/*',
  })
  if (fetched.kind !== 'body')
    throw new PipelineError('http_client_error', 'The page answered "not modified" to a first request.')
  const { kind: _, movedTo: __, ...snapshot } = fetched
  return snapshot
}
