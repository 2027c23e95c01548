/** Every job gone at once, under the feet of whoever works on them. */
import type { Fault } from './fault.ts'

export default {
  guard: 'the sweep: what the tables say is due becomes a job again',
  async strike({ place }) {
    await place.empty()
  },
} satisfies Fault
