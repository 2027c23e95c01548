/** PostgreSQL is stopped as by `pg_ctl stop -m immediate`, stays away for a while, recovers from its log. The API says so meanwhile. */
import { type Fault, pause } from './fault.ts'

export default {
  guard: 'an outage is nobody’s failure, and work is repeated until it is over',
  async strike({ server, fleet }, dice) {
    await server.stopImmediately()
    const readiness = await fleet.readiness()
    await pause(dice.between(0, 4_000))
    await server.startAgain()
    if (readiness !== null && readiness !== 503) throw new Error(`the API said ${readiness} while PostgreSQL was away`)
  },
} satisfies Fault
