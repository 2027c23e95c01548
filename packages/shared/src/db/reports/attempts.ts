/** Tries to read a report: counted before the work, ended with a recorded outcome, due again or given up. */
import type { PipelineError } from '../../errors/index.ts'
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type Sql } from '../connection/client.ts'
import { storable } from '../connection/text.ts'
import { type ReportRow, reportColumns } from './reports.ts'

/** While a try runs, the sweep leaves its report alone for this long; a queue that was emptied loses no more time. */
const leaseSeconds = 60
/**
 * Tries that end without a word mean that the process was killed: as many as the queue allows a job to stall. More than
 * failures are allowed, since a restart of the machine is not the report's fault.
 */
const mostSilentEnds = 20

/**
 * The report, its try counted; null where there is nothing to do: read, skipped, dead, withdrawn, unknown. Call it
 * outside the transaction of the work, else a kill would take the count back.
 */
export async function beginAttempt(sql: Sql, reportId: number): Promise<ReportRow | null> {
  const [row] = await sql<(ReportRow & { exhausted: boolean })[]>`
    update report r set
      attempts = r.attempts + 1,
      state = case when r.attempts - r.failures >= ${mostSilentEnds} then ${givenUp(sql, 'dead')} else r.state end,
      -- A report that only a run over the past knows stays due to that run alone.
      next_attempt_at = case when r.attempts - r.failures >= ${mostSilentEnds} or (r.origin = 'backfill' and r.next_attempt_at is null)
                             then null
                             else now() + make_interval(secs => ${leaseSeconds}) end,
      failure_code = case when r.attempts - r.failures >= ${mostSilentEnds} then 'unexpected' else r.failure_code end,
      failure_message = case when r.attempts - r.failures >= ${mostSilentEnds}
        then 'given up: the process ended ' || ${mostSilentEnds}::text || ' times while it read this report' else r.failure_message end
    where r.id = ${reportId} and r.state in ('discovered', 'failed') and r.withdrawn_at is null
    returning ${reportColumns(sql)}, r.state in ('dead', 'read') as exhausted`
  if (!row || row.exhausted) return null
  const { exhausted: _, ...report } = row
  return report
}

/** What becomes of a report that is tried no more. */
const givenUp = (sql: Sql, state: 'dead' | 'skipped') => sql`case when r.rereads > 0 then 'read' else ${state} end`

/**
 * transient: failed, due again after 30 s, 2 min, 8 min, … (at most 6 h; not before Retry-After), dead after
 * `maxAttempts` failures · permanent: skipped · poison: dead at once. A report that was read meanwhile stays read, and so does one
 * that was to be read again since it changed: it keeps its reading, and says why there is no newer one.
 */
export async function recordReportFailure(
  sql: Sql,
  reportId: number,
  failure: PipelineError,
  { maxAttempts }: { maxAttempts: number } = { maxAttempts: 5 },
): Promise<ReportRow | null> {
  const retryAfterS = (failure.retryAfterMs ?? 0) / 1000
  const [row] = await sql<ReportRow[]>`
    update report r set
      failures = r.failures + 1,
      state = case when ${failure.kind} = 'permanent' then ${givenUp(sql, 'skipped')}
                   when ${failure.kind} = 'poison' or r.failures + 1 >= ${maxAttempts} then ${givenUp(sql, 'dead')} else 'failed' end,
      next_attempt_at = case when ${failure.kind} = 'transient' and r.failures + 1 < ${maxAttempts}
        then now() + make_interval(secs => greatest(least(30 * 4.0 ^ least(r.failures, 10), 21600), ${retryAfterS}::float8)) end,
      failure_code = ${failure.code}, failure_message = ${storable(failure.message)}
    where r.id = ${reportId} and r.state in ('discovered', 'failed') and r.withdrawn_at is null
    returning ${reportColumns(sql)}`
  return row ?? null
}

/** Ids of reports that are due and that no try holds, the longest due first. */
export async function dueReports(sql: Sql, limit: number): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from report
    where next_attempt_at <= now() and state in ('discovered', 'failed') and withdrawn_at is null
    order by next_attempt_at, id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** A report that was given up on or skipped is due again, its counts at zero. False where there is none such. */
export async function reviveReport(sql: Sql, id: number, actor = 'system'): Promise<boolean> {
  return inTransaction(sql, async (tx) => {
    const { count } = await tx`
      update report set state = 'discovered', attempts = 0, failures = 0, next_attempt_at = now(),
        failure_code = null, failure_message = null
      where id = ${id} and state in ('dead', 'skipped', 'failed') and withdrawn_at is null`
    if (count > 0) await recordAudit(tx, { actor, action: 'report.revive', subject: `report:${id}` })
    return count > 0
  })
}
