/** Work on a chunk under its lease: renewed while it lasts, let go however it ends. Whoever was killed is replaced when it runs out. */
import {
  type ChunkEnd,
  type HeldChunk,
  holdChunk,
  LeaseLost,
  leaseSeconds,
  letChunkGo,
  renewLease,
} from '@displacement-monitor/shared/db'
import { asFailure } from '@displacement-monitor/shared/errors'
import { outlastOutage } from '../outlast-outage.ts'
import type { ReaderContext } from '../worker-context.ts'

export interface ChunkWork {
  chunk: HeldChunk
  /** Aborted when the run is paused or cancelled, when another process took the chunk over, and when this one is asked to end. */
  stopping: AbortSignal
  /** Waits until no live report needs this process. */
  giveWay: () => Promise<void>
}

export interface WorkHooks {
  stopping: AbortSignal
  /** Absent: no live report is read here. */
  giveWay?: () => Promise<void>
}

const renewMs = (leaseSeconds * 1_000) / 3

/** Null: there is nothing to do, or somebody else does it. Failures are recorded with the chunk, never thrown. */
export async function workUnderLease(
  context: Pick<ReaderContext, 'sql'>,
  chunkId: number,
  { stopping, giveWay = async () => {} }: WorkHooks,
  work: (at: ChunkWork) => Promise<void>,
): Promise<{ chunk: HeldChunk; end: ChunkEnd } | null> {
  const { sql } = context
  const chunk = await holdChunk(sql, chunkId)
  if (!chunk) return null
  const leaving = new AbortController()
  let since = performance.now()
  const worked = () => {
    const now = performance.now()
    const ms = now - since
    since = now
    return ms
  }
  const renew = async () => {
    const goesOn = await renewLease(sql, chunk, worked()).catch(() => true)
    if (!goesOn) leaving.abort()
  }
  const timer = setInterval(() => void renew(), renewMs)
  try {
    const signal = AbortSignal.any([leaving.signal, stopping])
    const end = await endOf(() => work({ chunk, stopping: signal, giveWay }), signal)
    await outlastOutage(() => letChunkGo(sql, chunk, end, worked()), { stopping })
    return { chunk, end }
  } finally {
    clearInterval(timer)
  }
}

async function endOf(work: () => Promise<void>, stopping: AbortSignal): Promise<ChunkEnd> {
  try {
    await work()
    return { outcome: stopping.aborted ? 'left' : 'done' }
  } catch (error) {
    const failure = asFailure(error)
    // An outage of our own is nobody's failure; and what another process took over ends there.
    if (error instanceof LeaseLost || failure.code === 'database_unavailable') return { outcome: 'left' }
    return { outcome: 'failed', failure }
  }
}
