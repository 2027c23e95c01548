// @ts-check
/**
 * Brings the database of DATABASE_URL to this version's schema, seeds it and makes the first admin key. Run as a child of
 * `npm start` it tells its parent the outcome; each step may be repeated at any time.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { connect, ensureAdminKey, migrate, seed } from '@displacement-monitor/shared/db'
import { foldFigure, reconcileMarked } from '@displacement-monitor/worker'

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
      return { adminKey: await steps() }
    } catch (error) {
      const { code, message } = /** @type {NodeJS.ErrnoException} */ (error)
      if (!notYet.has(code ?? '')) return { failure: message || String(error) }
      if (Date.now() > deadline)
        return { failure: `PostgreSQL at ${whereOf()} does not answer (${code}): check DATABASE_URL.` }
      if (!waited) console.log(`Waiting for PostgreSQL at ${whereOf()} (${code}) …`)
      waited = true
      await sleep(500)
    }
  }
}

async function steps() {
  const sql = connect(process.env.DATABASE_URL ?? '', { max: 2 })
  try {
    await migrate(sql)
    const seeded = await seed(sql, { set: seedSet(), fold: foldFigure, log: (line) => console.log(line) })
    // The first page a person opens shows the line already; what else is marked later is the worker's.
    if (seeded.statements > 0) await reconcileMarked(sql, loadGazetteer())
    return await ensureAdminKey(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** @returns {'minimal' | 'full'} */
function seedSet() {
  const set = process.env.SEED || 'full'
  if (set === 'minimal' || set === 'full') return set
  throw new Error(`SEED=${set} is no seed set: minimal or full.`)
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
