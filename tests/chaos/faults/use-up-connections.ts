/** Somebody else takes every connection that the server has left (error 53300), while those of the product are cut once. */
import { type Fault, pause } from './fault.ts'

export default {
  guard: 'a full server is an outage',
  async strike({ sql, server }, dice) {
    const taken = await server.takeConnections()
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'displacement-worker' and datname = current_database()`
    const more = await server.takeConnections()
    await pause(dice.between(1_000, 3_000))
    await Promise.all([...taken, ...more].map((client) => client.end({ timeout: 1 })))
  },
} satisfies Fault
