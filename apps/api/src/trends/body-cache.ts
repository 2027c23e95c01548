/**
 * Bodies of trends by their tag, with the compressed forms that were asked for: what a tag names never changes, so nothing
 * is ever invalid, only unused. Bounded by bytes; the least recently used goes first.
 */
import type { Kept } from '../http/compress.ts'

const mostBytes = 32_000_000

export function bodyCache(limit = mostBytes) {
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
  return {
    get(tag: string): Kept | undefined {
      const kept = bodies.get(tag)?.kept
      // Put anew: the newest use stands last, and a form compressed since is counted.
      if (kept) put(tag, kept)
      return kept
    },
    /** Kept as it is returned. */
    set(tag: string, body: string | Buffer): Kept {
      const kept = { body: Buffer.from(body), packed: new Map() }
      put(tag, kept)
      return kept
    },
  }
}
