/** The reports of a chunk that are still to be read, one after another, or a few beside each other; live reports go first. */
import { type BegunItem, beginItem, openItems } from '@displacement-monitor/shared/db'
import { outlastOutage } from '../outlast-outage.ts'
import type { ReaderContext } from '../worker-context.ts'
import type { ChunkWork } from './hold-chunk.ts'

/** Looked up at a time. */
const idsAhead = 50

/** Until none is left, one of them throws, or the chunk is to be let go; what is being read is read to its end. */
export async function eachItem(
  { sql }: Pick<ReaderContext, 'sql'>,
  { chunk, stopping, giveWay }: ChunkWork,
  lanes: number,
  read: (item: BegunItem) => Promise<void>,
): Promise<void> {
  for (;;) {
    const ids = await outlastOutage(() => openItems(sql, chunk, idsAhead), { stopping })
    if (ids.length === 0 || stopping.aborted) return
    const waiting = ids.values()
    let thrown: { error: unknown } | null = null
    const lane = async () => {
      for (const id of waiting) {
        if (stopping.aborted || thrown) return
        try {
          await giveWay()
          const item = await outlastOutage(() => beginItem(sql, chunk, id), { stopping })
          if (item) await read(item)
        } catch (error) {
          thrown ??= { error }
        }
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    if (thrown) throw (thrown as { error: unknown }).error
  }
}
