// @ts-check
/** One PostgreSQL server process: found, started, stopped. It is no child of its user: a Ctrl-C in a terminal passes it by. */
import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, tryBind } from './free-port.mjs'
import { ping } from './ping.mjs'
import { PlainError } from './plain-error.mjs'
import { commandLine, ended, isAlive, pidsRunning, send } from './processes.mjs'
import { serverEnvironment, titleOf } from './server-process.mjs'

/** @typedef {{ pid: number, port: number }} Server */

const logLimit = 5_000_000
/** A server may have to recover from its log before it takes connections. */
const startTimeoutMs = 60_000

/**
 * The running server of this cluster, by its postmaster.pid. A file whose process is no server of ours (pids are given
 * out again) is removed; one whose process is gone is left, since PostgreSQL looks into it for what was left behind.
 * @param {string} cluster
 * @returns {Server | null}
 */
export function findServer(cluster) {
  const file = `${cluster}/postmaster.pid`
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!isAlive(pid)) return null
  const words = commandLine(pid) ?? ''
  if (!words.includes('postgres') || !words.includes(cluster)) {
    rmSync(file, { force: true })
    return null
  }
  return { pid, port: Number(lines[3]) }
}

/**
 * @param {import('./layout.mjs').Layout} layout
 * @param {import('./run-as.mjs').RunAs} as
 * @param {{ durable: boolean, settings: Record<string, string | number> }} options
 * @returns {Promise<Server>} once it takes connections
 */
export async function startServer(layout, as, options) {
  let port = await lastPort(layout)
  for (let attempt = 1; ; attempt++) {
    await leftoversEnded(as.cluster)
    const logged = openLog(layout.log)
    const pid = launch(as, layout.log, port, options)
    const outcome = await settled(pid, port)
    if (outcome === 'ready') {
      writeFileSync(layout.port, `${port}\n`)
      return { pid, port }
    }
    const said = readFileSync(layout.log, 'utf8').slice(logged)
    if (attempt < 5 && /could not bind|Address already in use/i.test(said)) port = await freePort()
    else if (attempt < 5 && /pre-existing shared memory block/.test(said)) await sleep(1_000)
    else throw new PlainError(notStarted(layout, said))
  }
}

/** The port of the last run while it is free: whoever holds the address can go on after a restart. @param {import('./layout.mjs').Layout} layout */
async function lastPort(layout) {
  const last = existsSync(layout.port) ? Number.parseInt(readFileSync(layout.port, 'utf8'), 10) : 0
  if (last > 0 && last < 65_536 && 'port' in (await tryBind('127.0.0.1', last))) return last
  return freePort()
}

/** Processes of a server that was killed with -9 end by themselves when they notice; one deep in a query is ended. @param {string} cluster */
async function leftoversEnded(cluster) {
  const title = `postgres: ${titleOf(cluster)}`
  for (const pid of pidsRunning(title)) {
    if (await ended(pid, 2_000)) continue
    if (commandLine(pid)?.includes(title)) send(pid, 'SIGKILL')
    await ended(pid, 2_000)
  }
}

/** @param {import('./run-as.mjs').RunAs} as @param {string} log @param {number} port @param {{ durable: boolean, settings: Record<string, string | number> }} options */
function launch(as, log, port, { durable, settings }) {
  const all = {
    unix_socket_directories: '',
    listen_addresses: '127.0.0.1',
    port,
    cluster_name: titleOf(as.cluster),
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...settings,
  }
  const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { file, args, ids } = as.command(`${as.programs}/bin/postgres`, ['-D', as.cluster, ...words])
  const output = openSync(log, 'a')
  const child = spawn(file, args, {
    ...ids,
    cwd: '/',
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  child.on('error', () => {})
  child.unref()
  return child.pid ?? 0
}

/** Waits until a server that was just launched answers, or ended. @param {number} pid @param {number} port */
async function settled(pid, port) {
  const deadline = Date.now() + startTimeoutMs
  while (isAlive(pid)) {
    if ((await ping(port)) === 'ready' && isAlive(pid)) return 'ready'
    if (Date.now() > deadline) {
      await stopServer({ pid, port })
      return 'silent'
    }
    await sleep(25)
  }
  return 'ended'
}

/**
 * An adopted server may still be starting or recovering.
 * @param {Server} server
 * @param {import('./layout.mjs').Layout} layout
 */
export async function awaitAnswer(server, layout) {
  const deadline = Date.now() + 15_000
  while (isAlive(server.pid)) {
    const answer = await ping(server.port)
    if (answer === 'ready') return true
    if (answer === 'silent' && Date.now() > deadline) {
      throw new PlainError(
        `PostgreSQL (process ${server.pid}) of ${layout.root} does not answer on port ${server.port}: ` +
          `see ${layout.log}, end it with \`kill ${server.pid}\` (with -9 if it stays), then start again.`,
      )
    }
    await sleep(50)
  }
  return false
}

/** A fast shutdown (clients are cut off, data are written); harder where it does not end. @param {Server} server */
export async function stopServer({ pid }) {
  /** @type {[NodeJS.Signals, number][]} */
  const ways = [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ]
  for (const [signal, patienceMs] of ways) {
    if (!isAlive(pid)) return
    send(pid, signal)
    if (await ended(pid, patienceMs)) return
  }
}

/** Cuts a log that grew too long. Returns its length in characters before this start. @param {string} log */
function openLog(log) {
  if (!existsSync(log)) return 0
  if (statSync(log).size > logLimit) truncateSync(log)
  return readFileSync(log, 'utf8').length
}

/** @param {import('./layout.mjs').Layout} layout @param {string} said */
function notStarted(layout, said) {
  const reason = said.split('\n').findLast((line) => /FATAL|PANIC|error while loading|cannot/i.test(line))
  return `PostgreSQL of ${layout.root} did not start: ${(reason ?? said.slice(-300)).trim() || 'no word from it'} (${layout.log})`
}
