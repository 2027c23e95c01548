/** Redis is killed and comes back on its port with nothing in it. */
import type { Fault } from './fault.ts'

export default {
  guard: 'the sweep; workers that connect again',
  needsRedis: true,
  async strike({ redis }) {
    await redis?.restart()
  },
} satisfies Fault
