// @ts-check
/** The file that a part's events go to while a person reads the terminal; the one of the start before is kept beside it. */
import { mkdirSync, openSync, renameSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param {import('../database/layout.mjs').Layout} layout
 * @param {string} name of the part
 * @returns {number} the open file
 */
export function openLog({ logs }, name) {
  mkdirSync(logs, { recursive: true })
  const file = join(logs, `${name}.log`)
  try {
    renameSync(file, join(logs, `${name}.before.log`))
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error
  }
  return openSync(file, 'a')
}
