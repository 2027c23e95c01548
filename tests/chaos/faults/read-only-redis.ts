/** Redis refuses writes for a while, as a replica does that nobody has promoted yet, or one whose disk is full. */
import { type Fault, pause } from './fault.ts'

export default {
  guard: 'an add that fails is left to the sweep',
  needsRedis: true,
  async strike({ redis }, dice) {
    await redis?.command('replicaof', '127.0.0.1', '1')
    await pause(dice.between(1_000, 4_000))
    await redis?.command('replicaof', 'no', 'one')
  },
} satisfies Fault
