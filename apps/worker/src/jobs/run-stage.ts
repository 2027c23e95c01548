/**
 * The one place that acts on failures. Kinds are decided where the knowledge is; here they are recorded, once:
 * transient ones wait for their next try in the tables, permanent ones are an outcome, poison is given up at once.
 * An outage of our own database, queue or bucket is nobody's failure: nothing is recorded, and the sweep brings the work back.
 */
import { asFailure, type PipelineError } from '@displacement-monitor/shared/errors'
import { outlastOutage } from '../outlast-outage.ts'
import type { StepName } from '../watch/watch.ts'
import type { WorkerContext } from '../worker-context.ts'

export interface Stage {
  name: StepName
  /** Fields of the log line: sourceId, reportId. */
  fields: Record<string, string | number>
  work: () => Promise<void>
  /** Writes the failure into the tables; called for everything but an outage of our own. */
  recordFailure: (failure: PipelineError) => Promise<unknown>
}

const ownOutages = new Set<PipelineError['code']>(['database_unavailable', 'queue_unavailable', 'bucket_unavailable'])

/** Never throws: a job that ends in an error would tell the queue what only the tables decide. */
export async function runStage(context: WorkerContext, { name, fields, work, recordFailure }: Stage): Promise<void> {
  try {
    // Stages can run twice: work that the database's absence cut off begins again when it is back.
    await context.watch.step(name, fields, () => outlastOutage(work, { stopping: context.stopping }))
  } catch (error) {
    const failure = asFailure(error)
    if (ownOutages.has(failure.code)) {
      context.log.warn({ ...fields, stage: name, code: failure.code }, failure.message)
      return
    }
    try {
      await outlastOutage(() => recordFailure(failure), { stopping: context.stopping })
      const line = { ...fields, stage: name, code: failure.code, kind: failure.kind }
      if (failure.kind === 'poison') context.log.error({ ...line, err: failure.cause ?? failure }, 'given up')
      else context.log.info(line, failure.message)
    } catch (unrecorded) {
      context.log.warn({ ...fields, stage: name, code: failure.code, err: unrecorded }, 'the outcome was not recorded')
    }
  }
}
