/** The tick of the worker: once a minute by the clock on the wall, and whatever is done to that clock. */
import { schedule } from 'node-cron'

export interface Ticking {
  /** Takes no further turn; resolves when the one that runs has ended. */
  stop(): Promise<void>
}

/**
 * A clock that was set back would keep node-cron waiting until it is that late again: where no turn came for so long, a timer,
 * which no clock moves, takes it.
 */
const longestSilenceMs = 75_000

/** `work` never throws; it begins at once, and two turns never overlap. */
export function everyMinute(work: () => Promise<void>): Ticking {
  let stopped = false
  let running: Promise<void> | null = null
  let silence: NodeJS.Timeout | undefined
  const turn = (): void => {
    if (running || stopped) return
    clearTimeout(silence)
    running = work().then(() => {
      running = null
      if (!stopped) silence = setTimeout(turn, longestSilenceMs)
    })
  }
  const clock = schedule('* * * * *', turn, { name: 'sweep' })
  turn()
  return {
    async stop() {
      stopped = true
      clearTimeout(silence)
      await Promise.all([clock.destroy(), running])
    },
  }
}
