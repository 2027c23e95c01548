/**
 * The time as the database tells it. Workers on several machines, and one whose clock jumps, agree on what is due: the time was
 * asked of the database once, and goes on from there by this process's timer, which no setting of a clock moves.
 */
import { databaseTime, type Sql } from '@displacement-monitor/shared/db'

export interface DatabaseClock {
  /** Of the machine, until the database has told. */
  now(): Date
  /** Asks anew. Returns by how many ms the machine's clock is ahead. */
  set(sql: Sql): Promise<number>
}

interface Timers {
  /** Ms of the machine's clock, and ms of its timer. */
  machine: () => number
  timer: () => number
}

const own: Timers = { machine: Date.now, timer: () => performance.now() }

export function databaseClock({ machine, timer }: Timers = own): DatabaseClock {
  let told: { time: number; at: number } | null = null
  const now = () => (told ? told.time + timer() - told.at : machine())
  return {
    now: () => new Date(now()),
    async set(sql) {
      const asked = timer()
      const time = (await databaseTime(sql)).getTime()
      // The answer was true about half way between the question and its arrival.
      told = { time, at: (asked + timer()) / 2 }
      return machine() - now()
    },
  }
}
