// @ts-check
/** Migrations, seed and first key, in a process of their own: what they load is given back before the system runs. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { PlainError } from '../database/plain-error.mjs'

/** @typedef {{ adminKey: string | null } | { failure: string }} Prepared */

/**
 * @param {string} root the checkout
 * @param {NodeJS.ProcessEnv} env with DATABASE_URL
 * @param {AbortSignal} signal
 * @returns {Promise<{ adminKey: string | null }>} the key only where it was made now
 */
export function prepareDatabase(root, env, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const child = fork(join(root, 'infra', 'prepare-database.mjs'), {
      env,
      cwd: root,
      execArgv: ['--enable-source-maps'],
    })
    /** @type {Prepared | null} */
    let said = null
    const stop = () => child.kill('SIGTERM')
    signal.addEventListener('abort', stop)
    child.on('message', (message) => {
      said = /** @type {Prepared} */ (message)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop)
      // A key that was made is handed on even when the start was called off: it cannot be read again.
      if (said !== null && 'adminKey' in said) resolve(said)
      else if (signal.aborted) reject(signal.reason)
      else reject(new PlainError(`The database could not be prepared: ${said?.failure ?? `exit code ${code}`}`))
    })
  })
}
