// @ts-check
/** A checkout of another user runs as it is; what would have to be made in it is told instead. */
import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PlainError } from '../database/plain-error.mjs'

/** Makes the folder for what is made, if it can. @param {string} root the checkout @param {string} what is to be done, and by which command */
export function mustBeWritable(root, what) {
  const folder = join(root, '.cache')
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    accessSync(root, constants.W_OK)
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    throw new PlainError(`${root} cannot be written by this user (${code}), and ${what} as its owner.`)
  }
}
