/**
 * Chunks of a run: held by a lease that the database's clock ends, so that whoever was killed loses it within seconds, whatever
 * the queue knows. Tries are counted before the work, and begin anew whenever something of the chunk was settled.
 */
import { randomUUID } from 'node:crypto'
import type { BackfillKind, IsoDate } from '../../domain/index.ts'
import type { PipelineError } from '../../errors/index.ts'
import type { Sql } from '../connection/client.ts'
import { storable } from '../connection/text.ts'

/** Renew it at a third of this. */
export const leaseSeconds = 9
/** Tries without any progress before a chunk is given up; it stands in the list of those until an operator retries it. */
const mostTries = 5

export interface HeldChunk {
  id: number
  runId: number
  kind: BackfillKind
  sourceId: string | null
  /** Nothing is to be written but what would be. */
  dryRun: boolean
  /** Of a re-extraction: what it reads with. */
  codeVersion: string | null
  /** Of the chunk; of a re-extraction, of the run. */
  from: IsoDate | null
  to: IsoDate | null
  afterId: number | null
  toId: number | null
  /** Addresses still to be asked; null: nothing was asked yet. */
  cursor: string[] | null
  lease: string
}

/**
 * The chunk, if it is to be done and nobody holds it. Null else; also where it was given up here, since its readers ended five
 * times without a word and without any progress.
 */
export async function holdChunk(sql: Sql, id: number): Promise<HeldChunk | null> {
  const lease = randomUUID()
  const [row] = await sql<(Omit<HeldChunk, 'lease' | 'cursor'> & { cursor: string | null; state: string })[]>`
    update backfill_chunk c set
      attempts = c.attempts + 1, updated_at = now(),
      state = case when c.attempts >= ${mostTries} then 'failed' else 'running' end,
      failure_message = case when c.attempts >= ${mostTries} and c.attempts > c.failures
        then 'given up: the process that worked on it ended ' || c.attempts || ' times without having read anything of it'
        else c.failure_message end,
      lease = case when c.attempts < ${mostTries} then ${lease}::uuid end,
      leased_until = case when c.attempts < ${mostTries} then clock_timestamp() + make_interval(secs => ${leaseSeconds}) end
    from backfill_run r
    where c.id = ${id} and r.id = c.run_id and r.state = 'running'
      and (c.state = 'waiting' and c.next_attempt_at <= clock_timestamp()
           or c.state = 'running' and c.leased_until < clock_timestamp())
    returning c.id, c.run_id as "runId", r.kind, r.source_id as "sourceId", r.dry_run as "dryRun",
      r.code_version as "codeVersion", coalesce(c.from_on, r.from_on) as "from", coalesce(c.to_on, r.to_on) as "to",
      c.after_id as "afterId", c.to_id as "toId", c.cursor, c.state`
  if (row?.state !== 'running') return null
  const { state: _, cursor, ...chunk } = row
  return { ...chunk, cursor: cursor === null ? null : (JSON.parse(cursor) as string[]), lease }
}

/** False: the run was paused or cancelled, or somebody else took the chunk over. Adds what was worked since the last call. */
export async function renewLease(sql: Sql, { id, lease }: HeldChunk, workedMs: number): Promise<boolean> {
  const [row] = await sql<{ goesOn: boolean }[]>`
    update backfill_chunk c set leased_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}),
      worked_ms = c.worked_ms + ${Math.round(workedMs)}
    from backfill_run r
    where c.id = ${id} and c.lease = ${lease} and r.id = c.run_id
    returning r.state = 'running' as "goesOn"`
  return row?.goesOn ?? false
}

/** What a page of an archive's list brought, in the transaction that stored it: where the chunk goes on. */
export async function advanceChunk(
  tx: Sql,
  { id, lease }: HeldChunk,
  { cursor, requests = 1 }: { cursor: readonly string[]; requests?: number },
): Promise<void> {
  const { count } = await tx`
    update backfill_chunk set cursor = ${JSON.stringify(cursor)}, requests = requests + ${requests}, attempts = 1, failures = 0,
      updated_at = now()
    where id = ${id} and lease = ${lease}`
  // Somebody else went on with it: what this transaction brings is there already, or will be.
  if (count === 0) throw new LeaseLost()
}

