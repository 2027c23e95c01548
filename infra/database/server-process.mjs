// @ts-check
/** What every PostgreSQL process of ours is given: its environment and the words by which it is known in a process list. */
import { createHash } from 'node:crypto'

/** No PG* variable and no locale of the caller's gets in. */
export const serverEnvironment = { PATH: process.env.PATH, LC_ALL: 'C', LANG: 'C', TZ: 'UTC' }

/** Stands in the title of each of the server's processes, so that they are known after their server was killed. @param {string} cluster */
export const titleOf = (cluster) =>
  `displacement-monitor-${createHash('sha256').update(cluster).digest('hex').slice(0, 8)}`
