/**
 * Bodies by their tag, with the compressed forms that were asked for: what a tag names never changes, so nothing
 * is ever invalid, only unused. Bounded by bytes; the least recently used goes first.
 */
import type { Kept } from '../http/compress.ts'

const mostBytes = 32_000_000

export function bodyCache(limit = mostBytes) {
  const inMaking = new Map<string, Promise<Kept>>()
  const bodies = new Map<string, { kept: Kept; counted: number }>()
  let size = 0
  const sizeOf = ({ body, packed }: Kept) => [...packed.values()].reduce((sum, { length }) => sum + length, body.length)
  const forget = (tag: string) => {
    size -= bodies.get(tag)?.counted ?? 0
    bodies.delete(tag)
  }
  const put = (tag: string, kept: Kept) => {
    forget(tag)
    const counted = sizeOf(kept)
    if (counted > limit / 4) return
    bodies.set(tag, { kept, counted })
    size += counted
    for (const oldest of bodies.keys()) {
      if (size <= limit) break
      forget(oldest)
    }
  }
  const get = (tag: string): Kept | undefined => {
    const kept = bodies.get(tag)?.kept
    // Put anew: the newest use stands last, and a form compressed since is counted.
    if (kept) put(tag, kept)
    return kept
  }
  const make = async (tag: string, write: () => Promise<string | Buffer>): Promise<Kept> => {
    const kept = { body: Buffer.from(await write()), packed: new Map() }
    put(tag, kept)
    return kept
  }
  return {
    get,
    /** The kept body, else the one that `write` makes; asked for by many at once it is made once. */
    async of(tag: string, write: () => Promise<string | Buffer>): Promise<Kept> {
      const known = get(tag) ?? inMaking.get(tag)
      if (known) return known
      const making = make(tag, write).finally(() => inMaking.delete(tag))
      inMaking.set(tag, making)
      return making
    },
  }
}

export type BodyCache = ReturnType<typeof bodyCache>
