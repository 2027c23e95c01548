// @ts-check
/**
 * `npm start`: from a fresh clone to a running monitor. Installs, builds, starts the embedded PostgreSQL unless
 * DATABASE_URL is set, migrates, seeds, runs worker and API, and stops them in that order. Plain Node, no dependencies.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { checkout, dataFolder, layoutOf } from './database/layout.mjs'
import { openDatabase } from './database/open-database.mjs'
import { PlainError } from './database/plain-error.mjs'
import { chooseAddress } from './start/address.mjs'
import { build } from './start/build.mjs'
import { install } from './start/install.mjs'
import { openLog } from './start/open-log.mjs'
import { prepareDatabase } from './start/prepare.mjs'
import { claimFolder } from './start/running.mjs'
import { supervise } from './start/supervise.mjs'

const log = (/** @type {string} */ line) => console.log(line)
const calledOff = new AbortController()
const { signal } = calledOff

/** What runs, in the order in which it is stopped; filled from behind as the system starts. @type {(() => Promise<void> | void)[]} */
const toStop = []
/** @type {import('./start/supervise.mjs').Part[]} */
const parts = []

let keyShown = false
let signals = 0
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(name, () => {
    signals++
    if (signals === 1) {
      log('Stopping …')
      calledOff.abort(new PlainError(`Stopped by ${name}.`))
    } else {
      for (const part of parts) part.kill()
    }
  })
}
// A closed terminal or pipe must not end us before the parts are stopped.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

async function main() {
  requireNode()
  const layout = layoutOf(dataFolder())
  const claim = await claimFolder(layout)
  toStop.unshift(() => claim.end())
  const address = await chooseAddress(process.env)
  await install(checkout, { signal, log })
  await build(checkout, { signal, log })

  /** @type {NodeJS.ProcessEnv} */
  let env = { ...process.env, DATA_DIR: layout.root }
  const database = process.env.DATABASE_URL ? null : await openDatabase({ dataDir: layout.root })
  if (database !== null) {
    toStop.unshift(() => database.release())
    env.DATABASE_URL = database.url
    void database.guard(onDatabaseRestart, (error) =>
      log(`PostgreSQL ended and could not be started again: ${textOf(error)}`),
    )
  }
  function onDatabaseRestart(/** @type {string} */ url) {
    log('PostgreSQL ended and was started again.')
    if (url === env.DATABASE_URL) return
    env = { ...env, DATABASE_URL: url }
    for (const part of parts) void part.restartWith(env)
  }

  const { adminKey } = await prepareDatabase(checkout, env, signal)
  // Told at the end, where it is seen; but told even when the end is not reached, since nobody can read it again.
  const showKey = () => {
    if (adminKey !== null && !keyShown) log(`  Admin key, shown this once:\n  ${adminKey}\n`)
    keyShown = true
  }
  toStop.push(showKey)
  // Between the first look and now the port may have been given away; unset, it is free to be another.
  const { host, port, url } = await chooseAddress(
    process.env.PORT ? { ...process.env, PORT: String(address.port) } : process.env,
  )
  env = { ...env, HOST: host, PORT: String(port) }

  // A person at a terminal reads our lines; a pipe or a container gets every event.
  const logs = process.stdout.isTTY ? layout.logs : null
  const onPid = () => claim.update({ parts: parts.flatMap((part) => part.pid() ?? []) })
  signal.throwIfAborted()
  for (const [name, patienceMs] of /** @type {const} */ ([
    ['api', 10_000],
    ['worker', 20_000],
  ])) {
    const output = logs ? openLog(layout, name) : 'inherit'
    const part = supervise({ name, file: `${checkout}/apps/${name}/dist/main.js`, env, output, log, onPid })
    parts.push(part)
    toStop.unshift(() => part.stop(patienceMs))
  }
  onPid()

  await served(url, parts, logs ?? 'its words above')
  claim.update({ url })
  log(`\n  The dashboard is at ${url}\n`)
  showKey()
  // Once, with the key: nothing is downloaded unasked.
  if (adminKey !== null) log('  P-codes of all countries, where there is a network:\n  npx monitor places import hdx\n')
  if (logs) log(`  Events: ${logs}\n  Ctrl-C stops everything; the data stay.\n`)
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new PlainError(`Node 20.19 or newer is needed, this is ${process.versions.node}.`)
}

/**
 * Waits until the API answers.
 * @param {string} url @param {import('./start/supervise.mjs').Part[]} running @param {string} words where a failing part told why
 */
async function served(url, running, words) {
  const hint = setTimeout(() => log(`Waiting for ${url}healthz …`), 15_000)
  signal.addEventListener('abort', () => clearTimeout(hint))
  for (;;) {
    signal.throwIfAborted()
    const failing = running.find((part) => part.failures() >= 5)
    if (failing) throw new PlainError(`The ${failing.name} ended ${failing.failures()} times: see ${words}.`)
    const answer = await fetch(`${url}healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
    if (answer?.ok) return clearTimeout(hint)
    await sleep(50)
  }
}

/** @param {unknown} error */
const textOf = (error) => (error instanceof Error ? error.message : String(error))

async function stopAll() {
  for (const stop of toStop) {
    try {
      await stop()
    } catch (error) {
      console.error(textOf(error))
      process.exitCode = 1
    }
  }
}

try {
  await main()
} catch (error) {
  if (!signal.aborted) {
    console.error(error instanceof PlainError ? error.message : error)
    process.exitCode = 1
  }
}
await stopAll()
if (signal.aborted) log('Stopped.')
process.exit()
