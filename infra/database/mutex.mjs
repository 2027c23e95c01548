// @ts-check
/** A lock between processes, held as a file. Its holder may be killed with -9: a lock of the dead is taken over. */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { isStill, myself } from './processes.mjs'

let tickets = 0

/** Null where there is no file. @param {string} path @returns {import('./processes.mjs').Identity | null} */
function holderOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null
    if (error instanceof SyntaxError) return nobody
    throw error
  }
}

/** A file without a word in it, as a power cut leaves one, is nobody's. */
const nobody = { pid: 0, born: null }

/**
 * Takes the file if nobody has it. It appears with its content (a link to a finished one), so that nobody ever reads half
 * a holder.
 * @param {string} path
 */
function take(path) {
  const ticket = `${path}.${process.pid}.${++tickets}`
  writeFileSync(ticket, JSON.stringify(myself()))
  try {
    linkSync(ticket, path)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(ticket, { force: true })
  }
}

/** False where there is no file: somebody may take it at this very moment. @param {string} path */
const isOfTheDead = (path) => {
  const holder = holderOf(path)
  return holder === null ? false : !isStill(holder)
}

/**
 * Removes the file of a dead holder. One process at a time may do so: else a slow one would remove the file of whoever
 * took the lock after a quicker one had made it free.
 * @param {string} path
 */
function evictTheDead(path) {
  if (!isOfTheDead(path)) return
  const guard = `${path}.evict`
  if (take(guard)) {
    if (isOfTheDead(path)) rmSync(path, { force: true })
    rmSync(guard, { force: true })
  } else if (isOfTheDead(guard)) {
    // Killed within this very function: so rare that the next attempt may settle it.
    rmSync(guard, { force: true })
  }
}

/**
 * Runs `work` while this process alone holds the file. Not re-entrant.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {number} [timeoutMs] how long to wait for a living holder
 * @returns {Promise<T>}
 */
export async function exclusively(path, work, timeoutMs = 120_000) {
  const deadline = Date.now() + timeoutMs
  while (!take(path)) {
    evictTheDead(path)
    if (Date.now() > deadline) {
      throw new Error(`Process ${holderOf(path)?.pid ?? '?'} has held ${path} for ${timeoutMs / 1000} s.`)
    }
    await sleep(20 + Math.random() * 30)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}
