// @ts-check
/**
 * Prepares the database of DATABASE_URL, waiting for a server that is just being started. Run as a child of `npm start` it
 * tells its parent the outcome; each step may be repeated at any time.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { prepareDatabase } from './prepare.mjs'

/** A server that is just being started (compose, a restart) is waited for this long. */
const patienceMs = 30_000
const notYet = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
])

/** @returns {Promise<import('./start/prepare.mjs').Prepared>} */
async function prepare() {
  const deadline = Date.now() + patienceMs
  let waited = false
  for (;;) {
    try {
      return await prepareDatabase(process.env.DATABASE_URL ?? '', { seedSet: seedSet(), log: console.log })
    } catch (error) {
      const code = codeOf(error)
      if (!notYet.has(code)) return { failure: error instanceof Error && error.message ? error.message : String(error) }
      if (Date.now() > deadline)
        return { failure: `PostgreSQL at ${whereOf()} does not answer (${code}): check DATABASE_URL.` }
      if (!waited) console.log(`Waiting for PostgreSQL at ${whereOf()} (${code}) …`)
      waited = true
      await sleep(500)
    }
  }
}

/** @returns {'minimal' | 'full'} */
function seedSet() {
  const set = process.env.SEED || 'full'
  if (set === 'minimal' || set === 'full') return set
  throw new Error(`SEED=${set} is no seed set: minimal or full.`)
}

/** What the network or the server said; the store wraps it. @param {unknown} error @returns {string} */
function codeOf(error) {
  const { code, cause } = /** @type {NodeJS.ErrnoException} */ (error)
  return cause === undefined ? (code ?? '') : codeOf(cause)
}

/** The server without its password. */
function whereOf() {
  try {
    return new URL(process.env.DATABASE_URL ?? '').host
  } catch {
    return 'DATABASE_URL'
  }
}

const outcome = await prepare()
if ('failure' in outcome) {
  if (process.send) process.send(outcome)
  else console.error(outcome.failure)
  process.exitCode = 1
} else {
  process.send?.(outcome)
}
if (process.connected) process.disconnect()
