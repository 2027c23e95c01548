// @ts-check
/** Where things lie in a data folder, and which folder that is. */
import { accessSync, constants, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PlainError } from './plain-error.mjs'

/** The checkout this file belongs to. */
export const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** DATA_DIR, else `.data` of the checkout, whatever the working folder. @param {NodeJS.ProcessEnv} [env] */
export const dataFolder = (env = process.env) => (env.DATA_DIR ? resolve(env.DATA_DIR) : join(checkout, '.data'))

/**
 * @typedef {object} Layout
 * @property {string} root the data folder
 * @property {string} cluster PostgreSQL's own folder
 * @property {string} password of the role `monitor`, readable by its owner alone
 * @property {string} port the port chosen last, kept so that addresses survive a restart of the server
 * @property {string} log of PostgreSQL
 * @property {string} logs folder for the events of worker and API
 * @property {string} leases
 * @property {string} lock held while the server is opened or released
 * @property {string} running who runs `npm start` here, and under which address
 */

/** @param {string} root @returns {Layout} */
export const layoutOf = (root) => ({
  root,
  cluster: join(root, 'postgres'),
  password: join(root, 'postgres.password'),
  port: join(root, 'postgres.port'),
  log: join(root, 'postgres.log'),
  logs: join(root, 'log'),
  leases: join(root, 'leases'),
  lock: join(root, 'open.lock'),
  running: join(root, 'running.json'),
})

/** @param {Layout} layout @throws {PlainError} where it cannot be made or written to */
export function makeDataFolder({ root }) {
  try {
    mkdirSync(root, { recursive: true })
    accessSync(root, constants.W_OK)
  } catch (error) {
    const why = /** @type {NodeJS.ErrnoException} */ (error).code
    throw new PlainError(`The data folder ${root} cannot be written (${why}): set DATA_DIR to a folder of your own.`)
  }
}
