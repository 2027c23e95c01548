// @ts-check
/**
 * Brings the database of DATABASE_URL to this version's schema, seeds it and makes the first admin key. Run as a child of
 * `npm start` it tells its parent the outcome; each step may be repeated at any time.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, ensureAdminKey, migrate, seed } from '@displacement-monitor/shared/db'

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
    await seedWhatIsNew(sql)
    return await ensureAdminKey(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/**
 * The rules that make claims of figures weigh half a second, and all but the first starts have nothing new to seed: they
 * are loaded when the seed first asks for them, and the seed, whose statements are stored whole or not at all, is repeated.
 * @param {import('@displacement-monitor/shared/db').Database} sql
 */
async function seedWhatIsNew(sql) {
  const options = { set: seedSet(), log: (/** @type {string} */ line) => console.log(line) }
  const wanted = new Error('There is something to seed.')
  const ask = () => {
    throw wanted
  }
  try {
    await seed(sql, { ...options, fold: ask })
  } catch (error) {
    if (error !== wanted) throw error
    const [{ foldFigure, reconcileMarked }, { loadGazetteer }] = await Promise.all([
      import('@displacement-monitor/worker'),
      import('@displacement-monitor/gazetteer'),
    ])
    await seed(sql, { ...options, fold: foldFigure })
    // The first page a person opens shows the line already; what is marked later is the worker's.
    await reconcileMarked(sql, loadGazetteer())
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
