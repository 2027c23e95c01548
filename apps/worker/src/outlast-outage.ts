/** Work that has been done is not thrown away because the database is away for a while: it is stored when the database is back. */
import { PipelineError } from '@displacement-monitor/shared/errors'

const firstPauseMs = 250
const longestPauseMs = 5_000
/** Longer outages are left to the sweep: the report is due again by then. */
const patienceMs = 10 * 60 * 1000

export interface Patience {
  stopping?: AbortSignal
  sleep?: (ms: number) => Promise<void>
  now?: () => number
}

/** Repeats `work` while it fails for want of the database; `work` must be whole or nothing. */
export async function outlastOutage<T>(work: () => Promise<T>, patience: Patience = {}): Promise<T> {
  const { stopping, sleep = wait, now = () => performance.now() } = patience
  const until = now() + patienceMs
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await work()
    } catch (error) {
      const passing = error instanceof PipelineError && error.code === 'database_unavailable'
      if (!passing || stopping?.aborted || now() + pauseMs > until) throw error
      await sleep(pauseMs)
    }
  }
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
