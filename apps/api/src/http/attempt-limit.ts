/** Counts attempts by address in windows of fixed length; bounded in memory whoever comes. */

/** More addresses than this at once are a flood: the oldest are forgotten. */
const mostAddresses = 10_000

export function attemptLimit(most: number, windowMs: number) {
  const windows = new Map<string, { since: number; count: number }>()
  return {
    /** Seconds until the next attempt is allowed; 0: now. */
    waitSeconds(address: string, now: number): number {
      const window = windows.get(address)
      if (!window || now - window.since >= windowMs || window.count < most) return 0
      return Math.ceil((window.since + windowMs - now) / 1000)
    },
    count(address: string, now: number): void {
      const window = windows.get(address)
      if (window && now - window.since < windowMs) {
        window.count++
        return
      }
      windows.delete(address)
      windows.set(address, { since: now, count: 1 })
      const oldest = windows.keys().next().value
      if (windows.size > mostAddresses && oldest !== undefined) windows.delete(oldest)
    },
  }
}
