// @ts-check
/**
 * The embedded server for as long as somebody needs it: started when it is not running, shared when it is, stopped by
 * the last who leaves. Every process that uses it holds a lease; leases of killed processes count for nothing.
 */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from './binaries.mjs'
import { ensureCluster } from './cluster.mjs'
import { dataFolder, layoutOf, makeDataFolder } from './layout.mjs'
import { beginLease, endLease, livingLeases } from './leases.mjs'
import { exclusively } from './mutex.mjs'
import { PlainError } from './plain-error.mjs'
import { isAlive } from './processes.mjs'
import { runAs } from './run-as.mjs'
import { awaitAnswer, findServer, startServer, stopServer } from './server.mjs'

/**
 * @typedef {object} OpenDatabase
 * @property {string} url of the database `monitor`
 * @property {() => import('./server.mjs').Server} server the process that serves now
 * @property {(onRestart: (url: string) => void, onError: (error: unknown) => void) => void} guard starts a server that died, until release
 * @property {() => Promise<void>} release
 */

/**
 * @param {{ dataDir?: string, durable?: boolean, settings?: Record<string, string | number> }} [options] not durable:
 *   for tests, faster, lost with the machine; settings: further server settings, where this call starts it
 * @returns {Promise<OpenDatabase>}
 * @throws {PlainError} one line, and what to do
 */
export async function openDatabase({ dataDir = dataFolder(), durable = true, settings = {} } = {}) {
  const layout = layoutOf(dataDir)
  makeDataFolder(layout)
  const binaries = findBinaries()
  const as = runAs(binaries, layout)

  const ensure = async () => {
    const running = findServer(as.cluster)
    if (running !== null && (await awaitAnswer(running, layout))) return running
    await ensureCluster(layout, binaries, as, { durable })
    return startServer(layout, as, { durable, settings })
  }

  let lease = ''
  let server = await exclusively(layout.lock, async () => {
    const started = await ensure()
    lease = beginLease(layout.leases)
    return started
  })

  const urlOf = (/** @type {number} */ port) => {
    const password = readPassword(layout.password)
    return `postgres://monitor:${encodeURIComponent(password)}@127.0.0.1:${port}/monitor`
  }

  let open = true
  /** @type {OpenDatabase['guard']} */
  const guard = async (onRestart, onError) => {
    while (open) {
      await sleep(250, undefined, { ref: false })
      if (!open || isAlive(server.pid)) continue
      try {
        server = await exclusively(layout.lock, async () => (open ? ensure() : server))
        if (open) onRestart(urlOf(server.port))
      } catch (error) {
        onError(error)
        await sleep(5_000, undefined, { ref: false })
      }
    }
  }

  const release = async () => {
    if (!open) return
    open = false
    await exclusively(layout.lock, async () => {
      endLease(lease)
      const running = findServer(as.cluster)
      if (livingLeases(layout.leases).length === 0 && running !== null) await stopServer(running)
    })
  }

  return { url: urlOf(server.port), server: () => server, guard, release }
}

/** @param {string} file */
function readPassword(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EACCES') throw error
    throw new PlainError(
      `${file} belongs to another user: start as that user, or set DATA_DIR to a folder of your own.`,
    )
  }
}
