/** The disk of PostgreSQL is full to its last block for a while, its log included; a server that gave up is started again. */
import { type Fault, pause } from './fault.ts'

export default {
  guard: 'a full disk is an outage: nothing is stored by half, and the work is repeated',
  needsSmallDisk: true,
  async strike({ server, sql }, dice) {
    const makeRoom = server.fillDisk()
    // Work that needs no new block goes on for a while.
    await sql`select pg_switch_wal()`.catch(() => {})
    await pause(dice.between(2_000, 6_000))
    makeRoom()
    await server.startAgain()
  },
} satisfies Fault
