/** Asked runs become chunks, once. */
import type { BackfillEstimate, BackfillRun, IsoDate } from '../../domain/index.ts'
import { inTransaction, type JsonValue, type Sql } from '../connection/client.ts'
import { getRun } from './runs.ts'

/** A part of a run: days of an archive, or ids of reports that are kept. */
export interface PlannedChunk {
  from?: IsoDate
  to?: IsoDate
  afterId?: number
  toId?: number
}

export interface RunPlan {
  chunks: readonly PlannedChunk[]
  /** Of a dry run, or why there is nothing to do. */
  estimate: BackfillEstimate | null
  /** Of a re-extraction: what it reads with. */
  codeVersion?: string
}

export async function runsToPlan(sql: Sql): Promise<BackfillRun[]> {
  const rows = await sql<{ id: number }[]>`select id from backfill_run where state = 'planned' order by id`
  const runs = await Promise.all(rows.map(({ id }) => getRun(sql, id)))
  return runs.filter((run) => run !== null)
}

/**
 * Writes the plan: all chunks, or none. Of two that plan one run, the second finds it done. Without chunks the run ends with its estimate.
 * False where the run is no longer to be planned.
 */
export async function planChunks(
  sql: Sql,
  runId: number,
  { chunks, estimate, codeVersion }: RunPlan,
): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const [run] = await tx`select 1 from backfill_run where id = ${runId} and state = 'planned' for no key update`
    if (!run) return false
    const kept = estimate === null ? null : tx.json(estimate as unknown as JsonValue)
    if (chunks.length === 0) {
      await tx`
        update backfill_run set state = 'done', estimate = ${kept}, started_at = now(), finished_at = now() where id = ${runId}`
      return true
    }
    const rows = chunks.map(({ from = null, to = null, afterId = null, toId = null }, position) => ({
      position,
      from,
      to,
      after_id: afterId,
      to_id: toId,
    }))
    await tx`
      insert into backfill_chunk (run_id, position, from_on, to_on, after_id, to_id)
      select ${runId}, t.position, t."from", t."to", t.after_id, t.to_id
      from jsonb_to_recordset(${tx.json(rows)}::jsonb)
        as t(position integer, "from" date, "to" date, after_id bigint, to_id bigint) order by t.position`
    await tx`update backfill_run set state = 'running', estimate = ${kept}, code_version = ${codeVersion ?? null}, started_at = now() where id = ${runId}`
    return true
  })
}
