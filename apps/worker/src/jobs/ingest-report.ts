/** One report from fetch to fold: its try counted first, what it learned in one transaction, its subjects marked. */
import { recordReportFailure } from '@displacement-monitor/shared/db'
import { failpoint } from '../failpoints.ts'
import { readDueReport } from '../read-due-report.ts'
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
  const read = await readDueReport(context, reportId, context.stopping)
  if (read === null) return
  if ('releasesOf' in read) return pollReleases(context, read.releasesOf, read.adapter)
  const { report, subjectIds, outcome, figures } = read
  await failpoint('after-commit-before-ack')
  if (subjectIds.length > 0) await enqueueReconcile(context)
  context.log.info({ reportId, sourceId: report.sourceId, outcome, figures: figures.length }, 'read')
}
