/** Work that is done every so often, by timers alone: a clock that is set forward or back makes it neither late nor frequent. */

export interface Repeated {
  /** Takes no further turn; one that runs ends by itself. */
  stop(): void
}

/** `work` never throws; the next turn is counted from the end of the one before, so that two never overlap. */
export function repeat(everyMs: number, work: () => Promise<void>): Repeated {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  async function turn(): Promise<void> {
    await work()
    if (stopped) return
    timer = setTimeout(() => void turn(), everyMs)
  }
  void turn()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
