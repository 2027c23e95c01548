/** The reports of one part of a re-extraction, through today's code. */
import type { ReaderContext } from '../worker-context.ts'
import type { ChunkWork } from './hold-chunk.ts'

export async function reextractChunk(_context: ReaderContext, _at: ChunkWork): Promise<void> {
  throw new Error('not built')
}
