/** kill -9 of any process: no handler runs. */
import type { Fault } from './fault.ts'
import { pause } from './fault.ts'

export default {
  guard: 'one transaction a report; locks that end; the sweep',
  async strike({ fleet }, dice) {
    const member = fleet.any(dice)
    await member.kill()
    await pause(dice.between(0, 1_000))
    await member.start()
  },
} satisfies Fault
