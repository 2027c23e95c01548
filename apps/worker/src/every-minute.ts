/** The tick of the worker: once a minute by the clock on the wall, and whatever is done to that clock. */
import { schedule } from 'node-cron'

export interface Ticking {
  /** Takes no further turn; one that runs ends by itself. */
  stop(): Promise<void>
}

/**
 * A clock that was set back would keep node-cron waiting until it is that late again: where no turn came for so long, a timer,
 * which no clock moves, takes it.
 */
const longestSilenceMs = 75_000

/** `work` never throws; it begins at once, and two turns never overlap. */
export function everyMinute(work: () => Promise<void>): Ticking {
  let [running, stopped] = [false, false]
  let silence: NodeJS.Timeout | undefined
  const turn = async (): Promise<void> => {
    if (running || stopped) return
    running = true
    clearTimeout(silence)
    await work()
    running = false
    if (!stopped) silence = setTimeout(() => void turn(), longestSilenceMs)
  }
  const clock = schedule('* * * * *', turn, { name: 'sweep' })
  void turn()
  return {
    async stop() {
      stopped = true
      clearTimeout(silence)
      await clock.destroy()
    },
  }
}
