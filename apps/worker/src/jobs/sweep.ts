/** Once a minute and at start: whatever the tables say is due becomes a job. So the queue may be emptied at any moment. */
import { ruleNumbers } from '@displacement-monitor/series'
import {
  claimDueSources,
  closeWindows,
  dueDeliveries,
  dueReports,
  endEmbargoes,
  endFarLocks,
  endSilences,
  ensureLogPartitions,
  markByTheDay,
  markCountsToClose,
  pendingEvaluations,
  pendingMarks,
} from '@displacement-monitor/shared/db'
import { utcDay } from '@displacement-monitor/shared/domain'
import { asFailure } from '@displacement-monitor/shared/errors'
import { workerOptions } from '@displacement-monitor/shared/queue'
import { releaseHeld } from '../alert/hold-delayed.ts'
import { closeRuns } from '../backfill/close-runs.ts'
import type { WorkerContext } from '../worker-context.ts'
import { enqueueMessages, enqueuePoll, enqueueReconcile, enqueueReports } from './enqueue.ts'
import { enqueueBackfills } from './work-backfill.ts'

/** Claimed in one statement; a tick takes as many times that as are due, so that a thousand do not wait for minutes. */
const sourcesAtOnce = 200
const sourcesATick = 10_000
const reportsATick = 2_000
const messagesATick = 200

/** Never throws. An outage is told once, when it begins. */
export function createSweep(context: WorkerContext): () => Promise<void> {
  let away = false
  let dayDone = ''
  return async () => {
    try {
      await ensureLogPartitions(context.sql)
      await endFarLocks(context.sql, { lockMs: workerOptions.lockDuration, nowMs: Date.now() })
      await enqueueDueSources(context)
      const due = await dueReports(context.sql, reportsATick)
      if (due.length > 0) await enqueueReports(context, due)
      const today = utcDay(context.now())
      if (dayDone !== today) {
        await markCountsToClose(context.sql, today, ruleNumbers.closedAfterDays)
        await markByTheDay(context.sql)
      }
      dayDone = today
      await endSilences(context.sql, context.now())
      await endEmbargoes(context.sql, context.now())
      if ((await pendingMarks(context.sql)) > 0 || (await pendingEvaluations(context.sql)))
        await enqueueReconcile(context)
      await enqueueBackfills(context)
      await closeRuns(context)
      await enqueueMessages(context, await releaseHeld(context.sql, context.gazetteer, context.now()))
      await closeWindows(context.sql, context.now())
      const messages = await dueDeliveries(context.sql, context.now(), messagesATick)
      await enqueueMessages(
        context,
        messages.map((id) => ({ id, closesAt: context.now() })),
      )
      const removed = await context.keepNoLonger()
      if (Object.keys(removed).length > 0) context.log.info({ removed }, 'kept long enough')
      if (away) context.log.info('the database is back')
      away = false
    } catch (error) {
      const { code, message } = asFailure(error)
      if (!away) context.log.warn({ code, err: error }, message)
      away = true
    }
  }
}

async function enqueueDueSources(context: WorkerContext): Promise<void> {
  for (let claimed = 0; claimed < sourcesATick && !context.stopping.aborted; ) {
    const due = await claimDueSources(context.sql, sourcesAtOnce)
    for (const { id } of due) await enqueuePoll(context, id)
    if (due.length < sourcesAtOnce) break
    claimed += due.length
  }
}
