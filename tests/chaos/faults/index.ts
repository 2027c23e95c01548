/** All faults by name; a name on the command line is a file here. */
import cancelStatements from './cancel-statements.ts'
import cutConnections from './cut-connections.ts'
import emptyQueue from './empty-queue.ts'
import type { Fault } from './fault.ts'
import fillDisk from './fill-disk.ts'
import fullDisk from './full-disk.ts'
import fullRedis from './full-redis.ts'
import holdLock from './hold-lock.ts'
import killProcess from './kill-process.ts'
import moveClock from './move-clock.ts'
import readOnlyRedis from './read-only-redis.ts'
import restartRedis from './restart-redis.ts'
import stopPostgres from './stop-postgres.ts'
import stopProcess from './stop-process.ts'
import suspendProcess from './suspend-process.ts'
import useUpConnections from './use-up-connections.ts'

export const faults: Readonly<Record<string, Fault>> = {
  'kill-process': killProcess,
  'stop-process': stopProcess,
  'empty-queue': emptyQueue,
  'restart-redis': restartRedis,
  'read-only-redis': readOnlyRedis,
  'full-redis': fullRedis,
  'stop-postgres': stopPostgres,
  'cut-connections': cutConnections,
  'cancel-statements': cancelStatements,
  'full-disk': fullDisk,
  'fill-disk': fillDisk,
  'use-up-connections': useUpConnections,
  'hold-lock': holdLock,
  'move-clock': moveClock,
  'suspend-process': suspendProcess,
}
