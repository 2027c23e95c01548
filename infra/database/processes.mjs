// @ts-check
/** What the system says about a process: does it live, when did it begin, what was it started as. No dependencies. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { platform } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

const hasProc = platform() === 'linux'
/** Ticks since boot tell two processes apart only within one boot. */
const boot = hasProc ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() : ''

/** `ps` for systems without /proc; null where the process is gone or the program is missing. @param {string[]} args */
function ps(args) {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return null
  }
}

/** Fields of /proc/<pid>/stat after the name, which may itself hold spaces and brackets. @param {number} pid */
function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

/**
 * True while the process runs. A zombie is dead: in a container whose first process reaps nobody, a killed server
 * would otherwise seem to live for ever.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  if (hasProc) {
    const state = statFields(pid)?.[0]
    return state !== undefined && state !== 'Z' && state !== 'X'
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * Tells a process from a later one that was given the same pid; null where there is no such process.
 * @param {number} pid
 * @returns {string | null}
 */
export function bornAt(pid) {
  if (!isAlive(pid)) return null
  if (!hasProc) return ps(['-o', 'lstart=', '-p', String(pid)])
  const ticks = statFields(pid)?.[19]
  return ticks === undefined ? null : `${boot} ${ticks}`
}

/** The process's words, joined by spaces; a PostgreSQL backend shows its title here. @param {number} pid */
export function commandLine(pid) {
  if (!hasProc) return ps(['-ww', '-o', 'args=', '-p', String(pid)])
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return null
  }
}

/** Pids of living processes whose command line holds `text`. @param {string} text @returns {number[]} */
export function pidsRunning(text) {
  if (hasProc) {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    return pids.map(Number).filter((pid) => isAlive(pid) && commandLine(pid)?.includes(text))
  }
  const lines = ps(['-axww', '-o', 'pid=,args='])?.split('\n') ?? []
  return lines.filter((line) => line.includes(text)).map((line) => Number.parseInt(line, 10))
}

/** Sends a signal; a process that is gone is no error. @param {number} pid @param {NodeJS.Signals} signal */
export function send(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
  }
}

/** True once the process has ended, false when it outlives the time. @param {number} pid @param {number} timeoutMs */
export async function ended(pid, timeoutMs) {
  const deadline = Date.now() + timeoutMs
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false
    await sleep(20)
  }
  return true
}

/** @typedef {{ pid: number, born: string | null }} Identity A process, safe against pids that are given out again. */

/** This process. @returns {Identity} */
export const myself = () => ({ pid: process.pid, born: bornAt(process.pid) })

/** @param {Identity} identity */
export const isStill = ({ pid, born }) => isAlive(pid) && (born === null || bornAt(pid) === born)
