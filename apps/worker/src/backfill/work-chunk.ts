/** A chunk of either kind, under its lease. */
import type { ChunkEnd, HeldChunk } from '@displacement-monitor/shared/db'
import type { ReaderContext } from '../worker-context.ts'
import { givingWay } from './giving-way.ts'
import { type WorkHooks, workUnderLease } from './hold-chunk.ts'
import { reextractChunk } from './reextract-chunk.ts'
import { refetchChunk } from './refetch-chunk.ts'

/** Null: nothing is to be done of it, or somebody else does it. Failures are recorded with it, never thrown. */
export function workChunk(
  context: ReaderContext,
  chunkId: number,
  hooks: WorkHooks,
): Promise<{ chunk: HeldChunk; end: ChunkEnd } | null> {
  return workUnderLease(context, chunkId, hooks, (at) => {
    const patient = givingWay(context, at.giveWay)
    return at.chunk.kind === 'refetch' ? refetchChunk(patient, at) : reextractChunk(patient, at)
  })
}
