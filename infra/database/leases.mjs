// @ts-check
/**
 * Who uses the embedded server now: one small file per use, named for its process. The last to leave stops the server;
 * files of processes that ended without saying so count for nothing.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isStill, myself } from './processes.mjs'

let uses = 0

/** @param {string} folder @returns {string} the lease's file, to be given to `endLease` */
export function beginLease(folder) {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${process.pid}-${++uses}.json`)
  writeFileSync(file, JSON.stringify(myself()))
  return file
}

/** @param {string} file */
export const endLease = (file) => rmSync(file, { force: true })

/** Pids that hold a living lease; leases of the dead are removed on the way. @param {string} folder @returns {number[]} */
export function livingLeases(folder) {
  mkdirSync(folder, { recursive: true })
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name)
    try {
      /** @type {import('./processes.mjs').Identity} */
      const holder = JSON.parse(readFileSync(file, 'utf8'))
      if (isStill(holder)) return [holder.pid]
    } catch {
      // Half a file: its writer was killed in the act.
    }
    endLease(file)
    return []
  })
}
