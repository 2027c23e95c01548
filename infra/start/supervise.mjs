// @ts-check
/**
 * Keeps one part of the system running. It gets an IPC channel, at whose end it ends, and a process group of its own, so
 * that a Ctrl-C in the terminal reaches it through us alone and in our order.
 */
import { spawn } from 'node:child_process'
import { ended, send } from '../database/processes.mjs'

const firstDelayMs = 500
const longestDelayMs = 30_000
/** A part that ran as long as this was well: its next failure is the first again. */
const wellAfterMs = 60_000

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {() => number | null} pid
 * @property {() => number} failures how often in a row it ended by itself
 * @property {(env: NodeJS.ProcessEnv) => Promise<void>} restartWith
 * @property {(patienceMs: number) => Promise<void>} stop
 * @property {() => void} kill at once what is being stopped
 */

/**
 * @typedef {object} Options
 * @property {string} name
 * @property {string} file
 * @property {NodeJS.ProcessEnv} env
 * @property {'inherit' | number} output where its events go: our own output, or an open file
 * @property {(line: string) => void} log
 * @property {() => void} onPid
 */

/** @param {Options} options @returns {Part} */
export function supervise({ name, file, env, output, log, onPid }) {
  let wanted = true
  let failures = 0
  let environment = env
  /** @type {import('node:child_process').ChildProcess | null} */
  let child = null
  /** The process that is being stopped. @type {import('node:child_process').ChildProcess | null} */
  let killable = null
  /** @type {NodeJS.Timeout | undefined} */
  let timer

  const launch = () => {
    const began = Date.now()
    const stdio = /** @type {import('node:child_process').StdioOptions} */ (['ignore', output, output, 'ipc'])
    const current = spawn(process.execPath, ['--enable-source-maps', file], { env: environment, stdio, detached: true })
    child = current
    onPid()
    let over = false
    const onEnd = (/** @type {string} */ how) => {
      if (over) return
      over = true
      if (child !== current) return
      child = null
      if (!wanted) return
      failures = Date.now() - began > wellAfterMs ? 1 : failures + 1
      const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1))
      log(`The ${name} ended (${how}); it starts again in ${delay / 1000} s.`)
      timer = setTimeout(launch, delay)
    }
    current.on('exit', (code, signal) => onEnd(signal ?? `exit code ${code}`))
    current.on('error', (error) => onEnd(error.message))
  }

  /** Ends the process that runs now, without a word of failure. @param {number} patienceMs */
  const end = async (patienceMs) => {
    clearTimeout(timer)
    const pid = child?.pid
    child = null
    if (pid === undefined) return
    send(pid, 'SIGTERM')
    if (await ended(pid, patienceMs)) return
    log(`The ${name} did not end within ${patienceMs / 1000} s and is killed; its work is taken up at the next start.`)
    send(pid, 'SIGKILL')
    await ended(pid, 5_000)
  }

  const stop = async (/** @type {number} */ patienceMs) => {
    wanted = false
    killable = child
    await end(patienceMs)
  }

  launch()
  return {
    name,
    pid: () => child?.pid ?? null,
    failures: () => failures,
    stop,
    kill: () => {
      if (killable?.pid) send(killable.pid, 'SIGKILL')
    },
    async restartWith(next) {
      environment = next
      if (!wanted) return
      await end(10_000)
      if (wanted) launch()
    },
  }
}