export class LeaseLost extends Error {
  constructor() {
    super('another process works on this chunk now')
  }
}

export type ChunkEnd =
  | { outcome: 'done' }
  /** Asked to stop: the next one goes on where it is. */
  | { outcome: 'left' }
  | { outcome: 'failed'; failure: Pick<PipelineError, 'kind' | 'message' | 'retryAfterMs'> }

/**
 * Lets the chunk go. Done · left: waits for whoever comes next (cancelled where its run is) · failed: tried again after 30 s,
 * 2 min, 8 min, … (not before Retry-After), given up after five failures in a row or at once where trying again cannot help.
 */
export async function letChunkGo(sql: Sql, { id, lease }: HeldChunk, end: ChunkEnd, workedMs = 0): Promise<void> {
  const worked = Math.round(workedMs)
  if (end.outcome !== 'failed') {
    await sql`
      update backfill_chunk c set lease = null, leased_until = null, updated_at = now(), worked_ms = c.worked_ms + ${worked},
        state = case when ${end.outcome === 'done'} then 'done' when r.state = 'cancelled' then 'cancelled' else 'waiting' end,
        attempts = case when ${end.outcome === 'done'} then c.attempts else greatest(c.attempts - 1, 0) end,
        failure_message = case when ${end.outcome === 'done'} then null else c.failure_message end
      from backfill_run r where r.id = c.run_id and c.id = ${id} and c.lease = ${lease}`
    return
  }
  const { kind, message, retryAfterMs } = end.failure
  const giveUp = kind !== 'transient'
  await sql`
    update backfill_chunk set lease = null, leased_until = null, updated_at = now(), worked_ms = worked_ms + ${worked},
      failures = failures + 1, failure_message = ${storable(message)},
      state = case when ${giveUp} or failures + 1 >= ${mostTries} then 'failed' else 'waiting' end,
      attempts = least(attempts, ${mostTries - 1}),
      next_attempt_at = clock_timestamp() + make_interval(secs =>
        greatest(least(30 * 4.0 ^ failures, 21600), ${(retryAfterMs ?? 0) / 1000}::float8))
    where id = ${id} and lease = ${lease}`
}

/** Ids of chunks to be done that nobody holds, oldest run first; a few of each run, so that one does not stand before all others; or of one run. */
export async function dueChunks(sql: Sql, limit: number, runId: number | null = null): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select c.id from backfill_run r
    cross join lateral (
      select id, position from backfill_chunk
      where run_id = r.id and (state = 'waiting' and next_attempt_at <= clock_timestamp()
                               or state = 'running' and leased_until < clock_timestamp())
      order by position limit ${limit}) as c
    where r.state = 'running' and (${runId}::bigint is null or r.id = ${runId}) order by c.position, r.id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** Somebody works on it at the moment, or was killed a few seconds ago. */
export async function isChunkHeld(sql: Sql, id: number): Promise<boolean> {
  const [row] =
    await sql`select 1 from backfill_chunk where id = ${id} and state = 'running' and leased_until >= clock_timestamp()`
  return row !== undefined
}

export interface FailedChunk {
  id: number
  runId: number
  sourceId: string | null
  from: IsoDate | null
  to: IsoDate | null
  failureMessage: string | null
}

/** Given up on; an operator looks, and retries. */
export async function failedChunks(sql: Sql, runId: number | null = null): Promise<FailedChunk[]> {
  return sql<FailedChunk[]>`
    select c.id, c.run_id as "runId", r.source_id as "sourceId", c.from_on as "from", c.to_on as "to",
      c.failure_message as "failureMessage"
    from backfill_chunk c join backfill_run r on r.id = c.run_id
    where c.state = 'failed' and (${runId}::bigint is null or c.run_id = ${runId}) order by c.run_id, c.position`
}
