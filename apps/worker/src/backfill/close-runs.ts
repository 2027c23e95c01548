/** Runs whose last chunk has ended, and whose series are built, end with the report of what they changed. */
import { closeRun, closingOf, runsToClose } from '@displacement-monitor/shared/db'
import type { Logger } from '@displacement-monitor/shared/log'
import type { ReaderContext } from '../worker-context.ts'

/** Repeatable; where series still wait, later. Returns the ids of those closed. */
export async function closeRuns({ sql, log }: Pick<ReaderContext, 'sql'> & { log?: Logger }): Promise<number[]> {
  const ended = await runsToClose(sql)
  const closed: number[] = []
  for (const id of ended) {
    const closing = await closingOf(sql, id)
    if (!(await closeRun(sql, id, closing))) continue
    closed.push(id)
    const { reports, seriesChanged, figuresNew, figuresChanged, figuresSuperseded } = closing
    log?.info({ runId: id, reports, seriesChanged, figuresNew, figuresChanged, figuresSuperseded }, 'backfill ended')
  }
  return closed
}
