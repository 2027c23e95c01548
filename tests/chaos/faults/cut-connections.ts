/** Every connection to the database is cut, some in the middle of a transaction. */
import { type Fault, pause } from './fault.ts'

export default {
  guard: 'a lost transaction refuses all further work; work is repeated',
  async strike({ sql }, dice) {
    for (let cut = 0; cut < 3; cut++) {
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`
      await pause(dice.between(50, 400))
    }
  },
} satisfies Fault
