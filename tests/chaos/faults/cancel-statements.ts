/** Running statements are cancelled, as by an operator or a time-out of the server. */
import { type Fault, pause } from './fault.ts'

export default {
  guard: 'a cancelled statement is an outage, not the report’s fault',
  async strike({ sql }, dice) {
    for (let turn = 0; turn < 20; turn++) {
      await sql`
        select pg_cancel_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'displacement-%' and state = 'active' and pid <> pg_backend_pid()`
      await pause(dice.between(20, 100))
    }
  },
} satisfies Fault
