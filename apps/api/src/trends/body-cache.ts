/** Bodies of trends by their tag: what a tag names never changes, so nothing is ever invalid, only unused. */

const mostCharacters = 32_000_000

export function bodyCache(limit = mostCharacters) {
  const bodies = new Map<string, string>()
  let size = 0
  return {
    get(tag: string): string | undefined {
      const body = bodies.get(tag)
      if (body === undefined) return undefined
      bodies.delete(tag)
      bodies.set(tag, body)
      return body
    },
    set(tag: string, body: string): void {
      if (bodies.has(tag) || body.length > limit / 4) return
      bodies.set(tag, body)
      size += body.length
      for (const [oldest, unused] of bodies) {
        if (size <= limit) break
        bodies.delete(oldest)
        size -= unused.length
      }
    },
  }
}
