// @ts-check
/** A lock between processes, held as a file. Its holder may be killed with -9: a lock of the dead is taken over. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { isStill, myself } from './processes.mjs'

let tickets = 0

/** @param {string} path @returns {import('./processes.mjs').Identity | null} */
function holderOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/**
 * Takes the file if nobody living holds it. The file appears with its content (a link to a finished one), so that
 * nobody ever reads half a holder.
 * @param {string} path
 */
function attempt(path) {
  const ticket = `${path}.${process.pid}.${++tickets}`
  writeFileSync(ticket, JSON.stringify(myself()))
  try {
    linkSync(ticket, path)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    evictTheDead(path)
    return false
  } finally {
    rmSync(ticket, { force: true })
  }
}

/** Moves a dead holder's file away. Between look and move a living one may have taken it: then it is put back. @param {string} path */
function evictTheDead(path) {
  const seen = holderOf(path)
  if (seen !== null && isStill(seen)) return
  const aside = `${path}.stale.${process.pid}.${++tickets}`
  try {
    renameSync(path, aside)
    const moved = holderOf(aside)
    if (moved !== null && isStill(moved)) linkSync(aside, path)
  } catch {
    // Another process was quicker; the next attempt sees what it left.
  } finally {
    rmSync(aside, { force: true })
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
  while (!attempt(path)) {
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
