/** Which live reports this process is reading: a run over the past gives way to them between the steps of its own. */
import { setTimeout as pause } from 'node:timers/promises'

export interface LiveWork {
  /** Counts the work while it lasts. */
  during<T>(work: () => Promise<T>): Promise<T>
  /** When no live report is being read; after a while in any case, so that a run goes on beside a stream that never ends. */
  idle(stopping: AbortSignal): Promise<void>
}

/** Each step of a run's report is made after at most this time. */
const longestWaitMs = 2_000
const lookMs = 25

export function countLiveWork(): LiveWork {
  let running = 0
  return {
    async during(work) {
      running++
      try {
        return await work()
      } finally {
        running--
      }
    },
    async idle(stopping) {
      for (let waited = 0; running > 0 && waited < longestWaitMs && !stopping.aborted; waited += lookMs)
        await pause(lookMs, undefined, { signal: stopping }).catch(() => {})
    },
  }
}
