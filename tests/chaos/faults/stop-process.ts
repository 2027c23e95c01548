/** SIGTERM and a new start, as in an upgrade: it ends by itself within ten seconds. */
import { type Fault, pause } from './fault.ts'

const mostMs = 10_000

export default {
  guard: 'a stop that waits for running jobs, at most ten seconds',
  async strike({ fleet }, dice) {
    const member = fleet.any(dice)
    const late = pause(mostMs + 1_000).then(() => 'still there after ten seconds' as const)
    const code = await Promise.race([member.stop(), late])
    if (code !== 0) throw new Error(`${member.name} was asked to end: ${code}`)
    await member.start()
  },
} satisfies Fault
