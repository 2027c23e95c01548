/** A worker stands still for longer than its locks last, as with a blocked event loop or a laptop asleep, then goes on as if nothing was. */
import { type Fault, pause } from './fault.ts'

export default {
  guard: 'the same bytes read by the same code are stored once; leases',
  slow: true,
  async strike({ fleet }, dice) {
    const member = fleet.anyWorker(dice)
    member.suspend()
    await pause(dice.between(16_000, 22_000))
    member.resume()
  },
} satisfies Fault
