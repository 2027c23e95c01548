/** Redis is full for a while and throws keys away, jobs among them. */
import { type Fault, pause } from './fault.ts'

export default {
  guard: 'the sweep; a warning at start where Redis may evict',
  needsRedis: true,
  async strike({ redis }, dice) {
    await redis?.command('config', 'set', 'maxmemory-policy', 'allkeys-lru')
    await redis?.command('config', 'set', 'maxmemory', '1')
    await pause(dice.between(500, 2_000))
    await redis?.command('config', 'set', 'maxmemory', '0')
    await redis?.command('config', 'set', 'maxmemory-policy', 'noeviction')
  },
} satisfies Fault
