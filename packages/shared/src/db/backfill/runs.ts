/** Runs over the past: asked for once, paused, resumed, cancelled, and ended when their last chunk is. */
import type { BackfillClosing, BackfillKind, BackfillRun, BackfillState, IsoDate } from '../../domain/index.ts'
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type JsonValue, type Sql } from '../connection/client.ts'
import { type Page, pageOf } from '../connection/paging.ts'
import { storable } from '../connection/text.ts'

export interface BackfillAsked {
  kind: BackfillKind
  sourceId: string | null
  from: IsoDate | null
  to: IsoDate | null
  dryRun: boolean
  /** Once more, although the same run has ended. */
  again?: boolean
}

const columns = (sql: Sql) => sql`
  r.id, r.kind, r.source_id as "sourceId", r.from_on as "from", r.to_on as "to", r.state, r.dry_run as "dryRun",
  r.code_version as "codeVersion", r.requested_by as "requestedBy", r.created_at as "createdAt", r.started_at as "startedAt",
  r.finished_at as "finishedAt", r.failure_message as "failureMessage", r.estimate, r.closing`

/**
 * The run that was asked for: the same asked twice is one, and is not begun anew. After its end another one is made for dry runs
 * and re-extractions, of which each finds what is left to do, where it could not be planned, and where it is asked for `again`.
 */
