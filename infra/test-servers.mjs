// @ts-check
/**
 * The servers that tests share: one embedded PostgreSQL and, where the machine has it, one Redis, both on throw-away
 * folders and free ports. What a test needs for itself alone (its database, its own Redis) it takes from tests/support.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layoutOf } from './database/layout.mjs'
import { livingLeases } from './database/leases.mjs'
import { openDatabase } from './database/open-database.mjs'
import { findServer, stopServer } from './database/server.mjs'
import { startRedis } from './redis-server.mjs'

/**
 * @typedef {object} TestServers
 * @property {{ TEST_DATABASE_URL: string, TEST_REDIS_URL?: string }} environment for the processes that run tests:
 *   the first is of the database `postgres`, with the right to create others
 * @property {() => Promise<void>} stop
 */

/** Many files at once, each with pools of its own. */
const settings = { max_connections: 300, shared_buffers: '128MB' }

const prefix = 'monitor-tests-'
/** The second is of the tests of `npm start`, which run servers of their own. */
const swept = [prefix, 'monitor-start-']
/** A folder younger than this may belong to a run that is just starting its server. */
const youngMs = 600_000

/** Ends the servers of runs that were killed. */
async function sweep() {
  for (const name of readdirSync(tmpdir()).filter((entry) => swept.some((begin) => entry.startsWith(begin)))) {
    const folder = join(tmpdir(), name)
    try {
      if (Date.now() - statSync(folder).mtimeMs < youngMs) continue
      const { cluster, leases } = layoutOf(folder)
      if (livingLeases(leases).length > 0) continue
      const server = findServer(cluster)
      if (server !== null) await stopServer(server)
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another user's.
    }
  }
}

/** @returns {Promise<TestServers>} */
export async function startTestServers() {
  await sweep()
  const folder = mkdtempSync(join(tmpdir(), prefix))
  const database = await openDatabase({ dataDir: folder, durable: false, settings })
  const redis = await startRedis()
  const admin = new URL(database.url)
  admin.pathname = '/postgres'
  return {
    environment: { TEST_DATABASE_URL: admin.href, ...(redis === null ? {} : { TEST_REDIS_URL: redis.url }) },
    async stop() {
      await redis?.stop()
      await database.release()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
