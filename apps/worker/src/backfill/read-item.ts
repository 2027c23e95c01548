/** One report of a run: read as a live one is, and settled in the same transaction. */
import {
  type BegunItem,
  getReport,
  type HeldChunk,
  type ReportRow,
  recordReportFailure,
  returnItem,
  settleItems,
} from '@displacement-monitor/shared/db'
import { type ItemOutcome, noFigures } from '@displacement-monitor/shared/domain'
import { asFailure, PipelineError } from '@displacement-monitor/shared/errors'
import { outlastOutage } from '../outlast-outage.ts'
import { readDueReport } from '../read-due-report.ts'
import type { ReaderContext } from '../worker-context.ts'
import type { ChunkWork } from './hold-chunk.ts'

/**
 * Returns a failure that may pass. It is recorded with the report where the one before it could be read; where none of two in a
 * row can, the publisher is away, and the report stays to be read. Throws an outage of our own.
 */
export async function readItem(
  context: ReaderContext,
  { chunk, stopping }: ChunkWork,
  { reportId, exhausted }: BegunItem,
  { alone }: { alone: boolean },
): Promise<PipelineError | null> {
  try {
    if (exhausted)
      throw new PipelineError('unexpected', 'given up: the process ended each time that it read this report')
    const read = await readDueReport(context, reportId, stopping, {
      foundIn: 'backfill',
      alongside: (tx, { figureIds, unchanged }) =>
        settleItems(tx, chunk, [
          unchanged
            ? { reportId, outcome: 'unchanged', ...noFigures }
            : { reportId, outcome: 'read', ...noFigures, figuresNew: figureIds.length },
        ]),
    })
    if (read === null) await settleKnown(context, chunk, reportId)
    return null
  } catch (error) {
    const failure = asFailure(error)
    if (failure.code === 'database_unavailable') throw error
    if (failure.kind === 'transient' && !alone) {
      await outlastOutage(() => returnItem(context.sql, chunk, reportId), { stopping })
      return failure
    }
    await outlastOutage(() => recordReportFailure(context.sql, reportId, failure), { stopping })
    await settleKnown(context, chunk, reportId)
    return failure.kind === 'transient' ? failure : null
  }
}

const outcomes: Readonly<Record<ReportRow['state'], ItemOutcome>> = {
  discovered: 'failed',
  read: 'known',
  skipped: 'skipped',
  failed: 'failed',
  dead: 'dead',
}

async function settleKnown({ sql }: ReaderContext, chunk: HeldChunk, reportId: number): Promise<void> {
  const report = await getReport(sql, reportId)
  const outcome = report === null || report.withdrawnAt ? 'skipped' : outcomes[report.state]
  await settleItems(sql, chunk, [
    { reportId, outcome, failureMessage: outcome === 'known' ? null : (report?.failureMessage ?? null), ...noFigures },
  ])
}