export async function askForRun(
  sql: Sql,
  asked: BackfillAsked,
  actor = 'system',
): Promise<{ run: BackfillRun; isNew: boolean }> {
  const { kind, sourceId, from, to, dryRun, again = false } = asked
  const words = [kind, sourceId ?? '*', `${from ?? ''}..${to ?? ''}`, dryRun ? 'dry' : '']
  const key = words.filter((word) => word !== '').join(' ')
  return inTransaction(sql, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${`backfill ${key}`}, 0))`
    const [before] = await tx<{ id: number; ended: boolean; unplanned: boolean; times: number }[]>`
      select id, finished_at is not null as ended, failure_message is not null as unplanned, count(*) over ()::int as times
      from backfill_run where run_key = ${key} or starts_with(run_key, ${`${key} #`}) order by id desc limit 1`
    const stays =
      before !== undefined && !(before.ended && (again || dryRun || before.unplanned || kind === 'reextract'))
    if (stays) return { run: await runOf(tx, before.id), isNew: false }
    const [added] = await tx<{ id: number }[]>`
      insert into backfill_run (run_key, kind, source_id, from_on, to_on, state, dry_run, requested_by)
      values (${before ? `${key} #${before.times + 1}` : key}, ${kind}, ${sourceId}, ${from}, ${to}, 'planned', ${dryRun}, ${actor})
      returning id`
    if (!added) throw new Error('the run was not stored')
    await recordAudit(tx, { actor, action: 'backfill.ask', subject: `backfill:${added.id}`, detail: { key } })
    return { run: await runOf(tx, added.id), isNew: true }
  })
}

async function runOf(sql: Sql, id: number): Promise<BackfillRun> {
  const run = await getRun(sql, id)
  if (!run) throw new Error(`run ${id} is gone`)
  return run
}

export async function getRun(sql: Sql, id: number): Promise<BackfillRun | null> {
  const [run] = await sql<BackfillRun[]>`select ${columns(sql)} from backfill_run r where r.id = ${id}`
  return run ?? null
}

/** Newest first. */
export async function listRuns(
  sql: Sql,
  { cursor = null, limit = 50 }: { cursor?: number | null; limit?: number } = {},
): Promise<Page<BackfillRun>> {
  const rows = await sql<BackfillRun[]>`
    select ${columns(sql)} from backfill_run r where ${cursor}::bigint is null or r.id < ${cursor} order by r.id desc limit ${limit + 1}`
  return pageOf(rows, limit)
}

export type RunOrder = 'pause' | 'resume' | 'cancel' | 'retry'

/** From which states an order is understood; where it is none of them, the run is as it was. */
const understoodIn: Readonly<Record<RunOrder, readonly BackfillState[]>> = {
  pause: ['planned', 'running'],
  resume: ['paused'],
  cancel: ['planned', 'running', 'paused'],
  retry: ['failed', 'running', 'paused'],
}

/**
 * What a person orders; workers see it within seconds. Pausing lets the report end that is being read. `retry` has the chunks
 * that were given up tried again. Null where there is no such run; `done` false where its state leaves nothing to do.
 */
export async function orderRun(
  sql: Sql,
  id: number,
  order: RunOrder,
  actor = 'system',
): Promise<{ run: BackfillRun; done: boolean } | null> {
  return inTransaction(sql, async (tx) => {
    const [run] = await tx<{ state: BackfillState; planned: boolean }[]>`
      select state, exists (select from backfill_chunk where run_id = ${id}) as planned
      from backfill_run where id = ${id} for no key update`
    if (!run) return null
    const understood = understoodIn[order].includes(run.state)
    const moved = understood && (await carryOut(tx, id, order, run.planned))
    if (moved) await recordAudit(tx, { actor, action: `backfill.${order}`, subject: `backfill:${id}` })
    return { run: await runOf(tx, id), done: moved }
  })
}

async function carryOut(tx: Sql, id: number, order: RunOrder, planned: boolean): Promise<boolean> {
  if (order === 'pause') await tx`update backfill_run set state = 'paused' where id = ${id}`
  if (order === 'resume') await tx`update backfill_run set state = ${planned ? 'running' : 'planned'} where id = ${id}`
  if (order === 'cancel') {
    await tx`update backfill_chunk set state = 'cancelled', updated_at = now() where run_id = ${id} and state in ('waiting', 'failed')`
    await tx`update backfill_run set state = 'cancelled', finished_at = now() where id = ${id}`
  }
  if (order === 'retry') {
    const { count } = await tx`
      update backfill_chunk set state = 'waiting', attempts = 0, failures = 0, next_attempt_at = now(), failure_message = null,
        updated_at = now()
      where run_id = ${id} and state = 'failed'`
    if (count === 0) return false
    await tx`
      update backfill_run set state = case when state = 'paused' then 'paused' else 'running' end, finished_at = null, closing = null
      where id = ${id}`
  }
  return true
}

/** It cannot be planned: the reason, in words for a person. */
export async function failRun(sql: Sql, id: number, message: string): Promise<void> {
  await sql`
    update backfill_run set state = 'failed', failure_message = ${storable(message)}, finished_at = now()
    where id = ${id} and state = 'planned'`
}

/**
 * Running ones of which no chunk is left to do, or that were cancelled and lack their closing report; none while series that runs
 * have marked wait to be built, or thresholds to be looked at.
 */
export async function runsToClose(sql: Sql): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select r.id from backfill_run r
    where (r.state = 'running' or (r.state = 'cancelled' and r.closing is null and r.started_at is not null))
      and not exists (select from series_mark where found_in = 'backfill')
      and not exists (select from evaluation_mark where found_in = 'backfill')
      and not exists (select from backfill_chunk c where c.run_id = r.id and c.state in ('waiting', 'running'))
    order by r.id`
  return rows.map(({ id }) => id)
}

/** The last word on a run. False where somebody else closed it, or a chunk is at work again. */
export async function closeRun(sql: Sql, id: number, closing: BackfillClosing): Promise<boolean> {
  const { count } = await sql`
    update backfill_run r set closing = ${sql.json(closing as unknown as JsonValue)}, finished_at = coalesce(finished_at, now()),
      state = case when state = 'cancelled' then 'cancelled'
                   when exists (select from backfill_chunk c where c.run_id = r.id and c.state = 'failed') then 'failed'
                   else 'done' end
    where id = ${id} and closing is null and state in ('running', 'cancelled')
      and not exists (select from backfill_chunk c where c.run_id = r.id and c.state in ('waiting', 'running'))`
  return count > 0
}
