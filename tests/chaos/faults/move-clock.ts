/** The clock of one worker jumps an hour ahead or back, and stays there until it is started again or the run ends. */
import type { Fault } from './fault.ts'

export default {
  guard: 'what is due is asked of the database’s clock',
  async strike({ fleet }, dice) {
    fleet.anyWorker(dice).moveClock(dice.next() < 0.5 ? 3_600_000 : -3_600_000)
  },
} satisfies Fault
