/**
 * How often a worker builds the series that runs over the past touch. Each report of a run touches the same few again, and a series
 * is built from all of its claims: at every turn it would cost more than reading, and more the longer the run.
 */
export interface PastPace {
  /** Milliseconds until it is time again; 0: now. */
  waitMs(): number
  /** Times the work: the next is due when four times as long has passed, thirty seconds at most. */
  during<T>(work: () => Promise<T>): Promise<T>
  /** Calls `next` when it is time, once however often this is asked. It keeps no process alive. */
  whenDue(next: () => void): void
}

/** A fifth of the time for series, the rest for reading. */
const pause = 4
const longestMs = 30_000

export function pastPace(now: () => number = () => performance.now()): PastPace {
  let dueAt = 0
  let isCalled = false
  const waitMs = () => Math.max(0, dueAt - now())
  return {
    waitMs,
    async during(work) {
      const began = now()
      try {
        return await work()
      } finally {
        const ended = now()
        dueAt = ended + Math.min(longestMs, (ended - began) * pause)
      }
    },
    whenDue(next) {
      if (isCalled) return
      isCalled = true
      setTimeout(() => {
        isCalled = false
        next()
      }, waitMs()).unref()
    },
  }
}
